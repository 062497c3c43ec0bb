"""Rules, steps and reasons in the reader's language: the tariff as riders read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from benfu.cases import selectors as cases

from .models import Decision
from .rules import ALL, Reason, Rule, Tariff, Unit, Vouches
from .tariff_file import BadTariff

SEVERITIES = {1: gettext_lazy("一般"), 2: gettext_lazy("较重"), 3: gettext_lazy("紧急")}
PERIODS = {"month": gettext_lazy("月"), "quarter": gettext_lazy("季度"), "year": gettext_lazy("年")}
REASONS: dict[str, str | Promise] = {
    Reason.OWN_VERIFICATION: gettext_lazy("自己核查自己的上报，这一次不计分。"),
    Reason.NO_TARIFF: gettext_lazy("那一天还没有公布积分细则，不计分。"),
    Reason.NO_RULE: gettext_lazy("那一天的积分细则里没有这一项，不计分。"),
    Reason.CAP: gettext_lazy("已经到了上限，这一次不再计分。"),
    Reason.BACK_FILLED: gettext_lazy("补录的时长照样记入志愿时长，但不计分。"),
}
VOUCHES = {
    Vouches.COMMUNITY: gettext_lazy("由社区核实；自己的事不能自己核实。"),
    Vouches.STREET: gettext_lazy("由街道核实；自己的事不能自己核实。"),
    Vouches.DEPARTMENT: gettext_lazy("由部门核实；自己的事不能自己核实。"),
    Vouches.ORGANISER: gettext_lazy("由活动组织者核实；自己的事不能自己核实。"),
}
"""Who stands for it that a deed was done."""
EACH = {
    Unit.DEED: gettext_lazy("查实一件，%(points)s 分。"),
    Unit.HOUR: gettext_lazy("每满 1 小时，%(points)s 分。"),
    Unit.POINT: gettext_lazy("申诉成立的，按更正的分数补，每分按 %(points)s 分计。"),
}
"""What a rule pays for."""
PROMISES = (
    gettext_lazy("按做事那一天的细则计分；细则改了，以前的分不变。"),
    gettext_lazy("同一条上报只计一次分。"),
    gettext_lazy("自己核查自己的上报，不计分。"),
    gettext_lazy("登录、在线时间不计分，积分不排名，不用来考核任何人。"),
    gettext_lazy("每一分都能点开看：哪条规则、哪一版、哪件事、谁核查的。"),
)
ACTIONS = {
    "first_report": gettext_lazy("随手拍首报"),
    "later_report": gettext_lazy("补充上报"),
    "appeal": gettext_lazy("申诉更正"),
    "volunteer_hours": gettext_lazy("志愿服务"),
}
"""What a deed is called where no rule names it."""


MISTAKES = {
    "not_toml": gettext_lazy("这不是 TOML 文件：%(error)s"),
    "unknown": gettext_lazy("没有这一项；可以写的有 %(known)s"),
    "missing": gettext_lazy("缺少这一项，要写%(wanted)s"),
    "kind": gettext_lazy("要写%(wanted)s，不能是 %(value)s"),
    "empty": gettext_lazy("不能空着"),
    "among": gettext_lazy("只能是其中之一：%(known)s"),
    "range": gettext_lazy("要在 %(least)s 到 %(most)s 之间，不能是 %(value)s"),
    "past": gettext_lazy("不能早于公布日期：细则不管以前的事"),
    "no_rules": gettext_lazy("至少要有一条 [[rule]]"),
    "no_tables": gettext_lazy("要写成 [[rule]] 的样子"),
    "twice": gettext_lazy("前面的 [[rule]] 已经用过 %(value)s"),
    "days": gettext_lazy("要写每月的几号，1 到 31"),
}
"""What can be wrong with a tariff's file."""
KINDS = {
    "a text in quotes": gettext_lazy("引号里的文字"),
    "a whole number": gettext_lazy("整数"),
    "a date such as 2026-01-01": gettext_lazy("日期，如 2026-01-01"),
    "a list": gettext_lazy("列表"),
    "a table": gettext_lazy("表"),
}


@dataclass(frozen=True, slots=True)
class Sum:
    """One line of the sum behind an award."""

    words: str
    points: int


@dataclass(frozen=True, slots=True)
class Explained:
    """A rule in plain words: what it is for, what must be true, and what it pays, sentence by sentence."""

    code: str
    name: str
    evidence: str
    points: int
    sentences: tuple[str, ...]


def mistake(bad: BadTariff) -> str:
    """Return what is wrong with a tariff's file, with line and key."""
    given = dict(bad.given)
    if "wanted" in given:
        given["wanted"] = KINDS[str(given["wanted"])]
    words = str(MISTAKES[bad.problem]) % given
    if bad.line:
        return _("第 %(line)s 行 %(key)s：%(words)s") % {"line": bad.line, "key": bad.key, "words": words}
    return f"{bad.key} {words}".strip()


