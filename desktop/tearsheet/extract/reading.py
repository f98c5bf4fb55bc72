"""Turn the pages of a capture into the article in them: the straight line through this room."""

from collections.abc import Callable, Sequence
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
from tearsheet.extract.rulings import settle
from tearsheet.extract.share import share_of, visible
from tearsheet.extract.title import LONGEST
from tearsheet.extract.told import told_of
from tearsheet.extract.worth import is_a_door, why_not
from tearsheet.model.errors import NothingReadable
from tearsheet.model.extraction import Extraction, Flag, Metadata
from tearsheet.model.page import Method, Page
from tearsheet.model.rule import Ruling, SiteRule
from tearsheet.text.cjk import count_words

_LONGEST_EXCERPT = 200
_SHORTEST_EXCERPT = 20
_REASON_OF = {"byline": "author"}
"""What the reasons call a field that has another name."""

See = Callable[[HtmlElement], None]


@dataclass(slots=True, kw_only=True)
class _Draft:
    """An article on its way: the element it is in, what is known of it, and how many characters its page shows."""

    article: HtmlElement
    base: Base
    metadata: Metadata
    believed: bool
    door: bool = False
    visible: int = 0
    flags: list[Flag] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


def read_pages(pages: tuple[Page, ...], rule: SiteRule | None) -> Extraction:
    """Read the article out of the first page, and out of the others what it does not say of itself."""
    first, *others = pages
    draft = _draft(first, rule, _unseen)
    if first.maybe_cut_short:
        draft.flags.append(Flag.MAYBE_CUT_SHORT)
    _fill_in_credits(draft)
    _fill_in(draft, others, rule)
    return _finished(draft)


def article_in(page: Page, rule: SiteRule | None, see: See) -> HtmlElement:
    """Return the element that is the article, not cleaned yet; `see` is given the prepared tree it is chosen from."""
    return _draft(page, rule, see).article


def _unseen(_root: HtmlElement) -> None:
    """Look at nothing."""


def _draft(page: Page, rule: SiteRule | None, see: See) -> _Draft:
    if is_data(page, rule) and rule is not None:
        return _from_data(page, rule, see)
    if page.is_html:
        return _from_html(page, rule, see)
    if page.media_type == "text/plain":
        return _from_plain(page, see)
    raise NothingReadable(detail=page.media_type)


def _from_html(page: Page, rule: SiteRule | None, see: See) -> _Draft:
    root, flattened = parse(page.text)
    base = base_of(root, page.address)
    found = metadata_of(root, base, rule, received=_received(page))
    told = told_of(root, page.address, found.declared, found.metadata, says_article=found.says_article)
    door = is_a_door(root)
    prepared = prepare(root)
    see(root)
    seen = visible(root)
    chosen = body(root, rule, told)
    return _Draft(
        article=chosen.element,
        base=base,
        metadata=found.metadata,
        believed=found.says_article or chosen.by_rule,
        door=door,
        visible=seen,
        flags=[*_depth(flattened), *found.flags],
        reasons=[*prepared, *chosen.reasons, *found.reasons],
    )


def _received(page: Page) -> datetime | None:
    """Return the moment that "2 hours ago" counts from; a saved page does not say when it was received."""
    return None if page.method is Method.FILE else page.received


def _from_data(page: Page, rule: SiteRule, see: See) -> _Draft:
    data = read_data(page, rule)
    reason = f"body: the data of rule {rule.name}"
    draft = _from_fragment(parse_fragment(data.html), page, data.metadata, reason, see, rule.rulings)
    said = {f.name for f in fields(Metadata)} - {*_lacking(data.metadata)}
    draft.reasons += (f"{_REASON_OF.get(name, name)}: the data of rule {rule.name}" for name in sorted(said))
    return draft


def _from_plain(page: Page, see: See) -> _Draft:
    plain = read_plain(page.text, page.address)
    return _from_fragment(parse_fragment(plain.html), page, Metadata(title=plain.title), "body: plain text", see)


def _from_fragment(
    parsed: Parsed, page: Page, metadata: Metadata, reason: str, see: See, rulings: Sequence[Ruling] = ()
) -> _Draft:
    prepared = prepare(parsed.root)
    see(parsed.root)
    return _Draft(
        article=parsed.root,
        base=Base(page.address, page.address),
        metadata=metadata,
        believed=True,
        flags=_depth(parsed.flattened),
        reasons=[*prepared, *settle(parsed.root, rulings).reasons, reason],
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
            lacking = {_REASON_OF.get(name, name) for name in _lacking(draft.metadata)}
            draft.metadata = _filled(draft.metadata, found.metadata)
            draft.reasons.append(f"what the data lacks: {page.address}")
            draft.reasons += (reason for reason in found.reasons if reason.partition(": ")[0] in lacking)


def _filled(metadata: Metadata, other: Metadata) -> Metadata:
    """Return `metadata` with the fields that it has nothing in taken from `other`."""
    return replace(metadata, **{name: getattr(other, name) for name in _lacking(metadata)})


def _lacking(metadata: Metadata) -> list[str]:
    return [f.name for f in fields(Metadata) if not getattr(metadata, f.name)]


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
        share=share_of(text, draft.visible),
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
