"""Honours: proposed, reviewed by another, and told to others only if the person wishes; nothing is ranked."""
