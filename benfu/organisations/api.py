"""The API of organisations."""

from ninja import Field, Query, Router, Schema, Status

from benfu.platform.identity.api_auth import ApiRequest

from . import selectors, services
from .models import Organisation

router = Router(tags=["organisations"])


class Filters(Schema):
    """Which organisations to list."""

    kind: str = Field("", max_length=20)
    search: str = Field("", max_length=80, description="Part of a name, or a whole credit code")
    after: str = Field("", max_length=400, description="`next` of the page before")


class OrganisationIn(Schema):
    """An organisation to put on record."""

    kind: str = Field(max_length=20)
    name: str = Field(max_length=2000, description="1 to 80 characters")
    area: str = Field(max_length=15, description="Code of the area it serves")
    code: str = Field("", max_length=18, description="Unified social credit code (GB 32100)")


class OrganisationOut(Schema):
    """An organisation."""

    id: int
    kind: str
    name: str
    area: str
    code: str | None
    is_active: bool


class OrganisationsOut(Schema):
    """A page of organisations, by name."""

    rows: list[OrganisationOut]
    next: str


@router.get("/organisations", response=OrganisationsOut, summary="Organisations that serve my area")
def organisations(request: ApiRequest, wanted: Query[Filters]) -> dict[str, object]:
    """List the organisations in the caller's areas and those that serve them from above."""
    page = selectors.organisations_in(request.auth, kind=wanted.kind, search=wanted.search, after=wanted.after)
    return {"rows": list(page.rows), "next": page.next}


@router.post("/organisations", response={201: OrganisationOut}, summary="Add an organisation")
def add(request: ApiRequest, given: OrganisationIn) -> Status[Organisation]:
    """Put an organisation on record in the caller's area."""
    made = services.add_organisation(
        actor=request.auth, kind=given.kind, name=given.name, area=given.area, code=given.code
    )
    return Status(201, made)
