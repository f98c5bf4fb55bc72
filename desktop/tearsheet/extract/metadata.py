"""Turn a page's tree into what it says of itself."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lxml.html import HtmlElement

from tearsheet.extract.addresses import Base
from tearsheet.extract.byline import byline_of
from tearsheet.extract.credits import Credits, credits_beside
from tearsheet.extract.declared import Declared, declared
from tearsheet.extract.language import language_of
from tearsheet.extract.published import CHINA, published_of
from tearsheet.extract.strings import one_line
from tearsheet.extract.title import title_of
from tearsheet.extract.trees import words_of
from tearsheet.model.extraction import Metadata
from tearsheet.model.rule import SiteRule

_SOURCE_LABEL = re.compile(r"^(?:Source|来源|來源)\s*[:：]\s*", re.IGNORECASE)
_SOURCE_META = ("source", "mediaid", "article:source", "og:article:source", "copyrightholder")
_LONGEST_SOURCE = 60
_LONGEST_NAME = 100
_LONGEST_EXCERPT = 500
_ENOUGH = 20_000


@dataclass(frozen=True, slots=True)
class Found:
    """A page's metadata, and where each came from."""

    metadata: Metadata
    reasons: tuple[str, ...]
    says_article: bool


def metadata_of(root: HtmlElement, base: Base, rule: SiteRule | None) -> Found:
    """Read what the page at `base` says of itself. The tree must still have its scripts."""
    page = declared(root)
    site = one_line(page.first("og:site_name", "application-name") or next(iter(page.texts("publisher")), ""))
    language = language_of(root, page, _shown(root)) or (rule.language if rule else "")
    title = title_of(root, page, site)
    credit = credits_beside(root)
    offset, day_first = offset_for(language, rule), _is_day_first(language)
    published = published_of(root, page, base.page, offset=offset, day_first=day_first)
    image = base.absolute(next(_images(page), ""))
    metadata = Metadata(
        title=title.text,
        byline=byline_of(root, page, credit.author),
        published=published.moment,
        source=_source(root, page, credit),
        site=site[:_LONGEST_NAME],
        editor=one_line(credit.editor),
        original_title=one_line(credit.original_title),
        language=language,
        excerpt=one_line(page.first("description", "og:description", "twitter:description"))[:_LONGEST_EXCERPT],
        image=image if image.startswith("http") else "",
    )
    says_article = bool(page.linked) or page.first("og:type") == "article" or "article:published_time" in page.meta
    return Found(metadata, (title.reason, published.reason, *credit.reasons), says_article)


def offset_for(language: str, rule: SiteRule | None) -> tzinfo | None:
    """Return where a time without an offset was written: as the rule says, or in China for a Chinese page."""
    if rule is not None and rule.timezone:
        with suppress(ValueError):
            return datetime.strptime(rule.timezone, "%z").tzinfo
        # Windows has no time zones of its own; the language decides then.
        with suppress(ZoneInfoNotFoundError, ValueError):
            return ZoneInfo(rule.timezone)
    return CHINA if language.startswith("zh") else None


def _is_day_first(language: str) -> bool:
    """Whether 3/2/2022 is in February: everywhere but in American English, and in English of no country."""
    return language not in ("", "en", "en-US")


def _shown(root: HtmlElement) -> str:
    """Return the beginning of the page's text, enough to tell its script."""
    body = root.find("body")
    texts: list[str] = []
    length = 0
    for element in root.iter("*") if body is None else body.iter("*"):
        for text in ("" if element.tag in ("script", "style") else element.text, element.tail):
            if text and not text.isspace():
                texts.append(text)
                length += len(text)
        if length > _ENOUGH:
            break
    return "".join(texts)


def _source(root: HtmlElement, page: Declared, credit: Credits) -> str:
    return next((text for text in _sources(root, page, credit) if 0 < len(text) <= _LONGEST_SOURCE), "")


def _sources(root: HtmlElement, page: Declared, credit: Credits) -> Iterator[str]:
    yield one_line(credit.source)
    yield one_line(_SOURCE_LABEL.sub("", page.first(*_SOURCE_META)))
    for element in root.xpath("//*[contains(@class, 'source') or contains(@id, 'source')]"):
        text = one_line(words_of(element))
        if label := _SOURCE_LABEL.match(text):
            yield text[label.end() :]
    for element in root.xpath("//*[@id='js_name']"):
        yield one_line(words_of(element))
    yield next(iter(page.texts("publisher")), "")


def _images(page: Declared) -> Iterator[str]:
    if declared_image := page.first("og:image", "og:image:url", "og:image:secure_url", "twitter:image"):
        yield declared_image
    yield from page.texts("image")
