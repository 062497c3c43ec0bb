"""Findings in words: what is wrong, where, and what to do about it."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benfu.geo.findings import Finding
from benfu.geo.findings import Kind as Shape

from .reports import Kind

SENTENCES: Mapping[str, object] = {
    Shape.NOT_JSON: gettext_lazy(
        "文件不是 GeoJSON：第 %(line)s 行第 %(column)s 个字符读不下去。请从制图软件重新导出为 GeoJSON（UTF-8）。"
    ),
    Shape.NOT_COLLECTION: gettext_lazy("文件不是要素集合（FeatureCollection），而是 %(detail)s。请导出整个图层。"),
    Shape.NO_FEATURES: gettext_lazy("文件里没有任何要素。"),
    Shape.NOT_A_FEATURE: gettext_lazy("%(where)s 不是要素（Feature）。"),
    Shape.NO_GEOMETRY: gettext_lazy("%(where)s 没有图形，或图形没有面积。"),
    Shape.WRONG_TYPE: gettext_lazy("%(where)s 是 %(detail)s，边界必须是面（Polygon 或 MultiPolygon）。"),
    Shape.BAD_COORDINATES: gettext_lazy("%(where)s 的坐标不是成对的数字。"),
    Shape.SHORT_RING: gettext_lazy("%(where)s 有一圈只有 %(positions)s 个点，至少要 4 个（首尾相同）。"),
    Shape.UNCLOSED_RING: gettext_lazy(
        "%(where)s 有一圈没有闭合：起点在 %(spot)s，首尾相差 %(gap_m)s 米。请把终点接到起点。"
    ),
    Shape.SELF_CROSSING: gettext_lazy("%(where)s 的边界在 %(spot)s 处自相交叉。请在制图软件里改好这一处。"),
    Shape.INVALID_POLYGON: gettext_lazy("%(where)s 不是有效的面（%(detail)s），位置 %(spot)s。"),
    Shape.UNKNOWN_CRS: gettext_lazy("不认识的坐标系“%(detail)s”。请转换为 WGS-84 或 CGCS2000 经纬度后再导入。"),
    Shape.CRS_CONFLICT: gettext_lazy("文件写明的坐标系是 %(detail)s，与您选的不一致。请核对。"),
    Shape.CONVERTED: gettext_lazy("文件是 %(detail)s 坐标，已换算为 WGS-84。"),
    Shape.PROJECTED: gettext_lazy("坐标是米（例如 %(xy)s），不是经纬度。请转换为 WGS-84 或 CGCS2000 经纬度后再导入。"),
    Shape.SWAPPED: gettext_lazy("经度和纬度写反了（例如 %(xy)s）：应当经度在前、纬度在后。"),
    Shape.OUTSIDE_CHINA: gettext_lazy("有 %(share)s 的点不在中国范围内（例如 %(spot)s）。请核对坐标系。"),
    Shape.MISSING_CODE: gettext_lazy("%(where)s 没有代码。"),
    Shape.DUPLICATE_CODE: gettext_lazy("代码 %(detail)s 出现了 %(times)s 次：%(where)s。每个区域只能出现一次。"),
    Shape.OVERLAP: gettext_lazy("%(where)s 重叠 %(area)s（占较小一方的 %(share)s），在 %(spot)s 附近。"),
    Shape.GAP: gettext_lazy(
        "在%(where)s之内，有 %(area)s（%(share)s）没有划给任何下级区域，共 %(count)s 处，最大一处 %(largest)s，在 %(spot)s 附近。"
        "若是海面或保护区可以不管；落在这里的点归上级。"
    ),
    Shape.OUTSIDE_PARENT: gettext_lazy("%(where)s 有 %(area)s（%(share)s）伸出上级区域之外。"),
    Shape.LOOKS_SHIFTED: gettext_lazy(
        "这些边界像是 %(detail)s 坐标：照原样有 %(share)s 落在 %(where)s 之外，"
        "按 %(detail)s 换算后只剩 %(share_after)s。请选对坐标系再上传。"
    ),
    Kind.UNREADABLE: gettext_lazy("文件读不出文字。请另存为 CSV（UTF-8）。"),
    Kind.NO_COLUMNS: gettext_lazy(
        "没有找到代码列和名称列。表头要有“代码、名称”，或 street_code、street、community_code、community；现在是：%(detail)s"
    ),
    Kind.BAD_CODE: gettext_lazy("第 %(where)s 行的代码“%(detail)s”不是 6、9、12 或 15 位数字。"),
    Kind.BAD_NAME: gettext_lazy("%(where)s（%(detail)s）没有名称，或名称过长。"),
    Kind.TWO_NAMES: gettext_lazy("代码 %(where)s 有两个名称：%(detail)s。"),
    Kind.MANY_DISTRICTS: gettext_lazy("名单里有多个区县（%(detail)s）。请指明只导入哪一个。"),
    Kind.NOT_UNDER: gettext_lazy("有 %(count)s 个区域不在 %(detail)s 之下，没有导入：%(where)s。"),
    Kind.NOTHING_UNDER: gettext_lazy("名单里没有 %(detail)s 之下的区域。"),
    Kind.NOT_IN_LIST: gettext_lazy("有 %(count)s 个已有区域不在这份名单里，保持不变：%(where)s。"),
    Kind.NO_PARENT: gettext_lazy("%(where)s 的上级 %(detail)s 还没有导入。"),
    Kind.UNMATCHED: gettext_lazy("%(where)s 没有代码，名单里也没有同名区域，没有导入；落在这里的点归上级。"),
    Kind.AMBIGUOUS: gettext_lazy("%(where)s 有多个同名区域（%(detail)s），没有导入。请在文件里写上代码。"),
    Kind.NOTHING_MATCHED: gettext_lazy("文件里没有一个区域能与名单对上。请先导入区划名单，或在文件里写上代码。"),
    Kind.WRONG_LEVEL: gettext_lazy("%(where)s 的代码 %(detail)s 不属于您选的层级。"),
    Kind.PSEUDO_STREET: gettext_lazy(
        "%(where)s（%(detail)s）按代码不是街道或乡镇，而是园区、保护区一类的单位；按街道一级导入，落在这里的上报归它。"
    ),
    Kind.NAME_KEPT: gettext_lazy("%(where)s 的名称与名单不同，保留名单的名称：%(detail)s。"),
    Kind.SYNTHETIC_WITHDRAWN: gettext_lazy("有 %(count)s 个示意网格或社区边界因此作废，请重新切分。"),
    Kind.PARENT_SYNTHETIC: gettext_lazy("有 %(count)s 个上级区域的边界只是示意，没有拿来核对：%(where)s。"),
    Kind.NO_COMMUNITIES: gettext_lazy("有 %(count)s 个街道没有社区，无法切分网格：%(where)s。请先导入区划名单。"),
    Kind.NO_STREET_OUTLINE: gettext_lazy("有 %(count)s 个街道没有边界，其中没有边界的社区画不出来：%(where)s。"),
    Kind.NO_ROOM: gettext_lazy("有 %(count)s 个街道被已有边界的社区占满，其余社区没有地方可画：%(where)s。"),
    Kind.COMMUNITIES_DRAWN: gettext_lazy(
        "有 %(count)s 个社区没有边界，按街道面积均分画出，标为“示意”，不代表实际边界。"
    ),
    Kind.CELLS_KEPT: gettext_lazy("有 %(count)s 个社区已有实测网格，保持不变：%(where)s。"),
    Kind.TOO_MANY_CELLS: gettext_lazy("%(where)s 要切成 %(wanted)s 个网格，超过 999 个。请把网格定大一些。"),
}


def sentence(finding: Finding) -> str:
    """Return a finding as a sentence in the reader's language."""
    numbers = finding.numbers
    values: dict[str, object] = {name: _number(value) for name, value in numbers.items()}
    values |= {name: write(numbers[key]) for name, (key, write) in _MEASURES.items() if key in numbers}
    values["where"] = _("、").join(part for part in finding.where if part) or _("上级区域")
    values["detail"] = finding.detail
    values["spot"] = _spot(numbers, "lon", "lat")
    values["xy"] = _spot(numbers, "x", "y")
    return str(SENTENCES[finding.kind]) % values


