"""The cockpit's figures for whoever may see them: at most half a minute old, and they say how old."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from benfu.platform.identity.actor import Actor
from benfu.platform.identity.roles import Role
from benfu.platform.lib import clock
from benfu.platform.lib.errors import NotFound

from . import cockpit
from .models import Snapshot
from .periods import Period

VIEWERS = (Role.ADMINISTRATOR, Role.STREET_OFFICIAL, Role.COMMUNITY_WORKER, Role.GRID_LEADER)
"""Who sees the figures of their area."""
FRESH = timedelta(seconds=30)
MAKING = 7_120_231
"""First key of the advisory lock under which figures are made."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The cockpit of one area: codes, names and counts (see `cockpit.build`), and the moment they were counted."""

    area: str
    period: Period
    made_at: datetime
    body: dict[str, Any]


def area_for(actor: Actor, area: str = "") -> str:
    """Return the area to show: the one asked for if it lies in the actor's reach, their widest one when none is named.

    Raises NotFound for an area outside their reach, and for somebody without such a duty.
    """
    reach = actor.areas(VIEWERS)
    asked = area or min(reach, key=lambda code: (len(code), code), default="")
    if not asked or not actor.holds(VIEWERS, asked):
        raise NotFound(_("没有找到这个区域，或者它不在您负责的范围内。"))
    return asked


def figures_for(actor: Actor, area: str = "", period: Period = Period.TODAY) -> Figures:
    """Return the cockpit's figures, made anew when they are older than 30 s. Raises NotFound like `area_for`."""
    area = area_for(actor, area)
    kept = _kept(area, period)
    if kept is None or clock.now() - kept.made_at >= FRESH:
        kept = _count(area, period, kept)
    return Figures(area, period, kept.made_at, cockpit.in_words(kept.body))


def _kept(area: str, period: Period) -> Snapshot | None:
    return Snapshot.objects.filter(area=area, period=period).first()


def _count(area: str, period: Period, stale: Snapshot | None) -> Snapshot:
    """Count and keep; while another process is counting the same, make do with the stale one if there is any."""
    with transaction.atomic(), connection.cursor() as cursor:
        key: tuple[int, str] = (MAKING, f"{area}/{period}")
        if stale is None:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", key)
        else:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", key)
            if cursor.fetchone()[0] is False:
                return stale
        # Counted before it is stamped: figures may be a little younger than they say, never older.
        made_at = clock.now()
        body = cockpit.build(area, period)
        kept, _new = Snapshot.objects.update_or_create(
            area=area, period=period, defaults={"made_at": made_at, "body": body}
        )
        return kept
