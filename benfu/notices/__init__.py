"""Notices: what happened that matters to somebody, in their inbox."""
