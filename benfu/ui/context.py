"""What every page's frame needs."""

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    """Return the actor and the navigation for the templates."""
    return {"actor": getattr(request, "actor", None)}
