"""Turn an entry of somebody else's file into the page that is kept of it, and that page into what is read in it."""

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from html import escape, unescape
from pathlib import Path
from typing import NamedTuple, TypeVar

from tearsheet.fetch import page_from_bytes
from tearsheet.importers import IMPORTERS, Importer
from tearsheet.model.errors import AddressError, Failure, ImportFailed, NothingReadable, Reason
from tearsheet.model.extraction import Extraction, Metadata
from tearsheet.model.ids import Sha256
from tearsheet.model.importing import ENTRY_HEADER, Entry, Item
from tearsheet.model.page import Address, Method, Page
from tearsheet.model.rule import Ruling, SiteRule
from tearsheet.sites import rule_for
from tearsheet.text.addresses import parse
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.rules import identified

_T = TypeVar("_T")
_IMPORTER, _SITE, _ZONE = "Tearsheet-Importer", "Tearsheet-Site", "Tearsheet-Zone"
_MEDIA_TYPE = "text/markdown"
_RULE = "import"
_SAID = ("title", "byline", "source", "editor", "excerpt", "keywords")
_ENOUGH = 3_000


class EntryRead(NamedTuple):
    """What is in an entry; without an extraction there is the reason why nothing could be read of its body."""

    item: Item
    extraction: Extraction | None
    failure: Failure | None = None


class EntryPage(NamedTuple):
    """An entry, the page that is kept of it, and the SHA-256 of its bytes, empty for one that could not be had."""

    entry: Entry
    page: Page
    digest: Sha256


class Names(NamedTuple):
    """By what an entry is known again: where it was published, if it says so, and a key of its own."""

    own: str
    address: Address | None

    @property
    def best(self) -> str:
        return self.address.key if self.address else self.own

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.own, self.address.key) if self.address else (self.own,)


def importer_named(name: str) -> Importer:
    """Return the importer of a source. Raises ImportFailed where there is none."""
    for importer in IMPORTERS:
        if importer.name == name:
            return importer
    raise ImportFailed(Reason.UNKNOWN_SOURCE, name)


def page_of(importer: Importer, entry: Entry) -> EntryPage:
    """Return an entry, its charset found, with the page that has all that it takes to read it again."""
    page = page_from_bytes(entry.data, url="", content_type="text/plain", received=datetime.now(UTC))
    told = ((_IMPORTER, importer.name), (ENTRY_HEADER, entry.name), (_SITE, entry.site), (_ZONE, entry.zone))
    page = replace(page, headers=tuple(each for each in told if each[1]))
    if page.charset:
        page = replace(page, media_type=_MEDIA_TYPE)
    digest = Sha256(hashlib.sha256(entry.data).hexdigest() if entry.failure is None else "")
    return EntryPage(replace(entry, charset=page.charset or "utf-8"), page, digest)


def names_of(desk: Desk, importer: Importer, entry: Entry, item: Item) -> Names:
    """Return the names of an entry. Its own is that of its path and date, and of its site."""
    try:
        address = identified(desk, parse(item.link)) if item.link else None
    except AddressError:
        address = None
    said = item.published.isoformat() if item.published else ""
    own = hashlib.sha256("\0".join((entry.site, entry.name, said)).encode()).hexdigest()
    return Names(f"{importer.name}:{own}", address)


def nothing_read(item: Item) -> Extraction:
    """Return what is known of an entry whose body could not be read: it is kept as the file it is."""
    return Extraction(metadata=_metadata(item, Metadata(language=item.language)), html="", text="", words=0)


def is_entry(page: Page) -> bool:
    """Whether a page came out of somebody else's file; what a server sends may say so and is not believed."""
    return page.method is Method.FILE and any(name == ENTRY_HEADER for name, _value in page.headers)


def read_page(page: Page, rule: SiteRule | None) -> Extraction:
    """Read a page that came out of somebody else's file, as it was read then. Raises NothingReadable."""
    item, entry = _item_of(page)
    return _extraction(item, entry, rule.rulings if rule else ())


