"""A list of areas is loaded whole or not at all, and again without harm."""

import pytest

from benfu.geo.findings import Finding
from benfu.platform.identity.actor import SYSTEM, Actor
from benfu.platform.journal.selectors import facts_of
from benfu.platform.lib.errors import Invalid, NotAllowed
from benfu.territory import selectors
from benfu.territory.levels import Level
from benfu.territory.models import Area, Edition
from benfu.territory.names import bare_name, short_name
from benfu.territory.reports import Kind, Report
from benfu.territory.services import import_areas

from .conftest import ADMIN, CLERK, STRANGER
from .drawing import table

pytestmark = pytest.mark.django_db

WIDE = (
    ("area_code", "area", "street_code", "street", "community_code", "community"),
    ("990101", "青屿区", "990101001", "金海街道", "990101001001", "金海社区居民委员会"),
    ("990101", "青屿区", "990101001", "金海街道", "990101001002", "海盛村村民委员会"),
    ("990101", "青屿区", "990101002", "翠湖街道", "990101002001", "翠湖社区居委会"),
)


def load(content: bytes, actor: Actor = SYSTEM, under: str = "", dry_run: bool = False) -> Report:
    return import_areas(actor=actor, content=content, under=under, dry_run=dry_run)


def kinds(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.kind for finding in findings]


def stored() -> dict[str, str]:
    return dict(Area.objects.values_list("code", "name"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_one_row_a_community_as_the_statistics_give_it(encoding: str) -> None:
    report = load(table(*WIDE, encoding=encoding))
    assert (report.done, report.findings, report.under) == (True, (), "990101")
    assert stored() == {
        "990101": "青屿区",
        "990101001": "金海街道",
        "990101001001": "金海社区",
        "990101001002": "海盛村",
        "990101002": "翠湖街道",
        "990101002001": "翠湖社区",
    }
    assert [place.name for place in selectors.areas_under("990101", Level.COMMUNITY)] == [
        "金海社区",
        "海盛村",
        "翠湖社区",
    ]


def test_one_row_an_area_with_codes_as_spreadsheets_leave_them() -> None:
    rows = (
        ("代码", "名称"),
        ("990101000000", "青屿区"),
        ("990101001.0", "金海街道"),
        ("990101001001", "金海社区"),
        ("", ""),
    )
    assert load(table(*rows)).done
    assert sorted(stored()) == ["990101", "990101001", "990101001001"]


def test_loading_again_changes_nothing() -> None:
    load(table(*WIDE))
    again = load(table(*WIDE))
    assert (again.done, again.edition, again.unchanged) == (True, 0, 6)
    assert Edition.objects.count() == 1
    assert len(facts_of("area:990101")) == 1


def test_a_new_name_is_taken_and_told() -> None:
    load(table(*WIDE))
    rows = (("代码", "名称"), ("990101001001", "金海湾社区"))
    report = load(table(*rows))
    assert report.changed == ("990101001001",)
    assert kinds(report.findings) == [Kind.NOT_IN_LIST]
    assert report.findings[0].numbers["count"] == 2
    assert stored()["990101001001"] == "金海湾社区"
    fact = facts_of("area:990101001001").get()
    assert (fact.kind, fact.area) == ("AreaChanged", "990101001001")
    assert (fact.data["what"], fact.data["changed"], fact.data["edition"]) == ("list", 1, report.edition)


def test_only_what_lies_under_a_code_is_taken() -> None:
    rows = (*WIDE, ("990102", "云岭区", "990102001", "松山街道", "990102001001", "松山社区"))
    refused = load(table(*rows))
    assert (refused.done, kinds(refused.findings)) == (False, [Kind.MANY_DISTRICTS])
    assert stored() == {}
    assert load(table(*rows), under="990102").done
    assert sorted(stored()) == ["990102", "990102001", "990102001001"]
    assert kinds(load(table(*rows), under="990103").findings) == [Kind.NOTHING_UNDER]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", Kind.NO_COLUMNS),
        (b"\xff\xff\xff", Kind.UNREADABLE),
        (b"a\x00b", Kind.UNREADABLE),
        (table(("编号", "名字"), ("1", "2")), Kind.NO_COLUMNS),
        (table(("代码", "名字"), ("990101", "青屿区")), Kind.NO_COLUMNS),
        (table(("代码", "名称"), ("99010", "青屿区")), Kind.BAD_CODE),
        (table(("代码", "名称"), ("９９０１０１", "青屿区")), Kind.BAD_CODE),
        (table(("代码", "名称"), ("990101", "")), Kind.BAD_NAME),
        (table(("代码", "名称"), ("990101", "长" * 61)), Kind.BAD_NAME),
        (table(("代码", "名称"), ("990101", "青屿区"), ("990101", "青岛区")), Kind.TWO_NAMES),
        (table(("代码", "名称"), ("990101001", "金海街道")), Kind.NO_PARENT),
    ],
)
def test_a_wrong_list_is_refused_and_nothing_is_loaded(content: bytes, kind: Kind) -> None:
    report = load(content)
    assert kinds(report.errors) == [kind]
    assert not report.done
    assert stored() == {}
    assert not Edition.objects.exists()


def test_one_bad_row_keeps_the_good_ones_out() -> None:
    report = load(table(*WIDE, ("990101", "青屿区", "990101002", "翠湖街道", "12", "坏社区")))
    assert [(finding.kind, finding.where) for finding in report.errors] == [(Kind.BAD_CODE, ("5",))]
    assert stored() == {}


def test_a_trial_run_writes_nothing() -> None:
    report = load(table(*WIDE), dry_run=True)
    assert (report.done, report.refused, len(report.added)) == (False, False, 6)
    assert stored() == {}


@pytest.mark.parametrize("actor", [CLERK, STRANGER, Actor()])
def test_only_the_administrator_of_the_district_may(actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        load(table(*WIDE), actor=actor)
    assert load(table(*WIDE), actor=ADMIN).done


def test_a_prefix_that_is_no_code_and_a_file_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Invalid):
        load(table(*WIDE), under="9901")
    monkeypatch.setattr("benfu.territory.services.LARGEST_FILE", 10)
    with pytest.raises(Invalid, match="MB"):
        load(table(*WIDE))


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("康吉社区居民委员会", "康吉社区"),
        ("文化路居民委员会", "文化路社区"),
        ("北马连村村委会", "北马连村"),
        ("李家庄村民委员会", "李家庄村"),
        ("金海街道", "金海街道"),
        ("居委会", "居委会"),
        (" 金海 社区 ", "金海社区"),
    ],
)
def test_short_names(full: str, short: str) -> None:
    assert short_name(full) == short
    assert bare_name(f"{full}（试点）") == short
