"""Shapes of the API: what comes in, what goes out. Positions are degrees, longitude first; times are ISO 8601."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema


class ReportIn(Schema):
    """A report as a phone sends it. The phone makes `id`: sending the same report again changes nothing."""

    id: UUID
    category: str = Field(max_length=40)
    lon: float
    lat: float
    crs: str = Field(
        "WGS84", max_length=20, description="WGS84, CGCS2000, GCJ02 or BD09: whatever the position was measured in"
    )
    accuracy_m: float | None = Field(None, description="of the position, metres")
    taken_at: datetime | None = Field(None, description="when the photo was taken, by the phone's clock")
    words: str = Field("", max_length=50_000)
    danger: bool = Field(False, description="somebody may be hurt")
    address: str = Field("", max_length=2_000)
    joins: int | None = Field(
        None, description="the near-by case this is another report of; ignored when that has ended or is not near"
    )


class ReceiptOut(Schema):
    """What was taken in: `case` and its `number`; `first` is false for a report that joined a case."""

    id: UUID
    case: int
    number: str
    first: bool


class PictureOut(Schema):
    """A picture: `state` is 'received' while the sizes are being made."""

    id: UUID
    state: str
    thumb: str
    display: str


class MyReportOut(Schema):
    """One of the caller's own reports and how it stands."""

    id: UUID
    case: int
    number: str
    category: str
    category_name: str
    state: str
    state_words: str = Field(description="as reporters call it")
    address: str
    received_at: datetime
    pictures: list[PictureOut]


class MyReportsOut(Schema):
    """A page of the caller's reports, newest first; `next` goes into `after` for the next page."""

    reports: list[MyReportOut]
    next: str


class NearByOut(Schema):
    """An open case near by, without persons."""

    case: int
    number: str
    category: str
    category_name: str
    state: str
    state_words: str
    reported_at: datetime
    reports_count: int
    distance_m: int


class CaseRowOut(Schema):
    """A case in the staff's list."""

    case: int
    number: str
    category: str
    category_name: str
    severity: int
    state: str
    state_words: str
    version: int
    area: str
    area_name: str
    address: str
    lon: float
    lat: float
    reports_count: int
    reporter: str = Field(description="who reported first; empty for those who may not know")
    mender: str
    reported_at: datetime
    due_at: datetime | None
    overdue: bool
    thumb: str


class CasesOut(Schema):
    """A page of the staff's list; `next` goes into `after` for the next page."""

    cases: list[CaseRowOut]
    next: str


class CaseOut(CaseRowOut):
    """A case with the moves that are open to the caller now."""

    crs: str
    accuracy_m: float | None
    sent_back: int
    answered_at: datetime | None
    dispatched_at: datetime | None
    handle_due_at: datetime | None
    handled_at: datetime | None
    ended_at: datetime | None
    moves: list[str]
    before: list[PictureOut]
    after: list[PictureOut]


class EntryOut(Schema):
    """One line of a case's history; `who` is empty where the caller may not know."""

    kind: str
    title: str
    who: str
    text: str
    at: datetime


class CategoryOut(Schema):
    """A category, with its national code or, visibly, a local one."""

    code: str
    name: str
    tile: str
    tile_order: int | None
    icon: str
    severity: int
    standard_ref: str
    kind: str
    standard_code: str
    local: bool


class MoveIn(Schema):
    """What comes with a move; which fields it needs is told by the move (workflow.py)."""

    version: int | None = Field(
        None, description="of the case as the caller saw it: refused with 409 if it has moved since"
    )
    words: str = Field("", max_length=2_000)
    reason: str = Field("", max_length=40)
    category: str = Field("", max_length=40)
    department: int | None = None
    handler: int | None = None
