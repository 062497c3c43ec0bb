"""Consents: by version, read before given, withdrawn at any time; the rows are the history."""

import tomllib

import pytest
from django.utils import translation

from benfu.platform.journal.selectors import facts_of
from benfu.platform.lib.errors import Conflict, NotFound, NotSignedIn
from benfu.platform.privacy import loaders, selectors
from benfu.platform.privacy.loaders import load, load_text
from benfu.platform.privacy.models import Consent, ConsentText
from benfu.platform.privacy.selectors import consents_of, export_of, has_consented, texts_in_force
from benfu.platform.privacy.services import erase, give_consent, withdraw

from .conftest import Acts

LIN = Acts(account=11, person=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def texts(db: None) -> None:
    load(lambda words: None)


def newer(code: str, version: int, valid_from: str = "2026-02-01") -> None:
    """Put a further version of a text into force."""
    entry = tomllib.loads((loaders.FOLDER / f"{code}-1.toml").read_text("utf-8"))
    load_text({**entry, "version": version, "valid_from": valid_from})


def test_the_texts_say_what_why_and_how_long_in_both_languages() -> None:
    required, outreach, position = texts_in_force()
    assert (outreach.code, outreach.required, outreach.apart) == ("outreach", False, True)
    assert (required.code, required.required) == ("registration", True)
    assert (position.code, position.required) == ("position", False)
    for text in (required, position):
        for language in ("zh-hans", "en"):
            words = text.words[language]
            assert words["title"]
            assert words["withdrawal"]
            assert all(item["what"] and item["why"] and item["how_long"] for item in words["items"])
        assert len(text.words["zh-hans"]["items"]) == len(text.words["en"]["items"])


def test_a_reader_gets_their_language() -> None:
    state = consents_of(11)[0]
    assert state.words["title"] == "报到和使用说明"
    with translation.override("en"):
        assert state.words["title"] == "Registering and taking part"
        assert state.items[0]["what"] == "Phone number"


def test_loading_again_changes_nothing() -> None:
    before = list(ConsentText.objects.order_by("id").values())
    load(lambda words: None)
    assert list(ConsentText.objects.order_by("id").values()) == before


def test_agreeing_twice_is_agreeing_once() -> None:
    for _time in range(2):
        give_consent(actor=LIN, code="registration", version=1)
    assert has_consented(11, "registration")
    assert not has_consented(11, "position")
    assert [fact.kind for fact in facts_of("account:11")] == ["ConsentGiven"]
    assert facts_of("account:11")[0].data == {"account": 11, "code": "registration", "version": 1}


def test_only_what_is_in_force_can_be_agreed_to() -> None:
    newer("registration", 2)
    with pytest.raises(Conflict) as refused:
        give_consent(actor=LIN, code="registration", version=1)
    assert refused.value.data == {"version": 2}
    with pytest.raises(NotFound):
        give_consent(actor=LIN, code="horoscope", version=1)
    with pytest.raises(NotSignedIn):
        give_consent(actor=Acts(None), code="registration", version=2)


def test_a_newer_version_asks_again_and_the_old_consent_stays_on_record() -> None:
    give_consent(actor=LIN, code="registration", version=1)
    newer("registration", 2)
    newer("registration", 3, valid_from="2999-01-01")
    state = consents_of(11)[0]
    assert (state.text.version, state.given_version, state.up_to_date) == (2, 1, False)
    give_consent(actor=LIN, code="registration", version=2)
    assert consents_of(11)[0].up_to_date
    assert Consent.objects.filter(account=11).count() == 2


def test_withdrawing_ends_it_in_all_versions_and_is_told_once() -> None:
    give_consent(actor=LIN, code="position", version=1)
    for _time in range(2):
        withdraw(actor=LIN, code="position")
    assert not has_consented(11, "position")
    assert [fact.kind for fact in facts_of("account:11")] == ["ConsentGiven", "ConsentWithdrawn"]
    give_consent(actor=LIN, code="position", version=1)
    assert has_consented(11, "position")
    assert Consent.objects.filter(account=11).count() == 2


def test_words_somebody_agreed_to_cannot_be_changed() -> None:
    entry = tomllib.loads((loaders.FOLDER / "position-1.toml").read_text("utf-8"))
    load_text({**entry, "en": {**entry["en"], "title": "Position"}})  # nobody yet
    load_text(entry)
    give_consent(actor=LIN, code="position", version=1)
    with pytest.raises(ValueError, match="write a version 2"):
        load_text({**entry, "en": {**entry["en"], "title": "Position"}})


def test_one_persons_consents_are_not_anothers() -> None:
    give_consent(actor=LIN, code="registration", version=1)
    assert consents_of(12)[0].given_version is None


def test_erasing_ends_all_consents_and_tells_every_room() -> None:
    give_consent(actor=LIN, code="registration", version=1)
    give_consent(actor=LIN, code="position", version=1)
    erase(actor=LIN, account=11, person=1)
    assert not Consent.objects.filter(withdrawn_at=None).exists()
    assert Consent.objects.count() == 2  # the record of what was once agreed to is kept
    assert facts_of("person:1").get().data == {"account": 11, "person": 1}


def test_the_export_holds_every_consent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "_exports", {"privacy": selectors._exports["privacy"]})
    give_consent(actor=LIN, code="position", version=1)
    withdraw(actor=LIN, code="position")
    exported = export_of(LIN)["privacy"]
    assert isinstance(exported, dict)
    (consent,) = exported["consents"]
    assert (consent["text"], consent["version"]) == ("position", 1)
    assert consent["given"] <= consent["withdrawn"]
