"""How a phone code reaches its owner: settings.BENFU_CODE_SENDER names one of these, or one of your own."""

import json
import string
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class Where(StrEnum):
    """Where the code can be read."""

    SCREEN = "screen"
    STAFF = "staff"
    PHONE = "phone"


class SendingFailed(Exception):
    """The code did not go out; the words name neither phone nor code."""


class Sender(ABC):
    """A way for a code to reach its owner."""

    where: Where

    @abstractmethod
    def send(self, phone: str, code: str) -> None:
        """Send `code` to `phone` (11 digits). Raises SendingFailed; the job then tries again."""


class Screen(Sender):
    """Shows the code on the page that asked for it: for demonstrations only, as it proves nothing."""

    where = Where.SCREEN

    def __init__(self) -> None:
        if not settings.DEMO:
            raise ImproperlyConfigured(
                "codes on screen are for demonstrations: set BENFU_DEMO or another BENFU_CODE_SENDER"
            )

    def send(self, phone: str, code: str) -> None:
        """Nothing leaves the house."""


class ConsoleStaff(Sender):
    """A community worker reads the code out to the person in front of them: for places without text messages."""

    where = Where.STAFF

    def send(self, phone: str, code: str) -> None:
        """Nothing leaves the house."""


class HttpSms(Sender):
    """Posts JSON to a text-message gateway.

    From the environment: BENFU_SMS_URL (https), BENFU_SMS_AUTHORIZATION (the header's value), BENFU_SMS_BODY (JSON in
    which $phone and $code are replaced), BENFU_SMS_TIMEOUT_S. A gateway that signs its requests is a subclass with
    its own `request`.
    """

    where = Where.PHONE

    def __init__(self) -> None:
        self.config: dict[str, Any] = settings.BENFU_SMS
        url = urlsplit(str(self.config["url"]))
        if url.scheme != "https" and not (url.scheme == "http" and url.hostname in LOCAL):
            raise ImproperlyConfigured("BENFU_SMS_URL must be an https:// address")

    def request(self, phone: str, code: str) -> urllib.request.Request:
        """Return the request for one message."""
        body = _filled(json.loads(self.config["body"]), {"phone": phone, "code": code})
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if self.config["authorization"]:
            headers["Authorization"] = self.config["authorization"]
        data = json.dumps(body, ensure_ascii=False).encode()
        return urllib.request.Request(self.config["url"], data, headers, method="POST")  # noqa: S310 - checked above

    def send(self, phone: str, code: str) -> None:
        """Post one message; any answer but 2xx in time has failed. Redirects are not followed."""
        opener = urllib.request.build_opener(_NoRedirect)
        try:
            with opener.open(self.request(phone, code), timeout=self.config["timeout_s"]):
                return
        except urllib.error.HTTPError as error:
            raise SendingFailed(f"the gateway answered {error.code}") from None
        except OSError as error:
            raise SendingFailed(f"the gateway was not reached: {type(error).__name__}") from None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Leave the answer 3xx as it is, which counts as a failure."""


def read_out_by_staff() -> bool:
    """Return whether codes are read out by staff here, so that the console offers it."""
    return getattr(import_string(settings.BENFU_CODE_SENDER), "where", None) == Where.STAFF


def sender() -> Sender:
    """Return the configured sender. Raises ImproperlyConfigured for one that cannot serve here."""
    made = import_string(settings.BENFU_CODE_SENDER)()
    if not isinstance(made, Sender):
        raise ImproperlyConfigured("BENFU_CODE_SENDER must name a benfu.platform.identity.senders.Sender")
    return made


def _filled(template: Any, values: dict[str, str]) -> Any:
    """Replace $phone and $code in every text of a JSON value."""
    if isinstance(template, str):
        return string.Template(template).safe_substitute(values)
    if isinstance(template, list):
        return [_filled(one, values) for one in template]
    if isinstance(template, dict):
        return {key: _filled(one, values) for key, one in template.items()}
    return template
