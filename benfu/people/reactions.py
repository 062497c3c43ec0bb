"""What this room does when it hears from below."""

from benfu.platform.journal.models import Fact
from benfu.platform.journal.services import subscribe
from benfu.platform.privacy.events import SubjectErased

from .services import forget_person


@subscribe("people.forget", SubjectErased)
def forget_who_it_was(fact: Fact) -> None:
    """Remove what says who a person was who left for good."""
    if fact.data["person"] is not None:
        forget_person(fact.data["person"])
