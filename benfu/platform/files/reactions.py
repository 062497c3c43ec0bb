"""What this room does when it hears that a person has left."""

from benfu.platform.journal.models import Fact
from benfu.platform.journal.services import subscribe
from benfu.platform.privacy.events import SubjectErased

from .services import HOUSE, forget_sender


@subscribe("files.forget_sender", SubjectErased)
def forget(fact: Fact) -> None:
    """Cut the link from the person's pictures to the person."""
    if fact.data["account"] is not None:
        forget_sender(actor=HOUSE, account=fact.data["account"])
