"""What `benfu` runs for this room: import_tariff."""
