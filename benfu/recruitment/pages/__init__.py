"""Pages of recruitment: for workers on the phone, for those who recruit in the console."""
