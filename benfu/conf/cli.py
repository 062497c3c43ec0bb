"""The `benfu` command: one door to everything an operator does."""

import argparse
import os
import signal
import sys
import textwrap
from collections.abc import Sequence

import django
from django.core.management import ManagementUtility, get_commands, load_command_class
from django.core.management.base import BaseCommand
from django.db.utils import OperationalError

from benfu.operate import up
from benfu.operate.database import address
from benfu.operate.home import environment, find_home
from benfu.operate.words import Trouble, show
from benfu.platform.lib.errors import Problem

# What people type, the management command behind it, and a line about it.
COMMANDS = {
    "up": ("", "run everything here: database, web server, worker; Ctrl-C stops it"),
    "load": ("load", "load or refresh reference data: categories, tariffs, calendars, texts"),
    "demo": ("demo", "fill an empty database with an invented, living district"),
    "createadmin": ("createadmin", "make a district administrator, with password and second factor"),
    "worker": ("work", "run only the background worker"),
    "check": ("checkup", "prove that data and installation are sound; exit code 1 if not"),
    "backup": ("backup", "write database and pictures into a folder, with checksums"),
    "restore": ("restore", "restore a backup into an empty installation"),
    "import": ("import", "bring data in: benfu import --help lists what"),
    "backtest": ("backtest", "say what a draft of the points rules would have cost, beside today's"),
    "cut-cells": ("cut_cells", "cut a community into grid cells, marked as synthetic"),
    "manage": ("", "any other management command: benfu manage help"),
}
EXAMPLES = """
examples:
  benfu up --port 8001 --host 0.0.0.0      a second instance, open to phones on the network
  benfu import boundaries district.geojson
  benfu backup backups/2026-01-31
  benfu --data var/8001 check              a command for one of several data folders

Without DATABASE_URL a command finds the embedded database of the data folder, or starts it for as long as it runs.
Settings come from the environment: docs/operations.md.
"""
# Options of every Django command that only make its help longer.
GENERAL = frozenset(
    [
        "--version",
        "--verbosity",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
        "--skip-checks",
    ]
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit with its code; a trouble is told in one sentence."""
    # Whoever ends us politely gets the database that we may have started stopped as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        sys.exit(_run(list(sys.argv[1:] if arguments is None else arguments)))
    except (Trouble, Problem) as trouble:
        sys.stderr.write(f"benfu: {trouble}\n")
        sys.exit(1)
    except OperationalError as error:
        sys.stderr.write(f"benfu: the database does not answer: {str(error).strip().splitlines()[0]}\n")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def _run(arguments: list[str]) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    if not options.command:
        parser.print_help()
        return 2
    if options.command == "up":
        return _up(options)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benfu.conf.settings")
    if {"-h", "--help"} & set(options.rest) or options.rest[:1] == ["help"]:
        return _django(options.command, options.rest)
    if options.command == "manage" and os.environ.get("DATABASE_URL") and os.environ.get("BENFU_HOME"):
        # Started by `up`, or by someone who has set everything: nothing to look for.
        return _django(options.command, options.rest)
    home = find_home(data=options.data, port=options.port)
    os.environ.update(environment(home))
    with address(home) as url:
        os.environ["DATABASE_URL"] = url
        return _django(options.command, options.rest)


def _parser() -> argparse.ArgumentParser:
    lines = [f"  {name:<12} {words}" for name, (_, words) in COMMANDS.items()]
    parser = argparse.ArgumentParser(
        prog="benfu",
        usage="benfu [--data DIR | --port N] COMMAND …",
        description="Runs and looks after a benfu installation.\n\ncommands (benfu COMMAND --help tells more):\n"
        + "\n".join(lines),
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", help="the installation's data folder (default: the only one in var/)")
    parser.add_argument("--port", type=int, help="the same, by the port it serves: var/<port>")
    parser.add_argument("command", nargs="?", choices=list(COMMANDS), metavar="COMMAND", help=argparse.SUPPRESS)
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="…", help=argparse.SUPPRESS)
    return parser


def _up(options: argparse.Namespace) -> int:
    parser = argparse.ArgumentParser(prog="benfu up", description="Run everything here; Ctrl-C stops it.")
    up.add_arguments(parser)
    chosen = parser.parse_args(options.rest)
    chosen.data, chosen.port = chosen.data or options.data, chosen.port or options.port
    return up.up(chosen)


def _django(name: str, rest: list[str]) -> int:
    if name == "manage":
        ManagementUtility(["benfu manage", *rest]).execute()
        return 0
    django.setup()
    behind, shown = COMMANDS[name][0], name
    if name == "import":
        if not rest or rest[0].startswith("-"):
            return _list_imports(rest)
        shown, behind, rest = f"import {rest[0]}", f"import_{rest[0].replace('-', '_')}", rest[1:]
    _command(behind, shown).run_from_argv(["benfu", shown, *rest])
    return 0


def _command(behind: str, shown: str) -> BaseCommand:
    room = get_commands().get(behind)
    if room is None:
        raise Trouble(f"there is no `benfu {shown}`; benfu --help and benfu import --help list what there is.")
    command = room if isinstance(room, BaseCommand) else load_command_class(room, behind)
    command.suppressed_base_arguments = set(GENERAL)
    return command


def _list_imports(rest: list[str]) -> int:
    show("usage: benfu import WHAT …\n\nwhat (benfu import WHAT --help tells more):")
    for name in sorted(command for command in get_commands() if command.startswith("import_")):
        words = str(_command(name, name).help).split(". ")[0]
        show(
            textwrap.fill(
                f"{name.removeprefix('import_').replace('_', '-'):<14}{words}",
                100,
                initial_indent="  ",
                subsequent_indent=" " * 16,
            )
        )
    return 0 if rest else 2


if __name__ == "__main__":
    main()
