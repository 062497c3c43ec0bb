"""The card of a registration: shown on the phone, printed, lost and replaced."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from benfu.credentials.services import Credential, Why, issue, revoke
from benfu.people.access import may_decide
from benfu.people.models import Registration
from benfu.people.rules import BADGE, REGISTRATION_CARD
from benfu.people.workflow import State
from benfu.platform.identity.actor import Actor
from benfu.platform.lib.errors import Invalid, NotFound

MOST_AT_ONCE = 200
"""So many cards are printed in one go: forty sheets of cards."""


@transaction.atomic
def my_card(*, actor: Actor) -> Credential | None:
    """Return the card of the actor's own registration, None while no community has taken them in."""
    own = _approved().filter(person_id=actor.person or 0).first()
    return issue(actor=actor, kind=REGISTRATION_CARD, subject=str(own)) if own else None


@transaction.atomic
def replace_card(*, actor: Actor, registration: int, why: str = Why.LOST) -> Credential:
    """Make a new card: whatever was printed for this registration before, its badge too, holds no longer.

    Its worker may, and whoever decides in the community. Raises NotFound, Invalid for an unknown reason.
    """
    found = _approved().select_for_update().filter(pk=registration).first()
    if found is None or not (found.person_id == actor.person or may_decide(actor, found.community)):
        raise NotFound(_("没有找到这张报到卡。"))
    if why not in {Why.LOST, Why.REPLACED, Why.MISUSED}:
        words = _("请选一个换卡的原因。")
        raise Invalid(words, {"why": words})
    revoke(actor=actor, subjects=[str(found)], why=Why(why))
    return issue(actor=actor, kind=REGISTRATION_CARD, subject=str(found))


@transaction.atomic
def prepare_cards(*, actor: Actor, registrations: Collection[int], kind: str) -> dict[int, Credential]:
    """Return the cards (or badges) to print for registrations of the actor's communities, made where they are missing.

    Those not approved, or another community's, are left out. Raises Invalid beyond MOST_AT_ONCE and for an unknown kind.
    """
    if kind not in {REGISTRATION_CARD, BADGE}:
        raise Invalid(_("请选报到卡或标识牌。"))
    if len(registrations) > MOST_AT_ONCE:
        raise Invalid(_("一次最多打印 %(most)s 张。") % {"most": MOST_AT_ONCE})
    found = [one for one in _approved().filter(pk__in=registrations) if may_decide(actor, one.community)]
    return {one.pk: issue(actor=actor, kind=kind, subject=str(one)) for one in found}


def _approved() -> QuerySet[Registration]:
    return Registration.objects.filter(state=State.APPROVED)
