"""Taking reports in: a new one opens a case, a later one of the same thing joins it, nothing is taken in twice."""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from benfu.cases import rules
from benfu.cases.events import CaseReported, ReportJoined, ReportSupplemented
from benfu.cases.models import Case, Note, Report, Severity, number_of
from benfu.cases.workflow import START, Stage
from benfu.geo.distances import distance_m
from benfu.platform.files import selectors as pictures
from benfu.platform.files import services as files
from benfu.platform.identity.actor import Actor
from benfu.platform.identity.throttle import throttle
from benfu.platform.journal.services import fact_sql, fact_values, record
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid, NotFound, TooMany
from benfu.platform.lib.text import clean_lines

from .deadlines import due_at
from .incoming import Checked, Incoming, check

MOST_ACCURACY_M = 200.0
"""How much of a phone's own uncertainty is believed when it joins a case from a little way off, metres."""
HOUR = timedelta(hours=1)
PHOTOS_PER_REPORT = 2 * rules.MOST_PHOTOS
"""How many photos an account may send within an hour for each report it may make, those sent again counted too."""
MOST_ADDITIONS = 20
"""How often a reporter may add words to one case."""

# One statement and one commit: a report already known writes nothing and is handed back with its fingerprint; a new one
# opens a case and tells the journal, unless its person made too many lately: then no row comes back.
# Two phones sending the same id at once are parted by the primary key: the later one fails and asks again.
OPEN_CASE = """
WITH known AS (
    SELECT case_id, person_id, first, fingerprint, received_at FROM cases_report WHERE id = %(report)s
), lately AS (
    SELECT FROM cases_report WHERE person_id = %(person)s AND received_at > %(hour_ago)s LIMIT %(most)s
), opened AS (
    INSERT INTO cases_case (
        category_id, severity, state, version, area, position, crs, accuracy_m, address, reports_count, sent_back,
        reported_at, state_since, stage_since, due_at
    )
    SELECT %(category)s, %(severity)s, %(state)s, 0, %(area)s, %(position)s::point, %(crs)s, %(accuracy_m)s::float8,
        %(address)s, 1, 0, %(received_at)s, %(received_at)s, %(received_at)s, %(due_at)s
    WHERE NOT EXISTS (SELECT FROM known) AND (SELECT count(*) FROM lately) < %(most)s
    RETURNING id
), kept AS (
    INSERT INTO cases_report (
        id, case_id, person_id, account_id, first, category, position, crs, accuracy_m, taken_at, received_at, reported_on,
        words, danger, fingerprint
    )
    SELECT %(report)s, opened.id, %(person)s, %(account)s::bigint, true, %(category)s, %(position)s::point, %(crs)s,
        %(accuracy_m)s::float8, %(taken_at)s::timestamptz, %(received_at)s, %(reported_on)s, %(words)s, %(danger)s,
        %(fingerprint)s
    FROM opened
), told AS (
    {fact}
)
SELECT id, %(person)s::bigint, true, %(fingerprint)s::text, %(received_at)s, true FROM opened
UNION ALL
SELECT case_id, person_id, first, fingerprint, received_at, false FROM known
""".format(fact=fact_sql("opened", "case"))  # noqa: S608 - our own SQL
NEW = 0
"""Stands for the id of a case that is being opened."""


class CaseEnded(Conflict):
    """The case was closed or declined meanwhile; what is wrong now is a new one."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the reporter is told: which case their report belongs to; `created` is false for a repeated sending."""

    report: UUID
    case: int
    number: str
    first: bool
    created: bool


def report_case(
    *,
    actor: Actor,
    report: UUID,
    category: str,
    lon: float,
    lat: float,
    crs: str = "WGS84",
    accuracy_m: float | None = None,
    taken_at: datetime | None = None,
    words: str = "",
    danger: bool = False,
    address: str = "",
    joins: int | None = None,
) -> Receipt:
    """Take a report in, exactly once by its id, and open a case for it, or join the case `joins` if that is still open and near.

    `lon` and `lat` are degrees in the system `crs` names, `accuracy_m` metres, `taken_at` by the phone's clock. A report that
    names a case which has ended or lies elsewhere opens its own: nothing sent is lost. Raises Invalid (field by field),
    NotAllowed for somebody who has not registered, Conflict when the id is taken by other content or the person already
    reported that case, TooMany beyond the hour's limit.
    """
    person = actor.own_person()
    sent = Incoming(
        report=report,
        category=category,
        lon=lon,
        lat=lat,
        crs=crs,
        accuracy_m=accuracy_m,
        taken_at=taken_at,
        words=words,
        danger=danger,
        address=address,
        joins=joins,
    )
    content = check(sent, clock.now())
    if joins is not None:
        try:
            return _join(actor, person, content, joins)
        except (CaseEnded, NotFound):
            pass
    try:
        return _open(actor, person, content)
    except IntegrityError:
        # The same report came twice at once; the other is stored by now.
        return _open(actor, person, content)


