"""A hidden field is shown in full only with a reason, and its owner can see that it was."""

import pytest

from benfu.platform.journal.selectors import facts_of
from benfu.platform.lib.errors import Invalid, NotFound, NotSignedIn
from benfu.platform.privacy import register
from benfu.platform.privacy.models import Disclosure, KeptKey
from benfu.platform.privacy.register import Kind, Retention, personal, personal_fields
from benfu.platform.privacy.selectors import disclosures_about
from benfu.platform.privacy.services import disclose

from .conftest import Acts

ZHOU = Acts(account=21)
REASON = "电话核实报到信息"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_hidden_note(monkeypatch: pytest.MonkeyPatch) -> None:
    """Declare a field of this room for the time of a test: 'keptkey:<name>' is the subject."""
    monkeypatch.setattr(register, "_fields", dict(register._fields))
    personal(KeptKey, "key", Kind.TEXT, Retention.MEMBERSHIP)
    KeptKey.objects.create(name="7", key="13800005678")


def test_a_look_gives_the_text_and_leaves_a_trace() -> None:
    assert disclose(actor=ZHOU, subject="keptkey:7", field="key", reason=f" {REASON} ") == "13800005678"
    trace = Disclosure.objects.get()
    assert (trace.account, trace.subject, trace.field, trace.reason) == (21, "keptkey:7", "key", REASON)
    fact = facts_of("keptkey:7").get()
    assert (fact.kind, fact.actor, fact.data) == ("Disclosed", 21, {"disclosure": trace.pk, "field": "key"})


@pytest.mark.parametrize("reason", ["", "   ", "看看", "长" * 201])
def test_without_a_reason_nothing_is_shown(reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        disclose(actor=ZHOU, subject="keptkey:7", field="key", reason=reason)
    assert "reason" in refused.value.fields
    assert not Disclosure.objects.exists()


def test_nobody_and_nothing_are_refused() -> None:
    with pytest.raises(NotSignedIn):
        disclose(actor=Acts(None), subject="keptkey:7", field="key", reason=REASON)
    with pytest.raises(NotFound):
        disclose(actor=ZHOU, subject="keptkey:8", field="key", reason=REASON)
    with pytest.raises(LookupError, match="register"):
        disclose(actor=ZHOU, subject="keptkey:7", field="name", reason=REASON)
    assert not Disclosure.objects.exists()


def test_owners_see_who_looked_at_their_account_or_person() -> None:
    for subject in ("account:11", "person:1", "person:2"):
        Disclosure.objects.create(
            account=21, subject=subject, field="phone", reason=REASON, happened_at="2026-11-24T08:00Z"
        )
    assert [one.subject for one in disclosures_about(Acts(account=11, person=1))] == ["person:1", "account:11"]


def test_a_field_that_does_not_exist_cannot_be_declared() -> None:
    with pytest.raises(Exception, match="has no field named 'nickname'"):
        personal(KeptKey, "nickname", Kind.NAME, Retention.MEMBERSHIP)


def test_the_register_says_what_is_kept_of_what_kind_and_how_long() -> None:
    entry = next(one for one in personal_fields() if one.model is KeptKey)
    assert (entry.field, entry.kind, entry.retention) == ("key", "text", "membership")
