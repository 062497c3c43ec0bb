"""What this room does when it hears from below."""

from benfu.platform.journal.models import Fact
from benfu.platform.journal.services import subscribe
from benfu.platform.privacy.events import SubjectErased

from .forgetting import forget_person


@subscribe("recruitment.forget", SubjectErased)
def forget_who_it_was(fact: Fact) -> None:
    """Remove the words by and about a person who left for good."""
    if fact.data["person"] is not None:
        forget_person(fact.data["person"])
