"""Writing: accounts, phone codes, passwords, second factors, tokens, sessions."""

from .tokens import make_token, revoke_token

__all__ = ["make_token", "revoke_token"]