def on_entry(look: Callable[..., _T], pages: tuple[Page, ...], rule: SiteRule | None, *more: object) -> _T:
    """Look at what an entry's body is as a page, by its rule, in place of the entry. Raises NothingReadable."""
    item, entry = _item_of(pages[0])
    return look(_pages_of(item, entry), _rule_of(item, rule.rulings if rule else ()), *more)


def _item_of(page: Page) -> tuple[Item, Entry]:
    headers = dict(page.headers)
    entry = Entry(
        name=headers[ENTRY_HEADER],
        data=page.body,
        charset=page.charset or "utf-8",
        site=headers.get(_SITE, ""),
        zone=headers.get(_ZONE, ""),
    )
    return importer_named(headers.get(_IMPORTER, "")).read(entry), entry


def read_entries(
    name: str, entries: Sequence[Entry], own: Path | None
) -> tuple[tuple[Item, Extraction | None, Failure | None], ...]:
    """Read entries of the importer `name`, with the site rules in the folder `own` for where they were published.

    To be run in a worker, from which plain tuples come back: see EntryRead.
    """
    importer = importer_named(name)
    return tuple((*_read(importer, entry, own),) for entry in entries)


def _read(importer: Importer, entry: Entry, own: Path | None) -> EntryRead:
    item = importer.read(entry)
    without = replace(item, html="")
    try:
        return EntryRead(without, _extraction(item, entry, _rulings(item.link, own)))
    except NothingReadable as error:
        return EntryRead(without, None, error.failure)


def _rulings(link: str, own: Path | None) -> tuple[Ruling, ...]:
    try:
        rule = rule_for(parse(link), own=own)
    except AddressError:
        return ()
    return rule.rulings if rule else ()


def _extraction(item: Item, entry: Entry, rulings: tuple[Ruling, ...]) -> Extraction:
    """Read an item's body as what a site's own data holds: all of it is the article, and is cleaned like any."""
    from tearsheet.extract import read

    extraction = read(_pages_of(item, entry), _rule_of(item, rulings))
    return replace(extraction, metadata=_metadata(item, extraction.metadata), reasons=_reasons(extraction.reasons))


def _rule_of(item: Item, rulings: tuple[Ruling, ...]) -> SiteRule:
    """Return the rule for an item as data. Raises NothingReadable where it has no body."""
    if not item.html.strip():
        raise NothingReadable(detail="no text", title=item.title)
    return SiteRule(
        name=_RULE,
        json_html=("html",),
        json_title=("title",),
        json_source=("source",),
        json_byline=("byline",),
        rulings=rulings,
    )


def _pages_of(item: Item, entry: Entry) -> tuple[Page, Page]:
    data = {name: getattr(item, name) for name in ("html", "title", "source", "byline")}
    return _page(entry, json.dumps(data), "application/json"), _page(entry, _beginning(item), "text/html")


def _page(entry: Entry, body: str, media_type: str) -> Page:
    return Page(
        requested="",
        address=entry.site,
        status=200,
        headers=(),
        body=body.encode(),
        media_type=media_type,
        charset="utf-8",
        method=Method.FILE,
        received=datetime.now(UTC),
    )


def _beginning(item: Item) -> str:
    """Return the first words of an item as a page that says its language, or shows it."""
    words = re.sub(r"<[^<>]*>", " ", item.html[:_ENOUGH])
    return f'<html lang="{escape(item.language)}"><body><p>{escape(unescape(words))}</p></body></html>'


def _metadata(item: Item, read: Metadata) -> Metadata:
    """Return what the item says, and where it says nothing what was read out of its text; no date is."""
    said = {name: getattr(item, name) or getattr(read, name) for name in _SAID}
    return replace(read, **said, published=item.published, modified=item.modified, section=item.section)


def _reasons(reasons: Sequence[str]) -> tuple[str, ...]:
    told = (reason for reason in reasons if not reason.startswith("what the data lacks"))
    return tuple(reason.replace(f"the data of rule {_RULE}", "the imported file") for reason in told)
