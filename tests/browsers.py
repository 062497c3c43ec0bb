"""Browsers without scripts, signed in as somebody."""

from typing import Any

from django.test import Client

from benfu.platform.identity.actor import Actor
from benfu.platform.identity.models import Account
from benfu.platform.identity.sessions import SEEN_AT, STRENGTH
from benfu.platform.identity.strength import Strength
from benfu.platform.lib import clock


def browser_of(actor: Actor | None = None, strength: Strength = Strength.SECOND_FACTOR, **kwargs: Any) -> Client:
    """Return a browser without scripts, signed in as the actor; nobody by default."""
    client = Client(**kwargs)
    if actor is not None:
        client.force_login(Account.objects.get(id=actor.own_account()))
        session = client.session
        session[STRENGTH], session[SEEN_AT] = str(strength), clock.now().isoformat()
        session.save()
    return client
