"""Every page in English: what is still Chinese on it was said by somebody, or is somebody's or some place's name."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from tests.browsers import browser_of
from tests.district import NAMES

from .lived_in import LivedIn
from .pages import SHEETS, Sheet
from .rewards import SAID as REWARDS

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
CHINESE = re.compile(r"[\u3400-\u9fff]+")
SPOKEN = ("alt", "aria-label", "placeholder", "title", "data-label", "content")
"""Attributes that a reader hears or sees."""
PEOPLE = (
    *("林小舟", "何川", "周明", "方晴", "梅岚", "管宁", "李工", "顾慧", "安宁", "吴桐", "唐远"),
    *("程一", "湖生", "胡珊", "袁林", "兰溪", "海波", "方圆", "郭凡"),
)
OFFICES = tuple(f"{name}居委会" for name in NAMES.values())
PLACES = (*NAMES.values(), *OFFICES, "市政管理所", "惠民超市", "海滨路", "翠湖小卖部", "翠湖路", "翠湖园林站")
SAID = (
    *("井盖碎了一半，晚上看不见。", "路边的树枝", "去看了，树枝已经清走。", "这一段线属于通信公司。", "已经处理好。"),
    *("已经修好，谢谢您！", "您常跑的是海盛社区，请扫他们的码。", "核实丢失的报到卡", "顺达快递", "旧手机"),
    *("金海快递支部", "远山县第一支部", "去站点见了面。"),
    *("快送金海站", "顺达金海站", "站长"),
    *("招募网格监督员", "顺路看一看，发现问题拍一张。", "天天从这里过。", "周末有空。"),
    *REWARDS,
    *("雨衣", "水杯", "手套", "充电宝", "加厚，带反光条。"),
)
OURS = ("中文",)
"""The name of a language in that language."""


class Reader(HTMLParser):
    """Collects what a page says: its text, and the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._skipping = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the attributes; the text of styles is none."""
        self._skipping = tag == "style"
        self.said.extend(value for name, value in attrs if value and (name in SPOKEN or name.startswith("data-")))

    def handle_endtag(self, tag: str) -> None:
        """Listen again."""
        self._skipping = False

    def handle_data(self, data: str) -> None:
        """Note the text; words that scripts will say stand in JSON."""
        if not self._skipping:
            self.said.append(data.encode().decode("unicode_escape") if "\\u" in data else data)


def chinese_in(page: str) -> list[str]:
    """Return the Chinese on a page that is nobody's words or name."""
    reader = Reader()
    reader.feed(page)
    text = "\n".join(reader.said)
    for known in sorted((*PEOPLE, *PLACES, *SAID, *OURS), key=len, reverse=True):
        text = text.replace(known, "")
    # A name's initial in its round picture, the masked name at the counter, the numbers of cells.
    text = re.sub(r"^\s*[\u3400-\u9fff]\s*$|[\u3400-\u9fff]\*\*|第\d+网格|\d+ 号", "", text, flags=re.MULTILINE)
    return [line.strip() for line in text.splitlines() if CHINESE.search(line)]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_page_speaks_english(lived_in: LivedIn, sheet: Sheet) -> None:
    client = browser_of(lived_in.actor(sheet.who)) if sheet.who else Client()
    client.cookies["language"] = "en"
    answer = client.get(sheet.path.format(**lived_in.things))
    assert answer.status_code < 500
    assert '<html lang="en"' in answer.content.decode()
    left = chinese_in(answer.content.decode())
    assert not left, left
