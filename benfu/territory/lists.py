"""Reading a list of areas from a table: one row a community with its street and district, or one row an area."""

import csv
import io
from collections.abc import Iterable, Iterator

from benfu.geo.findings import Finding, error, warning

from .atlas import Atlas
from .levels import LENGTHS, Level, clean_code, parent_of
from .models import NAME_LENGTH
from .names import short_name
from .reports import Draft, Kind, Plan, ordered

# Column titles in use, by the pair (code, name) they make.
PAIRS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("area_code", "district_code", "区县代码"), ("area", "district", "区县")),
    (("street_code", "街道代码", "乡镇代码"), ("street", "街道", "乡镇")),
    (("community_code", "社区代码", "村社区代码"), ("community", "社区", "村社区")),
    (("cell_code", "网格代码"), ("cell", "网格")),
    (("code", "代码", "区划代码", "统计用区划代码"), ("name", "名称")),
)
ENCODINGS = ("utf-8-sig", "gb18030")
FEW = 5
MOST_FINDINGS = 200


def plan_list(known: Atlas, content: bytes, under: str = "") -> Plan:
    """Return what a list of areas (CSV, UTF-8 or GB 18030) would change.

    Only areas whose code begins with `under` are taken; a list of several districts needs it.
    """
    text = _decode(content)
    if text is None:
        return Plan((error(Kind.UNREADABLE),))
    names: dict[str, str] = {}
    findings: list[Finding] = []
    for part in _rows(text):
        if isinstance(part, Finding):
            findings.append(part)
        elif names.setdefault(part[0], part[1]) != part[1]:
            findings.append(error(Kind.TWO_NAMES, part[0], detail=f"{names[part[0]]}、{part[1]}"))
    kept = {code: name for code, name in names.items() if code.startswith(under)}
    findings.extend(_check(known, names, kept, under))
    drafts = tuple(Draft(code, name) for code, name in sorted(kept.items()))
    return Plan(ordered(findings[:MOST_FINDINGS]), drafts)


def _decode(content: bytes) -> str | None:
    """Return the text of a table saved by a spreadsheet, None if it is no text."""
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _rows(text: str) -> Iterator[tuple[str, str] | Finding]:
    """Yield (code, name) pairs and what is wrong with rows; the first row holds the titles."""
    reader = csv.reader(io.StringIO(text))
    try:
        titles = [title.strip().lower() for title in next(reader, [])]
        columns = [pair for codes, names in PAIRS if (pair := (_find(titles, codes), _find(titles, names))) >= (0, 0)]
        if not columns or any(min(pair) < 0 for pair in columns):
            yield error(Kind.NO_COLUMNS, detail="、".join(titles)[:100])
            return
        for number, row in enumerate(reader, start=2):
            yield from _cells(row, number, columns)
    except csv.Error:
        yield error(Kind.UNREADABLE)


def _find(titles: list[str], wanted: tuple[str, ...]) -> int:
    """Return the first column with one of these titles, -1 if there is none."""
    return next((number for number, title in enumerate(titles) if title in wanted), -1)


def _cells(row: list[str], number: int, columns: list[tuple[int, int]]) -> Iterator[tuple[str, str] | Finding]:
    """Yield the pairs of one row; an empty row and a pair left empty are nothing."""
    for code_column, name_column in columns:
        raw, name = (row[i].strip() if i < len(row) else "" for i in (code_column, name_column))
        if not raw and not name:
            continue
        code, short = clean_code(raw), short_name(name)
        if not code:
            yield error(Kind.BAD_CODE, str(number), detail=raw[:30])
        elif not short or len(short) > NAME_LENGTH:
            yield error(Kind.BAD_NAME, str(number), detail=code)
        else:
            yield code, short


def _check(known: Atlas, names: dict[str, str], kept: dict[str, str], under: str) -> Iterator[Finding]:
    """Report what is wrong with the list as a whole."""
    districts = sorted({code[: LENGTHS[Level.DISTRICT]] for code in names})
    if len(districts) > 1 and not under:
        yield error(Kind.MANY_DISTRICTS, detail="、".join(districts))
        return
    if names and not kept:
        yield error(Kind.NOTHING_UNDER, detail=under)
    for code in kept:
        parent = parent_of(code)
        if parent and parent not in kept and parent not in known.places:
            yield error(Kind.NO_PARENT, code, detail=parent)
    missing = sorted(_listed(known, kept) - set(kept))
    if missing:
        yield warning(Kind.NOT_IN_LIST, *missing[:FEW], count=len(missing))


def _listed(known: Atlas, kept: Iterable[str]) -> set[str]:
    """Return the known areas of the levels and districts a list speaks of."""
    kinds = {(code[: LENGTHS[Level.DISTRICT]], len(code)) for code in kept}
    return {
        code
        for code, place in known.places.items()
        if not place.withdrawn and (code[: LENGTHS[Level.DISTRICT]], len(code)) in kinds
    }
