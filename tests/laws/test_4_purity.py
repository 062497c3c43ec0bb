"""Law 4: workflow.py, events.py, rules.py and the instruments import neither Django nor the web, not even through others."""

from pathlib import Path

import grimp
import pytest

from tests.laws.house import INSTRUMENTS, build, held

PURE = {"workflow", "events", "rules"}
FRAMEWORKS = ("django", "ninja", "procrastinate", "psycopg", "granian", "whitenoise", "csp")


def impure(graph: grimp.ImportGraph, package: str) -> list[str]:
    """Return the pure modules that reach a framework, each with the way there."""
    found = []
    for module in sorted(graph.modules):
        parts = module.split(".")
        if (
            parts[0] != package
            or "tests" in parts
            or not (parts[-1] in PURE or (parts[1:2] and parts[1] in INSTRUMENTS))
        ):
            continue
        for framework in FRAMEWORKS:
            chain = framework in graph.modules and graph.find_shortest_chain(importer=module, imported=framework)
            if chain:
                found.append(f"{'/'.join(parts)}.py: imports {framework}: {' -> '.join(chain)}")
    return found


def test_what_is_pure_stays_pure() -> None:
    held(impure(grimp.build_graph("benfu", include_external_packages=True, cache_dir=None), "benfu"))


def test_django_behind_a_corner_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(
        tmp_path,
        {
            "benfu/cases/events.py": "from benfu.cases import shapes",
            "benfu/cases/shapes.py": "import django",
            "benfu/cases/rules.py": "import dataclasses",
            "benfu/geo/points.py": "from ninja import Schema",
            "benfu/geo/tests/test_points.py": "import django",
        },
    )
    # Under another name, for the real package is loaded already.
    (tmp_path / "benfu").rename(tmp_path / "smallhouse")
    for path in (tmp_path / "smallhouse").rglob("*.py"):
        path.write_text(path.read_text().replace("benfu", "smallhouse"))
    (tmp_path / "smallhouse" / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    graph = grimp.build_graph("smallhouse", include_external_packages=True, cache_dir=None)
    assert impure(graph, "smallhouse") == [
        "smallhouse/cases/events.py: imports django: smallhouse.cases.events -> smallhouse.cases.shapes -> django",
        "smallhouse/geo/points.py: imports ninja: smallhouse.geo.points -> ninja",
    ]
