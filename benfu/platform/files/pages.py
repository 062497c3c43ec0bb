"""The one address at which pictures are served, to those who may see them."""

from typing import Final
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from . import selectors
from .models import State

# A picture never changes under its address; a week, and not for ever, because phones are handed on.
CACHE: Final = "private, max-age=604800, immutable"
RETRY_S: Final = 3

# state: (HTTP status, what the placeholder says). A browser shows the placeholder whatever the status.
_PLACEHOLDERS: Final = {
    State.RECEIVED: (202, _("照片正在处理")),
    State.REFUSED: (410, _("照片已损坏")),
    State.GONE: (410, _("照片已到期删除")),
}


@require_safe
def picture(request: HttpRequest, file_id: UUID, size: str) -> HttpResponseBase:
    """Serve one size of a picture; while there is none, a placeholder that says why (202 with Retry-After, or 410)."""
    shown = selectors.shown_to(request.actor, file_id, size)  # type: ignore[attr-defined]
    if shown.path is None:
        return _placeholder(request, shown.state)
    try:
        response = FileResponse(shown.path.open("rb"), content_type=shown.media_type)
    except FileNotFoundError:  # thrown away since we looked
        return _placeholder(request, State.GONE)
    response["Content-Disposition"] = "inline"
    _protect(response, CACHE)
    return response


def _placeholder(request: HttpRequest, state: State) -> HttpResponse:
    status, words = _PLACEHOLDERS[state]
    response = render(request, "files/placeholder.svg", {"words": words}, content_type="image/svg+xml", status=status)
    if state == State.RECEIVED:
        response["Retry-After"] = str(RETRY_S)
    _protect(response, "no-store")
    return response


def _protect(response: HttpResponseBase, cache: str) -> None:
    """Never guessed to be something else, never shown inside another site, kept as long as it is true."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = cache
