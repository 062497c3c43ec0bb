"""Pages of rosters: for whoever speaks for a hub, for the street, for workers."""
