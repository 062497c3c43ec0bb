"""What this room does when it hears from below."""

from benfu.platform.journal.models import Fact
from benfu.platform.journal.services import subscribe
from benfu.platform.privacy.events import SubjectErased

from .services import forget_hours


@subscribe("hours.forget", SubjectErased)
def forget_erased(fact: Fact) -> None:
    """Forget in words what somebody did who left for good."""
    if fact.data["person"] is not None:
        forget_hours(fact.data["person"])
