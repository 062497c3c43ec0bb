"""Putting organisations on record and keeping them true."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from benfu.platform.identity.actor import Actor
from benfu.platform.identity.roles import Role
from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed

from .codes import is_credit_code
from .events import OrganisationAdded
from .models import Kind, Organisation

KEEPERS = (Role.ADMINISTRATOR,)
"""Who keeps the list of organisations in their area."""
NAME_LENGTH = 80


@transaction.atomic
def add_organisation(*, actor: Actor, kind: Kind, name: str, area: str, code: str = "") -> Organisation:
    """Put an organisation on record; `code` is its unified social credit code, if known.

    Raises NotAllowed outside the actor's area, Invalid for a bad name or code, Conflict when it is there already.
    """
    if not area or not actor.holds(KEEPERS, area):
        raise NotAllowed(_("您不能在这个区域登记单位。"))
    fields = _checked(name, code)
    try:
        with transaction.atomic():
            made = Organisation.objects.create(kind=kind, area=area, created_at=clock.now(), **fields)
    except IntegrityError:
        raise Conflict(_("同名单位或同一信用代码已经登记过了。")) from None
    record(OrganisationAdded(made.pk, made.kind, area), actor=actor, subject=f"organisation:{made.pk}", area=area)
    return made


def _checked(name: str, code: str) -> dict[str, str | None]:
    name, code = " ".join(name.split()), code.strip().upper()
    if not 1 <= len(name) <= NAME_LENGTH:
        raise Invalid(_("单位名称要有 1 到 80 个字。"), {"name": _("请写 1 到 80 个字。")})
    if code and not is_credit_code(code):
        raise Invalid(_("统一社会信用代码不对，请对照营业执照再输一次。"), {"code": _("18 位，最后一位是校验码。")})
    return {"name": name, "code": code or None}
