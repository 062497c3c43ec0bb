"""Registering with a community, deciding on it, leaving."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from benfu.credentials.services import Why, issue, revoke
from benfu.people.access import may_decide
from benfu.people.events import (
    PersonDescribed,
    RegistrationApproved,
    RegistrationDeclined,
    WorkerLeft,
    WorkerRegistered,
)
from benfu.people.models import Duty, Person, Registration, Trade
from benfu.people.phones import tail_hash_of
from benfu.people.rules import COMPANY_LENGTH, NAME_LENGTH, REASON_LENGTH, REGISTRATION_CARD
from benfu.people.selectors import community_to_join, registration_for
from benfu.people.workflow import OPEN, Move, State, after
from benfu.platform.identity.actor import SYSTEM, Actor
from benfu.platform.identity.throttle import throttle
from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from benfu.platform.lib.text import clean
from benfu.platform.privacy import services as privacy
from benfu.platform.privacy.selectors import consents_of
from benfu.ui.times import ago

PHONE_TAIL = 4
MOST_AN_HOUR = 20
"""How often an account may register within an hour: each time tells a community's staff."""
FORGOTTEN = "—"
TOLD = {Move.APPROVE: RegistrationApproved, Move.DECLINE: RegistrationDeclined, Move.LEAVE: WorkerLeft}


@dataclass(frozen=True, slots=True)
class Details:
    """What a worker says about themselves, cleaned and checked."""

    name: str
    trade: Trade
    company: str


def register_worker(
    *, actor: Actor, community: str, name: str, trade: str, company: str = "", consents: Mapping[str, int]
) -> Registration:
    """Register the signed-in person with a community; an open registration elsewhere ends (a move).

    `consents` are the versions agreed to by the code of the text; what the actor agreed to before need not be
    repeated. Registering again where one is already open changes nothing but the details of one still waiting.
    Raises NotSignedIn, NotFound for a code that is no community, Invalid for name, trade, company or a missing
    consent, Conflict for a text that has changed since it was read, TooMany beyond MOST_AN_HOUR.
    """
    account = actor.own_account()
    throttle(f"register:{account}", MOST_AN_HOUR, 3600)
    community_to_join(community)
    details = _checked(name, trade, company)
    return _register(actor, account, community, details, consents)


@transaction.atomic
def _register(
    actor: Actor, account: int, community: str, details: Details, consents: Mapping[str, int]
) -> Registration:
    _agree(actor, account, consents)
    person = _locked_person(account, details)
    current = person.registrations.select_for_update().filter(state__in=OPEN).first()
    if current and current.community == community:
        if current.state == State.WAITING:
            _describe(person, details)
        return current
    if current:
        _move(actor, current, Move.LEAVE)
    _describe(person, details)
    made = Registration.objects.create(person=person, community=community, registered_at=clock.now())
    told = WorkerRegistered(made.pk, person.pk, community)
    record(told, actor=actor, subject=f"person:{person.pk}", area=community)
    return made


@transaction.atomic
def approve_registration(*, actor: Actor, registration: int) -> Registration:
    """Take a worker in. Raises NotFound, NotAllowed for one's own, Conflict when somebody was first."""
    return _decide(actor, registration, Move.APPROVE, "")


@transaction.atomic
def decline_registration(*, actor: Actor, registration: int, reason: str) -> Registration:
    """Decline a worker, with a reason they will read. Raises as approving does, and Invalid without a reason."""
    return _decide(actor, registration, Move.DECLINE, _reason(reason))


@transaction.atomic
def end_registration(*, actor: Actor, registration: int, reason: str) -> Registration:
    """Take a worker off the community's list, with a reason they will read. Raises as declining does."""
    return _decide(actor, registration, Move.LEAVE, _reason(reason))


@transaction.atomic
def leave(*, actor: Actor) -> Registration:
    """End the actor's own open registration. Raises NotFound when there is none."""
    own = Registration.objects.select_for_update().filter(person_id=actor.person or 0, state__in=OPEN).first()
    if own is None:
        raise NotFound(_("您现在没有报到的社区。"))
    return _move(actor, own, Move.LEAVE)


def show_phone(*, actor: Actor, registration: int, reason: str) -> str:
    """Return a worker's whole phone number, after writing down who looked and why.

    Raises NotFound for another area's registration, Invalid without a reason.
    """
    row = registration_for(actor, registration)
    return privacy.disclose(actor=actor, subject=f"account:{row.account}", field="phone", reason=clean(reason))


@transaction.atomic
def describe_myself(*, actor: Actor, name: str, trade: str, company: str = "") -> None:
    """Change one's own name, trade and company; a name that others vouch for stays.

    Raises Invalid for what does not fit, NotAllowed for who has not registered.
    """
    person = Person.objects.select_for_update().get(pk=actor.own_person())
    details = _checked(name, trade, company)
    if details.name != person.name and _vouched_for(person):
        words = _("姓名已经确认过，不能自己改。写错了可以退出社区再报到一次。")
        raise Invalid(words, {"name": words})
    person.name, person.trade, person.company = details.name, details.trade, details.company
    person.save(update_fields=["name", "trade", "company"])
    record(PersonDescribed(person.pk), actor=actor, subject=f"person:{person.pk}")


