"""Prints the schema of a tariff's file, for editors: benfu manage tariff_schema > benfu/points/tariffs/schema.json."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from benfu.points.tariff_file import schema


class Command(BaseCommand):
    help = "Print the JSON Schema of a tariff's file."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps(schema(), indent=2))
