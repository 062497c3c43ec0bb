"""Law 1: imports, foreign keys and templates go down only. (import-linter itself runs in ./test; here it is shown to bite.)"""

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from django.apps import apps
from django.db.models import Field, ManyToManyField

from tests.laws.house import ROOT, House, build, held, may_know, room_of

REFERS = re.compile(r"""{%-?\s*(extends|include)\s+(?:"([^"]+)"|'([^']+)'|(\S+))""")
COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", re.DOTALL)


def keys() -> Iterable[tuple[str, str, str]]:
    """Yield (room, room it points at, 'Model.field') of every relation between our tables."""
    rooms = House().rooms()
    for model in apps.get_models(include_auto_created=True):
        room = room_of(model.__module__, rooms)
        for field in model._meta.get_fields():
            if not room or not isinstance(field, Field) or not field.remote_field:
                continue
            other = room_of(field.related_model.__module__, rooms) if not isinstance(field.related_model, str) else None
            if other and not (isinstance(field, ManyToManyField) and field.remote_field.through is None):
                yield room, other, f"{model.__name__}.{field.name}"


def upward_keys(found: Iterable[tuple[str, str, str]]) -> list[str]:
    """Return the relations that point up or across."""
    return [
        f"benfu/{room.replace('.', '/')}/models.py: {field} points at {other}; upward links are facts or subjects like case:17"
        for room, other, field in found
        if not may_know(room, other)
    ]


def strange_templates(house: House) -> list[str]:
    """Return templates that extend or include anything but ui's and their own room's."""
    found = []
    for source in house.templates():
        own = source.room.rsplit(".", maxsplit=1)[-1]
        text = COMMENT.sub(lambda match: "\n" * match[0].count("\n"), source.text)
        for match in REFERS.finditer(text):
            target = match[2] or match[3]
            line = text.count("\n", 0, match.start()) + 1
            if target is None and (match[1] == "extends" or source.room != "ui"):
                found.append(source.at(line, f"{match[1]} {match[4]}: name the template itself"))
            elif target and not target.startswith(("ui/", f"{own}/")):
                found.append(source.at(line, f"{match[1]} {target} of another room"))
    return found


def misplaced_templates(house: House) -> list[str]:
    """Return templates that do not lie in a folder named after their room, where they would hide another's."""
    return [
        source.at(1, f"belongs into templates/{source.room.rsplit('.', maxsplit=1)[-1]}/")
        for source in house.templates()
        if source.path.relative_to(house.rooms()[source.room]).parts[1] != source.room.rsplit(".", maxsplit=1)[-1]
    ]


def test_foreign_keys_go_down() -> None:
    held(upward_keys(keys()))


def test_a_key_that_points_up_is_found() -> None:
    assert upward_keys([("ledger", "people", "Account.person"), ("cases", "territory", "Case.area")]) == [
        "benfu/ledger/models.py: Account.person points at people; upward links are facts or subjects like case:17"
    ]


def test_relations_are_seen_at_all() -> None:
    assert ("platform.journal", "platform.journal", "FailedTelling.fact") in keys()


def test_templates_stay_in_their_room() -> None:
    held(strange_templates(House()) + misplaced_templates(House()))


def test_a_template_of_another_room_is_found(tmp_path: Path) -> None:
    house = build(
        tmp_path,
        {
            "benfu/cases/pages.py": "",
            "benfu/cases/templates/cases/list.html": '{% extends "ui/console.html" %}\n{% include "store/goods.html" %}',
            "benfu/cases/templates/cases/base.html": "{% extends frame %}",
            "benfu/cases/templates/cases/fine.html": '{# {% include "store/x.html" %} #}{% include "cases/row.html" %}',
            "benfu/cases/templates/store/list.html": "",
        },
    )
    assert strange_templates(house) == [
        "benfu/cases/templates/cases/base.html:1: extends frame: name the template itself",
        "benfu/cases/templates/cases/list.html:2: include store/goods.html of another room",
    ]
    assert misplaced_templates(house) == ["benfu/cases/templates/store/list.html:1: belongs into templates/cases/"]


def _lint(folder: Path) -> str:
    """Run import-linter on a small house under our own contracts and return its exit code and what it says."""
    ours = (ROOT / "pyproject.toml").read_text()
    (folder / "pyproject.toml").write_text(ours[ours.index("[tool.importlinter]") :])
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    surroundings = {"PYTHONPATH": str(folder), "PATH": os.environ["PATH"], "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=surroundings)
    return f"{done.returncode} {' '.join(done.stdout.split())} {done.stderr}"


def _small_house(folder: Path, **files: str) -> str:
    rooms = {"benfu/conf/a.py": "", "benfu/platform/lib/a.py": "", "benfu/ui/a.py": ""}
    named = {f"benfu/{name.replace('__', '/')}.py": text for name, text in files.items()}
    build(folder, rooms | named)
    return _lint(folder)


def test_the_linter_lets_downward_imports_pass(tmp_path: Path) -> None:
    assert _small_house(tmp_path, cases__a="import benfu.people.b", people__b="import benfu.platform.lib.a").startswith(
        "0 "
    )


def test_the_linter_finds_an_upward_import(tmp_path: Path) -> None:
    said = _small_house(tmp_path, ledger__a="import benfu.people.b", people__b="")
    assert said.startswith("1 ")
    assert "benfu.ledger is not allowed to import benfu.people" in said


def test_the_linter_finds_strangers_that_know_each_other(tmp_path: Path) -> None:
    said = _small_house(tmp_path, cases__a="import benfu.store.b", store__b="")
    assert said.startswith("1 ")


def test_the_linter_finds_a_circle(tmp_path: Path) -> None:
    said = _small_house(tmp_path, cases__a="import benfu.cases.b", cases__b="import benfu.cases.a")
    assert said.startswith("1 ")


def test_the_linter_finds_a_room_without_a_storey(tmp_path: Path) -> None:
    said = _small_house(tmp_path, attic__a="")
    assert said.startswith("1 ")
