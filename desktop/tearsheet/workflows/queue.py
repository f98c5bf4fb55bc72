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
    for job in desk.library.jobs(JobState.QUEUED, JobState.FAILED):
        failed = job.state is JobState.FAILED
        # A failed link has a time when its site named one (Retry-After); without one it waits for a person.
        due = job.not_before <= now if job.not_before is not None else not failed
        if not due and not (failed and retry_failed):
            continue
        if failed:
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
