"""The catalogue of what can be reported, as data: categories.csv and reasons.toml, and how they are read."""
