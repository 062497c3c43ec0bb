"""Writes a plan into the tables: compares, stores what differs, closes the edition and tells the journal."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time

import shapely
from django.db import connection, transaction

from benfu.platform.identity.actor import Actor
from benfu.platform.journal.services import record
from benfu.platform.lib import clock

from .atlas import Atlas
from .events import AreaChanged
from .levels import LENGTHS, Level, level_of, scope_of
from .models import Area, CalendarDay, Change, Edition, WorkPeriod
from .reports import Draft, Plan, Report
from .shelf import shelf

WITH_OUTLINE = ("name", "outline", "centre", "synthetic", "official", "withdrawn", "edition")
LIST_ONLY = ("name", "withdrawn", "edition")
BATCH = 1000


def lock_editions() -> None:
    """Let one change at a time in, so that the latest edition's id is always the last one committed.

    Readers are not held up. The lock goes with the transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE territory_edition IN SHARE ROW EXCLUSIVE MODE")


def preview(known: Atlas, plan: Plan) -> Report:
    """Return what storing a plan would do."""
    touched = {draft.code: _difference(known, draft) for draft in plan.drafts}
    return Report(
        findings=plan.findings,
        under=scope_of(plan.codes),
        added=tuple(code for code, change in touched.items() if change == "added"),
        changed=tuple(code for code, change in touched.items() if change == "changed"),
        unchanged=sum(not change for change in touched.values()),
        withdrawn=plan.forgotten,
    )


def _difference(known: Atlas, draft: Draft) -> str:
    """Return whether a draft is "added", "changed" or the same ("") as what is known."""
    place = known.places.get(draft.code)
    if place is None:
        return "added"
    if place.withdrawn or place.name != draft.name:
        return "changed"
    if draft.outline is None:
        return ""
    outline = known.layers[level_of(draft.code)].outlines.get(draft.code)
    same = outline is not None and outline.equals_exact(draft.outline, 0)
    return "" if same and (place.synthetic, place.official) == (draft.synthetic, draft.official) else "changed"


def store(actor: Actor, known: Atlas, plan: Plan, what: Change, source: str = "") -> Report:
    """Store a plan that nothing forbids and return what was done; nothing is written when nothing differs.

    The caller has locked the editions and checked that the actor may.
    """
    report = preview(known, plan)
    fresh = {*report.added, *report.changed}
    if not fresh and not plan.forgotten:
        return _done(report, edition=0)
    edition = _edition(actor, what, report, source)
    drafts = [draft for draft in plan.drafts if draft.code in fresh]
    _upsert([draft for draft in drafts if draft.outline is not None], edition, WITH_OUTLINE)
    _upsert([draft for draft in drafts if draft.outline is None], edition, LIST_ONLY)
    _forget(plan.forgotten, edition)
    _tell(actor, edition)
    return _done(report, edition.pk)


def _edition(actor: Actor, what: Change, report: Report, source: str) -> Edition:
    return Edition.objects.create(
        what=what,
        under=report.under,
        source=source[:200],
        account=actor.account,
        made_at=clock.now(),
        added=len(report.added),
        changed=len(report.changed),
        withdrawn=len(report.withdrawn),
    )


def _upsert(drafts: Sequence[Draft], edition: Edition, fields: Iterable[str]) -> None:
    """Insert or update the areas of drafts; only `fields` of existing rows change."""
    rows = [
        Area(
            code=draft.code,
            name=draft.name,
            outline=shapely.to_wkb(draft.outline) if draft.outline is not None else None,
            centre=_centre(draft),
            synthetic=draft.synthetic,
            official=draft.official,
            edition=edition,
        )
        for draft in drafts
    ]
    Area.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["code"], update_fields=list(fields)
    )


def _centre(draft: Draft) -> tuple[float, float] | None:
    if draft.outline is None:
        return None
    point = shapely.point_on_surface(draft.outline)
    return point.x, point.y


def _forget(codes: Sequence[str], edition: Edition) -> None:
    """Take away outlines we made up; a cell without outline is withdrawn, a community stays in the list."""
    cells = [code for code in codes if len(code) == LENGTHS[Level.CELL]]
    others = [code for code in codes if len(code) != LENGTHS[Level.CELL]]
    blank: Mapping[str, object] = {"outline": None, "centre": None, "synthetic": False, "edition": edition}
    Area.objects.filter(code__in=cells).update(withdrawn=True, **blank)
    Area.objects.filter(code__in=others).update(**blank)


def _tell(actor: Actor, edition: Edition) -> None:
    """Write the fact, and let this process see the new edition at once, the others within seconds."""
    counts = {"added": edition.added, "changed": edition.changed, "withdrawn": edition.withdrawn}
    fact = AreaChanged(edition=edition.pk, what=edition.what, under=edition.under, **counts)
    record(fact, actor=actor, subject=f"area:{edition.under}", area=edition.under)
    shelf.look_again()
    transaction.on_commit(shelf.look_again)


def _done(report: Report, edition: int) -> Report:
    return Report(
        report.findings, report.under, report.added, report.changed, report.unchanged, report.withdrawn, True, edition
    )


def store_calendar(actor: Actor, days: Mapping[date, tuple[bool, str]], hours: Sequence[tuple[time, time]]) -> int:
    """Make the calendar what `days` and `hours` say and return how many rows differed; days not named stay."""
    before = {row.day: (row.works, row.name) for row in CalendarDay.objects.all()}
    changed = {day: entry for day, entry in days.items() if before.get(day) != entry}
    periods = dict(WorkPeriod.objects.values_list("opens", "closes"))
    new_hours = bool(hours) and periods != dict(hours)
    if not changed and not new_hours:
        return 0
    rows = [CalendarDay(day=day, works=works, name=name) for day, (works, name) in changed.items()]
    CalendarDay.objects.bulk_create(rows, update_conflicts=True, unique_fields=["day"], update_fields=["works", "name"])
    if new_hours:
        WorkPeriod.objects.all().delete()
        WorkPeriod.objects.bulk_create(WorkPeriod(opens=opens, closes=closes) for opens, closes in hours)
    count = len(changed) + (len(hours) if new_hours else 0)
    edition = Edition.objects.create(what=Change.CALENDAR, account=actor.account, made_at=clock.now(), changed=count)
    _tell(actor, edition)
    return count
