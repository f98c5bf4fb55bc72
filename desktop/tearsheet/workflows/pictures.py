"""Turn an article's pictures into blobs; those that could not be had are marked, and fetched again later."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from threading import Event

from tearsheet.fetch import fetch_pictures, size_of
from tearsheet.model.article import Resource
from tearsheet.model.capture import Captured, Progress, Status, Step
from tearsheet.model.changes import Changes
from tearsheet.model.errors import FetchError
from tearsheet.model.extraction import Picture
from tearsheet.model.ids import ArticleId
from tearsheet.text.addresses import host_of
from tearsheet.workflows.desk import Desk, Report, never, silent


def keep_pictures(
    desk: Desk,
    pictures: Sequence[Picture],
    *,
    referer: str,
    named_host: str,
    report: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Event | None = None,
) -> tuple[Resource, ...]:
    """Fetch pictures into blobs, in the order they stand in the article; a failed one has no blob but its reason."""
    if not pictures:
        return ()
    found: dict[str, Resource] = {}
    report(0, len(pictures))
    for picture, page in fetch_pictures(
        desk.fetcher, pictures, referer=referer, named_host=named_host, cancelled=cancelled or never()
    ):
        resource = Resource(url=picture.url, candidates=picture.candidates, alt=picture.alt)
        if isinstance(page, FetchError):
            resource = replace(resource, failure=str(page.reason))
        else:
            width, height = size_of(page.body)
            kept = desk.library.put_blob(page.body, page.media_type, width=width, height=height)
            resource = replace(resource, blob=kept)
        found[picture.url] = resource
        report(len(found), len(pictures))
    return tuple(found[picture.url] for picture in pictures if picture.url in found)


def retry_all(desk: Desk, *, report: Report = silent, cancelled: Event | None = None) -> Iterator[Captured]:
    """Fetch again what is missing of every article's pictures; one that got some is UPDATED. Raises Cancelled."""
    for article in desk.library.lacking_pictures():
        before = len(desk.library.article(article).missing)
        retry_missing(desk, article, report=report, cancelled=cancelled)
        after = desk.library.article(article)
        yield Captured(
            url=after.url,
            status=Status.UPDATED if len(after.missing) < before else Status.UNCHANGED,
            article=article,
            title=after.metadata.title,
            missing=tuple(picture.url for picture in after.missing),
        )


def retry_missing(
    desk: Desk, article: ArticleId, *, report: Report = silent, cancelled: Event | None = None
) -> Changes:
    """Fetch again what is missing of an article's pictures. Raises LibraryError, Cancelled."""
    kept = desk.library.article(article)
    for resource in keep_pictures(
        desk,
        [Picture(url=missing.url, candidates=missing.candidates, alt=missing.alt) for missing in kept.missing],
        referer=kept.url,
        named_host=host_of(kept.share_link or kept.url),
        report=lambda done, total: report(Progress(step=Step.PICTURES, url=kept.url, done=done, total=total)),
        cancelled=cancelled,
    ):
        desk.library.set_resource(article, resource.url, resource.blob or resource.failure)
    return Changes(updated=(article,) if kept.missing else ())
