"""What this room keeps about persons, for how long, and what it gives when they ask for it."""

from benfu.platform.privacy.register import Kind, Retention, personal
from benfu.platform.privacy.selectors import register_export

from .models import Account, PhoneCode
from .selectors import export

personal(Account, "phone", Kind.PHONE, Retention.MEMBERSHIP)
personal(Account, "totp_secret", Kind.SECRET, Retention.MEMBERSHIP)
personal(Account, "totp_pending", Kind.SECRET, Retention.MEMBERSHIP)
personal(PhoneCode, "phone", Kind.PHONE, Retention.MINUTES, kept_by="identity.tidy")
personal(PhoneCode, "outgoing", Kind.SECRET, Retention.MINUTES, kept_by="identity.tidy")

register_export("identity", export)
