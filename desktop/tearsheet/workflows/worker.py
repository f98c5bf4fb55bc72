"""Turn links into articles as they come in, beside other workers on this computer and others."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from threading import Event
from time import monotonic

from tearsheet.model.capture import Captured, Job, Progress, Status
from tearsheet.model.errors import Cancelled, Failure, LibraryError, Reason
from tearsheet.workflows.capture import run_claimed
from tearsheet.workflows.desk import Desk, Report, never, silent

_REST = 2.0
"""Seconds until the queue is looked at again when nothing was due."""
_WITHOUT_NETWORK = 60.0
_RENEW = 60.0
"""Seconds of work after which a job is claimed anew; others may take it when nothing was heard for a quarter hour."""
_PASSES = (Reason.SERVER_GONE, Reason.LIBRARY_BUSY)


def work(
    desk: Desk,
    *,
    once: bool = False,
    report: Report = silent,
    troubled: Callable[[Failure], None] = lambda _failure: None,
    cancelled: Event | None = None,
) -> Iterator[Captured]:
    """Capture what is due, whoever handed it over, until `cancelled`; with `once` until nothing is due.

    A library that is out of reach for a while is waited for, and `troubled` is told of it. A job that is cancelled goes
    back into the queue. Raises Cancelled; LibraryError for what does not pass, and with `once` for all else too.
    """
    stop = cancelled or never()
    while True:
        if stop.is_set():
            raise Cancelled
        try:
            job = desk.library.claim_next(datetime.now(UTC))
        except LibraryError as error:
            if once or error.reason not in _PASSES:
                raise
            troubled(error.failure)
            stop.wait(_REST)
            continue
        if job is not None:
            captured = run_claimed(desk, job, report=_renewing(desk, job, report), cancelled=stop)
            yield captured
            if captured.status is not Status.QUEUED:
                continue
        if once:
            return
        stop.wait(_REST if job is None else _WITHOUT_NETWORK)


def _renewing(desk: Desk, job: Job, report: Report) -> Report:
    """Let every word of progress also tell others, now and then, that the job is still being worked at."""
    renewed = monotonic()

    def reporting(progress: Progress) -> None:
        nonlocal renewed
        if monotonic() - renewed > _RENEW:
            with suppress(LibraryError):  # the capture itself will say what is wrong with the library
                desk.library.renew(job.id)
            renewed = monotonic()
        report(progress)

    return reporting
