"""Bring an installation up to date before it serves: translations, tables, reference data, static files, demo."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from benfu.operate import installation, reference, static_files, translations
from benfu.operate.words import say


class Command(BaseCommand):
    help = (
        "Bring tables, reference data, translations and static files up to date; `benfu up` does this at every start."
    )
    # Migrating checks by itself; doing it twice costs a second at every start.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="make a new database an invented district")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            translations.compile_all(settings.CODE)
        except OSError as error:
            say(f"translations could not be compiled ({error}); pages in English may show Chinese")
        executor = MigrationExecutor(connection)
        steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if steps:
            say(f"bringing the tables up to date ({len(steps)} steps)")
            call_command("migrate", interactive=False, verbosity=0)
        say("loading reference data")
        reference.load_all(lambda words: None)
        if static_files.collect_if_changed():
            say("collected and compressed the static files")
        if installation.decide(demo=options["demo"]):
            installation.fill()
