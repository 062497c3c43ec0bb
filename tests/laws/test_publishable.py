"""What anybody may see: no paths of the machine it was written on, no package mirrors, no real people."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.laws.house import ROOT, held

TEXT = {
    ".py",
    ".md",
    ".toml",
    ".lock",
    ".html",
    ".js",
    ".css",
    ".csv",
    ".po",
    ".sh",
    ".yml",
    ".yaml",
    ".json",
    ".geojson",
    ".txt",
    "",
}
MACHINE = re.compile(
    r"/(?:home|Users)/[a-z]\w*|/root/\w|/(?:work|opt|tmp)/(?:main|shared|b|pypi|uvv|mytest)\b|\b[A-Z]:\\Users\\"
)
MIRROR = re.compile(
    r"https?://[\w.-]*(?:/simple/?(?=[\s\"']|$)|mirror[\w.-]*/)|--(?:extra-)?index-url\s+\S|--find-links\s+\S"
)
# Numbers that could ring at somebody's: Chinese mobiles. Invented ones have the exchange 0000 (13800001234), which no
# operator gives out in the documentation and test ranges used here.
MOBILE = re.compile(r"(?<![\d.])1[3-9]\d(\d{4})\d{4}(?![\d.])")
IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dX](?!\d)")
INVENTED_EXCHANGES = {"0000", "0001", "0002"}
THIS_FILE = "tests/laws/test_publishable.py"


def committed(root: Path) -> list[str]:
    """Return what git knows of, and what it would take in next."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    return [
        name for name in subprocess.check_output(command, cwd=root, text=True).splitlines() if (root / name).is_file()
    ]


def betrayals(root: Path, names: Iterable[str]) -> list[str]:
    """Return lines that tell of this machine or of a package mirror."""
    return [
        f"{name}:{number}: {match[0]!r} belongs to one machine"
        for name, number, line in _lines(root, names)
        if (match := MACHINE.search(line) or MIRROR.search(line))
    ]


def real_people(root: Path, names: Iterable[str]) -> list[str]:
    """Return telephone numbers that could be somebody's, and complete identity numbers."""
    found = []
    for name, number, line in _lines(root, names):
        found += [
            f"{name}:{number}: {match[0]} could be somebody's telephone; invented ones read 138 0000 1234"
            for match in MOBILE.finditer(line)
            if match[1] not in INVENTED_EXCHANGES
        ]
        found += [
            f"{name}:{number}: {match[0]} is a complete identity number"
            for match in IDENTITY.finditer(line)
            if _valid(match[0])
        ]
    return found


def _valid(number: str) -> bool:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return (
        "10X98765432"[sum(int(digit) * weight for digit, weight in zip(number[:17], weights, strict=True)) % 11]
        == number[17]
    )


def _lines(root: Path, names: Iterable[str]) -> Iterable[tuple[str, int, str]]:
    for name in names:
        if Path(name).suffix in TEXT and name != THIS_FILE:
            text = (root / name).read_text(encoding="utf-8", errors="replace")
            yield from ((name, number, line) for number, line in enumerate(text.splitlines(), 1))


def test_nothing_tells_of_one_machine() -> None:
    held(betrayals(ROOT, committed(ROOT)))


def test_people_are_invented() -> None:
    # Hashes and coordinates are long digits of chance.
    held(real_people(ROOT, (name for name in committed(ROOT) if not name.endswith((".lock", ".json", ".geojson")))))


def test_betrayals_and_real_numbers_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "see /home/anna/x\npip --index-url https://mirror.example/simple\n/tmp/main\nfine: /home, /tmp/x\n"
    )
    (tmp_path / "b.py").write_text(
        'a = "13912345678"\nb = "13800001234"\nc = 1391234567890\nd = "11010519491231002X"\n'
    )
    assert [line.split(": ")[0] for line in betrayals(tmp_path, ["a.md"])] == ["a.md:1", "a.md:2", "a.md:3"]
    assert [line.split(": ")[0] for line in real_people(tmp_path, ["b.py"])] == ["b.py:1", "b.py:4"]