def join_case(
    *,
    actor: Actor,
    case: int,
    report: UUID,
    lon: float,
    lat: float,
    category: str = "",
    crs: str = "WGS84",
    accuracy_m: float | None = None,
    taken_at: datetime | None = None,
    words: str = "",
    danger: bool = False,
) -> Receipt:
    """Add a person's report to an open case near by: both count. The category is the case's own unless given.

    Raises NotFound when there is no such case near the position, Conflict when it has ended or the person reported it
    before, Invalid and NotAllowed as `report_case` does.
    """
    person = actor.own_person()
    chosen = category or _category_of(case)
    sent = Incoming(
        report=report,
        category=chosen,
        lon=lon,
        lat=lat,
        crs=crs,
        accuracy_m=accuracy_m,
        taken_at=taken_at,
        words=words,
        danger=danger,
        joins=case,
    )
    return _join(actor, person, check(sent, clock.now()), case)


def add_words(*, actor: Actor, report: UUID, words: str) -> None:
    """Add a reporter's words to their own report. Raises NotFound, Invalid, Conflict when the case has ended, TooMany."""
    text = clean_lines(words)
    if not text or len(text) > rules.MOST_WORDS:
        message = _("请写点什么，最多 %(most)s 个字。") % {"most": rules.MOST_WORDS}
        raise Invalid(message, {"words": message})
    with transaction.atomic():
        own = _own(actor, report)
        case = Case.objects.select_for_update().get(pk=own.case_id)
        _must_be_open(case)
        if Note.objects.filter(case=case, said_by=own.person_id).count() >= MOST_ADDITIONS:
            raise TooMany(_("这件事您已补充很多次了，工作人员正在处理。"), 3600)
        _supplement(actor, own, case.area, text)


def add_photo(*, actor: Actor, report: UUID, file_id: UUID, stream: files.Readable) -> Any:
    """Take in a photo of the actor's own report; the same file again changes nothing. Returns the picture.

    Raises NotFound, TooMany, and Invalid for a fourth photo and for whatever is not a photo. A photo that comes after the
    case has ended is kept too: it lay on the phone, and the report it belongs to is there.
    """
    # Counted whatever comes of it: a file that turns out to be no photo costs as much as one that is.
    throttle(f"photo:{actor.account}", PHOTOS_PER_REPORT * settings.BENFU_REPORTS_AN_HOUR, 3600)
    own = _own(actor, report)
    subject = f"report:{own.pk}"
    have = pictures.pictures_of(subject)
    if len(have) >= rules.MOST_PHOTOS and file_id not in {one.id for one in have}:
        message = _("每次上报最多 %(most)s 张照片。") % {"most": rules.MOST_PHOTOS}
        raise Invalid(message, {"photo": message})
    return files.take_in(actor=actor, file_id=file_id, subject=subject, purpose="before", stream=stream)


def forget_words(*, person: int) -> None:
    """Remove what a person wrote who has left for good, and the link from their reports to their account."""
    with transaction.atomic():
        Report.objects.filter(person=person).update(words="", account=None)
        Note.objects.filter(said_by=person).update(words="")


def _open(actor: Actor, person: int, content: Checked) -> Receipt:
    """Store a new report with its case and tell the journal, or find it stored."""
    due = due_at(content.category, Stage.ACCEPT, content.received_at)
    values = _fields(content) | {
        "report": content.report,
        "severity": content.severity,
        "state": START.value,
        "area": content.area,
        "position": "({!r},{!r})".format(*content.position),
        "address": content.address,
        "due_at": due,
        "person": person,
        "account": actor.account,
        "hour_ago": content.received_at - HOUR,
        "most": settings.BENFU_REPORTS_AN_HOUR,
    }
    event = CaseReported(NEW, str(content.report), person, content.category.pk, content.severity)
    values |= fact_values(event, actor=actor, area=content.area)
    # One statement is a transaction of its own; inside a caller's, a savepoint lets a repeat be asked for again.
    with transaction.atomic() if connection.in_atomic_block else nullcontext(), connection.cursor() as cursor:
        cursor.execute(OPEN_CASE, values)
        row = cursor.fetchone()
    if row is None:
        raise _too_many()
    return _receipt(content, person, *row)


