"""Lines of Chinese end where they may."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benfu.documents.wrapping import wrap


def measure(text: str) -> float:
    """A Chinese character is two wide, a Latin letter one, as on a typewriter."""
    return float(sum(1 if letter < "\u2000" else 2 for letter in text))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("雨衣", 10, ["雨衣"]),
        ("红色雨衣两件", 8, ["红色雨衣", "两件"]),
        ("红色雨衣，两件", 8, ["红色雨", "衣，两件"]),
        ("红色雨（衣）", 8, ["红色雨", "（衣）"]),
        ("于 2026-03-01 在", 10, ["于", "2026-03-01", "在"]),
        ("abcdefghijkl mn", 6, ["abcdefghijkl", "mn"]),
        ("一\n二", 10, ["一", "二"]),
        ("", 10, [""]),
    ],
)
def test_where_lines_end(text: str, width: float, lines: list[str]) -> None:
    assert wrap(text, width, measure).split("\n") == lines


@given(st.text(alphabet="雨衣，。（）a1 \n-", max_size=60), st.integers(8, 30))
def test_nothing_is_lost(text: str, width: int) -> None:
    assert "".join(wrap(text, width, measure).split()) == "".join(text.split())


@given(st.text(alphabet="雨衣，。（）a1\n-", max_size=60), st.integers(8, 30))
def test_no_line_begins_with_a_closing_mark_unless_the_paragraph_does(text: str, width: int) -> None:
    wrapped = wrap(text, width, measure)
    begun = {line[:1] for line in wrapped.split("\n")} - {line[:1] for line in text.split("\n")}
    assert not begun & set("，。）")
