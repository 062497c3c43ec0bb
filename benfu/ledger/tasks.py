"""What the ledger does by itself: expired lots go to breakage, and the journal is sealed."""

from procrastinate.contrib.django import app

from .sealing import seal
from .services import expire_lots


@app.periodic(cron="7 * * * *")
@app.task(name="ledger.expire", queue="ledger", queueing_lock="ledger.expire")
def expire(timestamp: int) -> None:
    """Every hour, book out what has expired; nobody can spend it meanwhile."""
    while expire_lots():
        pass


@app.periodic(cron="*/5 * * * *")
@app.task(name="ledger.seal", queue="ledger", queueing_lock="ledger.seal")
def close_block(timestamp: int) -> None:
    """Every five minutes, close a block."""
    seal()
