"""Outreach (三找): members volunteer who they are, organisations find them, each is followed up until taken in."""
