"""What looks like farming, in the reader's language: what it is, and the figures behind it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Suspicion
from .rules import Kind

TITLES = {
    Kind.SAME_PICTURE: gettext_lazy("同一张照片用了两次"),
    Kind.SAME_PLACE: gettext_lazy("同一个地方反复报"),
    Kind.TOO_FAST: gettext_lazy("两处离得太远，来不及到"),
    Kind.VERIFYING_RING: gettext_lazy("互相核查"),
    Kind.CONFIRMING_RING: gettext_lazy("互相补充"),
    Kind.SAME_NAME: gettext_lazy("核查人和上报人同名"),
}
REASONS = {
    Kind.SAME_PLACE: gettext_lazy("%(days)s 天里，在 %(metres).0f 米以内报了 %(times)s 次同一类事。"),
    Kind.TOO_FAST: gettext_lazy("两次上报相隔 %(metres)s 米，只隔了 %(seconds)s 秒。"),
    Kind.VERIFYING_RING: gettext_lazy("这几个人互相核查对方的上报，共 %(times)s 件。"),
    Kind.CONFIRMING_RING: gettext_lazy("这几个人大多只补充对方的上报，共 %(times)s 件。"),
    Kind.SAME_NAME: gettext_lazy("可能是同一个人的两个账号：核查了 %(times)s 件同名的人的上报。"),
}


def reason(suspicion: Suspicion) -> str:
    """Return why it was noticed, with the figures."""
    kind = Kind(suspicion.kind)
    figures: dict[str, object] = suspicion.figures
    if kind != Kind.SAME_PICTURE:
        return str(REASONS[kind]) % figures
    if figures["bits"]:
        return _("这张照片和以前一张几乎一样（64 位特征只差 %(bits)s 位）。") % figures
    return _("这张照片和以前一张完全一样。")
