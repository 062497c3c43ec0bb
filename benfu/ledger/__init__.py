"""The points ledger: an append-only journal of transfers that knows no person and no case."""
