"""Putting organisations on record and keeping them true."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from benfu.platform.identity.actor import Actor
from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from benfu.platform.lib.text import clean
from benfu.territory import selectors as territory

from .access import may_manage
from .codes import is_credit_code
from .events import OrganisationAdded, OrganisationChanged
from .models import NAME_LENGTH, Kind, Organisation


@transaction.atomic
def add_organisation(*, actor: Actor, kind: str, name: str, area: str, code: str = "") -> Organisation:
    """Put an organisation on record; `code` is its unified social credit code, if known.

    Raises NotAllowed outside the actor's area, Invalid for what does not fit, Conflict when it is there already.
    """
    fields = _checked(kind, name, area, code)
    if not may_manage(actor, area):
        raise NotAllowed(_("您不能在这个区域登记单位。"))
    made = _stored(Organisation(created_at=clock.now(), **fields))
    told = OrganisationAdded(made.pk, made.kind, area)
    record(told, actor=actor, subject=f"organisation:{made.pk}", area=area)
    return made


@transaction.atomic
def change_organisation(
    *, actor: Actor, organisation: int, kind: str, name: str, area: str, code: str = "", is_active: bool = True
) -> Organisation:
    """Change an organisation; one no longer active keeps its row and name, and gets no new work.

    Raises NotFound when absent or not the actor's to manage, and as adding does.
    """
    found = Organisation.objects.select_for_update().filter(pk=organisation).first()
    if found is None or not may_manage(actor, found.area):
        raise NotFound(_("没有找到这个单位。"))
    fields = _checked(kind, name, area, code)
    if not may_manage(actor, area):
        raise NotAllowed(_("您不能把单位放到这个区域。"))
    for field, value in {**fields, "is_active": is_active}.items():
        setattr(found, field, value)
    _stored(found)
    told = OrganisationChanged(found.pk, found.kind, area)
    record(told, actor=actor, subject=f"organisation:{found.pk}", area=area)
    return found


@transaction.atomic
def ensure_offices(*, actor: Actor, under: str = "") -> int:
    """Give every community in the subtree of `under` its own office; return how many were missing.

    Done again it does nothing: the office of a community is one by constraint.
    """
    communities = territory.areas_under(under, territory.Level.COMMUNITY)
    standing = Organisation.objects.filter(kind=Kind.COMMUNITY_OFFICE, area__startswith=under)
    have = set(standing.values_list("area", flat=True))
    missing = [place for place in communities if place.code not in have]
    for place in missing:
        name = _("%(community)s居委会") % {"community": place.name}
        add_organisation(actor=actor, kind=Kind.COMMUNITY_OFFICE, name=name, area=place.code)
    return len(missing)


def _stored(organisation: Organisation) -> Organisation:
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError:
        words = _("同名单位或同一信用代码已经登记过了；一个社区也只有一个居委会。")
        raise Conflict(words) from None
    return organisation


def _checked(kind: str, name: str, area: str, code: str) -> dict[str, Any]:
    name, code = clean(name), code.strip().upper()
    wrong: dict[str, str] = {}
    if kind not in Kind.values:
        wrong["kind"] = _("请选一个类型。")
    if not 1 <= len(name) <= NAME_LENGTH:
        wrong["name"] = _("请写 1 到 80 个字的名称。")
    if territory.find_area(area) is None:
        wrong["area"] = _("没有这个区域。")
    elif kind == Kind.COMMUNITY_OFFICE and territory.area(area).level != territory.Level.COMMUNITY:
        wrong["area"] = _("居委会要对应到一个社区。")
    if code and not is_credit_code(code):
        wrong["code"] = _("统一社会信用代码不对：18 位，最后一位是校验码，请对照证照再输一次。")
    if wrong:
        raise Invalid(_("有几处要改一下。"), wrong)
    return {"kind": kind, "name": name, "area": area, "code": code or None}
