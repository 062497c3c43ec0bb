"""The bell in both frames."""

from django.utils.translation import gettext_lazy as _

from benfu.ui import nav

from .selectors import unread_count

nav.register(door="worker", group="header", label=_("消息"), url="notices-inbox", icon="bell", badge=unread_count)
nav.register(
    door="console", group="header", label=_("消息"), url="notices-staff-inbox", icon="bell", badge=unread_count
)
