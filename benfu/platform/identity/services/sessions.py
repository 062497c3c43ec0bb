"""Ending what is signed in."""

from django.db import transaction

from benfu.platform.identity.actor import Actor
from benfu.platform.identity.events import SignedOutEverywhere
from benfu.platform.identity.models import ApiToken, Session
from benfu.platform.journal.services import record


def sign_out_everywhere(*, actor: Actor, but: str = "") -> None:
    """End all of one's own sessions and API tokens at once; the session with the key `but` stays."""
    account = actor.own_account()
    with transaction.atomic():
        end_sessions(account, but=but)
        record(SignedOutEverywhere(account=account), actor=actor, subject=f"account:{account}")


def end_sessions(account: int, *, but: str = "") -> None:
    """End all sessions and tokens of an account, inside the caller's transaction."""
    Session.objects.filter(account_id=account).exclude(session_key=but).delete()
    ApiToken.objects.filter(account_id=account).delete()
