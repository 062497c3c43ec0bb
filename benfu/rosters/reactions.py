"""What this room does when it hears from below."""

from benfu.platform.journal.models import Fact
from benfu.platform.journal.services import subscribe
from benfu.platform.privacy.events import SubjectErased

from .forgetting import forget_account


@subscribe("rosters.forget", SubjectErased)
def forget_who_it_was(fact: Fact) -> None:
    """Take somebody who left for good off every roster."""
    if fact.data["account"] is not None:
        forget_account(fact.data["account"])
