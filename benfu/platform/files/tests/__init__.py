"""Tests of taking pictures in, showing and sweeping them."""
