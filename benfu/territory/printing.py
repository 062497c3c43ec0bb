"""Prints a report on the terminal: what is wrong, what to look at, what was done."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from benfu.platform.lib.errors import Problem

from .reports import Report
from .words import sentence, summary


class ImportCommand(BaseCommand):
    """A command that tries or does one change and ends with an error when it was refused."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer the trial run."""
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")

    def carry_out(self, change: Callable[..., Report], **given: Any) -> None:
        """Run a service and print its report. Raises CommandError when nothing was stored."""
        try:
            report = change(**given)
        except Problem as refusal:
            raise CommandError(str(refusal)) from None
        for finding in report.findings:
            mark = _("错误") if finding.is_error else _("注意")
            write = self.stderr.write if finding.is_error else self.stdout.write
            write(f"{mark}  {sentence(finding)}")
        if report.refused:
            raise CommandError(_("有错误，什么都没有导入。"))
        self.stdout.write(_outcome(report))

    @staticmethod
    def read(name: str) -> bytes:
        """Return a file's bytes. Raises CommandError in words."""
        try:
            return Path(name).read_bytes()
        except OSError as problem:
            raise CommandError(_("读不了 %(file)s：%(why)s") % {"file": name, "why": problem.strerror}) from None


def _outcome(report: Report) -> str:
    counts = summary(len(report.added), len(report.changed), report.unchanged, len(report.withdrawn))
    if not report.done:
        return _("试运行，什么都没有写入。") + counts
    return (_("已完成。") if report.edition else _("与现有数据相同，没有变化。")) + counts
