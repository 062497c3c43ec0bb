"""The API of accounts: ask for a code, get a token, who am I, my data."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Status

from benfu.platform.lib.errors import Invalid, NotAllowed
from benfu.platform.privacy import selectors as privacy
from benfu.platform.privacy import services as privacy_services

from . import selectors, services
from .actor import NOBODY, actor_of
from .api_auth import ApiRequest
from .exporting import export_response
from .models import Account, ApiToken
from .names import address_key
from .schemas import AskedCodeOut, ConsentIn, ConsentOut, DutyOut, NewTokenOut, PhoneIn, TokenIn, TokenOut, WhoOut
from .strength import Strength

router = Router(tags=["identity"])


@router.post("/codes", auth=None, response={201: AskedCodeOut}, summary="Ask for a phone code")
def ask_code(request: HttpRequest, asked: PhoneIn) -> Status[AskedCodeOut]:
    """Have a code of six digits sent to a phone; the answer is the same whether or not the phone is known."""
    code = services.request_code(actor=NOBODY, phone=asked.phone, address=address_key(request))
    shown = code.shown or None
    told = AskedCodeOut(request=code.id, where=code.where, phone=code.phone, expires_at=code.expires_at, code=shown)
    return Status(201, told)


@router.post("/tokens", auth=None, response={201: NewTokenOut}, summary="Get a token")
def get_token(request: HttpRequest, given: TokenIn) -> Status[NewTokenOut]:
    """Sign in by phone code, or by login, password and second factor, and get a bearer token."""
    if given.request is not None:
        account = services.prove_phone(actor=NOBODY, code_id=given.request, code=given.code)
        strength = Strength.PHONE
    else:
        account, strength = _proved_staff(given, address_key(request))
    services.note_sign_in(actor=NOBODY, account=account, strength=strength, door="api")
    token = services.make_token(actor=actor_of(account.pk), label=given.label, strength=strength)
    made = NewTokenOut(id=token.id, token=token.key, strength=strength, expires_at=token.expires_at)
    return Status(201, made)


@router.get("/tokens", response=list[TokenOut], summary="My tokens")
def my_tokens(request: ApiRequest) -> list[ApiToken]:
    """List one's own valid tokens, newest first."""
    return list(selectors.tokens_of(request.auth))


@router.delete("/tokens/{token}", response={204: None}, summary="End a token")
def end_token(request: ApiRequest, token: int) -> Status[None]:
    """End one of one's own tokens at once."""
    services.revoke_token(actor=request.auth, token=token)
    return Status(204, None)


@router.get("/me", response=WhoOut, summary="Who am I")
def who_am_i(request: ApiRequest) -> WhoOut:
    """Tell who is calling and with which duties."""
    actor = request.auth
    duties = [DutyOut(role=duty.role, area=duty.area, unit=duty.unit) for duty in actor.duties]
    return WhoOut(account=actor.own_account(), person=actor.person, name=actor.name, duties=duties)


@router.get("/me/data", summary="My data")
def my_data(request: ApiRequest) -> HttpResponse:
    """Return all that is kept about the caller, as JSON by room."""
    return export_response(request.auth)


@router.get("/me/consents", response=list[ConsentOut], summary="My consents")
def my_consents(request: ApiRequest) -> list[ConsentOut]:
    """List the texts in force and what the caller agreed to."""
    return [
        ConsentOut(
            code=state.text.code,
            version=state.text.version,
            required=state.text.required,
            title=state.words["title"],
            given_version=state.given_version,
            given_at=state.given_at,
        )
        for state in privacy.consents_of(request.auth.own_account())
    ]


@router.put("/me/consents/{code}", response={204: None}, summary="Agree to a text")
def agree(request: ApiRequest, code: str, read: ConsentIn) -> Status[None]:
    """Agree to a text in the version that was read."""
    privacy_services.give_consent(actor=request.auth, code=code, version=read.version)
    return Status(204, None)


@router.delete("/me/consents/{code}", response={204: None}, summary="Take back a consent")
def take_back(request: ApiRequest, code: str) -> Status[None]:
    """Take back one's agreement to a text."""
    privacy_services.withdraw(actor=request.auth, code=code)
    return Status(204, None)


def _proved_staff(given: TokenIn, address: str) -> tuple[Account, Strength]:
    """Return the account and how surely it was proved.

    Raises Invalid when a needed second factor is missing, NotAllowed while the password is still the one
    somebody else gave.
    """
    account = services.prove_password(actor=NOBODY, login=given.login, password=given.password, address=address)
    if account.password_temporary:
        raise NotAllowed(_("请先在网页上登录，把别人给您的密码改成自己的。"))
    if not account.has_second_factor:
        return account, Strength.PASSWORD
    if not given.second_factor:
        raise Invalid(_("还需要第二步验证码。"), {"second_factor": _("还需要第二步验证码。")})
    services.prove_second_factor(actor=NOBODY, account=account, code=given.second_factor, field="second_factor")
    return account, Strength.SECOND_FACTOR
