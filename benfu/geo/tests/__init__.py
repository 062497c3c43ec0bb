"""Tests of the geo instrument."""
