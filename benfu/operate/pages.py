"""The page for machines that ask whether we are well."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from benfu.operate.selectors import reachable


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 'ok' if this process reaches the database, else 503; says nothing else to strangers."""
    if reachable():
        return HttpResponse("ok", content_type="text/plain")
    return HttpResponse("no database", status=503, content_type="text/plain")
