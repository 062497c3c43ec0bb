"""The states of a registration in words and colours."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .workflow import State

STATE_WORDS: dict[State, Promise] = {
    State.WAITING: _("等社区确认"),
    State.APPROVED: _("社区已确认"),
    State.DECLINED: _("没有通过"),
    State.LEFT: _("已退出"),
}
STATE_TONES: dict[State, str] = {State.WAITING: "warn", State.APPROVED: "ok", State.DECLINED: "bad", State.LEFT: ""}
