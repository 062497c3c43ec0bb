"""Leaving for good: who somebody was is removed, and the numbers that others point to stay."""

from benfu.people import selectors
from benfu.people.models import Person
from benfu.people.services import end_registration, register_worker
from benfu.platform.identity.actor import actor_of
from benfu.platform.identity.services.leaving import leave_for_good
from benfu.platform.journal.drain import drain_all
from benfu.platform.journal.models import FailedTelling
from benfu.platform.privacy.selectors import export_of
from tests.cast import CONSENTS, Cast, account_of, newcomer, person_of
from tests.district import JINHAI


def test_leaving_for_good_removes_who_it_was(cast: Cast) -> None:
    person, account = person_of(cast.lin), account_of(cast.lin)
    leave_for_good(actor=cast.lin)
    drain_all()
    assert not FailedTelling.objects.exists()
    left = Person.objects.get(pk=person)
    assert (left.name, left.trade, left.company, left.phone_tail_hash) == ("—", "", "", "")
    assert actor_of(account).duties == ()
    assert selectors.names_of([person]) == {person: "—"}
    assert selectors.registrations_in(cast.zhou, search="0001").rows == []
    assert selectors.registrations_in(cast.zhou, search="林小舟").rows == []


def test_reasons_written_about_them_go_too(cast: Cast) -> None:
    mine = selectors.my_registration(cast.lin)
    assert mine is not None
    end_registration(actor=cast.zhou, registration=mine.pk, reason="林小舟已搬走")
    leave_for_good(actor=cast.lin)
    drain_all()
    assert selectors.registration_for(cast.zhou, mine.pk).reason == ""


def test_the_same_phone_comes_back_as_somebody_new(cast: Cast) -> None:
    leave_for_good(actor=cast.lin)
    drain_all()
    anew = newcomer("19900000001")
    assert anew.account != cast.lin.account
    made = register_worker(actor=anew, community=JINHAI, name="林小舟", trade="rider", consents=CONSENTS)
    assert made.person_id != cast.lin.person


def test_ones_data_can_be_taken_along(cast: Cast) -> None:
    data = export_of(cast.tang)["people"]
    assert isinstance(data, dict)
    assert (data["name"], data["trade"]) == ("唐远", "rider")
    assert [(one["community"], one["state"]) for one in data["registrations"]] == [(JINHAI, "approved")]
    assert [one["role"] for one in data["duties"]] == ["grid_member"]
