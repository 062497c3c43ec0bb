"""Tests of the room of cases, one file per behaviour."""
