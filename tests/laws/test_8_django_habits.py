"""Law 8: no signals as wiring, no save() overrides, no rules in forms, schemas or admin."""

import ast
from pathlib import Path

from tests.laws.house import House, build, held

SIGNALS = (
    "django.db.models.signals",
    "django.dispatch",
    "django.core.signals",
    "django.contrib.auth.signals",
    "django.db.backends.signals",
)
OVERRIDES = {"save", "delete", "asave", "adelete", "save_model", "delete_model", "save_form", "save_related"}
RULELESS = ("forms", "schemas", "admin")
ACTING = {"transaction", "record"}


def signals(house: House) -> list[str]:
    """Return modules that wire by signals."""
    return [
        source.at(node, f"{module} wires behind everybody's back: call a service, or record a fact and react to it")
        for source in house.python()
        for node, module, name in source.imports()
        if module.startswith(SIGNALS) or f"{module}.{name}" in SIGNALS
    ]


def overrides(house: House) -> list[str]:
    """Return classes that change what saving or deleting means."""
    return [
        source.at(method, f"{node.name}.{method.name}() hides a rule; it belongs into a service or a constraint")
        for source in house.python()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef) and node.bases
        for method in node.body
        if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef) and method.name in OVERRIDES
    ]


def ruling_forms(house: House) -> list[str]:
    """Return forms, schemas and admin modules that write, record or call services."""
    return [
        source.at(node, f"{source.path.stem} describes input; {name or module} belongs into a service")
        for source in house.python(*RULELESS)
        for node, module, name in source.imports()
        # A class of the services' (what they are given) is a type; a function is an act.
        if name in ACTING or name == "services" or (module.endswith(".services") and name[:1].islower())
    ]


def test_nothing_is_wired_by_signals() -> None:
    held(signals(House()))


def test_saving_means_saving() -> None:
    held(overrides(House()))


def test_forms_and_schemas_hold_no_rules() -> None:
    held(ruling_forms(House()))


def test_bad_habits_are_found(tmp_path: Path) -> None:
    house = build(
        tmp_path,
        {
            "benfu/cases/apps.py": "from django.db.models.signals import post_save\nfrom django.dispatch import receiver\n",
            "benfu/cases/models.py": "class Case(Model):\n    def save(self): ...\nclass Plain:\n    def save(self): ...\n",
            "benfu/cases/forms.py": "from django.db import transaction\nfrom .services import close_case\n",
            "benfu/cases/pages.py": "from .services import close_case\n",
        },
    )
    assert [line.split(": ")[0] for line in signals(house)] == ["benfu/cases/apps.py:1", "benfu/cases/apps.py:2"]
    assert [line.split(": ")[0] for line in overrides(house)] == ["benfu/cases/models.py:2"]
    assert [line.split(": ")[0] for line in ruling_forms(house)] == ["benfu/cases/forms.py:1", "benfu/cases/forms.py:2"]
