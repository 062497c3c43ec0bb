"""Changing territory: lists of areas, boundaries, grid cells, the calendar; each in one transaction or not at all."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from benfu.platform.identity.actor import Actor
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Invalid, NotAllowed

from .access import may_change, may_try
from .atlas import Atlas
from .cutting import CELLS_EACH, MOST_CELLS, Size, plan_cells
from .levels import Level, is_code, scope_of
from .lists import plan_list
from .matching import Scope
from .models import Change, PendingImport
from .planning import plan_boundaries
from .reports import Plan, Report
from .selectors import pending_import
from .shelf import load
from .storing import lock_editions, preview, store, store_calendar
from .worktime import WorkCalendar

LARGEST_FILE = 20 * 1024 * 1024
PENDING_DAYS = 1


@transaction.atomic
def import_areas(*, actor: Actor, content: bytes, under: str = "", source: str = "", dry_run: bool = False) -> Report:
    """Add and rename areas from a list (CSV); nothing is stored when the report holds an error or on a trial run.

    Loading the same list again changes nothing. Raises NotAllowed and Invalid.
    """
    _check_input(content, under)
    known = _known(dry_run)
    plan = plan_list(known, content, under)
    _check_may(actor, plan, under)
    if plan.refused or dry_run:
        return preview(known, plan)
    return store(actor, known, plan, Change.LIST, source)


@transaction.atomic
def import_boundaries(
    *,
    actor: Actor,
    content: bytes,
    under: str = "",
    level: Level | None = None,
    crs: str = "",
    source: str = "",
    official: bool = False,
    dry_run: bool = False,
) -> Report:
    """Set outlines from a GeoJSON file; nothing is stored when the report holds an error or on a trial run.

    Polygons are told apart by their code, else by name among the areas below `under`, of `level` if given. `crs` is
    the coordinate system when the file does not say it. Raises NotAllowed and Invalid.
    """
    _check_input(content, under)
    known = _known(dry_run)
    plan = plan_boundaries(known, content, Scope(under, level), crs, official)
    _check_may(actor, plan, under)
    if plan.refused or dry_run:
        return preview(known, plan)
    return store(actor, known, plan, Change.BOUNDARIES, source)


@transaction.atomic
def cut_cells(*, actor: Actor, under: str, each: int = CELLS_EACH, cell_m2: float = 0, dry_run: bool = False) -> Report:
    """Draw grid cells for the communities below `under` that have no surveyed ones, and outlines for communities without.

    Each community gets `each` cells, or cells of about `cell_m2` square metres. Everything made is marked synthetic;
    doing it again gives the same. Raises NotAllowed and Invalid.
    """
    if not is_code(under) or len(under) > 12:
        raise Invalid(_("请给出区县、街道或社区的代码（6、9 或 12 位）。"), {"under": _("代码不对")})
    if not 1 <= each <= MOST_CELLS or cell_m2 < 0:
        raise Invalid(_("每个社区的网格数要在 1 到 %(most)s 之间。") % {"most": MOST_CELLS}, {"each": _("数目不对")})
    known = _known(dry_run)
    if under not in known.places:
        raise Invalid(
            _("没有代码为 %(code)s 的区域，请先导入区划名单。") % {"code": under}, {"under": _("没有这个区域")}
        )
    plan = plan_cells(known, under, Size(each, cell_m2))
    _check_may(actor, plan, under)
    if plan.refused or dry_run:
        return preview(known, plan)
    return store(actor, known, plan, Change.CELLS)


@transaction.atomic
def set_calendar(*, actor: Actor, days: Mapping[date, tuple[bool, str]], hours: Sequence[tuple[time, time]]) -> int:
    """Store days that differ from the week (day → works, name) and the hours of a working day; return how many changed.

    Raises NotAllowed for all but the system, and ValueError when the hours are no proper day.
    """
    if not actor.system:
        raise NotAllowed(_("工作日历随系统数据装载，不能在页面上修改。"))
    if hours:
        WorkCalendar(UTC, tuple(hours))
    lock_editions()
    return store_calendar(actor, days, hours)


@transaction.atomic
def keep_for_confirmation(*, actor: Actor, file_name: str, content: bytes, options: Mapping[str, object]) -> UUID:
    """Keep a file that was tried until its sender confirms; what is older than a day is thrown away. Return its id."""
    if actor.account is None:
        raise NotAllowed(_("请先登录。"))
    _check_input(content, "")
    PendingImport.objects.filter(created_at__lt=clock.now() - timedelta(days=PENDING_DAYS)).delete()
    PendingImport.objects.filter(account=actor.account).delete()
    kept = PendingImport.objects.create(
        account=actor.account,
        file_name=file_name[-200:],
        content=content,
        options=dict(options),
        created_at=clock.now(),
    )
    return kept.pk


def try_pending(*, actor: Actor, pending: UUID) -> Report:
    """Return what loading a kept file would do now. Raises NotFound when it is not the actor's."""
    return _run_pending(actor, pending, dry_run=True)


@transaction.atomic
def load_pending(*, actor: Actor, pending: UUID) -> Report:
    """Load a kept file; it is thrown away once loaded. Raises NotFound when it is not the actor's."""
    report = _run_pending(actor, pending, dry_run=False)
    if report.done:
        PendingImport.objects.filter(id=pending).delete()
    return report


@transaction.atomic
def drop_pending(*, actor: Actor, pending: UUID) -> None:
    """Throw a kept file away. Raises NotFound when it is not the actor's."""
    pending_import(actor.account or 0, pending)
    PendingImport.objects.filter(id=pending).delete()


def _run_pending(actor: Actor, pending: UUID, *, dry_run: bool) -> Report:
    kept = pending_import(actor.account or 0, pending)
    content, options = bytes(kept.content), kept.options
    if options.get("kind") == "list":
        return import_areas(
            actor=actor, content=content, under=options["under"], source=options["source"], dry_run=dry_run
        )
    return import_boundaries(
        actor=actor,
        content=content,
        under=options["under"],
        level=Level(options["level"]) if options["level"] else None,
        crs=options["crs"],
        source=options["source"],
        official=options["official"],
        dry_run=dry_run,
    )


def _check_input(content: bytes, under: str) -> None:
    """Refuse what is too large to look at, and a prefix that is no code."""
    if len(content) > LARGEST_FILE:
        most = LARGEST_FILE // 1024 // 1024
        raise Invalid(_("文件超过 %(most)s MB，请按街道拆开后再上传。") % {"most": most}, {"file": _("文件太大")})
    if under and not is_code(under):
        raise Invalid(_("区域代码应为 6、9、12 或 15 位数字。"), {"under": _("代码不对")})


def _check_may(actor: Actor, plan: Plan, under: str) -> None:
    """Refuse whoever is not responsible for all areas of a plan; one without areas may be tried by any administrator."""
    scope = scope_of(plan.codes) or under
    if not (may_change(actor, scope) if plan.codes or under else may_try(actor)):
        raise NotAllowed(_("只有本区的管理员可以修改区划和边界。"))


def _known(dry_run: bool) -> Atlas:
    """Return what is known now; unless this is a trial run, nobody else changes it until we are done."""
    if not dry_run:
        lock_editions()
    return load()
