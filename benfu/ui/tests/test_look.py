"""Theme, letter size and language: chosen by plain forms, kept in cookies, honoured by the server."""

from collections.abc import Callable

import pytest
from django.test import Client


def chosen(client: Client, **choice: str) -> str:
    answer = client.post("/look/", {"next": "/look/", **choice})
    assert (answer.status_code, answer["Location"]) == (302, "/look/")
    return client.get("/look/").content.decode()


def test_without_a_choice_the_system_decides_about_dark(page: Callable[..., Client]) -> None:
    html = page().get("/look/").content.decode()
    assert 'href="/static/ui/dark.css" media="(prefers-color-scheme: dark)"' in html
    assert 'data-size="normal"' in html


def test_dark_and_light_are_in_the_first_byte_of_the_page(page: Callable[..., Client]) -> None:
    client = page()
    assert 'href="/static/ui/dark.css">' in chosen(client, theme="dark")
    assert "dark.css" not in chosen(client, theme="light")


@pytest.mark.parametrize("size", ["care", "huge"])
def test_large_letters(page: Callable[..., Client], size: str) -> None:
    client = page()
    assert f'data-size="{size}"' in chosen(client, size=size)
    assert 'data-size="normal"' in chosen(client, size="normal")


def test_language(page: Callable[..., Client]) -> None:
    client = page()
    assert '<html lang="zh-Hans"' in client.get("/look/").content.decode()
    html = chosen(client, language="en")
    assert '<html lang="en"' in html
    assert 'value="en" checked' in html


def test_after_a_choice_the_reader_is_still_on_the_page_and_finds_back(page: Callable[..., Client]) -> None:
    client = page()
    html = client.get("/look/?next=/about/").content.decode()
    assert html.count('name="next" value="/look/?next=/about/"') == 3
    assert '<a class="btn ghost block" href="/about/">' in html


def test_nonsense_changes_nothing(page: Callable[..., Client]) -> None:
    client = page()
    html = chosen(client, size="enormous", theme='"><script>')
    assert 'data-size="normal"' in html
    client.cookies["size"] = "enormous"
    assert 'data-size="normal"' in client.get("/look/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_way_back_is_never_somebody_elses(page: Callable[..., Client], elsewhere: str) -> None:
    assert page().post("/look/", {"next": elsewhere, "size": "care"})["Location"] == "/"


def test_a_forged_form_is_answered_in_words(page: Callable[..., Client]) -> None:
    answer = page(enforce_csrf_checks=True).post("/look/", {"size": "care"})
    assert answer.status_code == 403
    assert "页面开得太久了" in answer.content.decode()
