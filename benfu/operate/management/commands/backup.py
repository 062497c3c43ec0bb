"""Write a backup into a folder."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from benfu.operate.backup import write_backup
from benfu.operate.words import say


class Command(BaseCommand):
    help = "Write database and pictures into a new folder, with checksums. The privacy keys are not in it: keep them apart."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that does not exist yet, such as backups/2026-01-31")

    def handle(self, *args: Any, **options: Any) -> None:
        manifest = write_backup(options["folder"].resolve())
        say(
            f"backed up into {options['folder']}: the database and {len(manifest['files']) - 1} files, each with its checksum"
        )
        say("the privacy keys are not in it: keep a copy of them (secrets.env, or your environment) in another place")
