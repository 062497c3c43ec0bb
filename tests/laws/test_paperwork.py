"""What is written about the house: a sentence on each module and function, a page on each room, a reason for each dependency."""

import ast
import re
import tomllib
from pathlib import Path

from tests.laws.house import ROOT, House, build, held

PACKAGE = re.compile(r"^[A-Za-z0-9._-]+")
MOST_README_LINES = 120
LEAST_README_WORDS = 60


def silent_modules(house: House) -> list[str]:
    """Return modules that do not begin with a sentence about themselves."""
    return [
        source.at(1, "does not begin with a sentence about itself")
        for source in house.python(tests=True)
        if source.text.strip() and not ast.get_docstring(source.tree)
    ]


def silent_functions(house: House) -> list[str]:
    """Return public functions and classes without a docstring (commands of Django describe themselves by `help`)."""
    found = []
    for source in house.python():
        if "management" in source.path.parts:
            continue
        for node in source.tree.body:
            inner = node.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_") else []
            for part in [node, *inner]:
                if not isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or _is_overload(part):
                    continue
                if not part.name.startswith("_") and part.name != "Meta" and not ast.get_docstring(part):
                    found.append(source.at(part, f"{part.name} says nothing about itself"))
    return found


def _is_overload(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    return any("overload" in ast.unparse(decorator) for decorator in node.decorator_list)


def rooms_without_a_page(house: House) -> list[str]:
    """Return rooms whose README is missing, a stub, or longer than a page."""
    found = []
    for room, folder in house.rooms().items():
        file = folder / "README.md"
        name = f"benfu/{room.replace('.', '/')}/README.md"
        if not file.exists():
            found.append(f"{name}: the room has no page about itself")
            continue
        text = file.read_text(encoding="utf-8")
        if len(text.split()) < LEAST_README_WORDS or not text.startswith("# "):
            found.append(f"{name}: says too little: what it is, its verbs, its facts, what it does not do")
        if text.count("\n") > MOST_README_LINES:
            found.append(f"{name}: longer than a page")
    return found


def unexplained_dependencies(root: Path) -> list[str]:
    """Return dependencies without a row (name, reason, licence) in docs/dependencies.md, and rows without a dependency."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(one for extra in project.get("optional-dependencies", {}).values() for one in extra),
    ]
    names = {match[0].lower() for one in wanted if (match := PACKAGE.match(one))}
    rows = {}
    for line in (root / "docs" / "dependencies.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("| `") and len(cells) >= 3:
            rows[cells[0].strip("`").lower()] = cells
    found = [f"docs/dependencies.md: {name} stands in pyproject, but not here" for name in sorted(names - set(rows))]
    found += [f"docs/dependencies.md: {name} stands here, but not in pyproject" for name in sorted(set(rows) - names)]
    return found + [
        f"docs/dependencies.md: {name} has no reason or no licence"
        for name, cells in rows.items()
        if not all(cells[:3])
    ]


def test_modules_and_functions_say_what_they_are() -> None:
    held(silent_modules(House()) + silent_functions(House()))


def test_each_room_has_its_page() -> None:
    held(rooms_without_a_page(House()))


def test_each_dependency_has_its_reason() -> None:
    assert unexplained_dependencies(ROOT) == []


def test_silence_is_found(tmp_path: Path) -> None:
    house = build(
        tmp_path,
        {
            "benfu/cases/a.py": "x = 1\n",
            "benfu/cases/b.py": '"""B."""\ndef f(): ...\nclass C:\n    """C."""\n    def g(self): ...\n    def _h(self): ...\n',
            "benfu/cases/tests/test_c.py": "def test_x(): ...\n",
            "benfu/store/a.py": '"""A."""',
            "benfu/store/README.md": "# store\n\nToo short.\n",
        },
    )
    assert [line.split(": ")[0] for line in silent_modules(house)] == [
        "benfu/cases/a.py:1",
        "benfu/cases/tests/test_c.py:1",
    ]
    assert [line.split(": ")[0] for line in silent_functions(house)] == ["benfu/cases/b.py:2", "benfu/cases/b.py:5"]
    assert [line.split(": ")[0] for line in rooms_without_a_page(house)] == [
        "benfu/cases/README.md",
        "benfu/store/README.md",
    ]


def test_an_unexplained_dependency_is_found(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "dependencies.md").write_text(
        "| `django` | pages | BSD |\n| `left` | gone | MIT |\n| `h3` | | MIT |\n"
    )
    (tmp_path / "pyproject.toml").write_text(
        '[project]\ndependencies = ["django>=5", "h3", "shapely[x]>=2; sys_platform == \'linux\'"]\n'
    )
    assert unexplained_dependencies(tmp_path) == [
        "docs/dependencies.md: shapely stands in pyproject, but not here",
        "docs/dependencies.md: left stands here, but not in pyproject",
        "docs/dependencies.md: h3 has no reason or no licence",
    ]
