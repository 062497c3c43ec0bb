"""A quick hash for passwords that everybody may know; whoever signs in by one gets a slow one in its place."""

from django.contrib.auth.hashers import ScryptPasswordHasher


class QuickScrypt(ScryptPasswordHasher):
    """The same kind of hash as everywhere, with so little work that forty accounts are opened in no time."""

    work_factor = 2**8
    parallelism = 1


QUICK_HASHER = f"{QuickScrypt.__module__}.{QuickScrypt.__name__}"
