"""Reading a tariff from its TOML text: every mistake is named with its line and its key."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from .rules import Rule, Tariff, Unit, Vouches

PERIODS = ("month", "quarter", "year")
MOST = 10_000
_TABLE = re.compile(r"\s*\[{1,2}\s*([\w.-]+)\s*\]{1,2}")
_KEY = re.compile(r"\s*([\w-]+)\s*=")


PROBLEMS = {
    "not_toml": "this is not TOML: %(error)s",
    "unknown": "is unknown here; known are %(known)s",
    "missing": "is missing: %(wanted)s",
    "kind": "must be %(wanted)s, not %(value)s",
    "empty": "is empty",
    "among": "must be one of %(known)s",
    "range": "must lie between %(least)s and %(most)s, not %(value)s",
    "past": "lies before published_on: a rule never pays for the past",
    "no_rules": "is empty: a tariff has at least one [[rule]]",
    "no_tables": "must be written as [[rule]] tables",
    "twice": "%(value)s stands in an earlier [[rule]] already",
    "days": "must hold days of the month, 1 to 31",
}
"""What can be wrong with a key, in English for commands; `words.mistake` says it to readers of pages."""
NAMES = {
    str: "a text in quotes",
    int: "a whole number",
    date: "a date such as 2026-01-01",
    list: "a list",
    dict: "a table",
}


class BadTariff(ValueError):
    """The text is no tariff; the message names the line and the key.

    `line` is 0 where it is not known, `key` the path of the key, `problem` a word of PROBLEMS, `given` what its sentence needs.
    """

    def __init__(self, problem: str, key: str = "", line: int = 0, **given: object) -> None:
        self.problem, self.key, self.line, self.given = problem, key, line, given
        where = f"line {line}: " if line else ""
        super().__init__(f"{where}{key + ' ' if key else ''}{PROBLEMS[problem] % given}")


@dataclass(frozen=True, slots=True)
class _Want:
    """What a key must hold: a type, and for numbers a range."""

    kind: type
    least: int = 0
    most: int = MOST
    needed: bool = True
    among: tuple[str, ...] = ()


TOP = {
    "version": _Want(str),
    "published_on": _Want(date),
    "valid_from": _Want(date),
    "activity_days": _Want(list, needed=False),
    "caps": _Want(dict, needed=False),
    "expiry": _Want(dict),
    "rule": _Want(list),
}
CAPS = {"per_day": _Want(int, needed=False), "per_month": _Want(int, needed=False)}
EXPIRY = {"months": _Want(int, least=1, most=120), "end_of": _Want(str, among=PERIODS)}
RULE = {
    **{name: _Want(str) for name in ("code", "action", "name", "name_en", "evidence", "evidence_en")},
    "points": _Want(int, least=1),
    **{
        name: _Want(int, needed=False)
        for name in ("per_severity", "activity_day", "per_day", "per_month", "per_object")
    },
    "decay_percent": _Want(int, most=100, needed=False),
    "unit": _Want(str, needed=False, among=tuple(Unit)),
    "verifier": _Want(str, needed=False, among=tuple(Vouches)),
}


def read_tariff(text: str) -> Tariff:
    """Return the tariff a TOML text describes. Raises BadTariff naming line and key."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadTariff("not_toml", error=error) from error
    place = _Places(text)
    _check(data, TOP, place, "")
    caps, expiry = data.get("caps", {}), data["expiry"]
    _check(caps, CAPS, place, "caps")
    _check(expiry, EXPIRY, place, "expiry")
    tariff = Tariff(
        version=data["version"],
        published_on=data["published_on"],
        valid_from=data["valid_from"],
        activity_days=_days(data.get("activity_days", []), place),
        per_day=caps.get("per_day", 0),
        per_month=caps.get("per_month", 0),
        expires_after_months=expiry["months"],
        expires_at_end_of=expiry["end_of"],
        rules=_rules(data["rule"], place),
    )
    if tariff.valid_from < tariff.published_on:
        raise place.wrong("", "valid_from", "past")
    return tariff


