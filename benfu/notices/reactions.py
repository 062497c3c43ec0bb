"""Who is told of which fact: one row a kind in AUDIENCES."""

from collections.abc import Callable

from benfu.cases import events as case_events
from benfu.cases import selectors as cases
from benfu.honours import events as honours_events
from benfu.people import events as people_events
from benfu.people import selectors as people
from benfu.platform.identity.actor import SYSTEM
from benfu.platform.identity.roles import Role
from benfu.platform.journal.models import Fact
from benfu.platform.journal.services import subscribe
from benfu.platform.privacy.events import SubjectErased
from benfu.points import events as points_events
from benfu.recruitment import events as recruitment_events
from benfu.store import events as store_events

from .services import forget, tell

Audience = Callable[[Fact], set[int]]


def reporters(fact: Fact) -> set[int]:
    """Return the accounts of everybody who reported the case."""
    return {report.account_id for report in cases.reporters_of(fact.data["case"]) if report.account_id}


def the_person(fact: Fact) -> set[int]:
    """Return the account of the person the fact is about."""
    return people.accounts_of([fact.data["person"]])


def the_community(fact: Fact) -> set[int]:
    """Return the accounts of the community workers and grid leaders whose area it is, but not of who did it."""
    return people.accounts_on_duty((Role.COMMUNITY_WORKER, Role.GRID_LEADER), area=fact.area) - {fact.actor or 0}


def the_person_and_community(fact: Fact) -> set[int]:
    """Return the accounts of the person and of the community around them, but not of who did it."""
    return (the_person(fact) | the_community(fact)) - {fact.actor or 0}


def the_handlers(fact: Fact) -> set[int]:
    """Return the accounts of the side that mends: whoever took it on, else everybody of the department."""
    if (handler := fact.data["handler"]) is not None:
        return people.accounts_of([handler])
    return people.accounts_on_duty((Role.DEPARTMENT_HANDLER,), unit=f"organisation:{fact.data['department']}")


AUDIENCES: dict[type, Audience] = {
    case_events.CaseFiled: reporters,
    case_events.CaseDeclined: reporters,
    case_events.CaseClosed: reporters,
    case_events.CaseDispatched: the_handlers,
    case_events.CaseSentBack: the_handlers,
    case_events.CaseHandedBack: the_community,
    case_events.CaseHandled: the_community,
    people_events.WorkerRegistered: the_community,
    people_events.RegistrationApproved: the_person,
    people_events.RegistrationDeclined: the_person,
    recruitment_events.ApplicationMade: the_community,
    recruitment_events.ApplicationDeclined: the_person,
    recruitment_events.AppointmentMade: the_person,
    recruitment_events.TermEnding: the_person_and_community,
    recruitment_events.AppointmentEnded: the_person_and_community,
    points_events.PointsAwarded: the_person,
    points_events.AppealAsked: the_community,
    honours_events.HonourAwarded: the_person,
    points_events.AppealAnswered: the_person,
    store_events.OrderHandedOver: the_person,
    store_events.OrderExpired: the_person,
}
_by_kind = {event.__name__: audience for event, audience in AUDIENCES.items()}
KEPT = ("case", "order", "amount", "appeal")


@subscribe("notices.tell", *AUDIENCES)
def tell_whom_it_concerns(fact: Fact) -> None:
    """Put the fact into the inboxes of those it concerns."""
    data = {name: fact.data[name] for name in KEPT if fact.data.get(name) is not None}
    if "case" in data:
        case = cases.case_for(SYSTEM, data["case"])
        data |= {"number": case.number, "category": case.category_id}
    tell(fact=fact, accounts=_by_kind[fact.kind](fact), data=data)


@subscribe("notices.forget", SubjectErased)
def forget_erased(fact: Fact) -> None:
    """Empty the inbox of a person who was erased."""
    if (account := fact.data.get("account")) is not None:
        forget(account=int(account))
