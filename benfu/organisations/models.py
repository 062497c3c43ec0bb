"""The table of organisations."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

NAME_LENGTH = 80


class Kind(models.TextChoices):
    """What an organisation is."""

    DEPARTMENT = "department", _("职能部门")
    COMMUNITY_OFFICE = "community_office", _("社区居委会")
    GRID_TEAM = "grid_team", _("网格队伍")
    SHOP = "shop", _("商户")
    PLATFORM_COMPANY = "platform_company", _("平台企业")
    PARTY_BRANCH = "party_branch", _("党支部")
    MOBILE_BRANCH = "mobile_branch", _("流动党支部")
    SECTOR_COMMITTEE = "sector_committee", _("行业党委")
    SOCIAL = "social_organisation", _("社会组织")


class Organisation(models.Model):
    """A body with a name that serves an area: the subtree of `area` is what it is there for."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=NAME_LENGTH)
    code = models.CharField(max_length=18, null=True, unique=True, help_text="unified social credit code")  # noqa: DJ001
    area = models.CharField(max_length=15)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area"], condition=Q(kind="community_office"), name="organisations_one_office_each"
            ),
            models.UniqueConstraint(fields=["area", "kind", "name"], name="organisations_named_once"),
        ]
        indexes = [models.Index(fields=["area"], opclasses=["text_pattern_ops"], name="organisations_area")]

    def __str__(self) -> str:
        return f"organisation:{self.pk}"
