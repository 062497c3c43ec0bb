"""Slots: rooms put fragments on pages they do not know."""

from typing import Any

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.html import format_html

from benfu.ui import slots


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_fillings", {})


def late(request: HttpRequest) -> str:
    return format_html("<p>{}</p>", "late")


def early(request: HttpRequest) -> str:
    return format_html("<p>{}</p>", "early")


def draw(name: str, **given: Any) -> str:
    source = "{% load ui %}{% slot name case=case %}" if given else "{% load ui %}{% slot name %}"
    return Template(source).render(Context({"request": RequestFactory().get("/"), "name": name, **given}))


def test_fragments_stand_in_order_and_once() -> None:
    slots.register("worker.home", 20, late)
    slots.register("worker.home", 10, early)
    slots.register("worker.home", 20, late)
    assert draw("worker.home").split() == ["<p>early</p>", "<p>late</p>"]


def test_an_empty_slot_draws_nothing() -> None:
    assert draw("nobody.here") == ""


def test_a_fragment_gets_what_the_page_gives() -> None:
    slots.register("case.verify", 10, lambda request, case: f"case:{case}")
    assert draw("case.verify", case=17) == "case:17"


def test_text_that_no_template_made_is_escaped() -> None:
    slots.register("worker.home", 10, lambda request: "<script>alert(1)</script>")
    assert "<script>" not in draw("worker.home")
