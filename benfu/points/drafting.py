"""Drafts of a tariff: saved, tried on the past, published or thrown away; all by administrators."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from benfu.platform.identity.actor import Actor
from benfu.platform.identity.roles import Role
from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Invalid, NotAllowed, NotFound

from . import words
from .backtest import backtest, whole_months
from .events import TariffPublished
from .models import Draft, PublishedTariff
from .rules import Tariff
from .tariff_file import BadTariff, read_tariff
from .tariffs import publish, tariffs

WRITERS = (Role.ADMINISTRATOR,)
MOST_LETTERS = 100_000
MOST_MONTHS = 24
"""How far back-tests go at most, so that nobody's slip keeps the database busy."""


def drafts(actor: Actor) -> list[Draft]:
    """Return the drafts, the newest first. Raises NotAllowed."""
    _check(actor)
    return list(Draft.objects.order_by("-pk"))


def draft_for(actor: Actor, draft: int) -> Draft:
    """Return a draft. Raises NotAllowed, NotFound."""
    _check(actor)
    found = Draft.objects.filter(pk=draft).first()
    if found is None:
        raise NotFound(_("没有这份草稿，可能已经公布或删掉了。"))
    return found


def read(text: str) -> Tariff:
    """Return the tariff of a text. Raises Invalid that names line and key in the reader's language."""
    if len(text) > MOST_LETTERS:
        raise Invalid(_("文件太长，不像是积分细则。"), {"body": _("最多十万字。")})
    try:
        return read_tariff(text)
    except BadTariff as bad:
        said = words.mistake(bad)
        raise Invalid(said, {"body": said}) from bad


@transaction.atomic
def save_draft(*, actor: Actor, body: str, draft: int | None = None) -> Draft:
    """Save a new draft, or change one; what had been worked out for its old text is forgotten.

    Raises NotAllowed, NotFound, Invalid naming line and key.
    """
    _check(actor)
    body = body.replace("\r\n", "\n")
    version = read(body).version
    found = Draft.objects.select_for_update().get(pk=draft_for(actor, draft).pk) if draft else Draft()
    found.version, found.body, found.saved_by, found.saved_at = version, body, actor.person, clock.now()
    found.tested = found.tested_at = None
    found.save()
    return found


@transaction.atomic
def try_draft(*, actor: Actor, draft: int, since: date, until: date, budget: int | None = None) -> Draft:
    """Work out what a draft would have cost in the whole months from `since` to `until`, and keep the result.

    With a budget in points, what would be left of it is told too.

    Raises NotAllowed, NotFound, Invalid for a time that is none or too long.
    """
    found = draft_for(actor, draft)
    first, last = whole_months(since, until)
    if first > last or (last.year - first.year) * 12 + last.month - first.month >= MOST_MONTHS:
        wrong = _("请选一段时间，从早到晚，最多 24 个月。")
        raise Invalid(wrong, {"until": wrong})
    found.tested = backtest(read(found.body), since, until).as_data() | {"budget": budget}
    found.tested_at = clock.now()
    found.save(update_fields=["tested", "tested_at"])
    return found


@transaction.atomic
def publish_draft(*, actor: Actor, draft: int) -> Tariff:
    """Publish a draft for everybody to read; from its first day on it counts, and it is never changed.

    Raises NotAllowed, NotFound, Invalid when it has not been tried on the past, Conflict as `tariffs.publish` does: it begins in
    the future, after the tariff before it.
    """
    found = draft_for(actor, draft)
    if found.tested is None:
        raise Invalid(_("公布之前请先试算，看清楚要花多少分。"))
    tariff = read(found.body)
    _check_days(tariff)
    publish(found.body)
    told = TariffPublished(tariff.version, tariff.valid_from, actor.person)
    record(told, actor=actor, subject=f"tariff:{tariff.version}")
    found.delete()
    return tariff


@transaction.atomic
def discard_draft(*, actor: Actor, draft: int) -> None:
    """Throw a draft away. Raises NotAllowed, NotFound."""
    draft_for(actor, draft).delete()


def _check(actor: Actor) -> None:
    if not actor.holds(WRITERS):
        raise NotAllowed(_("积分细则由区县管理员起草和公布。"))


def _check_days(tariff: Tariff) -> None:
    """Say in the reader's language what `tariffs.publish` would refuse."""
    if PublishedTariff.objects.filter(version=tariff.version).exists():
        raise Invalid(_("版本号 %(version)s 已经公布过，请换一个。") % {"version": tariff.version})
    newest = max((one.valid_from for one in tariffs()), default=None)
    if newest is not None and tariff.valid_from <= max(newest, clock.today()):
        said = {"day": tariff.valid_from, "newest": newest}
        raise Invalid(_("执行日期 %(day)s 要在今天以后，也要晚于上一版的 %(newest)s：细则不管以前的事。") % said)
