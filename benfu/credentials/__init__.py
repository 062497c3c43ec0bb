"""Credentials: signed codes on phones and on paper that anybody can verify, and that tell nothing about who holds them."""
