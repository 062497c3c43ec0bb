"""The report form: filled on the phone by scripts, or sent as one plain form without them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_safe

from benfu.cases import selectors as cases
from benfu.cases import services
from benfu.platform.identity.guards import PageRequest, signed_in
from benfu.platform.lib.errors import Invalid, NotFound
from benfu.platform.lib.ids import uuid7
from benfu.points import selectors as points
from benfu.territory import selectors as territory

from .places import Choice, choice_of, places_for
from .words import REPORT

FIRST_REPORT = "first_report"
"""The action of the tariff that the submit button promises."""
MOST_PHOTOS = 3
METRES_SHOWN = 500
MAP_SIZE = {"width": 362, "height": 128}


class ReportForm(forms.Form):
    """What a browser without scripts sends; photos come beside it."""

    report = forms.UUIDField(widget=forms.HiddenInput)
    category = forms.CharField(max_length=40, error_messages={"required": gettext_lazy("请选一选是什么问题。")})
    place = forms.CharField(max_length=15, error_messages={"required": gettext_lazy("请选一选在哪里。")})
    words = forms.CharField(required=False, max_length=10_000)
    danger = forms.BooleanField(required=False)

    def clean_place(self) -> Choice:
        """Return the chosen area's middle."""
        found = choice_of(self.cleaned_data["place"])
        if found is None:
            raise forms.ValidationError(_("请选一选在哪里。"))
        return found


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a plain form: the case's number, and a sentence for each photo that could not be taken."""

    number: str
    refused: list[str]


@require_http_methods(["GET", "HEAD", "POST"])
@ensure_csrf_cookie
@signed_in
def new_report(request: PageRequest) -> HttpResponse:
    """Show the form, or take in what a browser without scripts sent."""
    if request.method != "POST":
        return _form(request, ReportForm(initial={"report": uuid7(), "category": request.GET.get("d", "")}))
    form = ReportForm(request.POST)
    photos = request.FILES.getlist("photo")[:MOST_PHOTOS]
    if not photos:
        form.add_error(None, _("请先拍一张照片。"))
    if not form.is_valid():
        return _form(request, form, 422)
    try:
        taken = _take(request, form.cleaned_data, photos)
    except Invalid as refusal:
        form.add_error(None, str(refusal.message))
        return _form(request, form, refusal.status)
    messages.success(request, _("已收下，谢谢您！编号 %(number)s。") % {"number": taken.number})
    for words in taken.refused:
        messages.warning(request, words)
    return redirect("worker-home")


def _take(request: PageRequest, sent: dict[str, Any], photos: Sequence["UploadedFile[Any]"]) -> Taken:
    place: Choice = sent["place"]
    receipt = services.report_case(
        actor=request.actor,
        report=sent["report"],
        category=sent["category"],
        lon=place.lon,
        lat=place.lat,
        accuracy_m=place.radius_m,
        words=sent["words"],
        danger=sent["danger"],
        address=territory.label(place.code),
    )
    refused = []
    for number, photo in enumerate(photos, start=1):
        try:
            # The same form sent twice makes the same ids.
            file_id = uuid.uuid5(sent["report"], str(number))
            services.add_photo(actor=request.actor, report=sent["report"], file_id=file_id, stream=photo)
        except Invalid as refusal:
            refused.append(_("第 %(number)s 张照片没有收：%(why)s") % {"number": number, "why": refusal.message})
    return Taken(receipt.number, refused)


def _form(request: PageRequest, form: ReportForm, status: int = 200) -> HttpResponse:
    seen = {
        "form": form,
        "chosen": form["category"].value(),
        "place": form["place"].value(),
        "categories": cases.tiles(),
        "groups": places_for(request.actor),
        "reward": reward(),
        "words": REPORT,
    }
    return render(request, "worker/report.html", seen, status=status)


def reward() -> int | None:
    """Return what a first report earns once verified, by today's tariff; None before the first tariff."""
    try:
        rule = points.tariff().rule_for(FIRST_REPORT)
    except NotFound:
        return None
    return rule.points if rule else None


def short_name(area: str) -> str:
    """Return community and cell of an area, or the last step there is: a rider knows the street."""
    path = territory.path_of(area)
    return territory.SEPARATOR.join(step.name for step in path[2:] or path[-1:])


@require_safe
@signed_in
def place(request: HttpRequest) -> HttpResponse:
    """Say what a position is called and draw it; for the form's script. Raises Invalid for what is no position."""
    try:
        lon, lat, accuracy = (float(request.GET.get(name) or 0) for name in ("lon", "lat", "accuracy"))
    except ValueError:
        raise Invalid(_("这不是一个有效的位置。")) from None
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise Invalid(_("这不是一个有效的位置。"))
    located = territory.locate(lon, lat)
    metres = max(METRES_SHOWN, min(accuracy * 3, 4000))
    drawing = territory.mini_map(lon, lat, accuracy=accuracy, metres=metres, **MAP_SIZE)
    name = _("不在已划定的区域里，也能报") if located.outside else short_name(located.area)
    return JsonResponse({"name": name, "area": located.area, "map": drawing})
