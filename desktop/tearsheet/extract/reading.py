"""Turn the pages of a capture into the article in them: the straight line through this room."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

import lxml.html
from lxml.html import HtmlElement

from tearsheet.document.canonical import canonical_text
from tearsheet.document.sanitise import sanitise
from tearsheet.extract.addresses import Base, base_of, make_absolute
from tearsheet.extract.body import body
from tearsheet.extract.clean import clean
from tearsheet.extract.credits import take_credits
from tearsheet.extract.data import is_data, read_data
from tearsheet.extract.metadata import metadata_of
from tearsheet.extract.parse import Parsed, parse, parse_fragment
from tearsheet.extract.pictures import settle_pictures
from tearsheet.extract.plain import read_plain
from tearsheet.extract.prepare import prepare
from tearsheet.extract.title import LONGEST
from tearsheet.extract.told import told_of
from tearsheet.extract.worth import is_a_door, why_not
from tearsheet.model.errors import NothingReadable
from tearsheet.model.extraction import Extraction, Flag, Metadata
from tearsheet.model.page import Method, Page
from tearsheet.model.rule import SiteRule
from tearsheet.text.cjk import count_words

_LONGEST_EXCERPT = 200
_SHORTEST_EXCERPT = 20


@dataclass(slots=True, kw_only=True)
class _Draft:
    """An article on its way: the element it is in, and what is known of it."""

    article: HtmlElement
    base: Base
    metadata: Metadata
    believed: bool
    door: bool = False
    flags: list[Flag] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


def read_pages(pages: tuple[Page, ...], rule: SiteRule | None) -> Extraction:
    """Read the article out of the first page, and out of the others what it does not say of itself."""
    first, *others = pages
    if is_data(first, rule) and rule is not None:
        draft = _from_data(first, rule)
    elif first.is_html:
        draft = _from_html(first, rule)
    elif first.media_type == "text/plain":
        draft = _from_plain(first)
    else:
        raise NothingReadable(detail=first.media_type)
    if first.maybe_cut_short:
        draft.flags.append(Flag.MAYBE_CUT_SHORT)
    _fill_in_credits(draft)
    _fill_in(draft, others, rule)
    return _finished(draft)


def _from_html(page: Page, rule: SiteRule | None) -> _Draft:
    root, flattened = parse(page.text)
    base = base_of(root, page.address)
    found = metadata_of(root, base, rule, received=_received(page))
    told = told_of(root, page.address, found.declared, found.metadata, says_article=found.says_article)
    door = is_a_door(root)
    prepared = prepare(root)
    chosen = body(root, rule, told)
    return _Draft(
        article=chosen.element,
        base=base,
        metadata=found.metadata,
        believed=found.says_article or chosen.by_rule,
        door=door,
        flags=[*_depth(flattened), *found.flags],
        reasons=[*prepared, *chosen.reasons, *found.reasons],
    )


def _received(page: Page) -> datetime | None:
    """Return the moment that "2 hours ago" counts from; a saved page does not say when it was received."""
    return None if page.method is Method.FILE else page.received


def _from_data(page: Page, rule: SiteRule) -> _Draft:
    data = read_data(page, rule)
    reason = f"body: the data of rule {rule.name}"
    return _from_fragment(parse_fragment(data.html), page, data.metadata, reason)


def _from_plain(page: Page) -> _Draft:
    plain = read_plain(page.text, page.address)
    return _from_fragment(parse_fragment(plain.html), page, Metadata(title=plain.title), "body: plain text")


def _from_fragment(parsed: Parsed, page: Page, metadata: Metadata, reason: str) -> _Draft:
    return _Draft(
        article=parsed.root,
        base=Base(page.address, page.address),
        metadata=metadata,
        believed=True,
        flags=_depth(parsed.flattened),
        reasons=[*prepare(parsed.root), reason],
    )


def _depth(flattened: int) -> list[Flag]:
    return [Flag.DEPTH_LOST] if flattened else []


def _fill_in_credits(draft: _Draft) -> None:
    credit = take_credits(draft.article)
    named = Metadata(
        source=credit.source, editor=credit.editor, byline=credit.author, original_title=credit.original_title
    )
    draft.metadata = _filled(draft.metadata, named)
    draft.reasons += credit.reasons


def _fill_in(draft: _Draft, others: Sequence[Page], rule: SiteRule | None) -> None:
    for page in others:
        if page.is_html:
            root = parse(page.text).root
            found = metadata_of(root, base_of(root, page.address), rule, received=_received(page))
            draft.metadata = _filled(draft.metadata, found.metadata)
            draft.reasons.append(f"what the data lacks: {page.address}")


def _filled(metadata: Metadata, other: Metadata) -> Metadata:
    """Return `metadata` with the fields that it has nothing in taken from `other`."""
    lacking = [f.name for f in fields(Metadata) if not getattr(metadata, f.name)]
    return replace(metadata, **{name: getattr(other, name) for name in lacking})


def _finished(draft: _Draft) -> Extraction:
    metadata = _titled(draft.metadata, draft.flags)
    pictures = settle_pictures(draft.article, draft.base)
    make_absolute(draft.article, draft.base)
    clean(draft.article, metadata.title)
    html = sanitise(_inner(draft.article)).strip()
    text = canonical_text(html)
    words = count_words(text)
    reason = why_not(
        draft.article,
        text=text,
        words=words,
        pictures=len(pictures),
        says_article=draft.believed,
        door=draft.door,
    )
    if reason:
        raise NothingReadable(detail=reason, title=metadata.title)
    return Extraction(
        metadata=replace(
            metadata,
            excerpt=metadata.excerpt or _excerpt(text),
            image=metadata.image or (pictures[0].url if pictures else ""),
        ),
        html=html,
        text=text,
        words=words,
        pictures=pictures,
        flags=tuple(draft.flags),
        reasons=tuple(draft.reasons),
    )


def _titled(metadata: Metadata, flags: list[Flag]) -> Metadata:
    if len(metadata.title) <= LONGEST:
        return metadata
    flags.append(Flag.TITLE_SHORTENED)
    return replace(metadata, title=metadata.title[: LONGEST - 1].rstrip() + "…")


def _excerpt(text: str) -> str:
    lines = [line for line in text.split("\n") if line.strip()]
    line = next((line for line in lines if len(line) >= _SHORTEST_EXCERPT), lines[0] if lines else "")
    return line if len(line) <= _LONGEST_EXCERPT else line[: _LONGEST_EXCERPT - 1].rstrip() + "…"


def _inner(element: HtmlElement) -> str:
    outer: str = lxml.html.tostring(element, encoding="unicode", with_tail=False)
    return outer[outer.index(">") + 1 : outer.rindex("<")] if element.tag in ("div", "body", "html") else outer
