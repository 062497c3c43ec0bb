"""The API of people: register, decide, verify a card, give duties."""

from dataclasses import asdict

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from benfu.credentials.addresses import address_of
from benfu.credentials.selectors import day_of
from benfu.platform.identity.api_auth import ApiRequest
from benfu.platform.identity.roles import Role
from benfu.platform.lib.errors import Invalid, NotFound
from benfu.platform.privacy import selectors as privacy

from . import selectors, services
from .models import Registration, Trade
from .schemas import (
    CardOut,
    CommunityOut,
    DutiesIn,
    DutiesOut,
    DutyIn,
    DutyMadeOut,
    DutyRowOut,
    MineOut,
    PhoneOut,
    PlaceIn,
    PlaceOut,
    ReasonIn,
    RegistrationIn,
    RegistrationOut,
    RowOut,
    RowsIn,
    RowsOut,
    SlipOut,
    StaffIn,
    TextOut,
)

router = Router(tags=["people"])


@router.get("/communities", auth=None, response=list[PlaceOut], summary="Find a community to register with")
def communities(request: HttpRequest, wanted: Query[PlaceIn]) -> list[PlaceOut]:
    """List the communities whose name fits, the one the position (WGS-84) lies in first; the position is kept nowhere."""
    found = selectors.find_communities(wanted.name, wanted.lon, wanted.lat)
    return [PlaceOut(code=one.code, name=one.name, path=one.path) for one in found]


@router.get("/communities/{code}", auth=None, response=CommunityOut, summary="What a community asks")
def community(request: HttpRequest, code: str) -> CommunityOut:
    """Tell what registering with a community asks, and the texts to agree to."""
    place = selectors.community_to_join(code)
    texts = [
        TextOut(code=text.code, version=text.version, required=text.required, words=privacy.words_of(text))
        for text in privacy.texts_in_force()
        if not text.apart
    ]
    return CommunityOut(
        code=place.code,
        name=place.name,
        path=place.path,
        trades={value: str(label) for value, label in Trade.choices},
        companies=selectors.common_companies(),
        texts=texts,
    )


@router.post("/registrations", response={201: RegistrationOut}, summary="Register with a community")
def register(request: ApiRequest, given: RegistrationIn) -> Status[RegistrationOut]:
    """Register the caller with a community; registering again where one is open changes nothing."""
    made = services.register_worker(
        actor=request.auth,
        community=given.community,
        name=given.name,
        trade=given.trade,
        company=given.company,
        consents=given.consents,
    )
    return Status(201, _own(made))


@router.get("/registrations/mine", response=MineOut, summary="My registrations")
def mine(request: ApiRequest) -> MineOut:
    """List the caller's registrations, the newest first."""
    return MineOut(registrations=[_own(one) for one in selectors.my_history(request.auth)])


@router.delete("/registrations/mine", response=RegistrationOut, summary="Leave my community")
def leave(request: ApiRequest) -> RegistrationOut:
    """End the caller's open registration."""
    return _own(services.leave(actor=request.auth))


@router.get("/registrations", response=RowsOut, summary="Registrations in my area")
def registrations(request: ApiRequest, wanted: Query[RowsIn]) -> RowsOut:
    """List the registrations in the caller's area, those waiting oldest first, others newest first."""
    state = "" if wanted.state == "all" else wanted.state
    search, trade = wanted.search, wanted.trade
    page = selectors.registrations_in(request.auth, state=state, search=search, trade=trade, after=wanted.after)
    counts = selectors.counts_by_state(request.auth, search=search, trade=trade)
    return RowsOut(rows=[_row(row) for row in page.rows], next=page.next, counts=counts)


@router.get("/registrations/{registration}", response=RowOut, summary="A registration in my area")
def registration(request: ApiRequest, registration: int) -> RowOut:
    """Return one registration of the caller's area."""
    return _row(selectors.registration_for(request.auth, registration))


