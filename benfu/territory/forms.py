"""What the pages take in; whether it fits is for the services to say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benfu.geo.crs import Crs

from .cutting import CELLS_EACH, MOST_CELLS
from .levels import Level
from .naming import LEVEL_NAMES


class UploadForm(forms.Form):
    """A list (CSV) or boundaries (GeoJSON), and what the file itself does not say."""

    file = forms.FileField(
        label=_("文件"),
        help_text=_("区划名单（CSV）或边界（GeoJSON），不超过 20 MB。先试算并列出问题，确认后才写入。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.json,.geojson"}),
    )
    under = forms.ChoiceField(label=_("只导入这个区域之下的"))
    level = forms.ChoiceField(
        label=_("没有代码的面属于"),
        required=False,
        choices=[("", _("按名称自动判断")), *((level, LEVEL_NAMES[level]) for level in Level)],
    )
    crs = forms.ChoiceField(
        label=_("坐标系（文件没有写明时）"),
        required=False,
        choices=[("", _("经纬度 WGS-84 或 CGCS2000")), (Crs.GCJ02, "GCJ-02"), (Crs.BD09, "BD-09")],
    )
    source = forms.CharField(
        label=_("数据来源"), required=False, max_length=200, help_text=_("谁的数据、什么许可，会写在地图下面。")
    )
    official = forms.BooleanField(label=_("这是主管部门提供的正式边界"), required=False)

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        under = self.fields["under"]
        if isinstance(under, forms.ChoiceField):
            under.choices = areas


class CutForm(forms.Form):
    """Where to draw grid cells, and how many."""

    under = forms.CharField(widget=forms.HiddenInput)
    each = forms.IntegerField(label=_("每个社区几个网格"), min_value=1, max_value=MOST_CELLS, initial=CELLS_EACH)
