"""States in words and colours."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .workflow import Place, State

STATE_WORDS: dict[str, tuple[Promise, str]] = {
    State.WAITING: (_("等街道确认"), "warn"),
    State.APPROVED: (_("街道已确认"), "ok"),
    State.DECLINED: (_("没有通过"), "bad"),
    State.LEFT: (_("已退出"), ""),
}
PLACE_WORDS: dict[str, tuple[Promise, str]] = {
    Place.INVITED: (_("等本人确认"), "warn"),
    Place.CLAIMED: (_("等站点确认"), "warn"),
    Place.CONFIRMED: (_("双方已确认"), "ok"),
    Place.REFUSED: (_("没有确认"), "bad"),
    Place.LEFT: (_("已离开"), ""),
}
