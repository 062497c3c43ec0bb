"""Law 10: reference data is data in a file, loaded again and again without change; never a migration."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from benfu.operate.reference import load_all
from tests.laws.house import House, Source, build, held

FILLS = re.compile(r"^\s*(INSERT|UPDATE|COPY|DELETE)\b", re.IGNORECASE)
# Migrations that must run code, each with its reason.
ALLOWED: dict[str, str] = {}


def filling_migrations(house: House) -> list[str]:
    """Return migrations that put rows into tables."""
    found = []
    for room, folder in house.rooms().items():
        for path in sorted(folder.glob("migrations/*.py")):
            source = Source(house, room, path)
            for node in ast.walk(source.tree):
                if isinstance(node, ast.Call) and _fills(node) and source.name not in ALLOWED:
                    found.append(source.at(node, "puts rows into tables: load them from a file (loaders.py) instead"))
    return found


def _fills(node: ast.Call) -> bool:
    called = ast.unparse(node.func).rsplit(".", maxsplit=1)[-1]
    if called == "RunPython":
        return True
    texts = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return called == "RunSQL" and any(FILLS.match(text) for text in texts)


def rows() -> dict[str, list[str]]:
    """Return what stands in each of our tables, as text and in order."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model.__module__.startswith("benfu."):
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(f"SELECT t::text FROM {table} t ORDER BY 1")
                found[model._meta.label] = [row[0] for row in cursor.fetchall()]
    return found


def test_migrations_bring_no_rows() -> None:
    held(filling_migrations(House()))


@pytest.mark.django_db
def test_loading_twice_changes_nothing() -> None:
    load_all(lambda words: None)
    once = rows()
    load_all(lambda words: None)
    twice = rows()
    assert {label for label in once if once[label] != twice[label]} == set()
    assert any(once.values()), "no room loaded anything: the test proves nothing"


def test_a_filling_migration_is_found(tmp_path: Path) -> None:
    house = build(
        tmp_path,
        {
            "benfu/cases/models.py": "",
            "benfu/cases/migrations/0002_fill.py": "migrations.RunPython(fill)\nmigrations.RunSQL('INSERT INTO a VALUES (1)')",
            "benfu/cases/migrations/0003_trigger.py": "migrations.RunSQL('CREATE FUNCTION f() AS $$ INSERT INTO log $$')",
        },
    )
    assert [line.split(":")[0] for line in filling_migrations(house)] == ["benfu/cases/migrations/0002_fill.py"] * 2
