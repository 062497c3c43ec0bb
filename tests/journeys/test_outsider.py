"""An outsider sees nothing: every address, page or API, asked for by nobody and by people of elsewhere.

Whatever the addresses name, a case, an order, a picture, is 金海社区's; the readers belong to 翠湖社区 or 海盛社区, have only
just signed in, or work in 金海 and are not the ones it is about.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from benfu.cases.models import Case, Report
from benfu.platform.files.models import StoredFile
from benfu.platform.identity.services import make_token
from benfu.platform.identity.strength import Strength
from benfu.platform.journal.models import Fact
from benfu.ui import short_links
from tests.browsers import browser_of

from .addresses import Address, calls, pages
from .lived_in import LivedIn

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
SIGNED_IN = ("new", "idle", "lake_worker", "wu", "lake_keeper", "lake_handler", "lake_official", "other_grid")
"""A newcomer, another worker of 金海, and people of elsewhere."""
PEOPLE = ("林小舟", "何川", "方圆", "郭凡", "周明", "方晴", "管宁", "唐远", "林**", "何**")
SAID = ("井盖碎了一半", "路边的树枝", "树枝已经清走", "这一段线属于通信公司", "请扫他们的码", "核实丢失的报到卡")
REFUSED = frozenset({401, 403, 404, 405, 422})


@pytest.fixture(scope="module")
def things(lived_in: LivedIn) -> dict[str, Any]:
    """Return what stands in addresses."""
    report = Report.objects.filter(case=lived_in.things["reported"]).earliest("received_at").pk
    own = {"token": 1, "person": lived_in.cast.zhou.person, "duty": 1, "code": lived_in.things["community"]}
    return lived_in.things | own | {"report": report}


@pytest.fixture(scope="module")
def secrets(lived_in: LivedIn) -> list[str]:
    """Return what stands only on pages that none of the readers may see."""
    numbers = [case.number for case in Case.objects.all()]
    pictures = [str(one.pk) for one in StoredFile.objects.exclude(subject__startswith="good:")]
    return [*PEOPLE, *SAID, *numbers, *pictures, *(str(one.pk) for one in Report.objects.all())]


def told(answer: Any) -> str:
    """Return the whole answer as text, as far as it is one."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(body.decode(errors="replace"))


def leaks(answers: Iterator[tuple[Address, Any]], secrets: list[str]) -> list[str]:
    """Return what is wrong with the answers an outsider got."""
    found = []
    for address, answer in answers:
        if answer.status_code >= 500:
            found.append(f"{address.path}: {answer.status_code}")
        # What an address itself says is no secret to who asks for it.
        words = told(answer).replace(address.path, "")
        found.extend(f"{address.path} tells {secret}" for secret in secrets if secret in words)
        if address.private and answer.status_code not in REFUSED | {302}:
            found.append(f"{address.path}: {answer.status_code}")
    return found


def test_nobody_sees_a_page(things: dict[str, Any], secrets: list[str]) -> None:
    client = Client()
    assert not leaks(((one, client.get(one.path)) for one in pages(things)), secrets)


@pytest.mark.parametrize("who", SIGNED_IN)
def test_no_page_tells_an_outsider_anything(
    lived_in: LivedIn, things: dict[str, Any], secrets: list[str], who: str
) -> None:
    client = browser_of(lived_in.actor(who))
    answers = ((one, client.get(one.path)) for one in pages(things) if one.name != "identity-my-data-file")
    assert not leaks(answers, secrets)


@pytest.mark.parametrize("who", ["", *SIGNED_IN])
def test_the_api_tells_an_outsider_no_more(
    lived_in: LivedIn, things: dict[str, Any], secrets: list[str], who: str
) -> None:
    headers = {}
    if who:
        key = make_token(actor=lived_in.actor(who), label="tests", strength=Strength.SECOND_FACTOR).key
        headers = {"Authorization": f"Bearer {key}"}
    client = Client(headers=headers)
    assert not leaks(((one, client.get(one.path)) for one in calls(things, "get")), secrets)


@pytest.mark.parametrize("who", ["", *SIGNED_IN])
def test_an_outsider_changes_nothing(lived_in: LivedIn, things: dict[str, Any], who: str) -> None:
    client = browser_of(lived_in.actor(who)) if who else Client()
    outbox = {"X-Outbox": "1", "Sec-Fetch-Site": "same-origin"}
    before = Fact.objects.count()
    for address in pages(things):
        if address.private:
            answer = client.post(address.path, {"reason": "看看", "words": "看看", "quantity": 1})
            assert answer.status_code in REFUSED | {302}, address
    for method in ("post", "put", "delete"):
        for address in calls(things, method):
            if address.private:
                answer = getattr(client, method)(address.path, "{}", "application/json", headers=outbox)
                assert answer.status_code in REFUSED, address
    assert Fact.objects.count() == before


@pytest.mark.parametrize("who", SIGNED_IN)
def test_what_is_not_yours_looks_like_what_is_not_there(lived_in: LivedIn, who: str) -> None:
    client = browser_of(lived_in.actor(who))
    absent = 987_654
    for path in (
        "/c/cases/{}/",
        "/c/cases/{}/preview/",
        "/r/{}/",
        "/o/{}/",
        "/c/scan/{}/",
        "/c/people/{}/",
        "/pts/{}/",
    ):
        theirs = {"o": "order", "scan": "order", "people": "registration", "pts": "decision"}
        part = next((thing for word, thing in theirs.items() if f"/{word}/" in path), "reported")
        there, not_there = (client.get(path.format(one)) for one in (lived_in.things[part], absent))
        assert there.status_code == not_there.status_code, path
        assert there.status_code in {403, 404}, path


def test_a_picture_shown_to_its_reporter_is_not_there_for_others(lived_in: LivedIn) -> None:
    before, after = lived_in.things["picture"], lived_in.things["after_picture"]
    owner = browser_of(lived_in.actor("lin"))
    for size in ("small", "thumb", "display", "original"):
        for picture in (before, after):
            shown = owner.get(f"/f/{picture}/{size}")
            assert shown.status_code == (404 if size == "original" else 200), (size, picture)
            for who in SIGNED_IN:
                assert browser_of(lived_in.actor(who)).get(f"/f/{picture}/{size}").status_code == 404, (who, size)
            assert Client().get(f"/f/{picture}/{size}").status_code == 404


@pytest.mark.parametrize("letter", ["c", "o"])
@pytest.mark.parametrize("who", ["", *SIGNED_IN])
def test_a_code_found_on_the_street_tells_nothing(lived_in: LivedIn, secrets: list[str], letter: str, who: str) -> None:
    thing = lived_in.things["order" if letter == "o" else "reported"]
    client = browser_of(lived_in.actor(who)) if who else Client()
    path = f"/x/{short_links.code_for(letter, thing)}"
    answer = client.get(path, follow=True)
    assert answer.status_code in {200, 403, 404}
    assert not [secret for secret in secrets if secret in told(answer)]
    if who:
        assert answer.status_code != 200
