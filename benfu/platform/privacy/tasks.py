"""What is done beside the pages: removing what has been kept long enough."""

from procrastinate.contrib.django import app

from .expiring import expire


@app.periodic(cron="23 3 * * *")
@app.task(name="privacy.expire", queue="upkeep", queueing_lock="privacy.expire")
def expire_what_is_due(timestamp: int) -> None:
    """Every night, apply every class of retention."""
    expire()
