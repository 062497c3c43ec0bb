"""Says what a draft of the points rules would have cost: benfu backtest draft.toml [--since 2026-07-01 --until 2026-09-30]."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from benfu.platform.lib import clock
from benfu.points.backtest import Backtest, backtest, last_quarter
from benfu.points.tariff_file import BadTariff, read_tariff

FIGURES = {
    "cost": "points in all",
    "people": "people who earned",
    "paid": "deeds paid",
    "median": "half of them at most",
    "ninth": "nine in ten at most",
    "most": "the most of one person",
}


class Command(BaseCommand):
    help = "Replay past deeds under a draft of the points rules and under today's, side by side. Changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        since, until = last_quarter(clock.today())
        parser.add_argument("file", type=Path, help="the draft; see benfu/points/tariffs/2026-1.toml for the form")
        parser.add_argument("--since", type=date.fromisoformat, default=since, help="first day, of a whole month")
        parser.add_argument(
            "--until", type=date.fromisoformat, default=until, help="last day (default: the last quarter)"
        )
        parser.add_argument("--budget", type=int, help="points for that time: says what would be left of them")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            draft = read_tariff(options["file"].read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['file']} cannot be read: {error}") from error
        except BadTariff as error:
            raise CommandError(f"{options['file']}: {error}") from error
        if options["since"] > options["until"]:
            raise CommandError("--since must not lie after --until")
        self._say(backtest(draft, options["since"], options["until"]), draft.version, options["budget"])

    def _say(self, found: Backtest, version: str, budget: int | None) -> None:
        write = self.stdout.write
        write(f"{found.since} to {found.until}: {found.deeds} deeds, {found.granted} points were really granted")
        write(f"{'':<34}{'today':>12}{version[:12]:>12}{'change':>12}")
        rows = {words: (getattr(found.today, name), getattr(found.draft, name)) for name, words in FIGURES.items()}
        if budget is not None:
            rows["left of the budget"] = (budget - found.today.cost, budget - found.draft.cost)
        for group in ("actions", "caps"):
            sides = getattr(found.today, group), getattr(found.draft, group)
            for key in sorted({*sides[0], *sides[1]}):
                now, then = (side[key].points if key in side else 0 for side in sides)
                rows[f"{group[:-1]} {key}"] = (now, then)
        for words, (now, then) in rows.items():
            write(f"{words:<34}{now:>12}{then:>12}{then - now:>+12}")
        write(f"{found.more} people would earn more, {found.less} less, {found.same} the same")
