"""The life of a case through the real pages, without scripts: report, file, dispatch, accept, finish, verify."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from benfu.cases import selectors
from benfu.platform.lib.ids import uuid7
from tests.cast import Cast

from .acts import department_of, jpeg, report

Page = Callable[..., Client]


def post(client: Client, case: int, move: str, **data: Any) -> Any:
    return client.post(f"/c/cases/{case}/{move}/", data, follow=True)


def test_from_report_to_closure_by_forms(town: Cast, page: Page) -> None:
    case = report(town.lin, words="井盖碎了").case
    zhou, li = page(town.zhou), page(town.li)
    assigned = post(
        zhou, case, "file_and_dispatch", version=0, category="manhole", assignee=f"department:{department_of(town)}"
    )
    assert "已受理并派单" in assigned.content.decode()
    assert "已接单" in post(li, case, "accept", version=2).content.decode()
    photo = SimpleUploadedFile("after.jpg", jpeg(), "image/jpeg")
    done = post(li, case, "finish", version=3, file_id=uuid7(), photos=photo, words="换了新的")
    assert "已提交" in done.content.decode()
    last = post(zhou, case, "verify", version=4, mended="on", same_place="on", words="换好了，谢谢您！")
    assert "已核查办结" in last.content.decode()
    assert selectors.case_for(town.zhou, case).state == "closed"
    assert "换好了，谢谢您！" in page(town.lin).get(f"/r/{case}/").content.decode()


@pytest.mark.parametrize("who", ["zhou", "li", "mei", "guan"])
def test_staff_open_the_list_and_the_case(town: Cast, page: Page, who: str) -> None:
    case = report(town.lin).case
    client = page(getattr(town, who))
    assert client.get("/c/cases/").status_code == 200
    assert client.get(f"/c/cases/{case}/").status_code == (404 if who == "li" else 200)
