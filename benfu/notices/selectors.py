"""Reading one's own inbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from benfu.cases import selectors as cases
from benfu.platform.identity.actor import Actor
from benfu.platform.lib.paging import Page, cut, read_cursor

from .models import Notice
from .words import WORDS


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice in the reader's language."""

    id: int
    title: str
    body: str
    icon: str
    tone: str
    url: str
    happened_at: datetime
    unread: bool


def unread_count(actor: Actor) -> int:
    """Return how many of the actor's notices are unread."""
    return Notice.objects.filter(account=actor.account, read_at=None).count() if actor.signed_in else 0


def inbox(actor: Actor, after: str = "", size: int = 20) -> Page[Shown]:
    """Return a page of the actor's own notices, newest first. Raises Invalid for a damaged cursor."""
    found = Notice.objects.filter(account=actor.account, kind__in=WORDS).order_by("-id")
    if after:
        found = found.filter(id__lt=read_cursor(after, int)[0])
    page = cut(list(found[: size + 1]), size, lambda one: [one.pk])
    return Page([_shown(one) for one in page.rows], page.next)


def _shown(notice: Notice) -> Shown:
    words = WORDS[notice.kind]
    filling = _filling(notice.data)
    return Shown(
        notice.pk,
        str(words.title),
        str(words.body) % filling,
        words.icon,
        words.tone,
        words.leads_to % filling,
        notice.happened_at,
        notice.read_at is None,
    )


def _filling(data: Mapping[str, object]) -> dict[str, object]:
    if "category" not in data:
        return dict(data)
    thing = _("%(category)s（%(number)s）") % {
        "category": cases.label_of(str(data["category"])),
        "number": data["number"],
    }
    return {**data, "thing": thing}
