"""Who somebody is, as far as the asker may know."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from benfu.people.access import SEE
from benfu.people.models import Duty, Person, Registration
from benfu.people.workflow import State
from benfu.platform.identity.actor import Actor
from benfu.platform.lib.errors import NotFound

MOST_COMPANIES = 6
COMMON = 3
"""So many colleagues must name a company before it is offered to others: one person's words are not shown to the next."""


def names_of(ids: Iterable[int]) -> dict[int, str]:
    """Return the names of persons by id, in one statement; an unknown id is left out."""
    return dict(Person.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def accounts_of(ids: Iterable[int]) -> set[int]:
    """Return the accounts behind persons, in one statement; an unknown id is left out."""
    return set(Person.objects.filter(pk__in=set(ids)).values_list("account_id", flat=True))


def persons_of(accounts: Iterable[int]) -> set[int]:
    """Return the persons behind accounts, in one statement; an account nobody has registered with is left out."""
    return set(Person.objects.filter(account__in=set(accounts)).values_list("pk", flat=True))


def person_named(person: int) -> Person:
    """Return a person, for a room that has checked the actor's right to it. Raises NotFound."""
    found = Person.objects.filter(pk=person).first()
    if found is None:
        raise NotFound(_("没有找到这个人。"))
    return found


def person_of(actor: Actor) -> Person | None:
    """Return the person behind the actor, None when they have not registered."""
    return Person.objects.filter(pk=actor.person or 0).first()


def person_for(actor: Actor, person: int) -> Person:
    """Return a person: oneself, or somebody registered or on duty in the actor's area. Raises NotFound."""
    found = Person.objects.filter(pk=person, pk__in=person_ids(actor)).first()
    if found is None:
        raise NotFound(_("没有找到这个人。"))
    return found


def person_ids(actor: Actor) -> QuerySet[Person, int]:
    """Return the ids of all persons the actor may see, to be used as `…__in=` (it stays one statement)."""
    if actor.system:
        return Person.objects.values_list("pk", flat=True)
    workers = Registration.objects.filter(within(actor, "community")).values("person")
    staff = Duty.objects.filter(within(actor, "area")).values("person")
    seen = Person.objects.filter(Q(pk=actor.person or 0) | Q(pk__in=workers) | Q(pk__in=staff))
    return seen.values_list("pk", flat=True)


def common_companies() -> list[str]:
    """Return the companies that approved workers name most often, to be offered as chips."""
    named = Person.objects.filter(registrations__state=State.APPROVED).exclude(company="")
    counted = named.values("company").annotate(workers=Count("id", distinct=True)).filter(workers__gte=COMMON)
    return [one["company"] for one in counted.order_by("-workers", "company")[:MOST_COMPANIES]]


def within(actor: Actor, column: str) -> Q:
    """Return the condition that a row's area is one the actor sees people in."""
    if actor.system:
        return Q()
    return reduce(or_, (Q(**{f"{column}__startswith": code}) for code in actor.areas(SEE)), Q(pk__in=[]))
