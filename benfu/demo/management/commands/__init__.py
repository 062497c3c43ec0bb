"""Commands of the demo, as Django finds them."""
