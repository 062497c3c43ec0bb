"""What is done beside the pages: reminding of terms that end."""

from procrastinate.contrib.django import app

from benfu.platform.lib import clock

from .services import remind


@app.periodic(cron="5 8 * * *")
@app.task(name="recruitment.remind", queue="upkeep", queueing_lock="recruitment.remind")
def remind_of_ends(timestamp: int) -> None:
    """Every morning, tell holders and communities of terms that end within 30 and within 7 days."""
    remind(today=clock.today())
