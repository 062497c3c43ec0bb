"""What this room keeps about persons, for how long, and what it gives when they ask for it."""

from benfu.platform.privacy.register import Kind, Retention, personal
from benfu.platform.privacy.selectors import register_export

from .models import Appeal, CapUse, Decision
from .selectors import export

personal(Decision, "person", Kind.NAME, Retention.FIVE_YEARS)
personal(CapUse, "person", Kind.NAME, Retention.FIVE_YEARS)
personal(Appeal, "person", Kind.NAME, Retention.FIVE_YEARS)
personal(Appeal, "words", Kind.TEXT, Retention.FIVE_YEARS)
personal(Appeal, "answer", Kind.TEXT, Retention.FIVE_YEARS)

register_export("points", export)
