"""Sending a code that waits to go out; run by a job after the request for it was committed."""

from uuid import UUID

from benfu.platform.lib import clock

from .models import PhoneCode
from .senders import sender


def send_waiting(code_id: UUID) -> bool:
    """Send one code and forget its text; return False when it was sent, used or has expired. Raises SendingFailed."""
    waiting = PhoneCode.objects.filter(id=code_id, sent_at=None, used_at=None, expires_at__gt=clock.now()).first()
    if waiting is None or not waiting.outgoing:
        return False
    sender().send(waiting.phone, waiting.outgoing)
    PhoneCode.objects.filter(id=code_id).update(sent_at=clock.now(), outgoing="")
    return True
