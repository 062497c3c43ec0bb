"""How much one person may send: enough for anybody on the street, too little to fill a disk by script."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from benfu.cases.models import Case, Report
from benfu.cases.services import reporting
from benfu.platform.lib import clock
from tests.cast import Cast

from .acts import IN_CELL_3, jpeg, report


def send(client: Any, **more: Any) -> Any:
    sent = {"id": str(uuid.uuid4()), "category": "manhole", "lon": IN_CELL_3[0], "lat": IN_CELL_3[1]}
    return client.post("/api/v1/reports", {**sent, **more})


def test_the_report_beyond_the_hours_limit_waits_and_a_repeat_still_gets_its_receipt(
    town: Cast, api: Any, settings: Any
) -> None:
    settings.BENFU_REPORTS_AN_HOUR = 3
    client, first = api(town.lin), str(uuid.uuid4())
    assert [send(client, id=first).status_code, *(send(client).status_code for _ in range(2))] == [201, 201, 201]
    refused = send(client)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert "一小时内最多上报 3 条" in refused.json()["title"]
    assert Case.objects.count() == Report.objects.count() == 3
    assert send(client, id=first).status_code == 200
    case = report(town.he).case
    assert send(client, joins=case).status_code == 429
    with time_machine.travel(clock.now() + timedelta(minutes=61)):
        assert send(client).status_code == 201


def test_photos_are_limited_by_account_whether_they_are_photos_or_not(
    town: Cast, api: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BENFU_REPORTS_AN_HOUR = 1
    monkeypatch.setattr(reporting, "PHOTOS_PER_REPORT", 2)
    client, own = api(town.lin), report(town.lin).report
    path = f"/api/v1/reports/{own}/photos/"
    sent = [b"<svg/>", jpeg(), jpeg(3)]
    codes = [client.put(f"{path}{uuid.uuid4()}", data, content_type="image/jpeg").status_code for data in sent]
    assert codes == [422, 200, 429]
