"""Turn kept snapshots into new versions of their articles, without a network: one article, or a whole library."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from threading import Event

from tearsheet.extract import EXTRACTOR
from tearsheet.model.article import Kind
from tearsheet.model.capture import Added, Progress, Status, Step
from tearsheet.model.errors import (
    Cancelled,
    Failure,
    LibraryError,
    NothingReadable,
    Reason,
    TearsheetError,
)
from tearsheet.model.extraction import Extraction
from tearsheet.model.ids import ArticleId
from tearsheet.model.rereading import DETAILS, Reread, Rereading, Standing, Verdict
from tearsheet.model.rule import SiteRule
from tearsheet.workflows.desk import Desk, Report, never, silent
from tearsheet.workflows.reading import read_pages
from tearsheet.workflows.rules import rule_of

AT_ONCE = 2
"""As many as there are workers to read in (process/pool.py)."""

_AHEAD = 32
_LOOKED_AT = 500
_LITTLE = 0.01
"""A text that is longer or shorter by less than this has changed; nobody would say that there is more of it."""


def reread(desk: Desk, article: ArticleId, *, report: Report = silent, cancelled: Event | None = None) -> Reread:
    """Read an article's snapshot with today's extractor, whoever read it before.

    A failure is in what is returned. Raises Cancelled, and LibraryError for an article that is not there.
    """
    before = _standing(desk, article)
    report(Progress(step=Step.READING, url=before.url))
    result = _read_again(desk, before, cancelled or never())
    report(Progress(step=Step.DONE, url=before.url, changed=_changed(result)))
    return result


def reread_all(
    desk: Desk, articles: Sequence[ArticleId], *, report: Report = silent, cancelled: Event | None = None
) -> Iterator[Reread]:
    """Read the snapshots of many articles, and tell of each in the order given.

    Those that today's extractor has read already are as before at once; where a site rule has a say they are read all
    the same, for nothing tells that it changed. One that fails stays as it was. Raises Cancelled when all has been told
    that was done until then, and LibraryError for a library that cannot be written.
    """
    if desk.library.read_only:
        raise LibraryError(Reason.READ_ONLY, desk.location)
    stop, done = cancelled or never(), 0
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="reread") as readers:
        try:
            for result in _in_order(_begun(desk, articles, readers, stop)):
                done += 1
                report(
                    Progress(
                        step=Step.READING, url=result.url, done=done, total=len(articles), changed=_changed(result)
                    )
                )
                yield result
        finally:
            readers.shutdown(wait=False, cancel_futures=True)
    if done < len(articles):
        raise Cancelled


def gathered(results: Iterable[Reread], asked: int) -> Rereading:
    """Return what became of all of the `asked` articles, or of those that were done when it was stopped."""
    same, others = 0, []
    try:
        for result in results:
            if result.verdict is Verdict.SAME:
                same += 1
            else:
                others.append(result)
    except Cancelled:
        pass  # `asked` tells how much is left
    return Rereading(asked=asked, same=same, others=tuple(others))


def _begun(desk: Desk, articles: Sequence[ArticleId], readers: Executor, stop: Event) -> Iterator[Future[Reread]]:
    for start in range(0, len(articles), _LOOKED_AT):
        some = articles[start : start + _LOOKED_AT]
        known = {standing.article: standing for standing in desk.library.standings(some)}
        for article in some:
            if stop.is_set():
                return
            standing = known.get(article)
            if standing is not None and EXTRACTOR in standing.extractors and _rule_of(desk, standing) is None:
                yield _had(_as_before(standing))
            else:
                yield readers.submit(_one_of_many, desk, article, stop)


def _in_order(begun: Iterable[Future[Reread]]) -> Iterator[Reread]:
    """Give back results in their order, with a few begun ahead; those that were stopped have none."""
    waiting: deque[Future[Reread]] = deque()
    for each in begun:
        waiting.append(each)
        if len(waiting) > _AHEAD:
            yield from _result(waiting.popleft())
    for each in waiting:
        yield from _result(each)


def _result(future: Future[Reread]) -> tuple[Reread, ...]:
    try:
        return (future.result(),)
    except Cancelled:
        return ()


def _had(result: Reread) -> Future[Reread]:
    future: Future[Reread] = Future()
    future.set_result(result)
    return future


def _one_of_many(desk: Desk, article: ArticleId, stop: Event) -> Reread:
    if stop.is_set():
        raise Cancelled
    try:
        return _read_again(desk, _standing(desk, article), stop)
    except TearsheetError as error:
        return Reread(
            article=article, url="", title="", verdict=Verdict.FAILED, status=Status.FAILED, failure=error.failure
        )


def _standing(desk: Desk, article: ArticleId) -> Standing:
    found = desk.library.standings((article,))
    if not found:
        raise LibraryError(Reason.NO_SUCH_ARTICLE, str(article))
    return found[0]


def _read_again(desk: Desk, before: Standing, stop: Event) -> Reread:
    try:
        extraction = read_pages(desk.library.snapshot(before.article), _rule_of(desk, before), stop)
        added = desk.library.add_version(before.article, extraction, EXTRACTOR)
        return _compared(before, _standing(desk, before.article), extraction, added)
    except NothingReadable as error:
        # A link or a file is one because nothing was readable; that it still is so is no failure.
        return _as_before(before) if before.kind is not Kind.ARTICLE else _failed(before, error.failure)
    except TearsheetError as error:
        return _failed(before, error.failure)


def _compared(before: Standing, after: Standing, extraction: Extraction, added: Added) -> Reread:
    aside = added.status is Status.UPDATED and not added.current
    details = tuple(
        name for name in DETAILS if getattr(before.metadata, name) != getattr(after.metadata, name) and not aside
    )
    return Reread(
        article=before.article,
        url=before.url,
        title=after.metadata.title,
        verdict=Verdict.ASIDE if aside else _verdict(before, after, details),
        status=added.status,
        version=added.version,
        current=added.current,
        method=after.method,
        words_before=before.words,
        words=extraction.words if aside else after.words,
        pictures_before=before.pictures,
        pictures=len(extraction.pictures) if aside else after.pictures,
        details=details,
        same_text=after.text_sha256 == before.text_sha256,
        missing=after.missing,
    )


def _verdict(before: Standing, after: Standing, details: tuple[str, ...]) -> Verdict:
    more = after.words - before.words
    if more and abs(more) >= before.words * _LITTLE:
        return Verdict.MORE if more > 0 else Verdict.LESS
    changed = after.version != before.version or after.pictures != before.pictures or details
    return Verdict.CHANGED if changed else Verdict.SAME


def _changed(result: Reread) -> ArticleId | None:
    """Return the article when there is anything new to see of it."""
    return None if result.verdict in (Verdict.SAME, Verdict.FAILED) else result.article


def _as_before(standing: Standing) -> Reread:
    return _outcome(standing, Verdict.SAME, Status.UNCHANGED)


def _failed(standing: Standing, failure: Failure) -> Reread:
    return _outcome(standing, Verdict.FAILED, Status.FAILED, failure)


def _outcome(standing: Standing, verdict: Verdict, status: Status, failure: Failure | None = None) -> Reread:
    """Tell of an article that is as it was."""
    return Reread(
        article=standing.article,
        url=standing.url,
        title=standing.metadata.title,
        verdict=verdict,
        status=status,
        version=standing.version,
        method=standing.method,
        words_before=standing.words,
        words=standing.words,
        pictures_before=standing.pictures,
        pictures=standing.pictures,
        missing=standing.missing,
        failure=failure,
    )


def _rule_of(desk: Desk, standing: Standing) -> SiteRule | None:
    return rule_of(desk, standing.share_link, standing.url)
