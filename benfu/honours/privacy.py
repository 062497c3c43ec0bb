"""What this room keeps about persons, for how long, and what it gives when they ask for it."""

from benfu.platform.privacy.register import Kind, Retention, personal
from benfu.platform.privacy.selectors import register_export

from .models import Honour
from .selectors import export

personal(Honour, "person", Kind.NAME, Retention.MEMBERSHIP)
personal(Honour, "words", Kind.TEXT, Retention.MEMBERSHIP)
personal(Honour, "review", Kind.TEXT, Retention.MEMBERSHIP)

register_export("honours", export)
