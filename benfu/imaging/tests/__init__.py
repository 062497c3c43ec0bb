"""Tests of the imaging instrument."""
