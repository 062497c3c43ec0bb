"""Django's database sessions, with the account in a column: settings.SESSION_ENGINE names this module."""

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from .models import Session

STRENGTH = "strength"
SEEN_AT = "seen_at"


class SessionStore(DatabaseStore):
    """Keeps in columns whose session it is, how they signed in and when they were last seen."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the table of sessions."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row to be stored for `data`."""
        row = super().create_model_instance(data)
        assert isinstance(row, Session)  # noqa: S101 - what get_model_class promises, said for the checker
        row.account_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.strength = data.get(STRENGTH, "")
        row.seen_at = datetime.fromisoformat(data[SEEN_AT]) if SEEN_AT in data else None
        return row
