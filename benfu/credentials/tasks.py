"""What is done beside the pages: another signing key each month."""

from procrastinate.contrib.django import app

from benfu.platform.identity.actor import SYSTEM

from .services import change_key


@app.periodic(cron="17 4 1 * *")
@app.task(name="credentials.change_key", queue="upkeep", queueing_lock="credentials.change_key")
def change_signing_key(timestamp: int) -> None:
    """On the first of each month, sign with a new key; what was printed goes on holding."""
    change_key(actor=SYSTEM)
