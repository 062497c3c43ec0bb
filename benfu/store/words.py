"""States and movements in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .workflow import Kind, State

Words = str | Promise
STATES: dict[State, tuple[Words, str]] = {
    State.OPEN: (_("待领取"), "warn"),
    State.HANDED_OVER: (_("已领取"), "ok"),
    State.CANCELLED: (_("已取消"), "off"),
    State.EXPIRED: (_("已过期"), "off"),
}
KINDS: dict[Kind, Words] = {
    Kind.RECEIVE: _("到货"),
    Kind.RESERVE: _("预订"),
    Kind.HAND_OVER: _("交付"),
    Kind.RELEASE: _("退回"),
    Kind.COUNT: _("盘点"),
    Kind.WRITE_OFF: _("报损"),
}
