"""The administrator's pages about areas: the table, an upload with its report, cutting grid cells."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benfu.platform.identity.guards import PageRequest, duty
from benfu.platform.identity.roles import Role
from benfu.platform.lib.errors import Invalid
from benfu.ui.forms import show_problem

from . import selectors, services
from .forms import CutForm, UploadForm
from .overview import may_upload_for, overview
from .reports import Report
from .words import sentence, summary

ADMINISTRATOR = duty(Role.ADMINISTRATOR)


@require_safe
@ADMINISTRATOR
def areas(request: PageRequest, under: str = "") -> HttpResponse:
    """Show the areas below one, and the forms to change them."""
    return _draw(request, UploadForm(areas=may_upload_for(request.actor)), under)


@require_POST
@ADMINISTRATOR
def upload(request: PageRequest) -> HttpResponse:
    """Keep a file and go on to what loading it would do."""
    form = UploadForm(request.POST, request.FILES, areas=may_upload_for(request.actor))
    if not form.is_valid():
        return _draw(request, form, "")
    given = form.cleaned_data
    content = given["file"].read()
    options = {name: given[name] for name in ("under", "level", "crs", "source", "official")}
    # Boundaries are JSON and begin with a brace; a list is a table.
    options["kind"] = "boundaries" if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") else "list"
    try:
        kept = services.keep_for_confirmation(
            actor=request.actor, file_name=given["file"].name, content=content, options=options
        )
    except Invalid as problem:
        show_problem(form, problem)
        return _draw(request, form, "")
    return redirect("territory-import", pending=kept)


@require_http_methods(["GET", "HEAD", "POST"])
@ADMINISTRATOR
def confirm(request: PageRequest, pending: UUID) -> HttpResponse:
    """Show what loading a kept file would do; load it, or throw it away."""
    kept = selectors.pending_import(request.actor.account or 0, pending)
    if request.method != "POST":
        report = services.try_pending(actor=request.actor, pending=pending)
        return _draw_report(request, report, kept.file_name)
    if request.POST.get("answer") != "load":
        services.drop_pending(actor=request.actor, pending=pending)
        messages.info(request, _("没有导入，文件已丢弃。"))
        return redirect("territory-areas")
    report = services.load_pending(actor=request.actor, pending=pending)
    if not report.done:
        return _draw_report(request, report, kept.file_name)
    messages.success(request, _("已导入 %(file)s：%(counts)s") % {"file": kept.file_name, "counts": _counts(report)})
    return redirect("territory-areas")


@require_POST
@ADMINISTRATOR
def cut(request: PageRequest) -> HttpResponse:
    """Draw grid cells below an area."""
    form = CutForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("请填写每个社区几个网格（1 到 999）。"))
    given = form.cleaned_data
    report = services.cut_cells(actor=request.actor, under=given["under"], each=given["each"])
    for finding in report.findings:
        (messages.error if finding.is_error else messages.warning)(request, sentence(finding))
    if report.done:
        messages.success(request, _("网格已切分：%(counts)s") % {"counts": _counts(report)})
    return redirect(reverse("territory-area", args=[given["under"]]))


def _draw(request: PageRequest, form: UploadForm, under: str) -> HttpResponse:
    seen = overview(request.actor, under)
    code = seen.place.code if seen.place else ""
    given = {"seen": seen, "form": form, "cut_form": CutForm(initial={"under": code})}
    return render(request, "territory/areas.html", given, status=422 if form.is_bound else 200)


def _draw_report(request: PageRequest, report: Report, file_name: str) -> HttpResponse:
    given = {
        "report": report,
        "file_name": file_name,
        "counts": _counts(report),
        "errors": [sentence(finding) for finding in report.errors],
        "warnings": [sentence(finding) for finding in report.warnings],
    }
    return render(request, "territory/report.html", given)


def _counts(report: Report) -> str:
    return summary(len(report.added), len(report.changed), report.unchanged, len(report.withdrawn))
