"""Volunteer hours: a quantity of their own, which no exchange of points ever makes smaller."""
