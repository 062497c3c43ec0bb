"""Areas for programs: list, outline, where a position lies; imports for administrators."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import File, Form, Query, Router, Schema, UploadedFile

from benfu.geo.crs import PositionOutOfRange, UnknownCrs, normalise
from benfu.platform.lib.errors import Invalid

from . import selectors, services
from .levels import Level
from .reports import Report
from .schemas import AreaOut, CutIn, FeatureOut, LocatedOut, ReportOut
from .words import sentence

router = Router(tags=["territory"])


class ListIn(Schema):
    """A list of areas beside the file."""

    under: str = ""
    source: str = ""
    dry_run: bool = False


class BoundariesIn(Schema):
    """What is known of a file of boundaries beside the file itself."""

    under: str = ""
    level: Level | None = None
    crs: str = ""
    source: str = ""
    official: bool = False
    dry_run: bool = False


@router.get("/areas", response=list[AreaOut])
def list_areas(request: HttpRequest, level: Level, under: str = "") -> object:
    """Return the areas of one level whose code begins with `under`, by code."""
    return selectors.areas_under(under, level)


@router.get("/areas/{code}", response=FeatureOut)
def one_area(request: HttpRequest, code: str) -> object:
    """Return an area as a GeoJSON Feature."""
    place = selectors.area(code)
    return {"id": place.code, "properties": place, "geometry": selectors.outline(code)}


@router.get("/locate", response=LocatedOut)
def locate(request: HttpRequest, lon: float, lat: float, crs: str = Query("WGS84")) -> object:  # type: ignore[type-arg]
    """Return where a position lies; `crs` is the coordinate system it was measured in."""
    try:
        located = selectors.locate(*normalise(lon, lat, crs))
    except UnknownCrs:
        words = _("不认识的坐标系。可以用 WGS84、CGCS2000、GCJ02 或 BD09。")
        raise Invalid(words, {"crs": words}) from None
    except PositionOutOfRange:
        words = _("这不是一个位置：经度在 -180 到 180 之间，纬度在 -90 到 90 之间，经度在前。")
        raise Invalid(words, {"lon": words}) from None
    parts = {name: getattr(located, name) for name in ("cell", "community", "street", "district")}
    return {**asdict(located), **parts, "label": selectors.label(located.area)}


@router.post("/areas/import/list", response=ReportOut)
def import_list(request: HttpRequest, given: Form[ListIn], file: File[UploadedFile]) -> object:
    """Add and rename areas from a list (CSV)."""
    return report_out(services.import_areas(actor=actor_of(request), content=file.read(), **given.dict()))


@router.post("/areas/import/boundaries", response=ReportOut)
def import_boundaries(request: HttpRequest, given: Form[BoundariesIn], file: File[UploadedFile]) -> object:
    """Set outlines from a GeoJSON file; with errors nothing is stored."""
    return report_out(services.import_boundaries(actor=actor_of(request), content=file.read(), **given.dict()))


@router.post("/areas/{code}/cells", response=ReportOut)
def cut_cells(request: HttpRequest, code: str, given: CutIn) -> object:
    """Draw grid cells below an area where none are surveyed."""
    return report_out(services.cut_cells(actor=actor_of(request), under=code, **given.dict()))


def actor_of(request: HttpRequest) -> Any:
    """Return the calling actor."""
    return request.auth  # type: ignore[attr-defined]


def report_out(report: Report) -> dict[str, object]:
    """Return a report with counts instead of codes, and findings in words."""
    findings = [
        {
            "severity": finding.severity,
            "kind": finding.kind,
            "where": finding.where,
            "numbers": finding.numbers,
            "detail": finding.detail,
            "sentence": sentence(finding),
        }
        for finding in report.findings
    ]
    return {
        "done": report.done,
        "refused": report.refused,
        "edition": report.edition,
        "added": len(report.added),
        "changed": len(report.changed),
        "unchanged": report.unchanged,
        "withdrawn": len(report.withdrawn),
        "findings": findings,
    }
