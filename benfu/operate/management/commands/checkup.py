"""Prove that the stored data and the installation are sound; exit code 1 if anything is not."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from benfu.operate.rooms import modules
from benfu.operate.words import show


class Command(BaseCommand):
    help = (
        "Prove that data and installation are sound: sums, migrations, disk, clock, dead letters. Exit code 1 if not."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="show only what does not hold")

    def handle(self, *args: Any, **options: Any) -> None:
        held = broken = 0
        for room, module in modules("proofs"):
            for proof in module.proofs():
                held, broken = held + proof.ok, broken + (not proof.ok)
                if not proof.ok or not options["quiet"]:
                    detail = f"  ({proof.detail})" if proof.detail else ""
                    show(f"{'ok    ' if proof.ok else 'BROKEN'}  {room}: {proof.name}{detail}")
        show(f"{held} proofs hold, {broken} do not")
        sys.exit(1 if broken else 0)
