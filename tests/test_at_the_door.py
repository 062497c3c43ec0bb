"""What every answer has in common: only our own names are answered to, and nothing private is kept by a browser."""

from typing import Any

import pytest

from tests.cast import Cast


@pytest.mark.parametrize("path", ["/", "/api/v1/categories", "/login/"])
def test_another_hosts_name_is_not_answered_to(cast: Cast, page: Any, path: str) -> None:
    assert page().get(path, headers={"host": "evil.example"}).status_code == 400


def test_a_clerks_page_is_not_kept_and_a_riders_is_asked_for_again(cast: Cast, page: Any) -> None:
    for path in ("/c/cases/", "/c/cases/export.csv", "/c/people/"):
        assert "no-store" in page(cast.zhou).get(path)["Cache-Control"], path
    for path in ("/", "/r/", "/pts/"):
        assert page(cast.lin).get(path)["Cache-Control"] == "private, no-cache", path
