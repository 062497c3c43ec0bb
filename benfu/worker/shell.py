"""The phone app's own tabs, and what stands on every page of its frame."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from benfu.ui import nav, slots

nav.register(door="worker", group="tab", label=_("首页"), url="worker-home", icon="home", order=10)
nav.register(door="worker", group="tab", label=_("随手拍"), url="worker-report", icon="camera", order=30)


def frame(request: HttpRequest) -> str:
    """Return the outbox's scripts and the note that a page is old."""
    return render_to_string("worker/frame.html", {}, request)


def status(request: HttpRequest) -> str:
    """Return the sign beside a page's title that something waits on this phone."""
    return render_to_string("worker/status.html", {}, request)


slots.register("worker.frame", 10, frame)
slots.register("worker.status", 10, status)
