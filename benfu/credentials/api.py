"""The API of credentials: verify a code."""

from django.http import HttpRequest
from ninja import Field, Router, Schema

from benfu.platform.identity.names import address_key
from benfu.platform.identity.throttle import throttle

from . import selectors
from .pages import MOST_A_MINUTE

router = Router(tags=["credentials"])


class VerdictOut(Schema):
    """What anybody may learn from a code."""

    valid: bool
    kind: str = Field(description="registration_card, appointment …; empty when the code does not hold")
    area: str = Field(description="Name of the community (or street) it holds for; empty when it does not hold")


@router.get("/credentials/{code}", auth=None, response=VerdictOut, summary="Verify a card, a badge or a certificate")
def verify(request: HttpRequest, code: str) -> VerdictOut:
    """Say whether a code holds now, and nothing about who holds it; a forged or outdated code simply does not."""
    throttle(f"verify:{address_key(request)}", MOST_A_MINUTE, 60)
    verdict = selectors.verify(code)
    return VerdictOut(valid=verdict.valid, kind=verdict.kind, area=verdict.area)
