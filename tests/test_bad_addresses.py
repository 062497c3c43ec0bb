"""Addresses nobody types: whatever stands in them, the answer is a refusal in words, never a fault."""

from typing import Any

import pytest

from benfu.platform.lib.paging import write_cursor
from tests.cast import Cast

PATHS = (
    "/c/staff/?role=%00",
    "/c/orgs/?kind=a%00b",
    "/c/people/?q=%00",
    "/s/?kind=%00",
    "/pts/rules/%00/",
    "/join/%00/",
    "/c/areas/%00/",
)
API_PATHS = ("duties?role=%00", "registrations?state=%00", "rest-stops?kind=a%00b", "points/tariffs/%00")


@pytest.mark.parametrize("path", PATHS)
def test_a_zero_byte_in_a_pages_address_leads_nowhere(cast: Cast, page: Any, path: str) -> None:
    for who in (cast.admin, cast.lin, None):
        assert page(who).get(path).status_code == 404


@pytest.mark.parametrize("path", API_PATHS)
def test_a_zero_byte_in_the_apis_address_leads_nowhere(cast: Cast, api: Any, path: str) -> None:
    answer = api(cast.admin).get(f"/api/v1/{path}")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_a_cursor_of_another_list_is_refused_in_words(cast: Cast, page: Any) -> None:
    for place in ([7], [1, 2], ["海", 3], ["2026-11-24T00:00:00+08:00"], [None], [], ["2026-11-24T00:00:00+08:00", 1]):
        cursor = write_cursor(place)
        for path in (
            "/c/cases/?tab=all",
            "/c/cases/?tab=filed",
            "/c/cases/?tab=waiting",
            "/c/points/?kind=",
            "/r/?",
            "/o/?",
            "/msg/?",
        ):
            answer = page(cast.zhou).get(f"{path}&after={cursor}")
            assert answer.status_code in {200, 422}, (path, place)
