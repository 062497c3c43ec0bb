"""Where a line of Chinese may end: between any two characters, not before a closing mark, after an opening one, or in a word."""

import re
from collections.abc import Callable

# No line begins with these or ends with those (GB/T 15834, 5.1.10).
_CLOSING = "，。、；：？！…—～·”’）》〉」』】〕％,.;:?!)%"
_OPENING = "“‘（《〈「『【〔(#¥"
_PIECE = re.compile(rf"[{re.escape(_OPENING)}]*(?:[!-~\u00a0-\u024f]+|.)[{re.escape(_CLOSING)}]*\s*", re.DOTALL)


def wrap(text: str, width: float, measure: Callable[[str], float]) -> str:
    """Return the text with line ends, so that no line is wider than `width` by `measure` unless one single word is."""
    return "\n".join(line for paragraph in text.split("\n") for line in _lines(paragraph, width, measure))


def _lines(paragraph: str, width: float, measure: Callable[[str], float]) -> list[str]:
    if measure(paragraph) <= width:
        return [paragraph]
    lines, line, length = [], "", 0.0
    for piece in _PIECE.findall(paragraph):
        wide = measure(piece.rstrip())
        if line and length + wide > width:
            lines.append(line.rstrip())
            line, length = "", 0.0
        line += piece
        length += measure(piece)
    return [*lines, line.rstrip()]
