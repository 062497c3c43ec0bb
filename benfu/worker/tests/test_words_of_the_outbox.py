"""What the server refuses, the phone shows in its reader's language, whoever was served before."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.cast import Cast


def refused(client: Client, language: str) -> str:
    client.cookies["language"] = language
    outbox = {"X-Outbox": "1", "Sec-Fetch-Site": "same-origin"}
    body: dict[str, Any] = {"id": str(uuid4()), "category": "nonsense", "lon": 120.0795, "lat": 35.921}
    answer = client.post("/api/v1/reports", body, "application/json", headers=outbox)
    assert answer.status_code == 422
    return str(answer.json()["title"])


@pytest.mark.parametrize("before", ["zh-hans", "en"])
def test_the_api_answers_in_the_readers_language(page: Callable[..., Client], town: Cast, before: str) -> None:
    other = page(town.he)
    other.cookies["language"] = before
    other.get("/q/")
    client = page(town.lin)
    assert "没有这个类别" in refused(client, "zh-hans")
    assert refused(client, "en").isascii()