def _receipt(
    content: Checked,
    person: int,
    case: int,
    owner: int,
    first: bool,
    fingerprint: str,
    received_at: datetime,
    created: bool,
) -> Receipt:
    """Return the receipt, the first one's for a repeat. Raises Conflict when the id has other content or another owner."""
    if owner != person or fingerprint != content.fingerprint:
        raise Conflict(
            _("这个编号的上报已经收到过，但内容不一样。请作为新的上报再发一次。"), report=str(content.report)
        )
    return Receipt(content.report, case, number_of(case, received_at), first, created)


@transaction.atomic
def _join(actor: Actor, person: int, content: Checked, case_id: int) -> Receipt:
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    known = Report.objects.filter(pk=content.report).first()
    if known is not None:
        at = known.received_at if known.first else _reported_at(known.case_id)
        return _receipt(content, person, known.case_id, known.person_id, known.first, known.fingerprint, at, False)
    if case is None or not _near(case, content):
        raise NotFound(_("附近没有这件上报，请作为新的上报。"))
    _must_be_open(case)
    if Report.objects.filter(case=case, person=person).exists():
        raise Conflict(_("这件事您已经报过了，谢谢！要补充可以到“我的上报”里添加。"), case=case.pk, number=case.number)
    lately = Report.objects.filter(person=person, received_at__gt=content.received_at - HOUR)
    if lately.count() >= settings.BENFU_REPORTS_AN_HOUR:
        raise _too_many()
    Report.objects.create(**_fields(content), case=case, person_id=person, account_id=actor.account, first=False)
    case.reports_count += 1
    case.severity = Severity.URGENT if content.danger else case.severity
    case.save(update_fields=["reports_count", "severity"])
    record(ReportJoined(case.pk, str(content.report), person), actor=actor, subject=f"case:{case.pk}", area=case.area)
    return Receipt(content.report, case.pk, case.number, False, True)


def _too_many() -> TooMany:
    words = _("一小时内最多上报 %(most)s 条，请过一会儿再发。") % {"most": settings.BENFU_REPORTS_AN_HOUR}
    return TooMany(words, retry_after=600)


def _fields(content: Checked) -> dict[str, Any]:
    """Return a report's own columns."""
    names = (
        "position",
        "crs",
        "accuracy_m",
        "taken_at",
        "received_at",
        "reported_on",
        "words",
        "danger",
        "fingerprint",
    )
    return {"id": content.report, "category": content.category.pk} | {name: getattr(content, name) for name in names}


def _near(case: Case, content: Checked) -> bool:
    """Return whether a report comes from where the case is, so that nobody joins cases by guessing their ids."""
    reach = content.category.near_m + min(content.accuracy_m or 0.0, MOST_ACCURACY_M)
    return distance_m(*case.lonlat, *content.position) <= reach


def _must_be_open(case: Case) -> None:
    if not case.is_open:
        raise CaseEnded(_("这件事已经办完了。如果问题还在，请作为新的上报。"), case=case.pk, number=case.number)


def _supplement(actor: Actor, own: Report, area: str, words: str) -> None:
    event = ReportSupplemented(own.case_id, str(own.pk), own.person_id)
    fact = record(event, actor=actor, subject=f"case:{own.case_id}", area=area)
    Note.objects.create(fact=fact, case_id=own.case_id, said_by_id=own.person_id, words=words)


def _own(actor: Actor, report: UUID) -> Report:
    """Return the actor's own report. Raises NotFound for an absent one and for somebody else's alike."""
    own = Report.objects.filter(pk=report, person=actor.own_person()).first()
    if own is None:
        raise NotFound(_("没有找到这条上报。"))
    return own


def _category_of(case: int) -> str:
    return Case.objects.filter(pk=case).values_list("category_id", flat=True).first() or ""


def _reported_at(case: int) -> datetime:
    return Case.objects.values_list("reported_at", flat=True).get(pk=case)
