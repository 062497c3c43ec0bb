"""What this room hides: the keys that sign. It keeps nothing that says who somebody is."""

from benfu.platform.privacy.register import Kind, Retention, personal

from .models import SigningKey

personal(SigningKey, "secret", Kind.SECRET, Retention.MEMBERSHIP)
