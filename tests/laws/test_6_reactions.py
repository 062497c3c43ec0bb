"""Law 6: reactions are known by a lasting name of their room, and what leaves the house leaves from a task."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.laws.house import House, Source, build, held

OUTSIDE = (
    "smtplib",
    "socket",
    "http.client",
    "urllib.request",
    "requests",
    "httpx",
    "django.core.mail",
    "ftplib",
    "asyncio",
)
# Who may speak to the world: tasks, the senders they call, and the operator's own tools.
SENDERS = {"tasks", "senders", "channels"}


def subscriptions(house: House) -> Iterator[tuple[Source, ast.Call, str]]:
    """Yield (file, call, name) of each `@subscribe("room.what", …)`; the name is empty if it is not plain text."""
    for source in house.python():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                called = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                if called == "subscribe" and node.args:
                    first = node.args[0]
                    yield source, node, str(first.value) if isinstance(first, ast.Constant) else ""


def bad_names(house: House) -> list[str]:
    """Return subscriptions that could not be found again: not named after their room, or named twice, or not in reactions."""
    found = []
    counts = Counter(name for _, _, name in subscriptions(house))
    for source, node, name in subscriptions(house):
        own = source.room.rsplit(".", maxsplit=1)[-1]
        if not name.startswith(f"{own}."):
            found.append(
                source.at(node, f"a reaction of {source.room} is called '{own}.<what it does>', in plain text")
            )
        if counts[name] > 1:
            found.append(source.at(node, f"two reactions are called {name}; failed tellings are kept under the name"))
        if "reactions" not in source.path.relative_to(house.code).with_suffix("").parts:
            found.append(source.at(node, "a reaction lives in reactions.py, where it is found at start"))
    return found


def talkers(house: House) -> list[str]:
    """Return modules that speak to the world outside, though they are no sender."""
    return [
        source.at(node, f"{module} speaks to the world: write a row, and let a task send it")
        for source in house.python()
        if source.room not in {"operate", "conf"} and not SENDERS & set(source.path.with_suffix("").parts)
        for node, module, name in source.imports()
        if f"{module}.{name}".startswith(tuple(f"{one}." for one in OUTSIDE)) or module in OUTSIDE
    ]


def test_reactions_have_lasting_names() -> None:
    held(bad_names(House()))


def test_only_senders_speak_to_the_world() -> None:
    held(talkers(House()))


def test_bad_reactions_and_talkers_are_found(tmp_path: Path) -> None:
    house = build(
        tmp_path,
        {
            "benfu/points/reactions.py": "\n".join(
                [
                    "@subscribe('points.award', A)\ndef a(fact): ...",
                    "@subscribe('points.award', B)\ndef b(fact): ...",
                    "@subscribe('cases.award', C)\ndef c(fact): ...",
                    "@subscribe(NAME, D)\ndef d(fact): ...",
                ]
            ),
            "benfu/points/services.py": "from urllib.request import urlopen\n@subscribe('points.late', A)\ndef late(fact): ...",
            "benfu/points/tasks.py": "import smtplib\n",
        },
    )
    assert [line.split(": ")[0] for line in bad_names(house)] == [
        *("benfu/points/reactions.py:1", "benfu/points/reactions.py:3", "benfu/points/reactions.py:5"),
        *("benfu/points/reactions.py:7", "benfu/points/services.py:2"),
    ]
    assert [line.split(": ")[0] for line in talkers(house)] == ["benfu/points/services.py:1"]
