"""Turn a link into a kept article: remember it, fetch or render it, read it, keep it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event

from tearsheet.extract import EXTRACTOR
from tearsheet.model.capture import Captured, Job, JobState, Keeping, Progress, Status, Step
from tearsheet.model.errors import AddressError, Cancelled, Failure, FetchError, Reason, TearsheetError
from tearsheet.model.extraction import Extraction
from tearsheet.model.ids import ArticleId
from tearsheet.model.page import Address, Rendering
from tearsheet.text.addresses import host_of, parse
from tearsheet.workflows.desk import Desk, Report, never, silent
from tearsheet.workflows.pictures import keep_pictures
from tearsheet.workflows.reading import Reading, read_from_net
from tearsheet.workflows.rules import identified, rule_of

# Waiting longer helps where a site asked for it or the network is gone; a queue is drained again after this.
_WITHOUT_NETWORK = timedelta(minutes=1)


def remember(
    desk: Desk,
    link: str,
    *,
    title: str = "",
    tags: tuple[str, ...] = (),
    note: str = "",
    rendering: Rendering = Rendering.AUTO,
) -> Job:
    """Put a link on disk before the network is touched. Raises AddressError and LibraryError."""
    return desk.library.remember(
        identified(desk, parse(link)), share_link=link.strip(), title=title, tags=tags, note=note, rendering=rendering
    )


def already_kept(desk: Desk, link: str) -> ArticleId | None:
    """Return the article that `link` leads to, when the library has it."""
    try:
        return desk.library.find(identified(desk, parse(link)).key)
    except AddressError:
        return None


def capture(
    desk: Desk,
    link: str,
    *,
    title: str = "",
    tags: tuple[str, ...] = (),
    note: str = "",
    rendering: Rendering = Rendering.AUTO,
    report: Report = silent,
    cancelled: Event | None = None,
) -> Captured:
    """Remember a link and capture it; a failure is in what is returned. Raises Cancelled."""
    try:
        job = remember(desk, link, title=title, tags=tags, note=note, rendering=rendering)
    except TearsheetError as error:
        return Captured(url=link.strip(), status=Status.FAILED, title=title, failure=error.failure)
    return run(desk, job, report=report, cancelled=cancelled)


def run(desk: Desk, job: Job, *, report: Report = silent, cancelled: Event | None = None) -> Captured:
    """Capture a remembered link to the end; a failure is kept on its job and returned. Raises Cancelled."""
    try:
        claimed = desk.library.claim(job.id)
        if claimed is None:
            return _as_it_stands(desk, job)
    except TearsheetError as error:
        return _failed(job, error)
    return run_claimed(desk, claimed, report=report, cancelled=cancelled)


def run_claimed(desk: Desk, job: Job, *, report: Report = silent, cancelled: Event | None = None) -> Captured:
    """Capture a link that was taken out of the queue; see `run`."""
    try:
        return _line(desk, job, report, cancelled or never())
    except Cancelled:
        desk.library.fail(job.id, Failure(reason=Reason.INTERRUPTED), queued=True)
        raise
    except TearsheetError as error:
        return _kept_for_later(desk, job, error)


def _line(desk: Desk, job: Job, report: Report, cancelled: Event) -> Captured:
    def at(step: Step, done: int = 0, total: int = 0) -> None:
        report(Progress(step=step, url=job.address.url, job=job.id, done=done, total=total))

    at(Step.REMEMBERED)
    rule = rule_of(desk, job.address.url)
    named_host = host_of(job.address.url)
    reading = read_from_net(
        desk, job.address.url, rule, rendering=job.rendering, named_host=named_host, at=at, cancelled=cancelled
    )
    resources = keep_pictures(
        desk,
        reading.extraction.pictures,
        referer=reading.referer,
        named_host=named_host,
        report=lambda done, total: at(Step.PICTURES, done, total),
        cancelled=cancelled,
    )
    extraction = _titled(reading.extraction, job)
    at(Step.KEEPING)
    added = desk.library.add(
        Keeping(
            address=_where_found(desk, job.address, reading),
            share_link=job.share_link,
            kind=reading.kind,
            pages=reading.pages,
            extraction=extraction,
            extractor=EXTRACTOR,
            resources=resources,
            tags=job.tags,
            note=job.note,
        ),
        job=job.id,
    )
    at(Step.DONE)
    return Captured(
        url=job.address.url,
        status=added.status,
        article=added.article,
        job=job.id,
        title=extraction.metadata.title,
        method=reading.method,
        missing=tuple(resource.url for resource in resources if resource.blob is None),
        failure=reading.failure or added.failure,
        version=added.version,
        current=added.current,
    )


def _titled(extraction: Extraction, job: Job) -> Extraction:
    """Return the extraction with a title: what the link was called where it came from, when the page has none."""
    title = extraction.metadata.title or job.title or job.share_link
    return replace(extraction, metadata=replace(extraction.metadata, title=title))


def _where_found(desk: Desk, address: Address, reading: Reading) -> Address:
    """Return the address to keep: the final one, under the key of the link as it was handed over.

    A short link that leads to an article the library has is that article, but only when the words are the same:
    a site that sends every dead link to its front page must not fold them into one.
    """
    final = reading.address
    if not final or final == address.url:
        return address
    found = identified(desk, parse(final))
    kept = desk.library.find(found.key)
    same = kept is not None and desk.library.article(kept).text == reading.extraction.text != ""
    return found if same else Address(url=found.url, key=address.key)


def _kept_for_later(desk: Desk, job: Job, error: TearsheetError) -> Captured:
    """Write the failure on the job; without a network it simply waits its turn again."""
    waits = error.reason is Reason.NO_NETWORK
    retry_at = error.retry_at if isinstance(error, FetchError) else None
    if waits and retry_at is None:
        retry_at = datetime.now(UTC) + _WITHOUT_NETWORK
    try:
        desk.library.fail(job.id, error.failure, retry_at=retry_at, queued=waits)
    except TearsheetError as worse:
        return _failed(job, worse)
    return _failed(job, error, Status.QUEUED if waits else Status.FAILED)


def _failed(job: Job, error: TearsheetError, status: Status = Status.FAILED) -> Captured:
    return Captured(url=job.address.url, status=status, job=job.id, title=job.title, failure=error.failure)


def _as_it_stands(desk: Desk, job: Job) -> Captured:
    """Say what somebody else has made of this job, or is making of it now."""
    now = desk.library.job(job.id)
    if now.state is JobState.DONE and now.article is not None:
        return Captured(url=job.address.url, status=Status.UNCHANGED, article=now.article, job=job.id, title=now.title)
    return Captured(url=job.address.url, status=Status.QUEUED, job=job.id, title=now.title)
