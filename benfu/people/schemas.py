"""Shapes of the API of people."""

from datetime import date, datetime

from ninja import Field, Schema

from .rules import COMPANY_LENGTH, NAME_LENGTH, REASON_LENGTH

LONGEST_INPUT = 2000


class TextOut(Schema):
    """A text to be agreed to, in one version."""

    code: str
    version: int
    required: bool
    words: dict[str, object]


class CommunityOut(Schema):
    """A community one can register with, and what it asks."""

    code: str
    name: str
    path: str
    trades: dict[str, str]
    companies: list[str]
    texts: list[TextOut]


class PlaceIn(Schema):
    """What is known of a community somebody looks for."""

    name: str = Field("", max_length=40, description="Part of its name, or of its street's")
    lon: float | None = Field(None, ge=-180, le=180)
    lat: float | None = Field(None, ge=-90, le=90)


class PlaceOut(Schema):
    """A community one can register with."""

    code: str
    name: str
    path: str


class RegistrationIn(Schema):
    """A worker registers with a community."""

    community: str = Field(max_length=12, description="The community's 12-digit code")
    name: str = Field(max_length=LONGEST_INPUT, description=f"1 to {NAME_LENGTH} characters")
    trade: str = Field(max_length=40)
    company: str = Field("", max_length=LONGEST_INPUT, description=f"At most {COMPANY_LENGTH} characters")
    consents: dict[str, int] = Field(default_factory=dict, description="Versions agreed to, by the code of the text")


class RegistrationOut(Schema):
    """One's own registration."""

    id: int
    community: str
    community_name: str
    state: str = Field(description="waiting, approved, declined or left")
    registered_at: datetime
    decided_at: datetime | None
    reason: str


class MineOut(Schema):
    """All of one's own registrations, the newest first."""

    registrations: list[RegistrationOut]


class RowsIn(Schema):
    """Which registrations to list."""

    state: str = Field("waiting", max_length=10, description="waiting, approved, declined, left or all")
    search: str = Field("", max_length=60, description="Part of a name, the last four digits of a phone, or all eleven")
    trade: str = Field("", max_length=40)
    after: str = Field("", max_length=200, description="`next` of the page before")


class DutiesIn(Schema):
    """Which duties to list."""

    role: str = Field("", max_length=40)
    search: str = Field("", max_length=60, description="Part of a name")
    after: str = Field("", max_length=200, description="`next` of the page before")


class RowOut(Schema):
    """A registration as staff see it."""

    id: int
    person: int
    name: str
    phone: str = Field(description="Masked")
    trade: str
    company: str
    community: str
    state: str
    registered_at: datetime
    decided_by: str
    decided_at: datetime | None
    reason: str


class RowsOut(Schema):
    """A page of registrations and how many there are in each state."""

    rows: list[RowOut]
    next: str = Field(description="Give it as `after` for the next page; empty on the last one")
    counts: dict[str, int]


class ReasonIn(Schema):
    """A reason somebody else will read."""

    reason: str = Field(max_length=LONGEST_INPUT, description=f"1 to {REASON_LENGTH} characters")


class PhoneOut(Schema):
    """A phone number in full."""

    phone: str


class CardOut(Schema):
    """A registration card for a day: what the phone makes its codes of (`benfu/credentials/codes.py` says how)."""

    address: str = Field(
        description="Address in the QR code of this minute; anybody who opens it sees whether it holds"
    )
    head: str = Field(description="What each code begins with; then come '.', the minute in base 36, '.', the mac")
    seed: str = Field(description="In hex; the mac is HMAC-SHA-256 of the minute, 12 bytes, base64url")
    first: int = Field(description="First minute since 1970 the seed is good for")
    until: int = Field(description="First minute it is good for no longer")


class DutyIn(Schema):
    """A duty to give."""

    person: int
    role: str
    area: str = Field(max_length=15)
    unit: str = Field("", max_length=40)
    starts_on: date | None = None
    ends_on: date | None = None


class DutyRowOut(Schema):
    """A duty somebody holds."""

    id: int
    person: int
    name: str
    login: str
    role: str
    area: str
    unit: str
    starts_on: date
    ends_on: date | None


class DutiesOut(Schema):
    """A page of duties."""

    rows: list[DutyRowOut]
    next: str


class DutyMadeOut(Schema):
    """A duty just given."""

    id: int


class StaffIn(Schema):
    """A new member of staff."""

    login: str = Field(max_length=120)
    name: str = Field("", max_length=LONGEST_INPUT)
    role: str
    area: str = Field(max_length=15)
    unit: str = Field("", max_length=40)
    ends_on: date | None = None
    person: int | None = Field(None, description="Somebody known already, such as a worker: a second way in for them")


class SlipOut(Schema):
    """How a member of staff signs in for the first time."""

    person: int
    name: str
    login: str
    password: str = Field(description="Known now and never again; to be changed at the first sign-in")
