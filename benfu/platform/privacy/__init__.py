"""What the house knows about persons: hidden at rest, masked on screen, shown with a reason, exported, erased."""
