"""A tariff's file is read strictly, and a mistake is named with its line and its key."""

import json

import pytest

from benfu.points.tariff_file import BadTariff, read_tariff, schema
from benfu.points.tariffs import DEFAULT

GOOD = DEFAULT.read_text("utf-8")


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def test_the_tariff_of_the_house_reads() -> None:
    tariff = read_tariff(GOOD)
    assert (tariff.version, tariff.activity_days) == ("2026-1", (5, 15, 25))
    assert [(rule.code, rule.action, rule.points) for rule in tariff.rules] == [
        ("R1", "first_report", 10),
        ("R2", "later_report", 1),
        ("R3", "volunteer_hours", 5),
        ("R4", "appeal", 1),
    ]
    assert [(rule.unit, rule.verifier, rule.per_object) for rule in tariff.rules] == [
        ("deed", "community", 120),
        ("deed", "community", 0),
        ("hour", "organiser", 0),
        ("point", "street", 0),
    ]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("points = 10\n", "points = 0\n", "rule[1].points must lie between 1 and 10000, not 0"),
        ("points = 10\n", "points = true\n", "rule[1].points must be a whole number, not True"),
        ("points = 10\n", 'points = "ten"\n', "rule[1].points must be a whole number"),
        ("points = 10\n", "point = 10\n", "rule[1].point is unknown here; known are code, action"),
        ("per_severity = 2", "per_severity = -1", "rule[1].per_severity must lie between 0"),
        ('code = "R2"', 'code = "R1"', "rule[2].code 'R1' stands in an earlier [[rule]] already"),
        ('action = "later_report"', 'action = "first_report"', "rule[2].action 'first_report' stands in an earlier"),
        ('name = "补充上报"', 'name = " "', "rule[2].name is empty"),
        ("activity_days = [5, 15, 25]", "activity_days = [5, 15, 32]", "activity_days must hold days of the month"),
        ("valid_from = 2026-01-01", "valid_from = 2026-01-01T00:00:00", "valid_from must be a date such as 2026-01-01"),
        ("published_on = 2025-12-15", "published_on = 2026-12-15", "valid_from lies before published_on"),
        ('end_of = "quarter"', 'end_of = "week"', "expiry.end_of must be one of month, quarter, year"),
        ('unit = "hour"', 'unit = "minute"', "rule[3].unit must be one of deed, hour, point"),
        (
            'verifier = "street"',
            'verifier = "me"',
            "rule[4].verifier must be one of community, street, department, org",
        ),
        ("per_object = 120", "per_object = 120.5", "rule[1].per_object must be a whole number, not 120.5"),
        ("per_object = 120", "decay_percent = 101", "rule[1].decay_percent must lie between 0 and 100, not 101"),
        ("months = 12", "months = 0", "expiry.months must lie between 1 and 120"),
        ("per_day = 40", 'per_day = "40"', "caps.per_day must be a whole number"),
    ],
)
def test_a_mistake_is_named_with_line_and_key(old: str, new: str, words: str) -> None:
    text = GOOD.replace(old, new)
    assert text != GOOD
    with pytest.raises(BadTariff) as mistake:
        read_tariff(text)
    assert words in str(mistake.value)
    named = words.partition(" ")[0].rpartition(".")[2]
    said = int(str(mistake.value).partition("line ")[2].partition(":")[0])
    assert text.splitlines()[said - 1].lstrip().startswith(named)


def test_a_missing_key_points_to_its_table() -> None:
    text = GOOD.replace('evidence = "第一个上报，社区核查属实并办结"\n', "")
    with pytest.raises(BadTariff, match=r"rule\[1\]\.evidence is missing: a text in quotes") as mistake:
        read_tariff(text)
    assert f"line {line_of(text, '[[rule]]')}" in str(mistake.value)


def test_what_is_not_toml_is_told_with_its_line() -> None:
    with pytest.raises(BadTariff, match=r"not TOML: .*line 2"):
        read_tariff('version = "x"\npublished_on == 3\n')


def test_a_tariff_without_rules_is_none() -> None:
    with pytest.raises(BadTariff, match="rule is missing"):
        read_tariff(GOOD.partition("[[rule]]")[0])


def test_the_schema_for_editors_says_the_same() -> None:
    written = json.loads((DEFAULT.parent / "schema.json").read_text("utf-8"))
    assert written == json.loads(json.dumps(schema())), (
        "run: benfu manage tariff_schema > benfu/points/tariffs/schema.json"
    )
    assert GOOD.startswith("#:schema schema.json")
    rule = written["properties"]["rule"]["items"]
    assert rule["properties"]["points"] == {"type": "integer", "minimum": 1, "maximum": 10000}
    assert rule["additionalProperties"] is False
