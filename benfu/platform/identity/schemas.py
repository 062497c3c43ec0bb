"""Shapes of the API of accounts."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema


class PhoneIn(Schema):
    """A phone that asks for a code."""

    phone: str = Field(max_length=60, description="A mainland mobile number, in any usual way to write it")


class AskedCodeOut(Schema):
    """A code is on its way."""

    request: UUID = Field(description="Names this request when the code is given; nobody else knows it")
    where: str = Field(
        description="`phone`: by text message; `staff`: a community worker reads it out; `screen`: `code`"
    )
    phone: str = Field(description="The number, masked")
    expires_at: datetime
    code: str | None = Field(None, description="The code itself, in demonstrations only")


class TokenIn(Schema):
    """Who asks for a token: by phone (`request` and `code`), or by `login`, `password` and `second_factor`."""

    label: str = Field("", max_length=60, description="Where the token is used, for its owner's list")
    request: UUID | None = None
    code: str = Field("", max_length=60)
    login: str = Field("", max_length=120)
    password: str = Field("", max_length=200)
    second_factor: str = Field("", max_length=60, description="Six digits of the authenticator, or a recovery code")


class NewTokenOut(Schema):
    """A token just made; `token` is shown this once."""

    id: int
    token: str
    strength: str = Field(
        description="`phone` opens a worker's own duties, `password` and `second_factor` those of staff"
    )
    expires_at: datetime


class TokenOut(Schema):
    """One of one's own tokens."""

    id: int
    label: str
    strength: str
    created_at: datetime
    used_on: str
    expires_at: datetime

    @staticmethod
    def resolve_used_on(token: object) -> str:
        """Return the last day of use."""
        return str(getattr(token, "used_on", ""))


class DutyOut(Schema):
    """A duty in an area."""

    role: str
    area: str
    unit: str


class WhoOut(Schema):
    """Who is calling, with the duties this way of signing in opens."""

    account: int
    person: int | None
    name: str
    duties: list[DutyOut]


class ConsentOut(Schema):
    """A text in force, and what of it was agreed to."""

    code: str
    version: int
    required: bool
    title: str
    given_version: int | None
    given_at: datetime | None


class ConsentIn(Schema):
    """The version that was read."""

    version: int = Field(ge=1, le=32767)
