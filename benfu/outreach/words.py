"""The states of the follow-up in words and colours."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .workflow import State

WORDS: dict[State, tuple[Promise, str]] = {
    State.SURVEYED: (_("摸排"), "act"),
    State.VERIFIED: (_("核实"), "act"),
    State.REPORTED: (_("报到"), "act"),
    State.ENROLLED: (_("纳管"), "ok"),
    State.TRANSFERRED: (_("转接"), ""),
    State.RETURNED: (_("返回"), ""),
    State.LOST: (_("失联"), "bad"),
}
