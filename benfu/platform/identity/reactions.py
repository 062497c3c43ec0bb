"""What this room does when it hears from below."""

from benfu.platform.journal.models import Fact
from benfu.platform.journal.services import subscribe
from benfu.platform.privacy.events import SubjectErased

from .services import close_account


@subscribe("identity.close_account", SubjectErased)
def forget_who_it_was(fact: Fact) -> None:
    """Close the account of a person who left for good."""
    if fact.data["account"] is not None:
        close_account(fact.data["account"])
