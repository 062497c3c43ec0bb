"""What every page's frame needs."""

from django.conf import settings
from django.http import HttpRequest

from .look import look_of


def shell(request: HttpRequest) -> dict[str, object]:
    """Return the actor, the reader's look and whether this is a demo; menus are read by the frames' own tags."""
    return {"actor": getattr(request, "actor", None), "look": look_of(request), "demo": settings.DEMO}
