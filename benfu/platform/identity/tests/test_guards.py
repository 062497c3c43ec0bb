"""Guards: strangers are shown the right door and come back; the wrong duty is refused; nobody is sent to another site."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, HttpResponseBase
from django.test import RequestFactory

from benfu.platform.identity.actor import NOBODY, Actor, Duty
from benfu.platform.identity.guards import PageRequest, by_password, duty, safe_next, signed_in
from benfu.platform.identity.roles import Role
from benfu.platform.identity.strength import Strength
from benfu.platform.lib.errors import NotAllowed

from .conftest import COMMUNITY

ZHOU = Actor(account=1, duties=(Duty(Role.COMMUNITY_WORKER, COMMUNITY),))


@signed_in
def for_anybody(request: PageRequest, number: int = 0) -> HttpResponseBase:
    """Show a number."""
    return HttpResponse(f"in {number}")


@duty(Role.COMMUNITY_WORKER, Role.STREET_OFFICIAL)
def for_staff(request: PageRequest) -> HttpResponseBase:
    """Show that one is in."""
    return HttpResponse("in")


@by_password
def own_page(request: PageRequest) -> HttpResponseBase:
    """Show that one is in."""
    return HttpResponse("in")


def visit(
    view: Callable[..., HttpResponseBase],
    actor: Actor = NOBODY,
    path: str = "/c/x/?a=1",
    strength: Strength = Strength.PASSWORD,
    method: str = "get",
    headers: dict[str, str] | None = None,
) -> Any:
    """Call a view as the middleware would."""
    request: Any = getattr(RequestFactory(), method)(path, headers=headers)
    request.actor, request.user, request.session = actor, AnonymousUser(), {"strength": str(strength)}
    return view(request)


def test_who_is_in_is_let_through() -> None:
    assert visit(for_anybody, ZHOU).content == b"in 0"
    assert visit(for_staff, ZHOU).content == b"in"
    assert visit(own_page, ZHOU).content == b"in"


def test_strangers_are_shown_their_door_and_come_back() -> None:
    assert visit(for_anybody)["Location"] == "/login/?next=%2Fc%2Fx%2F%3Fa%3D1"
    assert visit(for_staff)["Location"] == "/c/login/?next=%2Fc%2Fx%2F%3Fa%3D1"
    assert visit(own_page)["Location"] == "/c/login/?next=%2Fc%2Fx%2F%3Fa%3D1"


def test_a_form_that_came_too_late_leads_back_to_its_page() -> None:
    came_from = "http://testserver/c/cases/7/"
    assert (
        visit(for_staff, method="post", headers={"referer": came_from})["Location"]
        == "/c/login/?next=%2Fc%2Fcases%2F7%2F"
    )
    assert (
        visit(for_staff, method="post", headers={"referer": "https://evil.example/c/cases/"})["Location"] == "/c/login/"
    )
    assert visit(for_staff, method="post")["Location"] == "/c/login/"


def test_a_fragment_asked_for_by_script_moves_the_whole_page() -> None:
    answer = visit(for_staff, headers={"hx-request": "true"})
    assert answer.status_code == 401
    assert answer["HX-Redirect"].startswith("/c/login/?next=")


@pytest.mark.parametrize("role", [Role.WORKER, Role.STORE_KEEPER])
def test_the_wrong_duty_is_refused(role: Role, monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = Actor(account=2, duties=(Duty(role, COMMUNITY),))
    monkeypatch.setattr("benfu.platform.identity.guards.actor_of", lambda account: stranger)
    with pytest.raises(NotAllowed):
        visit(for_staff, stranger)


@pytest.mark.parametrize(
    ("strength", "door"), [(Strength.PHONE, "/c/login/"), (Strength.PASSWORD, "/c/second-factor/")]
)
def test_who_could_come_in_more_surely_is_sent_to_do_so(
    strength: Strength, door: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benfu.platform.identity.guards.actor_of", lambda account: ZHOU)
    assert visit(for_staff, Actor(account=1), strength=strength)["Location"].startswith(f"{door}?next=")


def test_ones_own_account_needs_the_password() -> None:
    assert visit(own_page, ZHOU, strength=Strength.PHONE)["Location"].startswith("/c/login/")


@pytest.mark.parametrize(
    ("wanted", "to"),
    [
        ("/me/", "/me/"),
        ("/c/cases/?state=new", "/c/cases/?state=new"),
        ("", "/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http:///evil.example", "/"),
        ("cases-list", "/"),
        ("0", "/"),
        ("?a=1", "/"),
    ],
)
def test_nobody_is_sent_to_another_site(wanted: str, to: str) -> None:
    assert safe_next(RequestFactory().get("/login/", {"next": wanted}), "/") == to
    assert safe_next(RequestFactory().post("/login/", {"next": wanted}), "/") == to
