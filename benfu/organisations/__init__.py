"""Organisations: departments, the communities' own offices, grid teams and shops that work can be given to."""
