"""What this room itself keeps about persons, and for how long."""

from .models import Consent, Disclosure
from .register import Kind, Retention, Stays, personal

personal(Consent, "account", Kind.NAME, Retention.THREE_YEARS_AFTER, since="withdrawn_at", stays=Stays.NO_ROW)
personal(Disclosure, "reason", Kind.TEXT, Retention.THREE_YEARS_AFTER, since="happened_at")
