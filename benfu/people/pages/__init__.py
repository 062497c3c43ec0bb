"""Pages about people: joining a community, one's own page, the community's list, staff and their duties."""
