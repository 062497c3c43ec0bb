"""Pages of a long list by cursor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benfu.platform.lib.errors import Invalid
from benfu.platform.lib.paging import cut, read_cursor, write_cursor

PLACES = st.lists(st.one_of(st.text(max_size=20), st.integers(), st.booleans(), st.none()), max_size=4)


@given(PLACES)
def test_a_place_survives_its_cursor(place: list[object]) -> None:
    assert read_cursor(write_cursor(place)) == place


@given(st.text(max_size=60))
def test_a_cursor_nobody_wrote_is_refused_in_words(text: str) -> None:
    with pytest.raises(Invalid, match="第一页"):
        read_cursor(text)


@given(PLACES, st.data())
def test_a_changed_cursor_is_refused(place: list[object], data: st.DataObject) -> None:
    cursor = write_cursor(place)
    at = data.draw(st.integers(0, len(cursor) - 1))
    with pytest.raises(Invalid):
        read_cursor(cursor[:at] + ("A" if cursor[at] != "A" else "B") + cursor[at + 1 :])


@given(st.lists(st.integers(), unique=True, max_size=60), st.integers(min_value=1, max_value=20))
def test_walking_the_pages_meets_every_row_once(rows: list[int], size: int) -> None:
    rows.sort()
    met: list[int] = []
    after: int | None = None
    while True:
        ahead = [row for row in rows if after is None or row > after]
        page = cut(ahead[: size + 1], size, lambda row: [row])
        met.extend(page.rows)
        if not page.next:
            break
        (after,) = read_cursor(page.next)
    assert met == rows
