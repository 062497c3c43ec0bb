"""What is done beside the pages: making the pictures that they show, and throwing old ones away."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import services, sweeping


@app.task(name=services.DERIVE, queue=services.PHOTOS, retry=RetryStrategy(max_attempts=6, exponential_wait=3))
def derive_picture(file_id: str) -> None:
    """Make what pages show of one picture."""
    services.derive_picture(UUID(file_id))


@app.periodic(cron="41 3 * * *")
@app.task(name="files.sweep", queue="upkeep", queueing_lock="files.sweep")
def sweep(timestamp: int) -> None:
    """Every night, throw away what has been kept long enough."""
    sweeping.sweep(actor=services.HOUSE)
