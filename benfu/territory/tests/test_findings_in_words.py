"""Every finding has a sentence in both languages, and every number it names is filled in."""

import re

import pytest
from django.utils.translation import override

from benfu.geo.findings import Kind as Shape
from benfu.geo.findings import error
from benfu.territory.reports import Kind
from benfu.territory.words import SENTENCES, percent, sentence, square

NUMBERS = {
    "line": 3, "column": 7, "lon": 120.5, "lat": 36.25, "x": 36.25, "y": 120.5, "positions": 3, "gap_m": 12.4, "share": 0.25,
    "share_after": 0.01, "times": 2, "area_m2": 2_500_000, "largest_m2": 900, "count": 4, "wanted": 1000,
}  # fmt: skip


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", [*Shape, *Kind])
def test_every_kind_is_said(kind: str, language: str) -> None:
    finding = error(kind, "金海街道", "翠湖街道", detail="GCJ02", **NUMBERS)
    with override(language):
        words = sentence(finding)
    assert not re.search(r"%\(|\bNone\b|\?", words)
    assert bool(re.search(r"[\u4e00-\u9fff]{4,}", words.replace("金海街道", "").replace("翠湖街道", ""))) == (
        language != "en"
    )


def test_nothing_is_said_of_what_cannot_be_found() -> None:
    assert set(SENTENCES) == {*Shape, *Kind}


def test_sizes_and_shares_read_well() -> None:
    assert (square(1234.4), square(92_830_000)) == ("1,234 平方米", "92.83 平方公里")
    assert (percent(0.5), percent(0.0436), percent(0.000001)) == ("50%", "4.36%", "<0.01%")
