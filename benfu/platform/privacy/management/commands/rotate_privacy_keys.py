"""`benfu rotate_privacy_keys`: after a new key was put first in BENFU_PRIVACY_KEYS, write everything anew under it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from benfu.platform.privacy.rotation import rotate_everything


class Command(BaseCommand):
    help = (
        "Re-encrypt all hidden data under the first of BENFU_PRIVACY_KEYS. Put a new key first, restart all processes, "
        "run this, then drop the old key. Look-ups by phone keep working throughout."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        total = rotate_everything(self.stdout.write)
        rest = len(settings.PRIVACY_KEYS) - 1
        self.stdout.write(f"{total} values are under the first key; {rest} older key(s) may be dropped now.")
