"""The demo's password, and a quick hash for it; whoever signs in by it gets a slow one in its place."""

from django.contrib.auth.hashers import ScryptPasswordHasher

PASSWORD = "qingyu-demo"  # noqa: S105 - printed for everybody to try; only ever in a demonstration


class QuickScrypt(ScryptPasswordHasher):
    """The same kind of hash as everywhere, with so little work that forty accounts are opened in no time."""

    work_factor = 2**8
    parallelism = 1


QUICK_HASHER = f"{QuickScrypt.__module__}.{QuickScrypt.__name__}"
