"""What this installation is: an invented district or real people. Decided once and kept in the database itself."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from benfu.operate.home import DEMO_MARK
from benfu.operate.models import Installation
from benfu.operate.rooms import has_command
from benfu.operate.words import say
from benfu.platform.lib import clock


def decide(*, demo: bool) -> bool:
    """Return whether this installation is a demo; `demo` is what a new one becomes."""
    with transaction.atomic():
        installation, new = Installation.objects.get_or_create(id=1, defaults={"demo": demo, "made_at": clock.now()})
    if demo and not new and not installation.demo:
        say("this database is not a demo and does not become one; demo mode stays off")
    mark = Path(settings.HOME) / DEMO_MARK
    if installation.demo:
        mark.touch()
    else:
        mark.unlink(missing_ok=True)
    return installation.demo


def fill() -> None:
    """Fill the invented district, unless it stands already. A filling that was interrupted is taken up again."""
    installation = Installation.objects.get(id=1)
    if installation.filled_at or not has_command("demo"):
        return
    say("filling the demo district (once)")
    call_command("demo", new_demo=True)
    Installation.objects.filter(id=1).update(filled_at=clock.now())
