"""Every pair of colours that carries words reaches 4.5 : 1 (WCAG 2.2 AA), in light, dark and large letters."""

import re
from pathlib import Path

import pytest

STYLES = Path(__file__).resolve().parent.parent / "static" / "ui"
PAIRS = [
    ("ink", "card"), ("ink", "bg"), ("ink-2", "card"), ("ink-2", "bg"), ("ink", "hover"), ("ink-2", "hover"),
    ("act", "card"), ("act", "bg"), ("act-ink", "act"), ("act-2", "act-bg"),
    ("ok", "ok-bg"), ("ok", "card"), ("warn", "warn-bg"), ("warn", "card"), ("bad", "bad-bg"), ("bad", "card"),
    ("off", "off-bg"), ("brand-ink", "brand"), ("brand-ink", "brand-2"), ("brand-text", "card"), ("avatar", "avatar-bg"),
]  # fmt: skip


def tokens(*files: str) -> dict[str, str]:
    """Return the colour variables as the given files leave them, those of large letters apart."""
    text = "".join((STYLES / file).read_text() for file in files)
    normal = re.sub(r"html\[data-size=(care|huge)\] \{[^}]*\}", "", text)
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9A-Fa-f]{3,6})\s*;", normal))


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("files", [("core.css",), ("core.css", "dark.css")], ids=["light", "dark"])
@pytest.mark.parametrize(("letters", "ground"), PAIRS)
def test_words_can_be_read(files: tuple[str, ...], letters: str, ground: str) -> None:
    colours = tokens(*files)
    assert contrast(colours[letters], colours[ground]) >= 4.5, f"{letters} on {ground}"


@pytest.mark.parametrize("files", [("core.css",), ("core.css", "dark.css")], ids=["light", "dark"])
def test_the_edge_of_a_field_can_be_seen(files: tuple[str, ...]) -> None:
    colours = tokens(*files)
    assert contrast(colours["field"], colours["card"]) >= 3
