"""A worker who has a separate staff account is one person: they say so themselves, and prove both."""

from django.db import transaction
from django.utils.translation import gettext as _

from benfu.people.events import PersonsLinked
from benfu.people.models import Duty, Person, Registration
from benfu.platform.identity.actor import Actor
from benfu.platform.identity.services import move_login, prove_own_login
from benfu.platform.journal.services import record
from benfu.platform.lib.errors import Conflict


def link_my_accounts(*, actor: Actor, login: str, password: str, code: str = "", address: str) -> Person:
    """Make the actor's staff account part of their own: its login opens this account, its duties are this person's.

    The actor is signed in by phone and proves the login, its password and, where there is one, its second factor. All
    sessions end. Raises NotAllowed for who has not registered, Invalid, TooMany, and Conflict where the two cannot be one.
    """
    person = actor.own_person()
    account = prove_own_login(actor=actor, login=login, password=password, code=code, address=address)
    with transaction.atomic():
        both = Person.objects.select_for_update().filter(account__in=[account.pk, actor.own_account()]).order_by("pk")
        second = next((one for one in both if one.pk != person), None)
        if second is None or second.same_as_id or Registration.objects.filter(person=second).exists():
            raise Conflict(_("那个工作账号自己也报到过，请联系管理员。"))
        move_login(actor=actor, source=account.pk)
        Duty.objects.filter(person=second).update(person=person)
        second.same_as_id = person
        second.save(update_fields=["same_as"])
        record(PersonsLinked(person, second.pk), actor=actor, subject=f"person:{person}")
    return Person.objects.get(pk=person)
