"""Territory's entry in the console's menu."""

from django.utils.translation import gettext_lazy as _

from benfu.platform.identity.roles import Role
from benfu.ui import nav

nav.register(
    door="console",
    group="people",
    label=_("区划与网格"),
    url="territory-areas",
    icon="map-2",
    roles=(Role.ADMINISTRATOR,),
    order=90,
)
