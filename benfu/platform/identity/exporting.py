"""One's own data as a file."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse

from benfu.platform.lib import clock
from benfu.platform.privacy.selectors import export_of

from .actor import Actor
from .throttle import throttle


def export_response(actor: Actor) -> HttpResponse:
    """Return everything that is kept about the actor as a JSON file. Raises TooMany beyond 20 an hour."""
    throttle(f"export:{actor.own_account()}", 20, 3600)
    text = json.dumps(export_of(actor), ensure_ascii=False, indent=2, cls=DjangoJSONEncoder)
    name = f"benfu-{clock.today().isoformat()}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(text, content_type="application/json; charset=utf-8", headers=headers)
