"""Tables, certificates and cards on paper: what is said in them can be read back, and the same content gives the same bytes."""

from datetime import UTC, date, datetime, timedelta

import pytest

from benfu.documents import BADGE, Card, Certificate, Column, cards_pdf, certificate_pdf, table_pdf
from tests.papers import MADE, pages, size

COLUMNS = [Column("物品", 3), Column("数量", number=True), Column("日期")]
CERTIFICATE = Certificate(
    title="志愿服务记录证明",
    to="林小舟：",
    text="参加“社区巡查”，累计 12.5 小时。\n特此证明。",
    facts=[("姓名", "林小舟"), ("服务时长", "12.5 小时")],
    number_words="编号：990101-2026-000001",
    issuer="金海街道",
    date_words="2026 年 3 月 1 日",
    check="https://example.org/x/v-abc",
    check_words="扫码核验",
)


def test_a_table_says_what_its_rows_say() -> None:
    rows = [("雨衣", 3, date(2026, 3, 1)), ("=1+1", None, datetime(2026, 3, 1, 8, 5))]
    pdf = table_pdf("日结单", ["网点：金海驿站"], COLUMNS, rows, made_at=MADE, total=("合计", 3, None))
    assert size(pdf) == (210, 297)
    (text,) = pages(pdf)
    assert text.startswith("日结单网点：金海驿站物品数量日期雨衣32026-03-01=1+12026-03-0108:05合计3")
    assert text.endswith("日结单1/1")


@pytest.mark.slow
def test_its_heading_and_number_stand_on_every_page() -> None:
    pdf = table_pdf("日结单", [], COLUMNS, [("雨衣", number, None) for number in range(90)], made_at=MADE)
    texts = pages(pdf)
    assert len(texts) == 3
    assert all("物品数量日期" in text for text in texts)
    assert [text[-3:] for text in texts] == ["1/3", "2/3", "3/3"]
    assert "雨衣0雨衣1" in texts[0]
    assert "雨衣89" in texts[2]


def test_a_wide_table_lies_on_its_side_and_an_empty_one_says_so() -> None:
    pdf = table_pdf("表", [], [Column(f"列{number}") for number in range(7)], [], made_at=MADE, empty="没有记录")
    assert size(pdf) == (297, 210)
    assert "列6没有记录" in pages(pdf)[0]


def test_a_row_of_another_length_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="argument 2"):
        table_pdf("表", [], COLUMNS, [("雨衣", 1)], made_at=MADE)


def test_odd_characters_do_not_stop_the_press() -> None:
    (text,) = pages(table_pdf("表\x00", ["a\tb\x07"], COLUMNS, [("笑😀脸", 1, None)], made_at=MADE))
    assert "笑□脸" in text
    assert text.startswith("表ab物品")


def test_a_certificate_says_everything_on_one_page() -> None:
    pdf = certificate_pdf(CERTIFICATE, made_at=MADE)
    assert size(pdf) == (297, 210)
    (text,) = pages(pdf)
    for words in (
        "志愿服务记录证明",
        "林小舟：",
        "累计12.5小时。",
        "特此证明。",
        "编号：990101-2026-000001",
        "扫码核验",
    ):
        assert words in text
    assert text.endswith("金海街道2026年3月1日")


@pytest.mark.slow
def test_cards_fill_sheets() -> None:
    cards = [Card("金海社区", f"骑手{number:02}", ["NO 1"], "https://example.org/x/p-abc") for number in range(11)]
    texts = pages(cards_pdf("登记卡", cards, made_at=MADE))
    assert [text.count("金海社区") for text in texts] == [10, 1]
    assert "骑手09" in texts[0]
    assert "骑手10" in texts[1]
    assert [text.count("骑手") for text in pages(cards_pdf("胸牌", cards[:5], made_at=MADE, size=BADGE))] == [4, 1]
    assert pages(cards_pdf("登记卡", [], made_at=MADE)) == [""]


@pytest.mark.slow
def test_the_same_content_gives_the_same_bytes() -> None:
    def made(at: datetime) -> list[bytes]:
        card = Card("金海社区", "林", [], "https://example.org")
        return [table_pdf("表", [], COLUMNS, [("雨衣", 1, None)], made_at=at), cards_pdf("卡", [card], made_at=at)]

    assert made(MADE) == made(MADE)
    assert made(MADE) != made(datetime(2026, 3, 2, tzinfo=UTC) + timedelta(hours=1))
