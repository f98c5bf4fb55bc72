"""Turn a page's tree into what it says of itself."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, tzinfo
from html import unescape
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lxml.html import HtmlElement

from tearsheet.extract.access import walls_of
from tearsheet.extract.addresses import Base
from tearsheet.extract.byline import byline_of
from tearsheet.extract.credits import Credits, credits_beside
from tearsheet.extract.declared import Declared, declared
from tearsheet.extract.headline import Line, lines_about, lines_near_headline
from tearsheet.extract.language import Language, language_of
from tearsheet.extract.printed import Clock
from tearsheet.extract.published import EAST, modified_of, published_of
from tearsheet.extract.signs import Signs, is_beside, line_of, signs_of
from tearsheet.extract.strings import one_line
from tearsheet.extract.title import Title, standing_plainly, title_of
from tearsheet.extract.trees import words_of
from tearsheet.model.extraction import Flag, Metadata
from tearsheet.model.rule import SiteRule

_SOURCE_LABEL = re.compile(r"^(?:Source|来源|來源)\s*[:：]\s*", re.IGNORECASE)
_SOURCE_NAME = re.compile(r"(?:^|\s)(?:(?:article|news|post|media)[-_])?source(?:$|\s)", re.IGNORECASE)
_HAN_NAME = re.compile(r"[\u4e00-\u9fff\w·]{2,20}")
_SOURCE_META = ("source", "mediaid", "article:source", "og:article:source", "copyrightholder")
_LONGEST_SOURCE = 60
_LONGEST_NAME = 100
_LONGEST_EXCERPT = 500
_LONGEST_KEYWORD = 60
_MOST_KEYWORDS = 30
_MOST_READ = 2000
_ESCAPED = re.compile(r"&#?\w+;")
_KEYWORDS_PARTED = re.compile(r"[,，;；、|]")
_UNSHOWN = ("script", "style", "noscript")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ENOUGH = 3000


class _Told(Protocol):
    @property
    def reason(self) -> str: ...


class _Field(NamedTuple):
    """What a field says, and where it stands."""

    text: str = ""
    reason: str = ""


class _Keywords(NamedTuple):
    texts: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A page's metadata, where each came from, and what stands between its reader and its text."""

    metadata: Metadata
    reasons: tuple[str, ...]
    says_article: bool
    declared: Declared
    flags: tuple[Flag, ...] = ()


def metadata_of(root: HtmlElement, base: Base, rule: SiteRule | None, *, received: datetime | None = None) -> Found:
    """Read what the page at `base` says of itself. The tree must still have its scripts.

    `received` is when the page was had; without it "2 hours ago" says nothing.
    """
    page = declared(root)
    signs = signs_of(root)
    site = _site(page)
    shown = _shown(root)
    tongue = _language(root, page, shown, rule)
    language = tongue.text
    host = urlsplit(base.page).hostname or ""
    title = title_of(root, page, signs, site.text, host)
    lines = _lines(root, title, signs)
    credit = credits_beside(root) if _HAN.search(shown) else Credits()
    clock = Clock(offset_for(language, rule), _is_day_first(language), received)
    byline = byline_of(root, page, signs, lines, credit.author, site=site.text, host=host)
    published = published_of(root, page, signs, lines, base.page, clock, signed=bool(byline.names))
    modified = modified_of(page, signs, lines, clock)
    source = _source(page, signs, lines, credit)
    excerpt = _declared_text(page, "excerpt", "description", "og:description", "twitter:description")
    image = next((found for each in _images(page) if (found := _fetched(base, each))), _Field())
    canonical = _canonical(root, page, base)
    section = _section(page)
    keywords = _keywords(page)
    metadata = Metadata(
        title=title.text,
        byline=byline.names,
        published=published.moment,
        modified=modified.moment,
        source=source.text,
        site=site.text[:_LONGEST_NAME],
        editor=one_line(credit.editor),
        original_title=one_line(credit.original_title),
        language=language,
        excerpt=excerpt.text[:_LONGEST_EXCERPT],
        image=image.text,
        canonical=canonical.text,
        keywords=keywords.texts,
        section=section.text[:_LONGEST_NAME],
    )
    says_article = bool(page.linked) or page.first("og:type") == "article" or "article:published_time" in page.meta
    told: tuple[_Told, ...] = (
        title,
        published,
        modified,
        byline,
        source,
        *_others(credit),
        site,
        excerpt,
        image,
        canonical,
        section,
        keywords,
        tongue,
    )
    reasons = tuple(each.reason for each in told if each.reason)
    return Found(metadata, reasons, says_article, page, walls_of(root, page, title.text, shown))


def offset_for(language: str, rule: SiteRule | None) -> tzinfo | None:
    """Return the offset of times that name none: the rule's, or that of the language's home where it has one time."""
    if rule is not None and rule.timezone:
        with suppress(ValueError):
            return datetime.strptime(rule.timezone, "%z").tzinfo
        # Windows has no time zones of its own; the language decides then.
        with suppress(ZoneInfoNotFoundError, ValueError):
            return ZoneInfo(rule.timezone)
    return EAST.get(language[:2])


def _is_day_first(language: str) -> bool:
    """Whether 3/2/2022 is in February: everywhere but in American English, and in English of no country."""
    return language not in ("", "en", "en-US")


