"""What the pages take in; whether it fits is for the services to say."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from benfu.geo.crs import Crs

from .amenities import amenities
from .hours import Hours, Spans, read_spans, write_spans
from .models import Kind
from .words import WEEKDAYS

EXAMPLE = "08:00-12:00, 14:00-21:00"
MOST_EXCEPTIONS = 60


SOURCES = [
    (Crs.WGS84, _("手机定位（WGS-84）")),
    (Crs.GCJ02, _("高德、腾讯地图（GCJ-02）")),
    (Crs.BD09, _("百度地图（BD-09）")),
]


def day(number: int) -> str:
    """Return the name of the field of a weekday, Monday is 0."""
    return f"day_{number}"


class HoursForm(forms.Form):
    """Opening hours as a keeper writes them: every day, the days that differ, single dates."""

    every_day = forms.CharField(
        label=_("每天"), max_length=100, help_text=_("例如 08:00-12:00, 14:00-21:00；也可以写 24小时、休息")
    )
    exceptions = forms.CharField(
        label=_("特别的日子"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("一行一天，例如：2027-02-06 休息"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, weekday in enumerate(WEEKDAYS):
            self.fields[day(number)] = forms.CharField(label=str(weekday), required=False, max_length=100)
        self.fields[day(6)].help_text = str(_("和每天一样的日子不用填"))
        self.order_fields(["every_day", *map(day, range(len(WEEKDAYS)))])

    def days(self) -> list[forms.BoundField]:
        """Return the fields of the weekdays, Monday first."""
        return [self[day(number)] for number in range(len(WEEKDAYS))]

    def clean(self) -> dict[str, Any]:
        """Read every field as hours, and put them together under `hours`."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        usual = self._spans("every_day") or ()
        week = tuple(usual if (own := self._spans(day(n))) is None else own for n in range(len(WEEKDAYS)))
        exceptions = self._exceptions(data.get("exceptions", ""))
        if not self.errors:
            data["hours"] = Hours(week, exceptions)
        return data

    def _spans(self, name: str) -> Spans | None:
        text = self.cleaned_data.get(name, "")
        if not text:
            return None
        try:
            return read_spans(text)
        except ValueError:
            self.add_error(
                name, ValidationError(_("看不懂“%(text)s”，请写成 %(example)s。") % {"text": text, "example": EXAMPLE})
            )
            return None

    def _exceptions(self, text: str) -> dict[date, Spans]:
        found: dict[date, Spans] = {}
        for line in [line.strip() for line in text.splitlines() if line.strip()][: MOST_EXCEPTIONS + 1]:
            when, _gap, hours = line.partition(" ")
            try:
                found[date.fromisoformat(when)] = read_spans(hours)
            except ValueError:
                self.add_error("exceptions", _("看不懂“%(text)s”，请写成 2027-02-06 休息。") % {"text": line[:60]})
        if len(found) > MOST_EXCEPTIONS:
            self.add_error("exceptions", _("特别的日子最多 60 天，过去的可以删掉。"))
        return found


def hours_initial(hours: Hours) -> dict[str, str]:
    """Return what the form of hours shows at first: the commonest day as every day, the others beside it."""
    usual = max(hours.week, key=hours.week.count)
    days = {day(n): "" if spans == usual else write_spans(spans) for n, spans in enumerate(hours.week)}
    lines = [f"{when.isoformat()} {write_spans(spans)}" for when, spans in sorted(hours.exceptions.items())]
    return {"every_day": write_spans(usual), "exceptions": "\n".join(lines), **days}


class PlaceForm(forms.Form):
    """What a stop is and where."""

    name = forms.CharField(label=_("名称"), max_length=200)
    kind = forms.ChoiceField(label=_("类型"), choices=Kind.choices)
    address = forms.CharField(label=_("地址"), required=False, max_length=400)
    position = forms.CharField(label=_("经纬度"), max_length=60, help_text=_("经度在前，例如 120.0795, 35.9210"))
    crs = forms.ChoiceField(
        label=_("坐标来源"),
        choices=[
            (Crs.WGS84, _("手机定位（WGS-84）")),
            (Crs.GCJ02, _("高德、腾讯地图（GCJ-02）")),
            (Crs.BD09, _("百度地图（BD-09）")),
        ],
    )
    sockets = forms.IntegerField(label=_("电动车充电位"), min_value=0, initial=0)
    amenities = forms.MultipleChoiceField(label=_("设施"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(key, one.name) for key, one in amenities().items()]
        self.fields["amenities"] = forms.MultipleChoiceField(
            label=_("设施"), required=False, widget=forms.CheckboxSelectMultiple, choices=choices
        )

    def clean_position(self) -> tuple[float, float]:
        """Read two numbers, longitude first."""
        parts = str(self.cleaned_data["position"]).replace("，", ",").split(",")
        try:
            lon, lat = (float(part) for part in parts)
        except ValueError:
            raise ValidationError(_("请写成两个数，用逗号隔开：120.0795, 35.9210")) from None
        return lon, lat
