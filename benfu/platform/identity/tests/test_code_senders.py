"""How a code reaches its owner: on screen in demonstrations, read out by staff, or by text message from a job."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from benfu.platform.identity.actor import NOBODY
from benfu.platform.identity.apps import check_sender
from benfu.platform.identity.models import PhoneCode
from benfu.platform.identity.roles import Role
from benfu.platform.identity.senders import SendingFailed, sender
from benfu.platform.identity.services import read_code, request_code
from benfu.platform.identity.tasks import send_code
from benfu.platform.journal.selectors import facts_of
from benfu.platform.lib.errors import Invalid, NotAllowed, NotFound

from .conftest import COMMUNITY, PHONE, Somebody, ask_code, digits_of, words_in

HERE = "benfu.platform.identity.senders"


class Gateway(HTTPServer):
    """A text-message gateway of this test: what it got, and what it answers."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.got: list[tuple[dict[str, str], str | None]] = []
        self.answer = 200


class Handler(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.got.append((body, self.headers["Authorization"]))
        self.send_response(self.server.answer)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def gateway(settings: Settings) -> Iterator[Gateway]:
    """Return a gateway that codes are sent through."""
    server = Gateway()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.BENFU_CODE_SENDER = f"{HERE}.HttpSms"
    settings.BENFU_SMS = {
        "url": f"http://127.0.0.1:{server.server_port}/send",
        "authorization": "Key abc",
        "body": '{"to": ["$phone"], "template": "login", "values": {"code": "$code"}}',
        "timeout_s": 3.0,
    }
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def waiting_jobs() -> list[dict[str, str]]:
    """Return what the jobs that wait to send codes carry."""
    return [job.args for job in ProcrastinateJob.objects.filter(task_name="identity.send_code")]


@pytest.mark.django_db
def test_the_message_goes_out_from_a_job_that_carries_no_number(gateway: Gateway) -> None:
    browser = Client()
    code_id = ask_code(browser)
    digits = digits_of(code_id)
    assert waiting_jobs() == [{"code_id": str(code_id)}]
    assert gateway.got == []
    assert digits not in browser.get("/login/code/").content.decode()
    send_code(code_id=str(code_id))
    assert gateway.got == [({"to": [PHONE], "template": "login", "values": {"code": digits}}, "Key abc")]
    assert digits_of(code_id) == ""  # sent is forgotten
    assert browser.post("/login/code/", {"code": digits})["Location"] == "/"


@pytest.mark.django_db
def test_a_job_told_twice_sends_once_and_an_expired_code_is_not_sent(gateway: Gateway) -> None:
    code_id = ask_code(Client())
    send_code(code_id=str(code_id))
    send_code(code_id=str(code_id))
    assert len(gateway.got) == 1
    late = request_code(actor=NOBODY, phone="13900001111", address="a").id
    PhoneCode.objects.filter(id=late).update(expires_at="2026-01-01T00:00Z")
    send_code(code_id=str(late))
    assert len(gateway.got) == 1


@pytest.mark.django_db(transaction=True)
def test_a_request_that_is_rolled_back_sends_nothing(gateway: Gateway) -> None:
    with transaction.atomic():
        request_code(actor=NOBODY, phone=PHONE, address="a")
        transaction.set_rollback(True)
    assert waiting_jobs() == []


@pytest.mark.django_db
@pytest.mark.parametrize("status", [302, 400, 500])
def test_any_answer_but_yes_is_a_failure_to_be_tried_again(gateway: Gateway, status: int) -> None:
    gateway.answer = status
    code_id = ask_code(Client())
    with pytest.raises(SendingFailed, match=str(status)) as failed:
        send_code(code_id=str(code_id))
    assert PHONE not in str(failed.value) + repr(failed.value.__cause__)
    assert len(gateway.got) == 1  # a redirect is not followed
    assert digits_of(code_id)  # still there for the next try


@pytest.mark.django_db
def test_a_gateway_that_is_gone_is_a_failure_in_words(gateway: Gateway, settings: Settings) -> None:
    settings.BENFU_SMS = {**settings.BENFU_SMS, "url": "http://127.0.0.1:9/"}
    with pytest.raises(SendingFailed, match="not reached") as failed:
        send_code(code_id=str(ask_code(Client())))
    assert PHONE not in str(failed.value)


def test_a_phone_number_never_travels_in_the_clear(settings: Settings) -> None:
    settings.BENFU_CODE_SENDER = f"{HERE}.HttpSms"
    settings.BENFU_SMS = {**settings.BENFU_SMS, "url": "http://gateway.example/"}
    with pytest.raises(ImproperlyConfigured, match="https"):
        sender()


@pytest.mark.django_db
def test_codes_on_screen_are_for_demonstrations_only(settings: Settings) -> None:
    settings.BENFU_CODE_SENDER = f"{HERE}.Screen"
    with pytest.raises(ImproperlyConfigured, match="demonstrations"):
        sender()
    assert [error.id for error in check_sender()] == ["identity.E001"]
    settings.DEMO = True
    assert check_sender() == []
    browser = Client()
    code_id = ask_code(browser)
    assert digits_of(code_id) in words_in(browser.get("/login/code/").content)


def test_a_sender_that_is_none_is_named_at_start(settings: Settings) -> None:
    settings.BENFU_CODE_SENDER = "benfu.platform.identity.names.plain_login"
    with pytest.raises(Exception, match="positional"):
        sender()
    settings.BENFU_CODE_SENDER = "collections.OrderedDict"
    assert "must name" in check_sender()[0].msg


@pytest.mark.django_db
def test_staff_read_a_code_out_and_that_is_on_record(staff: Somebody, page: Callable[..., Client]) -> None:
    zhou = staff("zhou")
    browser = Client()
    code_id = ask_code(browser)
    assert "社区工作人员" in words_in(browser.get("/login/code/").content)
    shown = page(zhou).post("/c/codes/", {"phone": "138 0000 5678"})
    assert digits_of(code_id) in words_in(shown.content)
    assert PHONE not in words_in(shown.content)
    fact = facts_of(f"code:{code_id}").get()
    assert (fact.kind, fact.actor, fact.data) == ("PhoneCodeRead", zhou.account, {"code": str(code_id)})


@pytest.mark.django_db
def test_no_code_is_made_for_who_did_not_ask(staff: Somebody) -> None:
    with pytest.raises(NotFound, match="获取验证码"):
        read_code(actor=staff("zhou"), phone=PHONE)
    with pytest.raises(Invalid):
        read_code(actor=staff("fang"), phone="138")


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.WORKER, Role.GRID_MEMBER, Role.STORE_KEEPER, Role.DEPARTMENT_HANDLER])
def test_others_cannot_read_codes(role: Role, staff: Somebody) -> None:
    ask_code(Client())
    with pytest.raises(NotAllowed):
        read_code(actor=staff("x1", role, COMMUNITY), phone=PHONE)