@router.post("/registrations/{registration}/approve", response=RowOut, summary="Take a worker in")
def approve(request: ApiRequest, registration: int) -> RowOut:
    """Approve a registration; 409 says who was first."""
    services.approve_registration(actor=request.auth, registration=registration)
    return _row(selectors.registration_for(request.auth, registration))


@router.post("/registrations/{registration}/decline", response=RowOut, summary="Decline a worker")
def decline(request: ApiRequest, registration: int, given: ReasonIn) -> RowOut:
    """Decline a registration with a reason the worker reads."""
    services.decline_registration(actor=request.auth, registration=registration, reason=given.reason)
    return _row(selectors.registration_for(request.auth, registration))


@router.post("/registrations/{registration}/end", response=RowOut, summary="Take a worker off the list")
def end(request: ApiRequest, registration: int, given: ReasonIn) -> RowOut:
    """End an approved registration with a reason the worker reads."""
    services.end_registration(actor=request.auth, registration=registration, reason=given.reason)
    return _row(selectors.registration_for(request.auth, registration))


@router.post("/registrations/{registration}/phone", response=PhoneOut, summary="See a phone number")
def phone(request: ApiRequest, registration: int, given: ReasonIn) -> PhoneOut:
    """Return a worker's whole phone number; who looked, and why, is kept and shown to the worker."""
    return PhoneOut(phone=services.show_phone(actor=request.auth, registration=registration, reason=given.reason))


@router.get("/registrations/mine/card", response=CardOut, summary="My registration card for a day")
def my_card(request: ApiRequest) -> CardOut:
    """Return what a phone needs to show the caller's card for 24 hours without a network. 404 without a card in force."""
    credential = services.my_card(actor=request.auth)
    if credential is None:
        raise NotFound(_("您现在没有生效的报到卡。"))
    day = day_of(credential)
    return CardOut(address=address_of(day.code, request), **asdict(day))


@router.get("/duties", response=DutiesOut, summary="Duties in my area")
def duties(request: ApiRequest, wanted: Query[DutiesIn]) -> DutiesOut:
    """List the duties in force, or to come, where the caller gives duties."""
    page = selectors.duties_in(request.auth, role=wanted.role, search=wanted.search, after=wanted.after)
    return DutiesOut(rows=[DutyRowOut.from_orm(row) for row in page.rows], next=page.next)


@router.post("/duties", response={201: DutyMadeOut}, summary="Give a duty")
def give_duty(request: ApiRequest, given: DutyIn) -> Status[DutyMadeOut]:
    """Appoint a person the caller sees to a duty in the caller's area."""
    person = selectors.person_for(request.auth, given.person)
    made = services.appoint(
        actor=request.auth,
        person=person.pk,
        role=_role(given.role),
        area=given.area,
        unit=given.unit,
        starts_on=given.starts_on,
        ends_on=given.ends_on,
    )
    return Status(201, DutyMadeOut(id=made.pk))


@router.delete("/duties/{duty}", response={204: None}, summary="End a duty")
def end_duty(request: ApiRequest, duty: int) -> Status[None]:
    """End a duty at once: one's own, or one the caller may give."""
    services.end_duty(actor=request.auth, duty=duty)
    return Status(204, None)


@router.post("/staff", response={201: SlipOut}, summary="Open a staff account")
def add_staff(request: ApiRequest, given: StaffIn) -> Status[SlipOut]:
    """Open an account with a first duty; the password is told this once."""
    slip = services.add_staff(actor=request.auth, **{**given.dict(), "role": _role(given.role)})
    told = SlipOut(person=slip.person, name=slip.name, login=slip.login, password=slip.password)
    return Status(201, told)


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError:
        words = _("没有这个岗位。")
        raise Invalid(words, {"role": words}) from None


def _own(one: Registration) -> RegistrationOut:
    return RegistrationOut(
        id=one.pk,
        community=one.community,
        community_name=selectors.community_named(one.community).name,
        state=one.state,
        registered_at=one.registered_at,
        decided_at=one.decided_at,
        reason=one.reason,
    )


def _row(row: selectors.Row) -> RowOut:
    return RowOut.from_orm(row)
