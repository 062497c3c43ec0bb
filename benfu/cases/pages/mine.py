"""The reporter's own pages: what they reported, how it goes, and adding to it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from benfu.cases import selectors, services
from benfu.cases.forms import WordsForm
from benfu.cases.progress import progress_of
from benfu.platform.identity.guards import PageRequest, signed_in
from benfu.platform.lib.errors import Problem
from benfu.platform.lib.ids import uuid7


@signed_in
@require_safe
def my_reports(request: PageRequest) -> HttpResponse:
    """Show what the reader has reported, newest first."""
    page = selectors.my_reports(request.actor, request.GET.get("after", ""))
    return render(request, "cases/mine.html", {"page": page})


@signed_in
@require_safe
def progress(request: PageRequest, number: str) -> HttpResponse:
    """Show how a reported thing goes: five steps, photos before and after, the answer."""
    return _draw(request, number, WordsForm())


def _draw(request: PageRequest, number: str, form: WordsForm, status: int = 200) -> HttpResponse:
    shown: dict[str, Any] = {"progress": progress_of(request.actor, number), "form": form, "file_id": uuid7()}
    return render(request, "cases/progress.html", shown, status=status)


@require_POST
@signed_in
def add_words(request: PageRequest, number: str) -> HttpResponse:
    """Add words to the reader's report."""
    form = WordsForm(request.POST)
    if not form.is_valid():
        return _draw(request, number, form, 422)
    own = progress_of(request.actor, number).mine
    try:
        services.add_words(actor=request.actor, report=own.report.pk, words=form.cleaned_data["words"])
        messages.success(request, _("已补充，谢谢！"))
    except Problem as problem:
        messages.error(request, str(problem.message))
    return redirect("cases-progress", number)


@require_POST
@signed_in
def add_photo(request: PageRequest, number: str) -> HttpResponse:
    """Add a photo to the reader's report."""
    own = progress_of(request.actor, number).mine
    photo = request.FILES.get("photo")
    try:
        made = UUID(request.POST.get("file_id", ""))
    except ValueError:
        made = uuid7()
    if photo is None:
        messages.error(request, _("请先选一张照片。"))
        return redirect("cases-progress", number)
    try:
        services.add_photo(actor=request.actor, report=own.report.pk, file_id=made, stream=photo)
        messages.success(request, _("照片已收到，谢谢！"))
    except Problem as problem:
        messages.error(request, str(problem.message))
    return redirect("cases-progress", number)
