"""The roof: settings, addresses and servers; it wires the rooms and decides nothing."""
