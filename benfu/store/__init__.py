"""The points store: goods, stock per outlet, orders and their pick-up codes."""
