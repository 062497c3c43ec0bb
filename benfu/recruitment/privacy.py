"""What this room keeps about persons, for how long, and what it gives when they ask for it."""

from benfu.platform.lib.acting import Somebody
from benfu.platform.privacy.register import Kind, Retention, personal
from benfu.platform.privacy.selectors import register_export

from .models import Application, Appointment

personal(Application, "motive", Kind.TEXT, Retention.YEAR_AFTER_CLOSURE, since="decided_at")
personal(Application, "notes", Kind.TEXT, Retention.YEAR_AFTER_CLOSURE, since="decided_at")
personal(Application, "reason", Kind.TEXT, Retention.YEAR_AFTER_CLOSURE, since="decided_at")
personal(Appointment, "reason", Kind.TEXT, Retention.MEMBERSHIP)


def export(actor: Somebody) -> object:
    """Return what the actor applied for, what was noted and decided, and their appointments."""
    applications = Application.objects.filter(person=actor.person or 0).select_related("call").order_by("id")
    appointments = Appointment.objects.filter(person=actor.person or 0).select_related("duty").order_by("id")
    return {
        "applications": [
            {
                "call": one.call.title,
                "motive": one.motive,
                "state": one.state,
                "at": one.applied_at,
                "interview": one.notes,
                "reason": one.reason,
            }
            for one in applications
        ],
        "appointments": [
            {
                "number": one.number,
                "post": one.post,
                "area": one.duty.area,
                "from": one.duty.starts_on,
                "to": one.duty.ends_on,
                "ended": one.ended_at,
                "reason": one.reason,
            }
            for one in appointments
        ],
    }


register_export("recruitment", export)
