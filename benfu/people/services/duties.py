"""Giving duties and ending them."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from benfu.people.access import may_appoint
from benfu.people.events import Appointed, DutyEnded
from benfu.people.models import Duty, Person
from benfu.people.rules import unit_fits
from benfu.people.units import unit as unit_named
from benfu.platform.identity.actor import Actor
from benfu.platform.identity.roles import Role
from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from benfu.territory.selectors import find_area


@transaction.atomic
def appoint(
    *,
    actor: Actor,
    person: int,
    role: Role,
    area: str,
    unit: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Duty:
    """Give a person a duty in an area from `starts_on` (today if not said) to `ends_on` (open-ended if not said).

    Raises NotAllowed when the actor may not give this duty there, NotFound for an unknown person,
    Invalid for a unit or a term that does not fit, Conflict when the same duty is already held in that time.
    """
    if not may_appoint(actor, role, area):
        raise NotAllowed(_("您不能在这个区域聘任这个岗位。"))
    first = starts_on or clock.today()
    _check(role, area, unit, first, ends_on)
    if not Person.objects.select_for_update().filter(pk=person).exists():
        raise NotFound(_("没有找到这个人。"))
    same = Duty.objects.filter(person=person, role=role, area=area, unit=unit, ended_at__isnull=True)
    overlapping = same.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first), starts_on__lte=ends_on or date.max)
    if overlapping.exists():
        raise Conflict(_("这个人在这段时间已经担任这个岗位。"))
    duty = Duty.objects.create(person_id=person, role=role, area=area, unit=unit, starts_on=first, ends_on=ends_on)
    record(Appointed(duty.pk, person, role, area, unit), actor=actor, subject=f"person:{person}", area=area)
    return duty


@transaction.atomic
def end_duty(*, actor: Actor, duty: int) -> None:
    """End a duty at once, before its term: its holder may, and whoever may give it.

    Raises NotFound when absent or not the actor's to see, Conflict when it is no longer in force.
    """
    held = Duty.objects.select_for_update().filter(pk=duty).first()
    if held is None or not (held.person_id == actor.person or may_appoint(actor, Role(held.role), held.area)):
        raise NotFound(_("没有找到这个岗位。"))
    if held.ended_at is not None or (held.ends_on is not None and held.ends_on < clock.today()):
        raise Conflict(_("这个岗位已经结束了。"))
    held.ended_at = clock.now()
    held.save(update_fields=["ended_at"])
    told = DutyEnded(held.pk, held.person_id, held.role, held.area, held.unit)
    record(told, actor=actor, subject=f"person:{held.person_id}", area=held.area)


def _check(role: Role, area: str, unit: str, first: date, last: date | None) -> None:
    if find_area(area) is None:
        raise Invalid(_("没有这个区域。"), {"area": _("请从名单里选。")})
    if not unit_fits(role, unit) or (unit and not _overlaps(unit, area)):
        raise Invalid(_("这个岗位要对应到这个区域里的部门或驿站。"), {"unit": _("请选择合适的单位，没有就不选。")})
    if last is not None and last < first:
        raise Invalid(_("任期的最后一天不能早于第一天。"), {"ends_on": _("请改成第一天或以后的日期。")})


def _overlaps(unit: str, area: str) -> bool:
    """Return whether there is such a unit, and it lies in the area or serves it."""
    known = unit_named(unit)
    return known is not None and (known.area.startswith(area) or area.startswith(known.area))
