"""Commands of the room of pictures."""