@transaction.atomic
def forget_person(person: int) -> None:
    """Remove who a person was; the bare row stays, as reports and entries point at it. Told twice, done once."""
    found = Person.objects.select_for_update().filter(pk=person).first()
    if found is None:
        return
    theirs = [str(one) for one in Registration.objects.filter(person=found)]
    revoke(actor=SYSTEM, subjects=theirs, why=Why.ENDED)
    Registration.objects.filter(person=found, state__in=OPEN).update(state=State.LEFT, left_at=clock.now())
    Registration.objects.filter(person=found).exclude(state=State.DECLINED).update(reason="")
    Registration.objects.filter(person=found, state=State.DECLINED).update(reason=FORGOTTEN)
    Person.objects.filter(same_as=found).update(name=FORGOTTEN, trade="", company="")
    found.name, found.trade, found.company, found.phone_tail_hash = FORGOTTEN, "", "", ""
    found.identity_number, found.identity_hash = "", None
    found.save()


def _decide(actor: Actor, registration: int, move: Move, reason: str) -> Registration:
    found = (
        Registration.objects.select_for_update(of=("self",)).select_related("person").filter(pk=registration).first()
    )
    if found is None or not may_decide(actor, found.community):
        raise NotFound(_("没有找到这条报到。"))
    if found.person_id == actor.person:
        raise NotAllowed(_("不能处理自己的报到，请同事来处理。"))
    if after(found.state, move) is None:
        raise Conflict(_already(found), registration=found.pk, state=found.state, decided_by=found.decided_by_id)
    found.decided_by_id, found.decided_at, found.reason = actor.person, clock.now(), reason
    return _move(actor, found, move)


def _move(actor: Actor, registration: Registration, move: Move) -> Registration:
    new = after(registration.state, move)
    if new is None:
        raise Conflict(_already(registration))
    registration.state = new
    registration.left_at = clock.now() if new == State.LEFT else None
    registration.save()
    if new == State.APPROVED:
        issue(actor=actor, kind=REGISTRATION_CARD, subject=str(registration))
    else:
        revoke(actor=actor, subjects=[str(registration)], why=Why.ENDED)
    told = TOLD[move](registration.pk, registration.person_id, registration.community)
    record(told, actor=actor, subject=f"person:{registration.person_id}", area=registration.community)
    return registration


def _already(registration: Registration) -> str:
    """Say who has decided, what, and how long ago."""
    if registration.state == State.LEFT and registration.decided_by is None:
        return _("这位小哥已经自己退出了。")
    said = {
        State.APPROVED: _("%(who)s %(when)s已经同意了。"),
        State.DECLINED: _("%(who)s %(when)s已经定为不通过。"),
        State.LEFT: _("%(who)s %(when)s已经移出了。"),
    }
    who = registration.decided_by.name if registration.decided_by else _("系统")
    when = ago(registration.decided_at or registration.registered_at, clock.now())
    return said[State(registration.state)] % {"who": who, "when": when}


def _agree(actor: Actor, account: int, consents: Mapping[str, int]) -> None:
    """Store what was agreed to now. Raises Invalid while a required text lacks agreement to its version in force."""
    for code, version in consents.items():
        privacy.give_consent(actor=actor, code=code, version=version)
    missing = [one for one in consents_of(account) if one.text.required and not one.up_to_date]
    if missing:
        words = _("请先看过并勾选《%(title)s》。") % {"title": missing[0].words["title"]}
        raise Invalid(words, {f"consent_{missing[0].text.code}": words})


def _locked_person(account: int, details: Details) -> Person:
    """Return the account's person, made if new, locked so that two registrations of one person queue up."""
    defaults = {"name": details.name, "phone_tail_hash": tail_hash_of(account), "created_at": clock.now()}
    Person.objects.get_or_create(account_id=account, defaults=defaults)
    return Person.objects.select_for_update().get(account_id=account)


def _vouched_for(person: Person) -> bool:
    """Return whether a community or an administrator stands by the person's name."""
    approved = Registration.objects.filter(person=person, state=State.APPROVED)
    return approved.exists() or Duty.objects.filter(person=person).exists()


def _describe(person: Person, details: Details) -> None:
    """Keep what the worker said; the name of somebody with a duty is the one they were appointed under."""
    if not _vouched_for(person):
        person.name = details.name
    person.trade, person.company = details.trade, details.company
    person.save()


def _checked(name: str, trade: str, company: str) -> Details:
    name, company = clean(name), clean(company)
    fields: dict[str, str] = {}
    if not 1 <= len(name) <= NAME_LENGTH:
        fields["name"] = _("请写 1 到 50 个字的姓名。")
    if trade not in Trade.values:
        fields["trade"] = _("请选一个职业。")
    if len(company) > COMPANY_LENGTH:
        fields["company"] = _("公司名称最多 60 个字。")
    if fields:
        raise Invalid(_("还差一点，请看标红的地方。"), fields)
    return Details(name, Trade(trade), company)


def _reason(text: str) -> str:
    reason = clean(text)
    if not 1 <= len(reason) <= REASON_LENGTH:
        words = _("请写明原因，1 到 200 个字，小哥会看到。")
        raise Invalid(words, {"reason": words})
    return reason
