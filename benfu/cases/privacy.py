"""What this room gives to persons who ask for their data; which of its fields are personal is declared below the models."""

from benfu.platform.files import selectors as pictures
from benfu.platform.lib.acting import Somebody
from benfu.platform.privacy.selectors import register_export

from .models import Note, Report


def export(actor: Somebody) -> dict[str, object]:
    """Return every report the actor made, oldest first, and every word they wrote on cases."""
    reports = list(Report.objects.filter(person=actor.person or 0).select_related("case").order_by("received_at", "id"))
    shown = pictures.pictures_of_each([f"report:{one.pk}" for one in reports])
    notes = Note.objects.filter(said_by=actor.person or 0).order_by("fact")
    return {
        "reports": [
            {
                **{name: getattr(one, name) for name in _PLAIN},
                "number": one.case.number,
                "state": one.case.state,
                "address": one.case.address if one.first else "",
                "lon": one.lonlat[0],
                "lat": one.lonlat[1],
                "photos": [picture.display_url for picture in shown[f"report:{one.pk}"]],
            }
            for one in reports
        ],
        "words": list(notes.exclude(words="").values("case", "words")),
    }


_PLAIN = ("id", "category", "crs", "accuracy_m", "taken_at", "received_at", "reported_on", "words", "danger", "first")

register_export("cases", export)
