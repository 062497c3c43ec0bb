"""Who is asking: accounts, signing in, and the actor every query is scoped by."""
