"""What the phone keeps for days without a network: the service worker, its list of files, who is signed in now."""

import hashlib
import json
from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from benfu.platform.identity.guards import PageRequest
from benfu.worker import ICON_SIZES

HERE = Path(__file__).resolve().parent
FILES = (
    *(f"ui/{name}" for name in ("core.css", "dark.css", "worker.css", "plain.css", "core.js", "icon.svg")),
    *(f"worker/{name}.js" for name in ("outbox", "frame", "camera", "webcam", "home", "report", "queue")),
    "worker/report.css",
)
"""Static files of the pages that must open without a network."""
CORE_PAGES = ("/", "/r/new", "/q/", "/s/", "/offline")
"""Fetched when the app is first opened, so that they open cold."""
KEPT_PAGES = (
    *(r"^/$", r"^/r/new$", r"^/q/$", r"^/offline$"),
    *(r"^/r/([0-9-]+/)?$", r"^/s/([0-9]+/)?$", r"^/o/([0-9]+/)?$", r"^/me/card/$", r"^/pts/$"),
)
"""Kept as last seen, once visited: my reports, rest stops, a pick-up code, the registration card, my points."""


@require_safe
@never_cache
def service_worker(request: HttpRequest) -> HttpResponse:
    """Serve the service worker; any change to a file it keeps makes a new version of it."""
    files = [static(name) for name in FILES]
    source = (HERE / "templates" / "worker" / "sw.js").read_bytes()
    version = hashlib.sha256(json.dumps(files).encode() + source).hexdigest()[:12]
    given = {
        "version": version,
        "files": files,
        "core": CORE_PAGES,
        "kept": KEPT_PAGES,
        "outbox": static("worker/outbox.js"),
    }
    seen = {name: json.dumps(value) for name, value in given.items()}
    return render(request, "worker/sw.js", seen, content_type="text/javascript; charset=utf-8")


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Say how the app stands on a phone's home screen."""
    icons = [
        {
            "src": static(f"worker/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "any maskable",
        }
        for size in ICON_SIZES
    ]
    about = {
        "id": "/",
        "name": _("奔赴 · 随手拍"),
        "short_name": _("奔赴"),
        "description": _("随手拍、驿站、积分：小哥和社区双向奔赴"),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "orientation": "portrait",
        "background_color": "#F3F4F7",
        "theme_color": "#B8232F",
        "icons": icons,
        "shortcuts": [{"name": _("随手拍"), "url": "/r/new"}],
    }
    return JsonResponse(about, content_type="application/manifest+json")


@require_safe
@never_cache
def who(request: PageRequest) -> JsonResponse:
    """Tell the outbox whose session this is, null for nobody's: it sends nobody else's reports."""
    return JsonResponse({"account": request.actor.account})
