"""The cockpit's place in the staff's menu."""

from django.utils.translation import gettext_lazy as _

from benfu.insight.selectors import VIEWERS
from benfu.ui import nav

nav.register(door="console", group="insight", label=_("驾驶舱"), url="board-cockpit", icon="chart-bar", roles=VIEWERS)
