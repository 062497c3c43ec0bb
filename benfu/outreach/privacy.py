"""What this room keeps about persons, for how long, and what it gives when they ask for it."""

from benfu.platform.lib.acting import Somebody
from benfu.platform.privacy.register import Kind, Retention, keyed_by_person, personal
from benfu.platform.privacy.selectors import register_export

from .models import Contact, Declaration, StageReached

personal(Declaration, "status", Kind.POLITICAL_STATUS, Retention.MEMBERSHIP)
personal(Declaration, "origin", Kind.POLITICAL_STATUS, Retention.MEMBERSHIP)
personal(Contact, "words", Kind.POLITICAL_STATUS, Retention.MEMBERSHIP)
personal(StageReached, "stage", Kind.POLITICAL_STATUS, Retention.MEMBERSHIP)
keyed_by_person("declaration")


def export(actor: Somebody) -> object:
    """Return what the actor volunteered, what was noted in following it up, and the stages."""
    own = Declaration.objects.filter(pk=actor.person or 0).select_related("receiving").first()
    if own is None:
        return None
    return {
        "status": own.status,
        "origin": own.origin,
        "receiving": own.receiving.name if own.receiving else "",
        "state": own.state,
        "declared": own.declared_at,
        "contacts": [{"how": one.how, "words": one.words, "at": one.made_at} for one in own.contacts.order_by("pk")],
        "stages": [
            {"stage": one.stage, "on": one.reached_on, "materials": one.materials} for one in own.stages.order_by("pk")
        ],
    }


register_export("outreach", export)
