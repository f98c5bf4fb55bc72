"""Turn a kept snapshot into a new version of its article, without a network."""

from threading import Event

from tearsheet.extract import EXTRACTOR
from tearsheet.model.article import Article
from tearsheet.model.capture import Captured, Progress, Step
from tearsheet.model.errors import AddressError
from tearsheet.model.ids import ArticleId
from tearsheet.model.rule import SiteRule
from tearsheet.sites import rule_for
from tearsheet.text.addresses import parse
from tearsheet.workflows.desk import Desk, Report, silent
from tearsheet.workflows.reading import read_pages


def reread(desk: Desk, article: ArticleId, *, report: Report = silent, cancelled: Event | None = None) -> Captured:
    """Read an article's newest snapshot with today's extractor. Raises LibraryError, NothingReadable, ProcessError."""
    kept = desk.library.article(article)
    report(Progress(step=Step.READING, url=kept.url))
    pages = desk.library.snapshot(article)
    extraction = read_pages(pages, _rule_of(kept), cancelled)
    report(Progress(step=Step.KEEPING, url=kept.url))
    added = desk.library.add_version(article, extraction, EXTRACTOR)
    return Captured(
        url=kept.url,
        status=added.status,
        article=article,
        title=extraction.metadata.title,
        method=pages[0].method,
        version=added.version,
        current=added.current,
    )


def _rule_of(article: Article) -> SiteRule | None:
    try:
        return rule_for(parse(article.share_link or article.url))
    except AddressError:  # kept from a file that does not say where it came from
        return None
