"""What the store does when it hears that a person has left."""

from benfu.platform.journal.models import Fact
from benfu.platform.journal.services import subscribe
from benfu.platform.privacy.events import SubjectErased

from .services import give_up_orders


@subscribe("store.forget", SubjectErased)
def give_back(fact: Fact) -> None:
    """Give up the open orders of a person who was erased. Told twice, done once."""
    if fact.data["person"] is not None:
        give_up_orders(person=fact.data["person"])
