"""What the store does by itself: orders nobody picked up give points and goods back."""

from procrastinate.contrib.django import app

from .services import expire_orders


@app.periodic(cron="* * * * *")
@app.task(name="store.expire", queue="store", queueing_lock="store.expire")
def expire(timestamp: int) -> None:
    """Every minute, end what is due."""
    expire_orders()
