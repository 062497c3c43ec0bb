"""Law 2: another room is read through its selectors and written through its services. Law 7: pages never say Model.objects."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.laws.house import INSTRUMENTS, House, Source, build, held, room_of

INSIDE = {
    "models",
    "access",
    "pages",
    "api",
    "forms",
    "schemas",
    "reactions",
    "tasks",
    "admin",
    "loaders",
    "urls",
    "migrations",
}
# Names other rooms may take from a room's models, each with its reason.
GIVEN_AWAY = {
    "benfu.platform.journal.models.Fact": "what a handler of facts is handed",
    "benfu.platform.identity.models.Account": "AUTH_USER_MODEL, which Django itself hands to everybody",
}
# Kits, not registers: they own no tables, and all they have is there to be used.
KITS = {"ui", "platform.lib", *INSTRUMENTS}
DOORS = ("pages", "api")
WRITES = {"save", "delete", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "update"}


def inner_imports(house: House) -> list[str]:
    """Return imports that reach past another room's selectors and services into its inside."""
    rooms = house.rooms()
    found = []
    for source in house.python():
        for node, module, name in source.imports():
            other = room_of(module if not name else f"{module}.{name}", rooms)
            if other in {None, source.room, *KITS} or _pure_model_import(source, module):
                continue
            inside = f"{module}.{name}".removeprefix(f"benfu.{other}").strip(".").split(".")
            dotted = f"{module}.{name}".strip(".")
            if inside[0] in INSIDE and dotted not in GIVEN_AWAY:
                found.append(source.at(node, f"reaches into {other}: {dotted}; use its selectors or services"))
            elif inside[0] == "services" and module.count(".") > len(f"benfu.{other}.services".split(".")) - 1:
                found.append(
                    source.at(
                        node, f"takes {dotted} from behind {other}'s services; import it from benfu.{other}.services"
                    )
                )
            elif name.startswith("_") and name != "__init__":
                found.append(source.at(node, f"takes the private {dotted}"))
    return found


def _pure_model_import(source: Source, module: str) -> bool:
    # A foreign key downwards may name the class it points at.
    return source.path.stem == "models" and module.endswith(".models")


def door_queries(house: House) -> list[str]:
    """Return queries written in pages and API functions."""
    found = []
    for source in house.python(*DOORS):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}:
                found.append(source.at(node, f"says {ast.unparse(node)}; call a selector, which takes the actor"))
            elif isinstance(node, ast.alias) and node.name in {"get_object_or_404", "get_list_or_404"}:
                found.append(source.at(node, f"{node.name} asks no actor; call a selector"))
    return found


def door_writes(house: House) -> list[str]:
    """Return rows changed in pages, in API functions, and anywhere in a room that owns no tables."""
    tableless = {
        room for room, folder in house.rooms().items() if room not in KITS and not (folder / "models.py").exists()
    }
    doors = {source.path for source in house.python(*DOORS)}
    sources = (source for source in house.python() if source.path in doors or source.room in tableless)
    return [
        source.at(node, f"changes rows itself: {ast.unparse(node)}; call a service")
        for source in sources
        for node in _writes(source)
    ]


def _writes(source: Source) -> Iterator[ast.expr]:
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        chain = ast.unparse(node.func.value)
        asked = ".objects" in chain or ".filter(" in chain or ".all()" in chain
        # A session and a route are no rows; a picture is saved to a place, which a row never is.
        saved = node.func.attr in {"save", "delete"} and not node.args and not chain.endswith(("session", "router"))
        if saved or (asked and node.func.attr in WRITES):
            yield node.func


def found_by_name(house: House) -> list[str]:
    """Return models fetched by name, around every law."""
    return [
        source.at(node, "get_model() walks around the rooms' doors")
        for source in house.python()
        if source.room != "operate"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get_model"
    ]


def test_rooms_meet_at_selectors_and_services() -> None:
    held(inner_imports(House()) + found_by_name(House()))


def test_pages_and_api_ask_selectors_and_call_services() -> None:
    held(door_queries(House()) + door_writes(House()))


def test_each_exception_is_still_needed() -> None:
    used = {f"{module}.{name}" for source in House().python() for _, module, name in source.imports()}
    assert set(GIVEN_AWAY) - used <= {"benfu.platform.identity.models.Account"}


def test_reaching_into_a_room_is_found(tmp_path: Path) -> None:
    house = build(
        tmp_path,
        {
            "benfu/cases/models.py": "",
            "benfu/cases/services/__init__.py": "",
            "benfu/cases/services/moving.py": "",
            "benfu/points/models.py": "from benfu.cases.models import Case",
            "benfu/points/rules.py": "\n".join(
                [
                    "from benfu.cases.models import Case",
                    "from benfu.cases import models",
                    "from benfu.cases.services.moving import file_case",
                    "from benfu.cases.selectors import _hidden",
                    "from benfu.cases.selectors import case_for",
                    "from benfu.points.models import Award",
                    "apps.get_model('cases', 'Case')",
                ]
            ),
        },
    )
    assert [line.split(":")[1] for line in inner_imports(house)] == ["1", "2", "3", "4"]
    assert found_by_name(house) == ["benfu/points/rules.py:7: get_model() walks around the rooms' doors"]


def test_queries_and_writes_in_pages_are_found(tmp_path: Path) -> None:
    house = build(
        tmp_path,
        {
            "benfu/cases/models.py": "",
            "benfu/cases/pages.py": "Case.objects.get(id=1)\ncase.save()\nrequest.session.save()\nseen.update(x=1)\n",
            "benfu/cases/api/cases.py": "from django.shortcuts import get_object_or_404\n",
            "benfu/cases/services.py": "def f():\n    Case.objects.filter(id=1).update(x=1)\n",
            "benfu/console/lists.py": "def f(cases):\n    cases.filter(id=1).update(x=1)\n",
        },
    )
    assert [line.split(": ")[0] for line in door_queries(house)] == [
        "benfu/cases/api/cases.py:1",
        "benfu/cases/pages.py:1",
    ]
    assert [line.split(": ")[0] for line in door_writes(house)] == [
        "benfu/cases/pages.py:2",
        "benfu/console/lists.py:2",
    ]
