"""Words that the scripts of the form and the queue put on the page; {n} and others are filled there."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REPORT: dict[str, str | Promise] = {
    "first": _("拍一张"),
    "another": _("再拍一张"),
    "photo": _("第 {n} 张照片"),
    "damaged": _("这张照片没存下来，请再拍一张。"),
    "empty": _("这张照片是空的，请再拍一张。"),
    "large": _("照片超过 20 MB，请直接用相机拍一张。"),
    "full": _("手机存不下了。请清理一些空间，再点一次提交。"),
    "lacks_photo": _("先拍一张照片"),
    "lacks_category": _("选一选是什么问题"),
    "lacks_place": _("还不知道在哪里：等定位，或从名单里选"),
    "locating": _("正在定位…"),
    "denied": _("没有定位，请从名单里选"),
    "accuracy": _("精度 ±{n} 米"),
    "by_hand": _("手选的位置"),
    "kept": _("位置已记下，有网后显示地图"),
    "near": _("{m} 米内 {ago}有人报过"),
    "minutes": _("{n} 分钟前"),
    "hours": _("{n} 小时前"),
    "days": _("{n} 天前"),
    "state_waiting": _("正在发送…"),
    "state_offline": _("现在没有网。照片存在手机里，有网后自动发送。"),
    "state_login": _("请重新登录，照片都还在，登录后自动发送。"),
    "state_done": _("社区已经收到，编号 {n}。"),
    "state_partly": _("社区已经收到，编号 {n}。有照片没收下，请到待上传里看看。"),
    "state_refused": _("没有收下，请到待上传里看看原因。"),
}

QUEUE: dict[str, str | Promise] = {
    "tries": _("试了 {n} 次"),
    "photo": _("第 {n} 张照片："),
    "lost": _("手机里已经没有了"),
    "number": _("编号 {n}"),
    "sure": _("删除后找不回来。确定删除吗？"),
    "foreign_why": _("这是另一个账号留下的，不会用现在的账号发送。"),
    "state_waiting": _("等待发送"),
    "state_offline": _("等网络"),
    "state_sending": _("发送中"),
    "state_login": _("请重新登录"),
    "state_refused": _("没有收下"),
    "state_partly": _("有照片没收下"),
    "state_done": _("已发出"),
    "state_foreign": _("别的账号"),
}
