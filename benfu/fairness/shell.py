"""What fairness puts into the frames: the way to what waits for a person."""

from django.utils.translation import gettext_lazy as _

from benfu.ui import nav

from . import selectors
from .access import REVIEWERS

nav.register(
    door="console",
    group="points",
    label=_("异常查看"),
    url="fairness-suspicions",
    icon="shield-check",
    roles=REVIEWERS,
    badge=selectors.waiting_count,
    order=40,
)
