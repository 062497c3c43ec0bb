"""Law 9: no function over 70 lines, no file over 600, no complexity over 8, no import inside a function."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.laws.house import ROOT, House, build, held

LONGEST_FUNCTION = 70
LONGEST_FILE = 600
MOST_COMPLEX = 8
KINDS = {".py", ".js", ".css", ".html", ".toml", ".sh"}
# Written or read by machines, not by people.
NOT_WRITTEN_BY_HAND = {"migrations", "data", "catalogue", "vendor", "locale"}


def long_functions(house: House) -> list[str]:
    """Return functions with more lines than a screen or two."""
    return [
        source.at(node, f"{node.name} has {length} lines, {LONGEST_FUNCTION} are allowed")
        for source in house.python(tests=True)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]


def long_files(house: House) -> list[str]:
    """Return files that one cannot keep in mind."""
    found = []
    for path in sorted(house.code.rglob("*")):
        if path.suffix in KINDS and not NOT_WRITTEN_BY_HAND & set(path.parts):
            lines = path.read_text(encoding="utf-8").count("\n")
            if lines > LONGEST_FILE:
                found.append(f"{path.relative_to(house.root)}: has {lines} lines, {LONGEST_FILE} are allowed")
    return found


def hidden_imports(house: House) -> list[str]:
    """Return imports inside functions, where a circle hides."""
    return [
        source.at(inner, f"{node.name} imports inside: {ast.unparse(inner)}")
        for source in house.python(tests=True)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]


def test_functions_and_files_are_small() -> None:
    held(long_functions(House()) + long_files(House()))


def test_imports_stand_at_the_top() -> None:
    held(hidden_imports(House()))


def test_large_things_are_found(tmp_path: Path) -> None:
    long = "def long():\n" + "    x = 1\n" * LONGEST_FUNCTION
    fine = "def fine():\n" + "    x = 1\n" * (LONGEST_FUNCTION - 1)
    house = build(
        tmp_path, {"benfu/cases/a.py": long + fine, "benfu/cases/static/cases/b.js": "x;\n" * (LONGEST_FILE + 1)}
    )
    assert long_functions(house) == ["benfu/cases/a.py:1: long has 71 lines, 70 are allowed"]
    assert long_files(house) == ["benfu/cases/static/cases/b.js: has 601 lines, 600 are allowed"]


def test_a_hidden_import_is_found(tmp_path: Path) -> None:
    house = build(tmp_path, {"benfu/cases/a.py": "def f():\n    import os\n"})
    assert hidden_imports(house) == ["benfu/cases/a.py:2: f imports inside: import os"]


def test_the_linter_refuses_what_is_too_complex() -> None:
    branches = "".join(f"    if x == {number}:\n        return {number}\n" for number in range(MOST_COMPLEX + 1))
    code = f'"""A sentence."""\n\n\ndef f(x: int) -> int:\n    """Return."""\n{branches}    return 0\n'
    ruff = [str(Path(sys.executable).parent / "ruff"), "check", "--quiet", "--stdin-filename", "benfu/x.py", "-"]
    said = subprocess.run(ruff, input=code, capture_output=True, text=True, cwd=ROOT).stdout
    assert "C901" in said
    assert (
        tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]["mccabe"]["max-complexity"]
        == MOST_COMPLEX
    )
