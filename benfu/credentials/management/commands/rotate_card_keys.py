"""`benfu rotate_card_keys`: sign cards and certificates with a new key; after a theft, revoke the older ones too."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from benfu.credentials.services import change_key
from benfu.platform.identity.actor import SYSTEM


class Command(BaseCommand):
    """Changes the signing key."""

    help = "Sign cards and certificates with a new key. It happens by itself on the first of each month."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--revoke-older",
            action="store_true",
            help="codes made with the older keys hold no longer: print all cards anew. For a stolen key",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        key = change_key(actor=SYSTEM, revoke_older=options["revoke_older"])
        self.stdout.write(f"signing with key {key.pk} from now on")
