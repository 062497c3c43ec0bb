"""Components draw what they promise, for eyes and for screen readers."""

from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory

from benfu.platform.lib.paging import Page
from benfu.ui import icons


def draw(component: str, query: str = "", **given: Any) -> str:
    return render_to_string(f"ui/components/{component}.html", given, RequestFactory().get(f"/list/?{query}"))


class PhoneForm(forms.Form):
    phone = forms.CharField(label="手机号", help_text="11 位")
    agree = forms.BooleanField(label="我同意")
    trade = forms.ChoiceField(label="职业", choices=[("rider", "骑手"), ("courier", "快递")], widget=forms.RadioSelect)


def test_a_field_ties_label_help_and_error_together() -> None:
    html = draw("field", field=PhoneForm({"phone": ""})["phone"])
    assert '<label for="id_phone">手机号' in html
    assert 'aria-describedby="id_phone_helptext id_phone_error"' in html
    assert 'id="id_phone_helptext"' in html
    assert 'id="id_phone_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_tick_box_stands_inside_its_label_and_radios_in_a_fieldset() -> None:
    assert draw("field", field=PhoneForm()["agree"]).index("<label") < draw("field", field=PhoneForm()["agree"]).index(
        "<input"
    )
    assert "<legend" in draw("field", field=PhoneForm()["trade"])


def test_the_pager_keeps_filters_and_says_nothing_on_a_short_list() -> None:
    assert draw("pager", page=Page([1])).strip() == ""
    html = draw("pager", "state=open&after=abc", page=Page([1], "def"))
    assert 'href="?state=open&amp;after=def"' in html
    assert 'href="?state=open"' in html


def test_steps_and_flow_say_in_words_where_things_stand() -> None:
    steps = draw("steps", done=3, total=5)
    assert (steps.count('class="on"'), 'aria-label="进度 3/5"' in steps) == (3, True)
    flow = draw("flow", steps=[{"label": "上报", "state": "done", "note": "09:12"}, {"label": "核查", "state": "now"}])
    assert flow.count("已完成") == 1
    assert flow.count('aria-current="step"') == 1


def test_a_pair_of_photos_says_when_one_is_missing() -> None:
    html = draw("photo_pair", before="/f/1/thumb", before_note="09:12")
    assert 'alt="处置前照片"' in html
    assert "等待中" in html


def test_asking_back_works_without_scripts_and_takes_a_reason() -> None:
    html = draw("confirm", label="退回", question="确定退回吗？", action="/c/cases/1/", reason_name="reason")
    assert "<details" in html
    assert 'method="post"' in html
    assert 'name="reason" required' in html


def test_an_icon_is_silent_and_unknown_ones_are_named() -> None:
    assert 'aria-hidden="true"' in draw("icon", name="camera")
    with pytest.raises(LookupError, match="no icon 'camel'"):
        icons.strokes("camel")
