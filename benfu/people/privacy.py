"""What this room keeps about persons, for how long, and what it gives when they ask for it."""

from benfu.platform.lib.acting import Somebody
from benfu.platform.privacy.register import Kind, Retention, personal, provide_stand_ins
from benfu.platform.privacy.selectors import register_export

from .models import Duty, Person, Registration
from .standing_in import stand_ins

personal(Person, "name", Kind.NAME, Retention.MEMBERSHIP)
personal(Person, "identity_number", Kind.IDENTITY_NUMBER, Retention.MEMBERSHIP)
personal(Person, "company", Kind.TEXT, Retention.MEMBERSHIP)
personal(Registration, "reason", Kind.TEXT, Retention.MEMBERSHIP)


def export(actor: Somebody) -> object:
    """Return who the actor is here: what they said of themselves, where they registered, which duties they hold."""
    person = Person.objects.filter(pk=actor.person or 0).first()
    if person is None:
        return None
    registrations = Registration.objects.filter(person=person).order_by("id")
    return {
        "name": person.name,
        "identity_number": person.identity_number,
        "trade": person.trade,
        "company": person.company,
        "registrations": [
            {
                "community": one.community,
                "state": one.state,
                "at": one.registered_at,
                "decided": one.decided_at,
                "reason": one.reason,
                "left": one.left_at,
            }
            for one in registrations
        ],
        "duties": list(
            Duty.objects.filter(person=person).order_by("id").values("role", "area", "unit", "starts_on", "ends_on")
        ),
    }


register_export("people", export)
provide_stand_ins(stand_ins)
