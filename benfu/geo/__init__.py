"""Places as numbers: coordinate systems, polygons, distances, boundary checks; no Django, no web."""
