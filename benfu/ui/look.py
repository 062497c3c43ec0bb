"""How a page looks to this reader: theme, letter size, language; kept in cookies and honoured by the server."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

YEAR = 365 * 24 * 3600

THEMES: dict[str, str | Promise] = {"auto": _("跟随系统"), "light": _("浅色"), "dark": _("深色")}
SIZES: dict[str, str | Promise] = {"normal": _("标准"), "care": _("大字"), "huge": _("特大字")}
LANGUAGES: dict[str, str] = {"zh-hans": "中文", "en": "English"}
CHOICES: dict[str, Mapping[str, str | Promise]] = {"theme": THEMES, "size": SIZES, "language": LANGUAGES}


TITLES: dict[str, str | Promise] = {"theme": _("颜色"), "size": _("字号"), "language": _("语言")}


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer on offer."""

    value: str
    label: str | Promise
    chosen: bool


@dataclass(frozen=True, slots=True)
class Table:
    """One question with its answers."""

    name: str
    title: str | Promise
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """The reader's choices; each is a key of the table of its name."""

    theme: str = "auto"
    size: str = "normal"
    language: str = "zh-hans"

    @property
    def html_language(self) -> str:
        """The language tag for <html lang>."""
        return to_locale(self.language).replace("_", "-")

    @property
    def colour_scheme(self) -> str:
        """What the browser is told about its own controls."""
        return "light dark" if self.theme == "auto" else self.theme


def look_of(request: HttpRequest) -> Look:
    """Return the reader's look; unknown cookie values count as not chosen."""
    theme, size = (request.COOKIES.get(name, "") for name in ("theme", "size"))
    return Look(
        theme if theme in THEMES else "auto",
        size if size in SIZES else "normal",
        get_language() or settings.LANGUAGE_CODE,
    )


def remember(response: HttpResponse, name: str, value: str) -> None:
    """Keep one choice for a year; a value that is not on offer is left alone."""
    if value in CHOICES.get(name, {}):
        cookie = settings.LANGUAGE_COOKIE_NAME if name == "language" else name
        response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", secure=settings.HTTPS, httponly=True)


def tables(look: Look) -> list[Table]:
    """Return the questions to ask, the reader's present choice marked."""
    return [
        Table(
            name, TITLES[name], tuple(Choice(key, label, key == getattr(look, name)) for key, label in answers.items())
        )
        for name, answers in CHOICES.items()
    ]
