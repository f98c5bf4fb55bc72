"""Turn a kept article's own address into one more version of it, beside those that are there."""

from dataclasses import replace
from threading import Event

from tearsheet.extract import EXTRACTOR
from tearsheet.model.article import Article
from tearsheet.model.capture import Captured, Keeping, Progress, Status, Step
from tearsheet.model.errors import Failure, LibraryError, Reason, TearsheetError
from tearsheet.model.extraction import Extraction
from tearsheet.model.ids import ArticleId
from tearsheet.model.page import Address, Method, Rendering
from tearsheet.text.addresses import host_of
from tearsheet.workflows.desk import Desk, Report, never, silent
from tearsheet.workflows.pictures import keep_pictures
from tearsheet.workflows.reading import read_from_net
from tearsheet.workflows.rules import rule_of


def recapture(
    desk: Desk,
    article: ArticleId,
    *,
    rendering: Rendering = Rendering.AUTO,
    report: Report = silent,
    cancelled: Event | None = None,
) -> Captured:
    """Capture an article's own address again, as a new version unless it says the same; annotations go along.

    What is worse than the version that is shown (much shorter, an error, a login, a notice that it is gone) is kept and
    not `current`; `failure` says why. One that could not be had leaves the article as it was. A deleted article stays
    deleted. Raises Cancelled, and LibraryError for an article that is not there.
    """
    kept = desk.library.article(article)
    try:
        return _recapture(desk, kept, rendering, report, cancelled or never())
    except TearsheetError as error:
        return _failed(kept, error.failure)


def _recapture(desk: Desk, kept: Article, rendering: Rendering, report: Report, cancelled: Event) -> Captured:
    if not kept.url:
        raise LibraryError(Reason.NO_ADDRESS)

    def at(step: Step, done: int = 0, total: int = 0) -> None:
        report(Progress(step=step, url=kept.url, done=done, total=total))

    if desk.library.read_only:  # said before the network is asked
        raise LibraryError(Reason.READ_ONLY, desk.location)
    named_host = _named_host(kept)
    reading = read_from_net(
        desk,
        kept.url,
        rule_of(desk, kept.url),
        rendering=rendering,
        named_host=named_host,
        at=at,
        cancelled=cancelled,
    )
    resources = keep_pictures(
        desk,
        reading.extraction.pictures,
        referer=reading.referer,
        named_host=named_host,
        report=lambda done, total: at(Step.PICTURES, done, total),
        cancelled=cancelled,
    )
    at(Step.KEEPING)
    added = desk.library.add_capture(
        kept.id,
        Keeping(
            address=Address(url=kept.url, key=""),
            share_link=kept.share_link,
            kind=reading.kind,
            pages=reading.pages,
            extraction=_titled(reading.extraction, kept),
            extractor=EXTRACTOR,
            resources=resources,
        ),
    )
    report(Progress(step=Step.DONE, url=kept.url, changed=kept.id if added.changes else None))
    (shown,) = desk.library.rows((kept.id,))
    return Captured(
        url=kept.url,
        status=added.status,
        article=kept.id,
        title=shown.title,
        method=reading.method,
        missing=tuple(resource.url for resource in resources if resource.blob is None),
        failure=reading.failure or added.failure,
        version=added.version,
        current=added.current,
    )


def _named_host(kept: Article) -> str:
    """Return the host that a person named, who alone may send us into a private network: no saved file may."""
    by_file = all(version.method is Method.FILE for version in kept.versions)
    return "" if by_file else host_of(kept.url)


def _titled(extraction: Extraction, kept: Article) -> Extraction:
    title = extraction.metadata.title or kept.metadata.title
    return replace(extraction, metadata=replace(extraction.metadata, title=title))


def _failed(kept: Article, failure: Failure) -> Captured:
    return Captured(
        url=kept.url,
        status=Status.FAILED,
        article=kept.id,
        title=kept.metadata.title,
        failure=failure,
        current=False,
    )
