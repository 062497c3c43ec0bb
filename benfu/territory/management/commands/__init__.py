"""What `benfu` runs for this room: import_areas, import_boundaries, import_cells, cut_cells."""
