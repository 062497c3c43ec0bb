"""What this room does when it hears a fact from below."""

from benfu.platform.journal.models import Fact
from benfu.platform.journal.services import subscribe
from benfu.platform.privacy.events import SubjectErased

from .services import forget_words


@subscribe("cases.forget_words", SubjectErased)
def forget(fact: Fact) -> None:
    """Remove what an erased person wrote; the thing they reported, its place and its photos stay."""
    if (person := fact.data.get("person")) is not None:
        forget_words(person=int(person))
