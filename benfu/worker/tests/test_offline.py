"""What the phone keeps: the service worker's list is complete, and its version follows every change."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client

from benfu.worker import offline
from tests.cast import Cast

Page = Callable[..., Client]
CORE = ("/", "/r/new", "/q/", "/offline")


def script_of(client: Client) -> str:
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "no-store" in answer["Cache-Control"] or "no-cache" in answer["Cache-Control"]
    return answer.content.decode()


def listed(script: str, name: str) -> Any:
    found = re.search(rf"var {name} = (.+?)(?:\.map|;\n)", script)
    assert found is not None
    return json.loads(found[1])


def test_every_file_of_the_frame_and_the_door_is_on_the_list(page: Page, town: Cast) -> None:
    files = set(listed(script_of(page()), "FILES"))
    for path in CORE:
        html = page(town.lin).get(path).content.decode()
        asked = set(re.findall(r'(?:src|href)="(/static/(?:ui|worker)/[^"]+)"', html))
        assert asked <= files, path


def test_every_listed_file_is_there() -> None:
    assert [name for name in offline.FILES if finders.find(name) is None] == []


def test_hashed_names_are_on_the_list_and_a_changed_file_makes_a_new_version(
    page: Page, town: Cast, settings: Any, tmp_path: Path
) -> None:
    plain = listed(script_of(page()), "VERSION")
    settings.STATIC_ROOT = tmp_path / "static"
    hashed = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": hashed}
    call_command("collectstatic", "--noinput", verbosity=0)
    script = script_of(page())
    files = listed(script, "FILES")
    assert all(re.search(r"\.[0-9a-f]{12}\.\w+$", name) for name in files)
    assert all((tmp_path / "static" / name.removeprefix("/static/")).is_file() for name in files)
    assert re.search(r'importScripts\("/static/worker/outbox\.[0-9a-f]{12}\.js"\)', script)
    assert listed(script, "VERSION") != plain


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/", True),
        ("/r/", True),
        ("/r/2026-000731/", True),
        ("/s/", True),
        ("/s/3/", True),
        ("/o/", True),
        ("/o/17/", True),
        ("/o/17/cancel/", False),
        ("/pts/", True),
        ("/c/cases/", False),
        ("/me/data/", False),
    ],
)
def test_what_is_kept_as_last_seen(page: Page, path: str, kept: bool) -> None:
    patterns = listed(script_of(page()), "KEPT")
    assert any(re.search(pattern, path) for pattern in patterns) is kept


def test_the_outbox_asks_whose_session_this_is(page: Page, town: Cast) -> None:
    answer = page(town.lin).get("/q/who")
    assert answer.json() == {"account": town.lin.account}
    assert "no-store" in answer["Cache-Control"]
    assert page().get("/q/who").json() == {"account": None}


def test_the_manifest_names_icons_that_are_there(page: Page) -> None:
    manifest = page().get("/manifest.webmanifest").json()
    assert manifest["start_url"] == "/"
    for icon in manifest["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/")) is not None
