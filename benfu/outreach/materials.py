"""The materials each stage of development is shown by: a list to tick, not a check of what they say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .workflow import Stage

MATERIALS: dict[Stage, dict[str, Promise]] = {
    Stage.APPLICANT: {"application": _("入党申请书"), "talk": _("谈话记录")},
    Stage.ACTIVIST: {"recommendation": _("推荐意见"), "inspection": _("培养考察记录")},
    Stage.TARGET: {"review": _("政治审查材料"), "training": _("培训结业证明")},
    Stage.PROBATIONARY: {"volunteer": _("入党志愿书"), "resolution": _("支部大会决议")},
    Stage.MEMBER: {"conversion": _("转正申请书"), "conversion_resolution": _("转正决议")},
}
