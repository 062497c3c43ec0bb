"""What this room does when it hears from below."""

from benfu.platform.journal.models import Fact
from benfu.platform.journal.services import subscribe
from benfu.platform.privacy.events import SubjectErased

from .services import forget_honours


@subscribe("honours.forget", SubjectErased)
def forget_erased(fact: Fact) -> None:
    """Tell nothing more of a person who left for good."""
    if fact.data["person"] is not None:
        forget_honours(fact.data["person"])
