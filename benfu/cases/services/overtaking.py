"""What somebody is told whose move came too late: who was first, with what, and when."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from benfu.cases.models import Case
from benfu.cases.workflow import WORDS, State
from benfu.people import selectors as people
from benfu.platform.journal import selectors as journal
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict
from benfu.ui import times

DID: dict[str, str] = {
    "CaseFiled": gettext_noop("受理"),
    "CaseDeclined": gettext_noop("判为不予受理"),
    "CaseDispatched": gettext_noop("派单"),
    "CaseAccepted": gettext_noop("接单"),
    "CaseHandedBack": gettext_noop("退回"),
    "CaseHandled": gettext_noop("提交处置结果"),
    "CaseSentBack": gettext_noop("退回重办"),
    "CaseClosed": gettext_noop("核查办结"),
}
"""What each fact of a move is called after "… ago already"."""


def overtaken(case: Case) -> Conflict:
    """Return the refusal for a move that came too late."""
    last = journal.facts_of(f"case:{case.pk}", list(DID)).order_by("-id").first()
    state = _(WORDS[State(case.state)].staff)
    if last is None:
        return Conflict(
            _("这个案件现在是“%(state)s”，不能这样办理。") % {"state": state}, case=case.pk, state=case.state
        )
    by = last.data["by"]
    name = people.names_of([by]).get(by, _("系统"))
    when = times.ago(last.happened_at, clock.now())
    words = {"who": name, "what": _(DID[last.kind]), "when": when, "state": state}
    message = _("%(who)s %(when)s已%(what)s，现在是“%(state)s”。请刷新后再看。") % words
    return Conflict(
        message, case=case.pk, state=case.state, version=case.version, move=last.kind, at=last.happened_at.isoformat()
    )
