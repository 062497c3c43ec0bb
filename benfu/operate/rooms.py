"""The rooms that stand, lowest first, and the modules they bring for the operator."""

from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.core.management import get_commands
from django.utils.module_loading import module_has_submodule


def modules(name: str) -> list[tuple[str, ModuleType]]:
    """Return (room, module) of every room that has a module called `name` ('loaders', 'proofs'), lowest first."""
    rooms = [app for app in apps.get_app_configs() if app.name.startswith("benfu.") and app.module]
    return [
        (app.name.removeprefix("benfu."), import_module(f"{app.name}.{name}"))
        for app in rooms
        if module_has_submodule(app.module, name)
    ]


def has_command(name: str) -> bool:
    """Return whether some room brings a management command of this name."""
    return name in get_commands()
