"""The list as a spreadsheet, streamed row by row, without persons."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from benfu.cases import access, listing
from benfu.documents import CSV_MARK, csv_lines
from benfu.platform.identity.actor import Actor
from benfu.platform.identity.guards import PageRequest, duty
from benfu.platform.lib import clock

from .console import filters_of

BATCH = 500


@duty(*sorted(access.CONSOLE))
@require_safe
def export(request: PageRequest) -> StreamingHttpResponse:
    """Send the list as CSV: the tab and filters of the address, no names and no words of reporters."""
    rows = _rows(request.actor, filters_of(request))
    response = StreamingHttpResponse(chain([CSV_MARK], csv_lines(rows)), content_type="text/csv; charset=utf-8")
    name = f"cases-{timezone.localtime(clock.now()):%Y%m%d-%H%M}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _rows(actor: Actor, filters: listing.Filters) -> Iterator[list[Any]]:
    """Yield the titles, then one row a case, in batches, so that the memory stays flat."""
    yield [
        *(_("编号"), _("类别"), _("紧急程度"), _("状态"), _("区域代码"), _("区域"), _("地址"), _("经度"), _("纬度")),
        *(_("上报人数"), _("处置方"), _("上报时间"), _("时限"), _("首次答复"), _("派单"), _("处置完成"), _("结束")),
    ]
    after = ""
    while True:
        page = listing.page_of(actor, filters, after, BATCH)
        for row in page.rows:
            yield _cells(row)
        after = page.next
        if not after:
            return


def _cells(row: listing.Row) -> list[Any]:
    case = row.case
    moments = (case.reported_at, case.due_at, case.answered_at, case.dispatched_at, case.handled_at, case.ended_at)
    return [
        *(case.number, row.label, case.get_severity_display(), _(case.words.staff), case.area, row.area, case.address),
        *(*case.lonlat, case.reports_count, row.mender),
        *(f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else "" for moment in moments),
    ]
