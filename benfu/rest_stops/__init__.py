"""Rest stops: where riders may rest, charge, eat and pick up goods; when they are open and what they have."""
