"""What this room keeps about persons, for how long, and what it gives when they ask for it."""

from benfu.platform.identity.selectors import phone_hash_of
from benfu.platform.lib.acting import Somebody
from benfu.platform.privacy.register import Kind, Retention, Stays, personal
from benfu.platform.privacy.selectors import register_export

from .models import HubRegistration, RosterPlace

_A_YEAR = Retention.YEAR_AFTER_CLOSURE
personal(RosterPlace, "name", Kind.NAME, _A_YEAR, since="ended_at", stays=Stays.NO_ROW)
personal(RosterPlace, "phone", Kind.PHONE, _A_YEAR, kept_by="RosterPlace.name: the row goes")
personal(RosterPlace, "reason", Kind.TEXT, _A_YEAR, kept_by="RosterPlace.name: the row goes")
personal(HubRegistration, "reason", Kind.TEXT, _A_YEAR, since="left_at")


def export(actor: Somebody) -> object:
    """Return where the actor works, as hubs and they themselves said."""
    mine = phone_hash_of(actor.account or 0)
    places = RosterPlace.objects.filter(phone_hash=mine).select_related("hub").order_by("pk") if mine else []
    return [
        {"hub": one.hub.name, "name": one.name, "state": one.state, "from": one.began_at, "to": one.ended_at}
        for one in places
    ]


register_export("rosters", export)
