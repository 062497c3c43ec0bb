"""What this room keeps about persons, for how long, and what it gives when they ask for it."""

from benfu.platform.privacy.register import Kind, Retention, personal
from benfu.platform.privacy.selectors import register_export

from .models import Service
from .selectors import export

personal(Service, "person", Kind.NAME, Retention.MEMBERSHIP)
personal(Service, "what", Kind.TEXT, Retention.MEMBERSHIP)
personal(Service, "cancelled_because", Kind.TEXT, Retention.MEMBERSHIP)

register_export("hours", export)
