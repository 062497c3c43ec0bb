"""Tests of volunteer hours."""
