"""Identity numbers: checked, encrypted, found by hash, masked, shown with a reason, forgotten on request; never a photo."""

from typing import Any

import pytest
from django.db import connection

from benfu.people import selectors
from benfu.people.models import Person
from benfu.people.services import keep_identity_number, show_identity_number
from benfu.platform.journal.drain import drain_all
from benfu.platform.lib.errors import Conflict, Invalid, NotFound
from benfu.platform.privacy.masks import mask_identity_number, normalise_identity_number
from benfu.platform.privacy.selectors import disclosures_about
from benfu.platform.privacy.services import erase
from tests.cast import Cast, person_of

NUMBER = "110105 19491231 002X".replace(" ", "")
"""The worked example of the standard itself; nobody's."""


@pytest.mark.parametrize("text", [NUMBER, "110105 19491231 002x", "１１０１０５-19491231-002Ｘ", "440524188001010014"])
def test_any_usual_way_to_write_it_is_read(text: str) -> None:
    assert normalise_identity_number(text) in {NUMBER, "440524188001010014"}


@pytest.mark.parametrize(
    "text", ["", "110105194912310021", "110105194902310029", "01010519491231002X", "1101051949123100", "X" * 18]
)
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        normalise_identity_number(text)
    assert "identity_number" in refused.value.fields


def test_only_the_last_four_are_shown() -> None:
    assert mask_identity_number(NUMBER) == "**************002X"
    assert mask_identity_number("") == ""


def test_it_is_hidden_found_and_shown_with_a_reason(cast: Cast) -> None:
    keep_identity_number(actor=cast.lin, number=NUMBER)
    with connection.cursor() as cursor:
        cursor.execute("SELECT identity_number || identity_hash FROM people_person WHERE identity_hash IS NOT NULL")
        assert "1949" not in cursor.fetchone()[0]
    found = selectors.registrations_in(cast.zhou, search=NUMBER.lower()).rows
    assert [row.name for row in found] == ["林小舟"]
    assert selectors.registrations_in(cast.wu, search=NUMBER).rows == []
    number = found[0].id
    assert selectors.masked_identity_number(cast.zhou, number) == "**************002X"
    with pytest.raises(Invalid):
        show_identity_number(actor=cast.zhou, registration=number, reason="")
    with pytest.raises(NotFound):
        show_identity_number(actor=cast.wu, registration=number, reason="办理单工伤保险")
    assert show_identity_number(actor=cast.zhou, registration=number, reason="办理单工伤保险") == NUMBER
    assert [one.field for one in disclosures_about(cast.lin)] == ["identity_number"]


def test_one_number_is_one_persons_and_goes_on_request(cast: Cast) -> None:
    keep_identity_number(actor=cast.lin, number=NUMBER)
    with pytest.raises(Conflict):
        keep_identity_number(actor=cast.he, number=NUMBER)
    keep_identity_number(actor=cast.lin, number="")
    keep_identity_number(actor=cast.he, number=NUMBER)
    erase(actor=cast.he, account=cast.he.account, person=cast.he.person)
    drain_all()
    he = Person.objects.get(pk=person_of(cast.he))
    assert (he.identity_number, he.identity_hash) == ("", None)


def test_the_way_on_pages(cast: Cast, page: Any) -> None:
    phone = page(cast.lin)
    assert phone.post("/me/identity/", {"identity_number": "123"}).status_code == 422
    assert phone.post("/me/identity/", {"identity_number": NUMBER}).url == "/me/identity/"
    text = phone.get("/me/identity/").content.decode()
    assert ("**************002X" in text, NUMBER in text) == (True, False)
    mine = selectors.my_registration(cast.lin)
    assert mine is not None
    path = f"/c/people/{mine.pk}/"
    office = page(cast.zhou)
    assert NUMBER not in office.get(path).content.decode()
    assert NUMBER in office.post(f"{path}identity/", {"reason": "办理单工伤保险"}).content.decode()
    assert office.post(f"{path}identity/", {"reason": ""}).status_code == 422
