"""Identity numbers: given by their owners where something asks for one, hidden, shown with a reason."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from benfu.people.events import IdentityNumberKept
from benfu.people.models import Person
from benfu.people.phones import identity_hash
from benfu.people.selectors import registration_for
from benfu.platform.identity.actor import Actor
from benfu.platform.journal.services import record
from benfu.platform.lib.errors import Conflict
from benfu.platform.lib.text import clean
from benfu.platform.privacy import services as privacy
from benfu.platform.privacy.masks import normalise_identity_number


@transaction.atomic
def keep_identity_number(*, actor: Actor, number: str) -> None:
    """Keep one's own identity number, or forget it (an empty one). Never a photo of the paper.

    Raises NotAllowed for who has not registered, Invalid for what is no such number, Conflict when it is another's.
    """
    plain = normalise_identity_number(number) if number.strip() else ""
    person = Person.objects.select_for_update().get(pk=actor.own_person())
    person.identity_number, person.identity_hash = plain, identity_hash(plain) if plain else None
    try:
        with transaction.atomic():
            person.save(update_fields=["identity_number", "identity_hash"])
    except IntegrityError:
        raise Conflict(_("这个身份证号已经登记在另一个人名下，请联系社区。")) from None
    record(IdentityNumberKept(person.pk, bool(plain)), actor=actor, subject=f"person:{person.pk}")


def show_identity_number(*, actor: Actor, registration: int, reason: str) -> str:
    """Return a worker's whole identity number ("" when they gave none), after writing down who looked and why.

    Raises NotFound for another area's registration, Invalid without a reason.
    """
    row = registration_for(actor, registration)
    subject = f"person:{row.person}"
    return privacy.disclose(actor=actor, subject=subject, field="identity_number", reason=clean(reason))