def schema() -> dict[str, Any]:
    """Return the same demands as a JSON Schema, for editors that check while one types (`tariffs/schema.json`)."""
    parts = {"caps": _object(CAPS), "expiry": _object(EXPIRY)}
    parts["rule"] = {"type": "array", "minItems": 1, "items": _object(RULE)}
    parts["activity_days"] = {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 31}}
    whole = _object(TOP)
    whole["properties"] |= parts
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "benfu: a tariff of points"} | whole


def _object(wants: Mapping[str, _Want]) -> dict[str, Any]:
    properties = {key: _described(want) for key, want in wants.items()}
    needed = [key for key, want in wants.items() if want.needed]
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


def _described(want: _Want) -> dict[str, Any]:
    if want.among:
        return {"enum": list(want.among)}
    if want.kind is int:
        return {"type": "integer", "minimum": want.least, "maximum": want.most}
    if want.kind is date:
        return {"type": "string", "format": "date"}
    return {"type": "string", "minLength": 1} if want.kind is str else {}


def _rules(rows: list[Any], place: "_Places") -> tuple[Rule, ...]:
    if not rows:
        raise place.wrong("", "rule", "no_rules")
    found: list[Rule] = []
    for number, row in enumerate(rows):
        table = f"rule[{number + 1}]"
        if not isinstance(row, dict):
            raise place.wrong("", "rule", "no_tables")
        _check(row, RULE, place, table)
        for key in ("code", "action"):
            if row[key] in (getattr(other, key) for other in found):
                raise place.wrong(table, key, "twice", value=repr(row[key]))
        found.append(Rule(**row))
    return tuple(found)


def _days(days: list[Any], place: "_Places") -> tuple[int, ...]:
    if any(type(day) is not int or not 1 <= day <= 31 for day in days):
        raise place.wrong("", "activity_days", "days")
    return tuple(sorted(set(days)))


def _check(table: Mapping[str, Any], wants: Mapping[str, _Want], place: "_Places", name: str) -> None:
    for key in table:
        if key not in wants:
            raise place.wrong(name, key, "unknown", known=", ".join(wants))
    for key, want in wants.items():
        if key in table:
            _check_value(table[key], want, place, name, key)
        elif want.needed:
            raise place.wrong(name, key, "missing", wanted=NAMES[want.kind])


def _check_value(value: Any, want: _Want, place: "_Places", table: str, key: str) -> None:
    # In Python true is a number and a moment is a date; in a tariff they are mistakes.
    fits = isinstance(value, want.kind) and not isinstance(value, bool | datetime)
    if not fits:
        raise place.wrong(table, key, "kind", wanted=NAMES[want.kind], value=repr(value))
    if want.kind is str and not value.strip():
        raise place.wrong(table, key, "empty")
    if want.among and value not in want.among:
        raise place.wrong(table, key, "among", known=", ".join(want.among))
    if want.kind is int and not want.least <= value <= want.most:
        raise place.wrong(table, key, "range", least=want.least, most=want.most, value=value)


class _Places:
    """Knows on which line each key stands, so that a mistake can be found."""

    def __init__(self, text: str) -> None:
        self.lines: dict[tuple[str, str], int] = {}
        table, rules = "", 0
        for number, line in enumerate(text.splitlines(), start=1):
            if header := _TABLE.match(line):
                rules += header[1] == "rule"
                table = f"rule[{rules}]" if header[1] == "rule" else header[1]
                self.lines.setdefault((table, ""), number)
            elif key := _KEY.match(line):
                self.lines.setdefault((table, key[1]), number)

    def wrong(self, table: str, key: str, problem: str, **given: object) -> BadTariff:
        """Return the mistake, with the line of the key or of its table where that is known."""
        line = self.lines.get((table, key)) or self.lines.get((key, "")) or self.lines.get((table, ""))
        return BadTariff(problem, f"{table}.{key}" if table else key, line or 0, **given)