def english() -> bool:
    """Return whether the reader reads English."""
    return (get_language() or "").startswith("en")


def name_of(rule: Rule) -> str:
    """Return a rule's name."""
    return rule.name_en if english() else rule.name


def explain(rule: Rule, tariff: Tariff) -> Explained:
    """Return a rule as riders read it."""
    evidence = rule.evidence_en if english() else rule.evidence
    return Explained(rule.code, name_of(rule), evidence, rule.points, tuple(_sentences(rule, tariff)))


def general(tariff: Tariff) -> list[str]:
    """Return what holds for all rules of a tariff together, sentence by sentence."""
    length = {"months": tariff.expires_after_months, "period": PERIODS[tariff.expires_at_end_of]}
    expiry = _("积分从到账起 %(months)s 个月有效，再延到那个%(period)s的最后一天；先到期的先用。") % length
    return [*_caps(tariff.per_day, tariff.per_month, _("所有规则加在一起")), expiry, *map(str, PROMISES)]


def sums(steps: Sequence[dict[str, Any]]) -> list[Sum]:
    """Return the stored steps of a decision in words."""
    return [Sum(_STEPS[step["what"]](step["given"]), int(step["points"])) for step in steps]


def reason_of(decision: Decision) -> str:
    """Return why a decision granted nothing, or empty words."""
    return str(REASONS.get(decision.reason, ""))


def title_of(decision: Decision, tariff: Tariff | None) -> str:
    """Return what a decision was about: the category and the rule's name."""
    rule = tariff.rule(decision.rule) if tariff and decision.rule else None
    name = name_of(rule) if rule else str(ACTIONS.get(decision.action, decision.action))
    about = cases.label_of(decision.category) if decision.category else ""
    return f"{about} · {name}" if about else name


def _sentences(rule: Rule, tariff: Tariff) -> list[str]:
    found = [str(EACH[Unit(rule.unit)]) % {"points": rule.points}]
    if rule.per_severity:
        more = {"serious": rule.per_severity, "urgent": 2 * rule.per_severity}
        found.append(_("危险程度高的更多：较重加 %(serious)s 分，紧急加 %(urgent)s 分。") % more)
    if rule.activity_day and tariff.activity_days:
        days = _("、").join(map(str, tariff.activity_days))
        found.append(
            _("每月 %(days)s 日是活动日，当天上报加 %(points)s 分。") % {"days": days, "points": rule.activity_day}
        )
    if rule.decay_percent:
        found.append(
            _("同一件事，越晚补充的越少：每晚一位，是前一位的 %(percent)s%%，最少 1 分。")
            % {"percent": rule.decay_percent}
        )
    if rule.per_object:
        found.append(_("同一个网格里的同一类事，每人每月最多 %(points)s 分。") % {"points": rule.per_object})
    return [*found, *_caps(rule.per_day, rule.per_month, _("这一项")), str(VOUCHES[Vouches(rule.verifier)])]


def _caps(per_day: int, per_month: int, what: str) -> list[str]:
    found = []
    if per_day:
        found.append(_("%(what)s，每人每天最多 %(points)s 分。") % {"what": what, "points": per_day})
    if per_month:
        found.append(_("%(what)s，每人每月最多 %(points)s 分。") % {"what": what, "points": per_month})
    return found


def _severity(given: dict[str, Any]) -> str:
    return _("危险程度：%(severity)s，每高一级加 %(each)s 分") % {
        "severity": SEVERITIES[given["severity"]],
        "each": given["each"],
    }


def _activity_day(given: dict[str, Any]) -> str:
    return _("活动日 %(day)s") % {"day": date_format(date.fromisoformat(given["day"]), "MONTH_DAY_FORMAT")}


def _base(given: dict[str, Any]) -> str:
    if not given:
        return _("查实一件")
    if given["unit"] == Unit.HOUR:
        return _("%(amount)s 小时，每小时 %(each)s 分") % given
    return _("申诉成立，更正 %(amount)s 分") % given


def _decay(given: dict[str, Any]) -> str:
    return _("第 %(place)s 位补充，每晚一位是前一位的 %(percent)s%%") % given


def _cap(given: dict[str, Any]) -> str:
    words = {"limit": given["limit"], "used": given["used"], "period": given["period"]}
    if "@" in given["scope"]:
        return _("同一网格同一类事 %(period)s 最多 %(limit)s 分，在此之前已得 %(used)s 分") % words
    if given["scope"] == ALL:
        return _("所有规则 %(period)s 最多 %(limit)s 分，在此之前已得 %(used)s 分") % words
    return _("这一项 %(period)s 最多 %(limit)s 分，在此之前已得 %(used)s 分") % words


_STEPS = {
    "base": _base,
    "severity": _severity,
    "activity_day": _activity_day,
    "decay": _decay,
    "cap": _cap,
}