def _shown(root: HtmlElement) -> str:
    """Return the beginning of the page's text, enough to tell its script."""
    texts: list[str] = []
    length = 0
    for element in root.iter("*"):
        for text in ("" if element.tag in _UNSHOWN else element.text, element.tail):
            if text and not text.isspace():
                texts.append(text)
                length += len(text)
        if length > _ENOUGH:
            break
    return "".join(texts)


def _language(root: HtmlElement, page: Declared, shown: str, rule: SiteRule | None) -> Language:
    found = language_of(root, page, shown)
    if not found.text and rule is not None and rule.language:
        return Language(rule.language, f"language: rule {rule.name}")
    return found


def _lines(root: HtmlElement, title: Title, signs: Signs) -> list[Line]:
    """Return the lines about the headline, or about what stands in for one that no heading holds."""
    if title.element is not None:
        return lines_near_headline(title.element)
    if (signed := _signed(signs)) is not None:
        return lines_about(signed)
    plain = standing_plainly(title.text, root)
    return [] if plain is None else lines_near_headline(plain)


def _signed(signs: Signs) -> HtmlElement | None:
    """Return what stands in for a headline that is nowhere in the page: the place where an author is named."""
    return next((element for element in signs.authors if not is_beside(element)), None)


def _declared_text(page: Declared, name: str, *metas: str) -> _Field:
    for meta in metas:
        if text := one_line(page.meta.get(meta, "")):
            return _Field(text, f"{name}: meta {meta}")
    return _Field()


def _site(page: Declared) -> _Field:
    if (said := _declared_text(page, "site", "og:site_name", "application-name")).text:
        return said
    publisher = one_line(next(iter(page.texts("publisher")), ""))
    return _Field(publisher, "site: JSON-LD publisher") if publisher else _Field()


def _source(page: Declared, signs: Signs, lines: Sequence[Line], credit: Credits) -> _Field:
    found = ((one_line(text), where) for text, where in _sources(page, signs, lines, credit))
    return next(
        (_Field(text, f"source: {where}") for text, where in found if 0 < len(text) <= _LONGEST_SOURCE), _Field()
    )


def _sources(page: Declared, signs: Signs, lines: Sequence[Line], credit: Credits) -> Iterator[tuple[str, str]]:
    yield credit.source, next((each[8:] for each in credit.reasons if each.startswith("source: ")), "")
    yield _SOURCE_LABEL.sub("", page.first(*_SOURCE_META)), "meta"
    for element in signs.sources:
        text = line_of(element, _LONGEST_NAME)
        if label := _SOURCE_LABEL.match(text):
            yield text[label.end() :], "labelled"
    for line in lines:
        if _SOURCE_NAME.search(line.element.get("class", "")) and _HAN_NAME.fullmatch(line.text):
            yield line.text, "an element of that name near the headline"
    for element in signs.sources:
        if element.get("id") == "js_name":
            yield words_of(element), "js_name"
    yield next(iter(page.texts("publisher")), ""), "JSON-LD publisher"


def _others(credit: Credits) -> Iterator[_Field]:
    for reason in credit.reasons:
        if not reason.startswith(("source: ", "author: ")):
            yield _Field("", reason)


def _images(page: Declared) -> Iterator[tuple[str, str]]:
    for meta in ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"):
        if meta in page.meta:
            yield page.meta[meta], f"image: meta {meta}"
    for text in page.page_texts("image"):
        yield text, "image: JSON-LD"


def _fetched(base: Base, found: tuple[str, str]) -> _Field | None:
    address = base.absolute(found[0])
    return _Field(address, found[1]) if address.startswith("http") else None


def _canonical(root: HtmlElement, page: Declared, base: Base) -> _Field:
    """Return the address the page calls its own; one that is the front page of the site is a template's mistake."""
    links = [link.get("href", "") for link in root.iter("link") if "canonical" in link.get("rel", "").lower().split()]
    for text, where in ((next(iter(links), ""), "link"), (page.first("og:url"), "meta og:url")):
        address = base.absolute(text)
        if address.startswith("http") and (
            urlsplit(address).path.strip("/") or not urlsplit(base.page).path.strip("/")
        ):
            return _Field(address, f"canonical: {where}")
    return _Field()


def _section(page: Declared) -> _Field:
    if text := one_line(next(iter(page.texts("articleSection")), "")):
        return _Field(text, "section: JSON-LD")
    return _declared_text(page, "section", "article:section", "parsely-section", "section", "og:article:section")


def _keywords(page: Declared) -> _Keywords:
    """Return the article's tags; the page's keywords only where it has none, for many sites repeat one list."""
    for said, where in (
        (page.every("article:tag"), "meta article:tag"),
        (page.texts("keywords"), "JSON-LD"),
        (page.every("news_keywords"), "meta news_keywords"),
        (page.every("keywords"), "meta keywords"),
    ):
        # Sites that escape twice leave &quot; behind, whose mark would part words.
        texts_said = (_ESCAPED.sub(lambda found: unescape(found[0]), text[:_MOST_READ]) for text in said)
        parts = (one_line(part)[:_LONGEST_KEYWORD] for text in texts_said for part in _KEYWORDS_PARTED.split(text))
        if texts := tuple(dict.fromkeys(part for part in parts if any(map(str.isalnum, part))))[:_MOST_KEYWORDS]:
            return _Keywords(texts, f"keywords: {where}")
    return _Keywords()
