"""The page that anybody sees who scans a code: whether it holds, what kind it is, for which community."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from benfu.platform.identity.names import address_key
from benfu.platform.identity.throttle import throttle

from . import selectors

MOST_A_MINUTE = 120
"""So many scans from one address: a gate scans one in half a second, a machine that guesses wants millions."""


@never_cache
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether a scanned code holds; 404 when not. Raises TooMany for who guesses."""
    throttle(f"verify:{address_key(request)}", MOST_A_MINUTE, 60)
    verdict = selectors.verify(code)
    return render(request, "credentials/verify.html", {"verdict": verdict}, status=200 if verdict.valid else 404)
