"""The duties in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from benfu.platform.identity.roles import Role

NAMES: dict[Role, Promise] = {
    Role.WORKER: _("新就业群体"),
    Role.PART_TIME_GRID_MEMBER: _("兼职网格员"),
    Role.GRID_MEMBER: _("专职网格员"),
    Role.GRID_LEADER: _("网格长"),
    Role.COMMUNITY_WORKER: _("社区工作者"),
    Role.STREET_OFFICIAL: _("街道干部"),
    Role.DEPARTMENT_HANDLER: _("部门经办人"),
    Role.STORE_KEEPER: _("积分超市店员"),
    Role.REST_STOP_KEEPER: _("驿站管理员"),
    Role.ENTERPRISE_MANAGER: _("企业/站点负责人"),
    Role.ADMINISTRATOR: _("管理员"),
}
