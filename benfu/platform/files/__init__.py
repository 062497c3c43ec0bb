"""Pictures that people send: taken in, cleaned, shown to those who may see them, thrown away in time."""
