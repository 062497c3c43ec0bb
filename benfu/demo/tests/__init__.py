"""Tests of the demo: what it promises to whoever opens it for the first time."""
