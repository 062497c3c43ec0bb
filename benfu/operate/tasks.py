"""Housekeeping of the job queue: jobs whose worker died are done again, finished ones are thrown away."""

from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext

STALLED_S = 45
KEPT_H = 14 * 24


@app.periodic(cron="* * * * *")
@app.task(name="operate.rescue_jobs", queue="upkeep", queueing_lock="operate.rescue_jobs", pass_context=True)
async def rescue_jobs(context: JobContext, timestamp: int) -> None:
    """Give back to the queue what a worker had in hand when it was killed; tasks are idempotent for this reason."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_S):
        await manager.retry_job(job)


@app.periodic(cron="17 3 * * *")
@app.task(name="operate.forget_jobs", queue="upkeep", queueing_lock="operate.forget_jobs", pass_context=True)
async def forget_jobs(context: JobContext, timestamp: int) -> None:
    """Remove finished jobs after two weeks; failed ones too, for the journal and the pictures tell the story by then."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=KEPT_H, include_failed=True, include_cancelled=True, include_aborted=True
    )
