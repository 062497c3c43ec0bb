"""Short links: one address for every QR code, and a sentence for a code that cannot be read."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from benfu.ui import short_links


def open_thing(request: HttpRequest, number: int) -> str:
    return f"/look/?thing={number}"


def show_thing(request: HttpRequest, number: int) -> HttpResponse:
    return HttpResponse(f"thing {number}")


@pytest.fixture(autouse=True)
def two_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(short_links, "_resolvers", {})
    short_links.register("y", open_thing)
    short_links.register("z", show_thing)


def test_a_code_leads_to_its_thing(page: Callable[..., Client]) -> None:
    code = short_links.code_for("y", 17)
    answer = page().get(f"/x/{code}")
    assert (answer.status_code, answer["Location"]) == (302, "/look/?thing=17")


def test_a_code_may_be_typed_in_capitals_and_with_a_slash(page: Callable[..., Client]) -> None:
    assert page().get(f"/x/{short_links.code_for('z', 5).upper()}/").content == b"thing 5"


@pytest.mark.parametrize(
    "spoil", [lambda code: code[:-1], lambda code: "z" + code[1:], lambda code: code + "2", lambda _: "-"]
)
def test_a_forged_or_misread_code_is_answered_in_words(
    page: Callable[..., Client], spoil: Callable[[str], str]
) -> None:
    answer = page().get(f"/x/{spoil(short_links.code_for('y', 17))}")
    assert answer.status_code == 404
    assert "这个码读不出来" in answer.content.decode()


def test_a_kind_nobody_opens_is_answered_in_words(page: Callable[..., Client]) -> None:
    assert page().get(f"/x/{short_links.code_for('v', 1)}").status_code == 404


def test_a_letter_belongs_to_one_room() -> None:
    with pytest.raises(ValueError, match="already lead"):
        short_links.register("y", show_thing)
    short_links.register("y", open_thing)


def test_a_code_typed_at_a_counter_is_read_only_as_its_own_kind() -> None:
    code = short_links.code_for("y", 823)
    assert short_links.number_of("y", code) == 823
    assert short_links.number_of("z", code) is None
    assert short_links.number_of("y", "rubbish") is None


def test_the_printed_address_is_the_public_one(settings: Settings) -> None:
    request = RequestFactory().get("/", headers={"host": "localhost"})
    assert short_links.address_for("y", 3, request).startswith("http://localhost/x/y")
    settings.PUBLIC_URL = "https://benfu.example/"
    assert short_links.address_for("y", 3).startswith("https://benfu.example/x/y")
