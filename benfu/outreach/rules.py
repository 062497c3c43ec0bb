"""PURE: which organisation suits whom, and how long texts may be."""

from collections.abc import Collection
from dataclasses import dataclass

ORIGIN_LENGTH = 80
WORDS_LENGTH = 500
MOST_MATCHES = 5
CONSENT = "outreach"
PARTY_KINDS = ("party_branch", "mobile_branch", "sector_committee")
TRADE_WORDS: dict[str, tuple[str, ...]] = {
    "rider": ("骑手", "外卖", "配送"),
    "courier": ("快递", "配送", "寄递"),
    "ride_hailing_driver": ("网约车", "出行", "司机"),
    "truck_driver": ("货运", "货车", "司机", "物流"),
    "livestreamer": ("主播", "直播", "电商"),
}
"""Words in an organisation's name that say which trade it is for."""
COMPANY, TRADE = 8, 4
NEAR = {12: 3, 9: 2, 6: 1}
"""Points for lying in (or serving) the same community, street, district."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well an organisation suits somebody: points, and whether company, trade and area spoke for it."""

    points: int
    company: bool
    trade: bool
    near: int


def fit(name: str, area: str, *, home: str, trade: str, companies: Collection[str]) -> Fit:
    """Return how well an organisation (name and area served) suits somebody at `home` (a community's code).

    Its company's own comes first, then the trade's, then the nearest; of two alike the nearer one.
    """
    by_company = any(len(one) >= 2 and one in name for one in companies)
    by_trade = any(word in name for word in TRADE_WORDS.get(trade, ()))
    near = max((points for digits, points in NEAR.items() if _share(area, home, digits)), default=0)
    return Fit(COMPANY * by_company + TRADE * by_trade + near, by_company, by_trade, near)


def _share(area: str, home: str, digits: int) -> bool:
    """Return whether both lie in one area of so many digits."""
    return len(area) >= digits and area[:digits] == home[:digits]
