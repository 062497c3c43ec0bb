"""The API of points: one's own summary, statement and why; tariffs; scoped like the pages."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast

from .told import ACTIVITY_DAY, Told, close, published

pytestmark = pytest.mark.django_db
Api = Callable[..., Any]


@pytest.fixture(autouse=True)
def _tariff() -> None:
    published()


def test_summary_and_statement(cast: Cast, api: Api) -> None:
    [decision] = close([Told(cast.lin, ACTIVITY_DAY)], by=cast.zhou, severity=2)
    lin = api(cast.lin)
    summary = lin.get("/api/v1/points").json()
    assert (summary["balance"], summary["held"], summary["pending"]) == (14, 0, 0)
    assert [one["points"] for one in summary["expiring"]] == [14]
    month = lin.get("/api/v1/points/statement").json()
    assert (month["came"], month["went"]) == (14, 0)
    assert month["lines"][0]["amount"] == 14
    assert month["lines"][0]["url"] == f"/pts/{decision.pk}/"


def test_why(cast: Cast, api: Api) -> None:
    [decision] = close([Told(cast.lin, ACTIVITY_DAY)], by=cast.zhou, severity=2)
    why = api(cast.lin).get(f"/api/v1/points/decisions/{decision.pk}").json()
    assert (why["points"], why["tariff"], why["verifier"]) == (14, "2026-1", "周明")
    assert (why["rule"]["code"], why["day"]) == ("R1", "2026-11-25")
    assert [one["points"] for one in why["sums"]] == [10, 2, 2]
    assert api(cast.fang).get(f"/api/v1/points/decisions/{decision.pk}").json()["person"] == "林小舟"
    for outsider in (cast.he, cast.wu, cast.gu):
        assert api(outsider).get(f"/api/v1/points/decisions/{decision.pk}").status_code == 404


def test_the_tariff(cast: Cast, api: Api) -> None:
    tariff = api(cast.lin).get("/api/v1/points/tariff").json()
    assert tariff["version"] == "2026-1"
    assert [(rule["code"], rule["points"]) for rule in tariff["rules"]] == [
        ("R1", 10),
        ("R2", 1),
        ("R3", 5),
        ("R4", 1),
    ]
    assert api(cast.lin).get("/api/v1/points/tariffs/2026-1").json() == tariff
    assert api(cast.lin).get("/api/v1/points/tariffs/none").status_code == 404


def test_nobody_is_refused(api: Api) -> None:
    for path in ("/points", "/points/statement", "/points/decisions/1", "/points/tariff"):
        assert api().get(f"/api/v1{path}").status_code == 401
