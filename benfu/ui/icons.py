"""Icons: one consistent stroke, written into the page itself, so that none arrives late or is missing offline."""

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "data" / "vendor" / "tabler-icons"
_EMPTY_BOX = '<path stroke="none" d="M0 0h24v24H0z" fill="none" />'


def names() -> frozenset[str]:
    """Return the names of all icons at hand."""
    return frozenset(path.stem for path in FOLDER.glob("*/*.svg"))


@cache
def strokes(name: str) -> str:
    """Return an icon's inner SVG (24 × 24 units, drawn by stroke). Raises LookupError naming the icon."""
    path = next(FOLDER.glob(f"*/{name}.svg"), None)
    if path is None:
        raise LookupError(f"no icon {name!r}: add it to benfu/ui/vendor.json and run python -m benfu.ui.vendor")
    inner = re.sub(r"^.*?<svg[^>]*>|</svg>.*$", "", path.read_text(), flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "", inner.replace(_EMPTY_BOX, "")).replace(" />", "/>")
