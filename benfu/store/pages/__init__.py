"""Pages of the store: the worker's shop, the keeper's counter and stock, the catalogue."""
