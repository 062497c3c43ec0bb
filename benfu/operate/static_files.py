"""Static files: collected, named by their content and compressed once, and again only when one of them changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

MARK = ".collected"
IGNORED = ["redoc*"]
"""A second viewer of the API's description, large and unused."""


def collect_if_changed() -> bool:
    """Collect the static files if any changed since the last time; return whether it was necessary."""
    target = Path(settings.STATIC_ROOT)
    now = _fingerprint()
    mark = target / MARK
    if mark.exists() and mark.read_text() == now:
        return False
    target.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=IGNORED)
    mark.write_text(now)
    return True


def _fingerprint() -> str:
    digest = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
