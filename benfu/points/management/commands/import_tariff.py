"""Publishes a tariff from its TOML file: benfu import tariff rules-2027.toml."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from benfu.points.tariff_file import BadTariff, read_tariff
from benfu.points.tariffs import publish


class Command(BaseCommand):
    help = "Publish a tariff of points from its TOML file. It begins in the future, and is never changed afterwards."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the tariff; see benfu/points/tariffs/2026-1.toml for the form")
        parser.add_argument("--dry-run", action="store_true", help="only check the file")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = options["file"].read_text("utf-8")
            tariff = read_tariff(text) if options["dry_run"] else publish(text)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['file']} cannot be read: {error}") from error
        except BadTariff as error:
            raise CommandError(f"{options['file']}: {error}") from error
        if tariff is None:
            self.stdout.write("this tariff is published already; nothing to do")
            return
        done = "is sound" if options["dry_run"] else "published"
        self.stdout.write(
            f"tariff {tariff.version} {done}: {len(tariff.rules)} rules, in force from {tariff.valid_from}"
        )
