"""A back-test as administrators read it: today's rules and the draft side by side, line by line."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benfu.territory import selectors as territory

from .words import ACTIONS

CAPS = {
    "all_month": gettext_lazy("所有规则 · 每月上限"),
    "all_day": gettext_lazy("所有规则 · 每日上限"),
    "rule_month": gettext_lazy("单项 · 每月上限"),
    "rule_day": gettext_lazy("单项 · 每日上限"),
    "thing_month": gettext_lazy("同一网格同一类事 · 每月上限"),
}
NOTHING = {
    "own_verification": gettext_lazy("自己核查自己的"),
    "no_tariff": gettext_lazy("当天还没有细则"),
    "no_rule": gettext_lazy("细则里没有这一项"),
    "cap": gettext_lazy("到了上限"),
    "back_filled": gettext_lazy("补录的时长"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure under today's rules and under the draft; notes are empty or say of how many deeds it is."""

    label: str
    today: int
    draft: int
    today_note: str = ""
    draft_note: str = ""

    @property
    def change(self) -> int:
        """How much more it is under the draft."""
        return self.draft - self.today


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that belong together."""

    title: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Trial:
    """A back-test in words."""

    since: str
    until: str
    deeds: int
    granted: int
    more: int
    less: int
    same: int
    tables: list[Table]


def told(data: dict[str, Any]) -> Trial:
    """Return a stored back-test as it is read."""
    today, draft = data["today"], data["draft"]
    left = _left(data.get("budget"), today, draft)
    tables = [
        Table(_("花多少、给多少人"), [*left, *_totals(today, draft)]),
        Table(
            _("每一项"), [_part(_action(one), one, "actions", today, draft) for one in _keys("actions", today, draft)]
        ),
        Table(_("哪些上限起了作用（少发的分）"), [_part(str(CAPS[one]), one, "caps", today, draft) for one in CAPS]),
        Table(
            _("没有得分的（件）"),
            [
                _plain(str(NOTHING.get(one, one)), one, "nothing", today, draft)
                for one in _keys("nothing", today, draft)
            ],
        ),
        Table(
            _("各街道发出的分"),
            [
                _plain(territory.label(one) or one, one, "streets", today, draft)
                for one in _keys("streets", today, draft)
            ],
        ),
    ]
    plain = {name: data[name] for name in ("since", "until", "deeds", "granted", "more", "less", "same")}
    return Trial(**plain, tables=[one for one in tables if one.rows])


def _left(budget: int | None, today: dict[str, Any], draft: dict[str, Any]) -> list[Row]:
    """Return what would be left of a budget, below zero what would be missing."""
    if budget is None:
        return []
    return [Row(_("预算还剩（分）"), budget - today["cost"], budget - draft["cost"])]


def _totals(today: dict[str, Any], draft: dict[str, Any]) -> list[Row]:
    labels = {
        "cost": _("共发出（分）"),
        "people": _("得到分的人"),
        "paid": _("得到分的事（件）"),
        "median": _("一半的人不超过（分）"),
        "ninth": _("九成的人不超过（分）"),
        "most": _("最多的一人（分）"),
    }
    return [Row(label, today[name], draft[name]) for name, label in labels.items()]


def _part(label: str, key: str, group: str, today: dict[str, Any], draft: dict[str, Any]) -> Row:
    sides = [side[group].get(key, {"deeds": 0, "points": 0}) for side in (today, draft)]
    notes = [_("共 %(count)s 件") % {"count": one["deeds"]} for one in sides]
    return Row(label, sides[0]["points"], sides[1]["points"], *notes)


def _plain(label: str, key: str, group: str, today: dict[str, Any], draft: dict[str, Any]) -> Row:
    return Row(label, today[group].get(key, 0), draft[group].get(key, 0))


def _keys(group: str, today: dict[str, Any], draft: dict[str, Any]) -> list[str]:
    return sorted({*today[group], *draft[group]})


def _action(action: str) -> str:
    return str(ACTIONS.get(action, action))
