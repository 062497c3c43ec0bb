"""The catalogue: loads again and again without change, names its mistakes, and a category more is one row."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from benfu.cases import categories, selectors
from benfu.cases.catalogue.reading import (
    CATEGORIES,
    LOCAL,
    REASONS,
    BadCatalogue,
    Kind,
    read_categories,
    reasons,
    replies,
)
from benfu.cases.loaders import load
from benfu.cases.models import Category
from benfu.cases.workflow import MOVES, Move, Need
from benfu.platform.lib.errors import Invalid
from benfu.ui.icons import names as icons
from tests.cast import Cast

from .acts import report

HOWTO = Path(settings.CODE).parent / "docs" / "howto" / "add-a-category.md"
NATIONAL = re.compile(r"\d{5}")


def loaded(path: Path = CATEGORIES) -> str:
    said: list[str] = []
    load(said.append, path)
    return said[0]


@pytest.fixture
def fresh(db: None) -> Any:
    categories.forget()
    yield
    categories.forget()


@pytest.mark.usefixtures("fresh")
def test_loading_twice_changes_nothing() -> None:
    assert "0 changed, 0 retired" in loaded()
    before = list(Category.objects.order_by("pk").values())
    assert ", 0 added, 0 changed, 0 retired" in loaded()
    assert list(Category.objects.order_by("pk").values()) == before


@pytest.mark.usefixtures("fresh")
def test_a_row_changed_or_gone_is_updated_or_retired(tmp_path: Path) -> None:
    loaded()
    changed = tmp_path / "categories.csv"
    lines = CATEGORIES.read_text(encoding="utf-8").replace("井盖破损,Broken", "井盖坏了,Broken").splitlines()
    changed.write_text("\n".join(line for line in lines if not line.startswith("litter,")), encoding="utf-8")
    assert "0 added, 1 changed, 1 retired" in loaded(changed)
    assert selectors.category("manhole").name == "井盖坏了"
    with pytest.raises(Invalid):
        selectors.category("litter")
    assert selectors.label_of("litter") == "垃圾堆积"


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("2 WORK_HOUR", "2 HOURS", "line 3"),
        ("flame,3,", "flame,9,", "line 2"),
        ("matter,09012", "thing,09012", "line 2"),
        (",80,72,", ",80,soon,", "line 2"),
        ("fire_lane,消防通道堵塞", "fire_lane,", "line 2: name must not be empty"),
        ("manhole,井盖破损", "litter,井盖破损", "the code litter stands twice"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_nothing_is_loaded(tmp_path: Path, old: str, new: str, told: str) -> None:
    broken = tmp_path / "categories.csv"
    broken.write_text(CATEGORIES.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadCatalogue, match=told):
        loaded(broken)
    assert not Category.objects.exists()


def test_every_category_is_whole() -> None:
    for row in read_categories():
        assert row["icon"] in icons(), row["code"]
        assert row["standard_code"], row["code"]
        if row["standard_ref"] != LOCAL:
            assert NATIONAL.fullmatch(str(row["standard_code"])), row["code"]
            assert row["standard_ref"] == "GB/T 47678.5-2026"
        assert row["kind"] in set(Kind)
        assert row["closes_when"]
        assert row["closes_when_en"]
        assert (row["tile_order"] is None) == (not row["tile"])


def test_the_tiles_are_the_eight_of_the_report_form() -> None:
    tiles = sorted((row["tile_order"], row["tile"]) for row in read_categories() if row["tile_order"])
    assert [name for _, name in tiles] == [
        *("消防通道", "飞线充电", "井盖破损", "路面塌陷", "乱拉电线", "乱停乱放", "垃圾堆积", "其他")
    ]


def test_each_move_that_needs_a_reason_has_some_in_both_languages() -> None:
    needing = {move for move, rule in MOVES.items() if Need.REASON in rule.needs}
    assert {move for move, _ in reasons()} == needing
    assert all(one.zh and one.en for one in reasons().values())
    declining = [one for (move, _), one in reasons().items() if move is Move.DECLINE]
    assert all(one.advice_zh and one.advice_en for one in declining)
    assert all(one.zh and one.en for one in replies())
    assert len(tomllib.loads(REASONS.read_text(encoding="utf-8"))["reason"]) == len(reasons())


def test_following_the_howto_adds_a_category(town: Cast, api: Callable[..., Any], tmp_path: Path) -> None:
    """docs/howto/add-a-category.md: its row is appended, the catalogue loaded, and the category reported."""
    (row,) = re.findall(r"```csv\n\s*(.+?)\n\s*```", HOWTO.read_text(encoding="utf-8"), re.DOTALL)
    longer = tmp_path / "categories.csv"
    longer.write_text(CATEGORIES.read_text(encoding="utf-8").rstrip("\n") + f"\n{row}\n", encoding="utf-8")
    assert "1 added" in loaded(longer)
    code = row.partition(",")[0]
    case = report(town.lin, category=code).case
    found = {one["code"]: one for one in api(town.lin).get("/api/v1/categories").json()}
    assert found[code]["tile"] == "路灯不亮"
    assert api(town.zhou).get(f"/api/v1/cases/{case}").json()["category_name"] == found[code]["name"]
    loaded()
    with pytest.raises(Invalid):
        report(town.he, category=code)
