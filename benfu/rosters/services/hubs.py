"""A hub registers with a street, is taken in or declined, moves and leaves."""

from django.db import transaction
from django.utils.translation import gettext as _

from benfu.credentials.services import Why, issue, revoke
from benfu.organisations.selectors import organisation
from benfu.platform.identity.actor import Actor
from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid, NotFound
from benfu.platform.lib.text import clean
from benfu.rosters.access import manages, may_decide
from benfu.rosters.events import HubApproved, HubDeclined, HubLeft, HubRegistered
from benfu.rosters.models import HubRegistration
from benfu.rosters.rules import EMPLOYERS, REASON_LENGTH, SIGN
from benfu.rosters.workflow import OPEN, State
from benfu.territory.selectors import Level, find_area

TOLD = {State.APPROVED: HubApproved, State.DECLINED: HubDeclined, State.LEFT: HubLeft}


@transaction.atomic
def register_hub(*, actor: Actor, hub: int, street: str) -> HubRegistration:
    """Ask a street to take the hub in; a registration open elsewhere ends (a move). Asking again changes nothing.

    Raises NotFound for a hub the actor does not speak for, Invalid for what is no street.
    """
    if not manages(actor, hub) or organisation(hub).kind not in EMPLOYERS:
        raise NotFound(_("没有找到这个站点。"))
    area = find_area(street)
    if area is None or area.level != Level.STREET or area.withdrawn:
        raise Invalid(_("请选一个街道。"), {"street": _("请选一个街道。")})
    current = HubRegistration.objects.select_for_update().filter(hub=hub, state__in=OPEN).first()
    if current and current.street == street:
        return current
    if current:
        _become(actor, current, State.LEFT)
    made = HubRegistration.objects.create(hub_id=hub, street=street, asked_by_id=actor.person, asked_at=clock.now())
    record(HubRegistered(made.pk, hub, street), actor=actor, subject=f"organisation:{hub}", area=street)
    return made


@transaction.atomic
def approve_hub(*, actor: Actor, registration: int) -> HubRegistration:
    """Take a hub in; its sign holds from now on. Raises NotFound, Conflict when it is decided already."""
    found = _to_decide(actor, registration)
    issue(actor=actor, kind=SIGN, subject=str(found))
    return _decided(actor, found, State.APPROVED, "")


@transaction.atomic
def decline_hub(*, actor: Actor, registration: int, reason: str) -> HubRegistration:
    """Decline a hub, with a reason it will read. Raises NotFound, Invalid without a reason, Conflict when decided."""
    words = clean(reason)
    if not 1 <= len(words) <= REASON_LENGTH:
        told = _("请写明原因，1 到 200 个字，站点会看到。")
        raise Invalid(told, {"reason": told})
    return _decided(actor, _to_decide(actor, registration), State.DECLINED, words)


@transaction.atomic
def leave_street(*, actor: Actor, hub: int) -> None:
    """End the hub's open registration. Raises NotFound when there is none or the actor does not speak for it."""
    found = HubRegistration.objects.select_for_update().filter(hub=hub, state__in=OPEN).first()
    if found is None or not manages(actor, hub):
        raise NotFound(_("没有找到这个站点的报到。"))
    _become(actor, found, State.LEFT)


def _to_decide(actor: Actor, registration: int) -> HubRegistration:
    found = HubRegistration.objects.select_for_update().filter(pk=registration).first()
    if found is None or not may_decide(actor, found.street):
        raise NotFound(_("没有找到这个站点的报到。"))
    if found.state != State.WAITING:
        raise Conflict(_("这个站点的报到已经处理过了。"), state=found.state, decided_by=found.decided_by_id)
    return found


def _decided(actor: Actor, found: HubRegistration, state: State, reason: str) -> HubRegistration:
    found.decided_by_id, found.decided_at, found.reason = actor.person, clock.now(), reason
    return _become(actor, found, state)


def _become(actor: Actor, found: HubRegistration, state: State) -> HubRegistration:
    found.state = state
    if state == State.LEFT:
        found.left_at = clock.now()
        revoke(actor=actor, subjects=[str(found)], why=Why.ENDED)
    found.save()
    told = TOLD[state](found.pk, found.hub_id, found.street)
    record(told, actor=actor, subject=f"organisation:{found.hub_id}", area=found.street)
    return found
