"""What fairness does by itself: look once a night."""

from django.conf import settings
from procrastinate.contrib.django import app

from benfu.platform.identity.actor import SYSTEM

from .services import look


@app.periodic(cron="20 3 * * *")
@app.task(name="fairness.look", queue="fairness", queueing_lock="fairness.look")
def look_again(timestamp: int) -> None:
    """Every night, look at the last weeks."""
    look(actor=SYSTEM, pictures=not settings.DEMO)
