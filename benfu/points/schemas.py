"""What the API of points takes and gives."""

from datetime import date, datetime
from uuid import UUID

from ninja import Schema


class SummaryOut(Schema):
    """Points to spend now, held for goods not picked up yet, and what open reports may still bring."""

    balance: int
    held: int
    pending: int
    expiring: list["ExpiringOut"]


class ExpiringOut(Schema):
    """So many points can be spent up to and including this day."""

    last_day: date
    points: int


class LineOut(Schema):
    """One line of a statement; `url` leads to why."""

    at: datetime
    amount: int
    title: str
    note: str
    tag: str
    url: str


class MonthOut(Schema):
    """A month's lines, newest first; `earlier` and `later` name other months, empty where there are none."""

    month: str
    came: int
    went: int
    lines: list[LineOut]
    earlier: str
    later: str


class SumOut(Schema):
    """One line of the sum behind an award."""

    words: str
    points: int


class RuleOut(Schema):
    """A rule of a tariff in plain words."""

    code: str
    name: str
    evidence: str
    points: int
    sentences: list[str]


class WhyOut(Schema):
    """Why a deed earned what it did."""

    decision: int
    title: str
    person: str
    points: int
    reason: str
    day: date
    decided_at: datetime
    verifier: str
    case: str
    tariff: str
    rule: RuleOut | None
    sums: list[SumOut]


class TariffOut(Schema):
    """A published tariff in plain words, and the file it is made from."""

    version: str
    published_on: date
    valid_from: date
    rules: list[RuleOut]
    general: list[str]


class UnpaidOut(Schema):
    """An own report that has earned nothing, and why; `final`: no more will come; `decision` explains it, if there is one."""

    report: UUID
    decision: int | None
    title: str
    number: str
    reason: str
    final: bool


class AppealIn(Schema):
    """What is wrong, in the worker's words."""

    words: str


class AppealOut(Schema):
    """An own appeal; `upheld` and `answered_at` are null until somebody who did not decide it has answered."""

    appeal: int
    title: str
    words: str
    asked_at: datetime
    due_at: datetime
    overdue: bool
    answered_at: datetime | None
    answered_by: str
    upheld: bool | None
    answer: str
    paid: int


SummaryOut.model_rebuild()
