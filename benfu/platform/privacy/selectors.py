"""Reading: the texts in force, what somebody agreed to, who looked at their data, and all of it as one export."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from benfu.platform.lib import clock
from benfu.platform.lib.acting import Somebody

from .models import Consent, ConsentText, Disclosure
from .register import subjects_of

FALLBACK_LANGUAGE = "zh-hans"

Export = Callable[[Somebody], object]
_exports: dict[str, Export] = {}


@dataclass(frozen=True, slots=True)
class ConsentState:
    """A text in force, and what one account agreed to of it."""

    text: ConsentText
    given_version: int | None
    given_at: datetime | None

    @property
    def up_to_date(self) -> bool:
        """Whether the version in force is the one agreed to."""
        return self.given_version == self.text.version

    @property
    def words(self) -> dict[str, Any]:
        """The text in the reader's language: title, intro, withdrawal."""
        return words_of(self.text)

    @property
    def items(self) -> list[dict[str, str]]:
        """What is recorded, why and how long, in the reader's language."""
        items: list[dict[str, str]] = self.words["items"]
        return items


def texts_in_force() -> list[ConsentText]:
    """Return the newest valid version of each text, required ones first, in one statement."""
    newest = ConsentText.objects.filter(valid_from__lte=clock.today()).order_by("code", "-version").distinct("code")
    return sorted(newest, key=lambda text: (not text.required, text.code))


def words_of(text: ConsentText) -> dict[str, Any]:
    """Return a text's words in the reader's language, else in Chinese."""
    words: dict[str, Any] = text.words.get(get_language(), text.words[FALLBACK_LANGUAGE])
    return words


def consents_of(account: int) -> list[ConsentState]:
    """Return for each text in force what the account last agreed to and has not withdrawn."""
    open_consents = Consent.objects.filter(account=account, withdrawn_at__isnull=True).select_related("text")
    given = {consent.text.code: consent for consent in open_consents.order_by("text__version")}
    states = []
    for text in texts_in_force():
        consent = given.get(text.code)
        states.append(
            ConsentState(text, consent.text.version, consent.given_at) if consent else ConsentState(text, None, None)
        )
    return states


def has_consented(account: int, code: str) -> bool:
    """Return whether the account agrees to a text, in whatever version."""
    return Consent.objects.filter(account=account, text__code=code, withdrawn_at__isnull=True).exists()


def disclosures_about(actor: Somebody) -> QuerySet[Disclosure]:
    """Return when and why a hidden field of the actor was shown to staff, newest first; who it was stays with the audit."""
    subjects = [f"account:{actor.account}", *(subjects_of(actor.person) if actor.person else [])]
    return Disclosure.objects.filter(subject__in=subjects).order_by("-id")


def register_export(room: str, export: Export) -> None:
    """Register what `room` gives when somebody asks for their data: a function of the actor to JSON values."""
    _exports[room] = export


def export_of(actor: Somebody) -> dict[str, object]:
    """Return all that the rooms keep about the actor, by room; JSON values, dates as datetime."""
    rooms = {room: _exports[room](actor) for room in sorted(_exports)}
    return {"exported_at": clock.now(), **rooms}


def _own_export(actor: Somebody) -> object:
    """Return what this room keeps: consents ever given, and when somebody looked at a hidden field."""
    consents = Consent.objects.filter(account=actor.account or 0).select_related("text").order_by("id")
    return {
        "consents": [
            {"text": one.text.code, "version": one.text.version, "given": one.given_at, "withdrawn": one.withdrawn_at}
            for one in consents
        ],
        "looked_at": [
            {"field": one.field, "reason": one.reason, "at": one.happened_at} for one in disclosures_about(actor)
        ],
    }


register_export("privacy", _own_export)
