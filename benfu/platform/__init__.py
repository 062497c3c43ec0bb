"""The ground every room stands on: identity, journal, files, privacy, and small tools."""