def summary(added: int, changed: int, unchanged: int, withdrawn: int) -> str:
    """Return the counts of a report as one line."""
    return _("新增 %(added)s，变更 %(changed)s，不变 %(unchanged)s，作废 %(withdrawn)s。") % {
        "added": added,
        "changed": changed,
        "unchanged": unchanged,
        "withdrawn": withdrawn,
    }


def square(metres: float) -> str:
    """Return an area in square metres or kilometres, whichever reads better."""
    if metres < 100_000:
        return _("%(number)s 平方米") % {"number": f"{metres:,.0f}"}
    return _("%(number)s 平方公里") % {"number": f"{metres / 1e6:,.2f}"}


def percent(share: float) -> str:
    """Return a share (0–1) as a percentage that is never rounded to nothing."""
    return f"{share:.0%}" if share >= 0.1 else f"{share:.2%}" if share >= 0.0001 else "<0.01%"


def _number(value: float) -> str:
    return f"{value:,.0f}"


def _spot(numbers: Mapping[str, float], x: str, y: str) -> str:
    """Return a position for copying into a map, "?" when there is none."""
    return f"{numbers[x]:.6f},{numbers[y]:.6f}" if x in numbers and y in numbers else "?"


_MEASURES: Mapping[str, tuple[str, Callable[[float], str]]] = {
    "area": ("area_m2", square),
    "largest": ("largest_m2", square),
    "share": ("share", percent),
    "share_after": ("share_after", percent),
}
