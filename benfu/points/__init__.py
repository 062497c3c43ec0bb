"""Points: which fact earns what, by a published tariff, and why."""
