"""What each kind of notice says: one row a kind, so that a new notice is a row here and a line in reactions.py."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Words:
    """A notice's title and sentence (with %(name)s places filled from its data), its icon, its tone and where it leads."""

    title: str | Promise
    body: str | Promise
    icon: str
    tone: str
    leads_to: str
    """A path with %(name)s places."""


REPORT = "/r/%(case)s/"
CASE = "/c/cases/%(case)s/"
RECRUIT = "/recruit/"

WORDS: dict[str, Words] = {
    "CaseFiled": Words(_("已受理"), _("您上报的%(thing)s已由社区受理。"), "circle-check", "act", REPORT),
    "CaseDeclined": Words(_("未受理"), _("您上报的%(thing)s未受理，点开看原因。"), "info-circle", "warn", REPORT),
    "CaseClosed": Words(_("已办结"), _("您上报的%(thing)s已处置并核查通过，谢谢您！"), "circle-check", "ok", REPORT),
    "PointsAwarded": Words(_("积分到账"), _("查实 %(amount)s 分，点开看是哪条规则。"), "coin", "ok", "/pts/"),
    "HonourAwarded": Words(_("您有一项荣誉"), _("街道审核通过了。公不公开，由您来定。"), "award", "ok", "/me/honours/"),
    "AppealAsked": Words(
        _("积分申诉"), _("有一份积分申诉等待答复，按期答复。"), "scale", "warn", "/c/points/appeals/%(appeal)s/"
    ),
    "AppealAnswered": Words(
        _("申诉有答复"), _("您的积分申诉有答复了，点开看。"), "scale", "act", "/pts/appeals/%(appeal)s/"
    ),
    "RegistrationApproved": Words(_("报到通过"), _("社区已确认您的报到，点开看报到卡。"), "id", "ok", "/me/card/"),
    "RegistrationDeclined": Words(
        _("报到未通过"), _("社区没有通过您的报到，点开看原因，可以重新报到。"), "info-circle", "warn", "/me/"
    ),
    "OrderHandedOver": Words(_("已领取"), _("您兑换的东西已领取。"), "gift", "ok", "/o/%(order)s/"),
    "OrderExpired": Words(_("兑换过期"), _("没有按时领取，积分已退回。"), "gift", "warn", "/o/%(order)s/"),
    "WorkerRegistered": Words(_("有人报到"), _("有一位小哥向您的社区报到，等待确认。"), "users", "act", "/c/people/"),
    "ApplicationMade": Words(
        _("有人报名"), _("有一位小哥报名兼职网格员，请约他面谈。"), "certificate", "act", "/c/recruit/"
    ),
    "ApplicationDeclined": Words(_("报名未入选"), _("这次没有入选，点开看原因。"), "info-circle", "warn", RECRUIT),
    "AppointmentMade": Words(_("聘任"), _("您被聘为兼职网格员，点开看聘书。"), "certificate", "ok", RECRUIT),
    "TermEnding": Words(_("任期快到"), _("兼职网格员的任期快到了，需要时请续聘。"), "clock", "warn", RECRUIT),
    "AppointmentEnded": Words(
        _("聘任结束"), _("一份兼职网格员聘任已经结束，点开看看。"), "info-circle", "warn", RECRUIT
    ),
    "CaseDispatched": Words(_("新派单"), _("%(thing)s派给您处置，请接单。"), "clipboard-list", "act", CASE),
    "CaseHandedBack": Words(_("被退单"), _("%(thing)s被退回，请重新派单。"), "arrow-back-up", "bad", CASE),
    "CaseHandled": Words(_("待核查"), _("%(thing)s已处置，请核查。"), "clipboard-list", "act", CASE),
    "CaseSentBack": Words(_("核查未通过"), _("%(thing)s核查未通过，请重新处置。"), "arrow-back-up", "bad", CASE),
}
