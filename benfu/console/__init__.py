"""The staff's door: the first page of the console, and whose areas it shows."""