@pytest.mark.django_db
def test_where_codes_go_out_by_message_staff_cannot_read_them(gateway: Gateway, staff: Somebody) -> None:
    ask_code(Client())
    with pytest.raises(NotAllowed):
        read_code(actor=staff("zhou"), phone=PHONE)


@pytest.mark.django_db
def test_neither_phone_nor_code_nor_password_reach_the_log(
    gateway: Gateway, staff: Somebody, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG")
    staff("zhou")
    browser = Client(raise_request_exception=False)
    code_id = ask_code(browser)
    digits = digits_of(code_id)
    gateway.answer = 500
    with pytest.raises(SendingFailed):
        send_code(code_id=str(code_id))
    browser.post("/login/", {"phone": PHONE})  # too soon
    browser.post("/login/code/", {"code": "000000" if digits != "000000" else "111111"})
    browser.post("/login/code/", {"code": digits})
    browser.post("/c/login/", {"login": "zhou", "password": "a wrong secret"})
    browser.post("/api/v1/codes", {"phone": PHONE}, content_type="application/json")
    browser.post("/api/v1/tokens", {"request": str(code_id), "code": digits}, content_type="application/json")
    out, err = capfd.readouterr()
    # SQL with its values is logged at DEBUG only under settings.DEBUG, which no installation has.
    said = "\n".join([record.getMessage() for record in caplog.records if record.name != "django.db.backends"])
    assert not [secret for secret in (PHONE, digits, "a wrong secret") if secret in said + out + err]


def test_the_job_takes_a_code_by_its_id() -> None:
    with pytest.raises(ValueError, match="badly formed"):
        send_code(code_id="not a uuid")
