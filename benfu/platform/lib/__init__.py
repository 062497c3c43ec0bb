"""Small tools without a domain noun: clock, errors, ids, paging, database fields."""
