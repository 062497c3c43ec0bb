"""The house as the laws see it: rooms, storeys, files and their syntax trees; of this checkout, or of a bad example."""

import ast
import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# One room only (`./test cases` sets it): what its neighbours do wrong is not its business.
ONLY = os.environ.get("BENFU_LAWS_ROOM", "")
INSTRUMENTS = ("geo", "imaging", "documents")
SHOWN = 60


@dataclass(frozen=True)
class House:
    """A tree with a package `benfu` in it."""

    root: Path = ROOT

    @property
    def code(self) -> Path:
        """The package."""
        return self.root / "benfu"

    def rooms(self) -> dict[str, Path]:
        """Return room name → folder; the ground floor's are called platform.journal and so on."""
        found = {}
        for folder in sorted(self.code.iterdir()):
            inner = sorted(folder.iterdir()) if folder.name == "platform" else []
            for room in [inside for inside in inner if inside.is_dir()] or [folder]:
                if any(room.glob("*.py")):
                    found[str(room.relative_to(self.code)).replace("/", ".")] = room
        return found

    def python(self, *names: str, tests: bool = False) -> Iterator["Source"]:
        """Yield the rooms' Python files, those called `names` (stems, or folders of that name) if any are given."""
        for room, folder in self.rooms().items():
            for path in sorted(folder.rglob("*.py")):
                inside = path.relative_to(folder)
                if "migrations" in inside.parts or (not tests and "tests" in inside.parts):
                    continue
                if not names or inside.stem in names or set(inside.parts[:-1]) & set(names):
                    yield Source(self, room, path)

    def templates(self) -> Iterator["Source"]:
        """Yield the rooms' templates."""
        for room, folder in self.rooms().items():
            for path in sorted(folder.glob("templates/**/*")):
                if path.suffix in {".html", ".txt", ".js", ".xml"}:
                    yield Source(self, room, path)


@dataclass(frozen=True)
class Source:
    """One file of a room."""

    house: House
    room: str
    path: Path

    @property
    def name(self) -> str:
        """The path from the root, as people click on it."""
        return str(self.path.relative_to(self.house.root))

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.path.read_text(encoding="utf-8")

    @property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return _parse(self.path, self.path.stat().st_mtime_ns)

    def at(self, node: ast.AST | int, words: str) -> str:
        """Return a violation: where, and what is wrong."""
        line = node if isinstance(node, int) else getattr(node, "lineno", 1)
        return f"{self.name}:{line}: {words}"

    def imports(self) -> Iterator[tuple[ast.Import | ast.ImportFrom, str, str]]:
        """Yield (node, module, name) of each import at run time; `name` is empty for `import module`."""
        for node in _running(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node, alias.name, "") for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                module = self._absolute(node)
                yield from ((node, module, alias.name) for alias in node.names)

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = self.path.relative_to(self.house.root).parts[: -node.level]
        return ".".join([*package, *([node.module] if node.module else [])])


@lru_cache(maxsize=2000)
def _parse(path: Path, _changed: int) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def _running(node: ast.AST) -> Iterator[ast.AST]:
    """Walk the tree, leaving out what only the type checker reads."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from _running(child)


def storeys() -> list[list[str]]:
    """Return the storeys from the roof down, as pyproject tells them to import-linter: one place for the order."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = {contract["id"]: contract.get("layers", []) for contract in contracts}
    named = [[room.strip(" ()") for room in layer.split("|")] for layer in layers["storeys"]]
    ground = [[f"platform.{room.strip(' ()')}"] for room in layers["ground"]]
    return [room for layer in named for room in (ground if layer == ["platform"] else [layer])]


def may_know(room: str, other: str) -> bool:
    """Return whether `room` may know `other`: itself, or a room on a storey below."""
    level = {name: number for number, layer in enumerate(storeys()) for name in layer}
    return room == other or level[other] > level[room]


def room_of(module: str, rooms: dict[str, Path]) -> str | None:
    """Return the room a dotted module lies in; None if it is none of ours."""
    parts = module.split(".")
    if parts[0] != "benfu":
        return None
    for length in (2, 1):
        name = ".".join(parts[1 : 1 + length])
        if name in rooms:
            return name
    return None


def held(violations: list[str]) -> None:
    """Fail with all violations, those of one room only if just that one is being tested."""
    ours = [line for line in violations if line.startswith(f"benfu/{ONLY.replace('.', '/')}/")] if ONLY else violations
    if ours:
        more = [f"… and {len(ours) - SHOWN} more"] if len(ours) > SHOWN else []
        pytest.fail("\n".join([f"{len(ours)} against the law:", *ours[:SHOWN], *more]), pytrace=False)


def build(root: Path, files: dict[str, str]) -> House:
    """Write a small house for a bad example."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        for parent in list(path.relative_to(root).parents)[:-1]:
            if parent.parts[0] == "benfu" and not {"templates", "locale", "static"} & set(parent.parts):
                (root / parent / "__init__.py").touch()
    return House(root)
