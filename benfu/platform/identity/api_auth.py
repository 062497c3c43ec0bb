"""Who calls the API: a bearer token, or the phone's own session with the outbox header."""

from django.http import HttpRequest

from .actor import Actor


def api_auth(request: HttpRequest) -> Actor | None:
    """Return the calling actor, which becomes `request.auth`, or None for 401."""
    return None
