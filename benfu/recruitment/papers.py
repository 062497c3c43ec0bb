"""The letter of appointment (聘书) as PDF, and a bundle of several."""

import io
import zipfile
from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from benfu.credentials.addresses import address_of
from benfu.credentials.selectors import in_force, printed_code
from benfu.documents import Certificate, certificate_pdf
from benfu.platform.lib import clock
from benfu.platform.lib.errors import NotFound
from benfu.territory import selectors as territory

from .rules import CERTIFICATE
from .selectors import AppointmentRow

COMMUNITY = 12


def letter(row: AppointmentRow, request: HttpRequest) -> bytes:
    """Return the letter of an appointment as PDF. Raises NotFound once it holds no longer."""
    subject = f"appointment:{row.id}"
    credential = in_force(CERTIFICATE, [subject]).get(subject)
    if credential is None:
        raise NotFound(_("这份聘任已经结束，没有聘书。"))
    first, last = (date_format(day, "Y年n月j日") for day in (row.starts_on, row.ends_on))
    text = _("兹聘请您担任%(place)s%(post)s（兼职网格员），任期自%(first)s至%(last)s。")
    paper = Certificate(
        title=_("聘书"),
        to=_("%(name)s 同志：") % {"name": row.name},
        text=text % {"place": row.place, "post": row.post, "first": first, "last": last},
        facts=[(_("岗位"), row.post), (_("区域"), row.place), (_("任期"), f"{row.starts_on} – {row.ends_on}")],
        number_words=_("编号：%(number)s") % {"number": row.number},
        issuer=territory.area(row.area[:COMMUNITY]).name or settings.BENFU_NAME,
        date_words=date_format(clock.today(), "Y年n月j日"),
        check=address_of(printed_code(credential), request),
        check_words=_("扫码验真：只显示是否有效、\n是什么证、属于哪个社区。"),
    )
    return certificate_pdf(paper, made_at=clock.now())


def bundle(rows: Sequence[AppointmentRow], request: HttpRequest) -> bytes:
    """Return the letters of several appointments in one ZIP archive, each under its number and name."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for row in rows:
            archive.writestr(f"{row.number} {row.name}.pdf", letter(row, request))
    return held.getvalue()
