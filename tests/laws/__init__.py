"""The laws of the house (docs/house.md), each checked by machine and each shown to bite on a bad example."""
