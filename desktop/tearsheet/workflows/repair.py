"""Turn what a person points at in a kept page into a rule, and the page into the article they want."""

from pathlib import Path
from threading import Event

from tearsheet.extract import EXTRACTOR, look_at, name_parts
from tearsheet.extract import try_out as try_out_pages
from tearsheet.model.article import Article
from tearsheet.model.capture import Captured, Progress, Step
from tearsheet.model.errors import Reason, RuleError
from tearsheet.model.ids import ArticleId
from tearsheet.model.repair import Repair, Repaired, RepairPage, RepairScope, TriedOut
from tearsheet.model.rule import SiteRule
from tearsheet.settings.whole_files import write_whole
from tearsheet.sites import writing
from tearsheet.workflows.desk import Desk, Report, silent
from tearsheet.workflows.reading import look_at_pages, read_pages
from tearsheet.workflows.rules import addresses_of, rule_of


def site_of(article: Article) -> str:
    """Return the host that a repair for the whole site would be for; empty for a file that came from nowhere."""
    return writing.site_of(article.url)


def look(desk: Desk, article: ArticleId, *, report: Report = silent, cancelled: Event | None = None) -> RepairPage:
    """Show an article's kept page in parts. Raises LibraryError, NothingReadable, ProcessError."""
    kept = desk.library.article(article)
    report(Progress(step=Step.READING, url=kept.url))
    return look_at_pages(look_at, desk.library.snapshot(article), _rule(desk, kept), cancelled=cancelled)


def try_out(
    desk: Desk, article: ArticleId, repair: Repair, *, report: Report = silent, cancelled: Event | None = None
) -> TriedOut:
    """Read an article as a repair would have it, and keep nothing. Raises as `look`."""
    kept = desk.library.article(article)
    report(Progress(step=Step.READING, url=kept.url))
    pages, rule = desk.library.snapshot(article), _rule(desk, kept)
    return look_at_pages(try_out_pages, pages, rule, repair, cancelled=cancelled)


def keep(
    desk: Desk,
    article: ArticleId,
    repair: Repair,
    scope: RepairScope,
    *,
    report: Report = silent,
    cancelled: Event | None = None,
) -> Repaired:
    """Write a repair as a rule, for this article or for its site, and read the article by it.

    The reading becomes the version that is shown, however few words it has: a person's own hand is not judged. When
    it cannot be read so, the rule is not kept either. Raises as `look`, and RuleError when the rule cannot be written.
    """
    kept = desk.library.article(article)
    report(Progress(step=Step.READING, url=kept.url))
    pages, rule = desk.library.snapshot(article), _rule(desk, kept)
    named = look_at_pages(name_parts, pages, rule, repair, scope, cancelled=cancelled)
    name = writing.site_file(kept.url) if scope is RepairScope.SITE else writing.article_file(kept.url)
    path = _folder(desk) / name
    before = writing.read_text(path)
    text = writing.repaired(
        before, match=_match(kept, scope), removed=named.removed, kept=named.added, overruled=named.overruled
    )
    _write(path, text)
    try:
        captured = _read_by_hand(desk, kept, report, cancelled)
    except BaseException:
        _put_back(path, before)
        raise
    return Repaired(captured=captured, file=name, before=before)


def take_back(
    desk: Desk, article: ArticleId, repaired: Repaired, *, report: Report = silent, cancelled: Event | None = None
) -> Captured:
    """Undo a repair that was just kept: its rule is as before, and the article as that rule has it."""
    _put_back(_folder(desk) / repaired.file, repaired.before)
    return _read_by_hand(desk, desk.library.article(article), report, cancelled)


def forget(desk: Desk, article: ArticleId, *, report: Report = silent, cancelled: Event | None = None) -> Captured:
    """Forget all repairs that an article is read by, its own and those for its site, and read it without them."""
    kept = desk.library.article(article)
    for path in _files(desk, kept):
        _put_back(path, None)
    return _read_by_hand(desk, kept, report, cancelled)


def repaired_for(desk: Desk, article: Article) -> tuple[RepairScope, ...]:
    """Return what repairs there are that an article is read by."""
    scopes = (RepairScope.ARTICLE, RepairScope.SITE)
    return tuple(scope for scope, path in zip(scopes, _files(desk, article), strict=True) if path.exists())


def _files(desk: Desk, article: Article) -> tuple[Path, ...]:
    folder = _folder(desk)
    return folder / writing.article_file(article.url), folder / writing.site_file(article.url)


def _folder(desk: Desk) -> Path:
    if desk.rules is None:
        raise RuleError(Reason.RULE_NOT_WRITTEN)
    return desk.rules


def _rule(desk: Desk, article: Article) -> SiteRule | None:
    return rule_of(desk, article.share_link, article.url)


def _match(article: Article, scope: RepairScope) -> dict[str, list[str]]:
    """Return what a rule fits: a host, or all the addresses that one article goes by."""
    site = writing.site_of(article.url)
    if not site:
        raise RuleError(Reason.RULE_NOT_WRITTEN)  # one that names no page would fit every page
    if scope is RepairScope.SITE:
        return {"hosts": [site]}
    addresses = addresses_of(article.share_link, article.url)
    return {"articles": list(dict.fromkeys(address.url for address in addresses))}


def _read_by_hand(desk: Desk, article: Article, report: Report, cancelled: Event | None) -> Captured:
    pages = desk.library.snapshot(article.id)
    extraction = read_pages(pages, _rule(desk, article), cancelled)
    report(Progress(step=Step.KEEPING, url=article.url))
    added = desk.library.add_version(article.id, extraction, EXTRACTOR, by_hand=True)
    return Captured(
        url=article.url,
        status=added.status,
        article=article.id,
        title=extraction.metadata.title,
        method=pages[0].method,
        version=added.version,
        current=added.current,
    )


def _write(path: Path, text: str) -> None:
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise RuleError(Reason.RULE_NOT_WRITTEN, str(path)) from error


def _put_back(path: Path, before: str | None) -> None:
    if before is not None:
        _write(path, before)
        return
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise RuleError(Reason.RULE_NOT_WRITTEN, str(path)) from error
