"""The operators' commands: they say in words what they found and did, and fail when nothing was loaded."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from benfu.territory import selectors
from benfu.territory.levels import Level
from tests.district import DISTRICT, JINHAI, JINHAI_STREET, boxes

from .drawing import box_feature, geojson, table

pytestmark = pytest.mark.django_db

LIST = table(("代码", "名称"), (DISTRICT, "青屿区"), (JINHAI_STREET, "金海街道"), (JINHAI, "金海社区"))


def run(command: str, *args: str) -> str:
    said = StringIO()
    call_command(command, *args, stdout=said, stderr=said)
    return said.getvalue()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "list.csv").write_bytes(LIST)
    shapes = [box_feature(boxes()[code], code=code) for code in (DISTRICT, JINHAI_STREET)]
    (tmp_path / "outlines.geojson").write_bytes(geojson(*shapes))
    cells = [box_feature(boxes()[code], code=code) for code in (JINHAI, f"{JINHAI}001")]
    (tmp_path / "cells.geojson").write_bytes(geojson(*cells))
    return tmp_path


def test_from_a_list_to_cells(files: Path) -> None:
    assert "试运行，什么都没有写入。新增 3" in run("import_areas", str(files / "list.csv"), "--dry-run")
    assert "已完成。新增 3" in run("import_areas", str(files / "list.csv"), "--under", DISTRICT)
    said = run("import_boundaries", str(files / "outlines.geojson"), "--parent", DISTRICT, "--source", "测绘院")
    assert "注意  在青屿区之内" in said
    assert "已完成。" in said
    assert "与现有数据相同" in run("import_boundaries", str(files / "outlines.geojson"))
    assert "有 1 个社区没有边界" in run("cut_cells", DISTRICT, "--per-community", "3")
    assert selectors.count_under(DISTRICT, Level.CELL) == 3
    assert "已完成。" in run("import_cells", str(files / "cells.geojson"))
    assert [place.synthetic for place in selectors.areas_under(JINHAI, Level.CELL)] == [False]


def test_errors_end_in_a_refusal(files: Path) -> None:
    run("import_areas", str(files / "list.csv"))
    (files / "bad.geojson").write_bytes(b"{")
    said = StringIO()
    with pytest.raises(CommandError, match="什么都没有导入"):
        call_command("import_boundaries", str(files / "bad.geojson"), stderr=said)
    assert "错误  文件不是 GeoJSON" in said.getvalue()
    with pytest.raises(CommandError, match="读不了"):
        run("import_boundaries", str(files / "missing.geojson"))
    with pytest.raises(CommandError, match="没有代码为 990109 的区域"):
        run("cut_cells", "990109")


def test_the_level_is_one_we_know(files: Path) -> None:
    (files / "named.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": []}))
    with pytest.raises(CommandError):
        run("import_boundaries", str(files / "named.geojson"), "--level", "province")
