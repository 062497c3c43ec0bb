"""The how-tos, followed word by word."""
