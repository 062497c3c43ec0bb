"""Jobs: send a phone code, and tidy away what has expired."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from .sending import send_waiting
from .tidying import tidy


@app.task(name="identity.send_code", queue="messages", retry=RetryStrategy(max_attempts=4, exponential_wait=3))
def send_code(code_id: str) -> None:
    """Send a code; only its id travels, so that no phone number stands in a job's arguments."""
    send_waiting(UUID(code_id))


@app.periodic(cron="17 * * * *")
@app.task(name="identity.tidy", queue="tidying")
def tidy_hourly(timestamp: int) -> None:
    """Remove expired codes, sessions, tokens and counters."""
    tidy()
