"""Pages of points: the worker's statement and appeals, the published rules, the staff's lists, drafts of a tariff."""
