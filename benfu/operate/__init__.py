"""Operating an installation: start and stop it, back it up, restore it, check it."""
