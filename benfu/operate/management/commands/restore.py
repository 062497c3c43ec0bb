"""Restore a backup into an empty installation."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from benfu.operate.backup import empty_everything, read_manifest, restore_backup
from benfu.operate.home import Home
from benfu.operate.selectors import tables
from benfu.operate.words import Trouble, say


class Command(BaseCommand):
    help = "Restore a backup into an empty installation (or, with --fresh, in place of what it holds)."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder `benfu backup` wrote")
        parser.add_argument("--fresh", action="store_true", help="throw away what this installation holds now")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["folder"].resolve()
        if Home(Path(settings.HOME)).taken("up"):
            raise Trouble("benfu is running from this data folder; stop it, restore, and start it again.")
        manifest = read_manifest(folder)
        if tables() and not options["fresh"]:
            raise Trouble(
                "this database is not empty; restore into an empty one, or throw away what it holds with --fresh."
            )
        if options["fresh"]:
            empty_everything()
        restore_backup(folder, manifest)
        call_command("migrate", interactive=False, verbosity=0)
        say(f"restored the database and {len(manifest['files']) - 1} files of {manifest['made_at'][:16]}")
        call_command("checkup", quiet=True)
