"""Two administrators change areas at the same moment: one after the other, and the last edition is the last word."""

import pytest

from benfu.platform.identity.actor import SYSTEM
from benfu.territory.models import Area, Edition
from benfu.territory.reports import Report
from benfu.territory.services import import_areas
from benfu.territory.shelf import Shelf
from tests.racing import race

from .drawing import table

DISTRICT = "990101"


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_changes_come_one_after_the_other() -> None:
    def rename(number: int) -> Report:
        return import_areas(actor=SYSTEM, content=table(("代码", "名称"), (DISTRICT, f"第{number}个名称")))

    reports = race([lambda number=number: rename(number) for number in range(8)], threads=8)  # type: ignore[misc]
    assert all(isinstance(report, Report) and report.done for report in reports)
    editions = list(Edition.objects.order_by("id"))
    # Whoever came later knew what the one before had done: one added the area, the others changed it.
    assert [(edition.added, edition.changed) for edition in editions] == [(1, 0), *[(0, 1)] * 7]
    area = Area.objects.get()
    assert area.edition_id == editions[-1].pk
    atlas = Shelf().current()
    assert (atlas.edition, atlas.places[DISTRICT].name) == (editions[-1].pk, area.name)
