"""Turn links that wait into articles, and let a person see, retry, describe and forget them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Event

from tearsheet.model.capture import Captured, Job, JobState, Status
from tearsheet.model.changes import Changes
from tearsheet.model.ids import JobId
from tearsheet.workflows.capture import run
from tearsheet.workflows.desk import Desk, Report, never, silent

UNFINISHED = (JobState.QUEUED, JobState.RUNNING, JobState.FAILED)


def jobs(desk: Desk) -> tuple[Job, ...]:
    """Return every link that is not an article yet, oldest first."""
    return desk.library.jobs(*UNFINISHED)


def drain(
    desk: Desk, *, retry_failed: bool = False, report: Report = silent, cancelled: Event | None = None
) -> Iterator[Captured]:
    """Capture what waits and is due, one after another; with `retry_failed` what failed before, too.

    Ends early when the network is gone, for the rest would only wait for the same reason. Raises Cancelled.
    """
    stop = cancelled or never()
    now = datetime.now(UTC)
    wanted = [JobState.QUEUED, JobState.FAILED] if retry_failed else [JobState.QUEUED]
    for job in desk.library.jobs(*wanted):
        due = job.not_before is None or job.not_before <= now
        if not due and not (retry_failed and job.state is JobState.FAILED):
            continue
        if job.state is JobState.FAILED:
            desk.library.retry(job.id)
        captured = run(desk, job, report=report, cancelled=stop)
        yield captured
        if captured.status is Status.QUEUED and captured.failure is not None:
            return


def retry(desk: Desk, job: JobId) -> Changes:
    """Put a failed link back in the queue."""
    return desk.library.retry(job)


def forget(desk: Desk, job: JobId) -> Changes:
    """Take a link out of the queue for good."""
    return desk.library.forget(job)


def annotate(desk: Desk, job: JobId, *, tags: tuple[str, ...], note: str) -> Changes:
    """Give a link tags and a note while it waits or runs; its article gets them."""
    return desk.library.note_while_running(job, tags=tags, note=note)
