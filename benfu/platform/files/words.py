"""What is said to a person whose picture is not taken: what is wrong and what to do."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from benfu.imaging import Flaw

REFUSALS: Final[dict[Flaw, str | Promise]] = {
    Flaw.EMPTY: _("这张照片是空的。请重新选一张，或直接拍一张。"),
    Flaw.TOO_LARGE: _("照片超过 20 MB，收不下。请选小一些的，或直接用相机拍一张。"),
    Flaw.TOO_MANY_PIXELS: _("照片尺寸太大（超过 5000 万像素）。请把相机的分辨率调低再拍。"),
    Flaw.BOMB: _("这个文件展开后大得不正常，没有收。请直接用相机拍一张。"),
    Flaw.TRUNCATED: _("照片没有传完整。请在信号好的地方再发一次。"),
    Flaw.DAMAGED: _("照片已损坏，打不开。请重新拍一张。"),
    Flaw.DISGUISED: _("这个文件不是照片，没有收。请从相册里选照片，或直接拍一张。"),
    Flaw.UNSUPPORTED: _("这种图片格式暂时收不了。请用手机相机拍的照片（JPEG、HEIC、PNG、WebP）。"),
    Flaw.ANIMATED: _("动图不能当照片用。请选一张静态照片。"),
}

OTHER_PICTURE: Final = _("这个编号已经用在另一张照片上了。请把这张照片删掉后重新添加。")
NO_PICTURE: Final = _("没有这张照片，或者不归您看。")
