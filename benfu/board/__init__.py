"""The cockpit screen: one look at an area, with a way down to the list behind every figure."""
