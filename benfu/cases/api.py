"""The API of cases: thin and typed; every rule is in the services, every limit of sight in the selectors."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import JsonResponse
from ninja import Router, Status

from benfu.geo.crs import UnknownCrs, normalise
from benfu.platform.identity.api_auth import ApiRequest
from benfu.platform.lib.errors import Invalid, NotFound

from . import presenting, selectors, services
from .detail import detail_for
from .schemas import (
    CaseOut,
    CasesOut,
    CategoryOut,
    EntryOut,
    MoveIn,
    MyReportOut,
    MyReportsOut,
    NearByOut,
    PictureOut,
    ReceiptOut,
    ReportIn,
)
from .timeline import timeline_of
from .workflow import Move

router = Router(tags=["cases"])


@router.get("/categories", response=list[CategoryOut])
def categories(request: ApiRequest) -> object:
    """Return the categories in use, those with a tile on the report form first."""
    return [presenting.category(one) for one in selectors.in_use()]


@router.post("/reports", response={200: ReceiptOut, 201: ReceiptOut})
def report(request: ApiRequest, body: ReportIn) -> object:
    """Take a report in: 201 the first time, 200 for the same report again, 409 for other content under the same id."""
    sent = body.dict()
    receipt = services.report_case(actor=request.auth, report=sent.pop("id"), **sent)
    answer = {"id": str(receipt.report), "case": receipt.case, "number": receipt.number, "first": receipt.first}
    # Written out at once: the shape is checked by the tests, and checking it here again is a tenth of the request.
    return JsonResponse(answer, status=201 if receipt.created else 200)


@router.put("/reports/{report_id}/photos/{file_id}", response={200: PictureOut})
def photo(request: ApiRequest, report_id: UUID, file_id: UUID) -> object:
    """Take in a photo of the caller's report: the body is the file itself. Sending it again changes nothing."""
    return presenting.picture(services.add_photo(actor=request.auth, report=report_id, file_id=file_id, stream=request))


@router.get("/reports", response=MyReportsOut)
def my_reports(request: ApiRequest, after: str = "", size: int = 20) -> object:
    """Return the caller's own reports, newest first."""
    page = selectors.my_reports(request.auth, after, size)
    return {"reports": [presenting.my_report(one) for one in page.rows], "next": page.next}


@router.get("/reports/{report_id}", response=MyReportOut)
def my_report(request: ApiRequest, report_id: UUID) -> object:
    """Return one of the caller's own reports."""
    return presenting.my_report(selectors.report_for(request.auth, report_id))


@router.get("/cases/nearby", response=list[NearByOut])
def near_by(request: ApiRequest, lon: float, lat: float, category: str, crs: str = "WGS84") -> object:
    """Return open cases of a category near a position: is it one of these that you are about to report?"""
    try:
        place = normalise(lon, lat, crs)
    except (UnknownCrs, ValueError) as error:
        raise Invalid(error, {"lon": error}) from error
    return [presenting.near_by(one) for one in selectors.near_by(*place, category)]


@router.get("/cases", response=CasesOut)
def cases(
    request: ApiRequest,
    tab: str = "",
    category: str = "",
    area: str = "",
    days: int = 0,
    q: str = "",
    overdue: bool = False,
    own: bool = False,
    after: str = "",
    size: int = 50,
) -> object:
    """Return the cases in the caller's work; `tab` as on the staff's page, such as 'waiting', 'checking', 'late' or 'all'."""
    page = selectors.cases_in(
        request.auth,
        tab=tab,
        category=category,
        area=area,
        days=days,
        q=q,
        overdue=overdue,
        own=own,
        after=after,
        size=size,
    )
    return {"cases": [presenting.row(one) for one in page.rows], "next": page.next}


@router.get("/cases/{int:case_id}", response=CaseOut)
def case(request: ApiRequest, case_id: int) -> object:
    """Return one case, with the moves that are open to the caller."""
    return _detail(request, case_id)


@router.get("/cases/{int:case_id}/timeline", response=list[EntryOut])
def timeline(request: ApiRequest, case_id: int) -> object:
    """Return what happened to a case, oldest first."""
    return timeline_of(request.auth, selectors.case_for(request.auth, case_id))


@router.put("/cases/{int:case_id}/photos/{file_id}", response={200: PictureOut})
def after_photo(request: ApiRequest, case_id: int, file_id: UUID) -> object:
    """Take in a photo of the mended place, from the side that works on it: the body is the file itself."""
    return presenting.picture(
        services.add_after_photo(actor=request.auth, case=case_id, file_id=file_id, stream=request)
    )


@router.post("/cases/{int:case_id}/{move}", response={200: CaseOut, 204: None})
def make_move(request: ApiRequest, case_id: int, move: Move, body: MoveIn) -> object:
    """Move a case on; the answer is the case afterwards, 204 when it is no longer the caller's to see (handed back).

    409 says who was first, 403 and 422 what is missing.
    """
    service, fields = MOVES[move]
    given = {name: getattr(body, name) for name in fields}
    service(actor=request.auth, case=case_id, version=body.version, **given)
    try:
        return Status(200, _detail(request, case_id))
    except NotFound:
        return Status(204, None)


MOVES: dict[Move, tuple[Callable[..., Any], tuple[str, ...]]] = {
    Move.FILE: (services.file_case, ("category", "words")),
    Move.DECLINE: (services.decline_case, ("reason", "words")),
    Move.DISPATCH: (services.dispatch_case, ("department", "handler", "words")),
    Move.ACCEPT: (services.accept_case, ("words",)),
    Move.HAND_BACK: (services.hand_back_case, ("reason", "words")),
    Move.FINISH: (services.finish_case, ("words",)),
    Move.SEND_BACK: (services.send_back_case, ("reason", "words")),
    Move.VERIFY: (services.verify_case, ("words",)),
}
"""Which service makes a move, and what of the body it takes."""


def _detail(request: ApiRequest, case_id: int) -> dict[str, Any]:
    shown = detail_for(request.auth, case_id)
    return presenting.detail(shown.row, list(shown.moves), shown.before, shown.after)
