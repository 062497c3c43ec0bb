"""What this room does when it hears from below."""

from benfu.people.events import RegistrationApproved
from benfu.people.selectors import persons_of
from benfu.platform.journal.models import Fact
from benfu.platform.journal.services import subscribe
from benfu.platform.privacy.events import ConsentWithdrawn, SubjectErased

from .models import Declaration
from .rules import CONSENT
from .services import forget_declaration


@subscribe("outreach.forget", SubjectErased)
def forget_who_it_was(fact: Fact) -> None:
    """Remove what a person volunteered who left for good."""
    if fact.data["person"] is not None:
        forget_declaration(fact.data["person"])


@subscribe("outreach.no_longer_agreed", ConsentWithdrawn)
def forget_without_consent(fact: Fact) -> None:
    """Remove what a person volunteered who no longer agrees to it."""
    if fact.data["code"] == CONSENT:
        for person in persons_of([fact.data["account"]]):
            forget_declaration(person)


@subscribe("outreach.move_along", RegistrationApproved)
def move_along(fact: Fact) -> None:
    """Let those follow up in whose community somebody is registered now."""
    Declaration.objects.filter(pk=fact.data["person"]).update(area=fact.data["community"])
