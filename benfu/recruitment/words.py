"""States in words and colours."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .workflow import State

APPLICATION: dict[str, tuple[Promise, str]] = {
    State.APPLIED: (_("已报名"), "act"),
    State.INTERVIEWED: (_("已面谈"), "act"),
    State.APPOINTED: (_("已聘任"), "ok"),
    State.DECLINED: (_("未入选"), "bad"),
    State.WITHDRAWN: (_("已撤回"), ""),
}
APPOINTMENT: dict[str, tuple[Promise, str]] = {
    "coming": (_("未到任期"), "act"),
    "in_force": (_("在任"), "ok"),
    "over": (_("任期已满"), ""),
    "resigned": (_("已离任"), ""),
    "dismissed": (_("已解聘"), "bad"),
}
