"""The database field of everything personal."""

from typing import TYPE_CHECKING, Any

from django.db import models

from .keys import decrypt, encrypt

FINDABLE = frozenset({"isnull"})


# Only the checker knows the parameters: Django's class takes none.
if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
else:
    _TextField = models.TextField


class EncryptedText(_TextField):
    """Text that is hidden in the database and clear in Python.

    It cannot be searched: keep `keyed_hash(text)` beside it where it must be found. Each use is declared
    with `register.personal`.
    """

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """Open what was stored."""
        return None if value is None else decrypt(value)

    def get_prep_value(self, value: Any) -> str | None:
        """Hide what is to be stored."""
        return None if value is None else encrypt(str(value))

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse to search: two encryptions of one text differ, so nothing would ever be found."""
        return super().get_lookup(lookup_name) if lookup_name in FINDABLE else None
