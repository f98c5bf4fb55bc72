"""Turn a file somebody hands over into articles: a saved page, a document, or a list of links."""

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from threading import Event

from tearsheet.extract import EXTRACTOR
from tearsheet.fetch import page_from_bytes
from tearsheet.model.article import Kind
from tearsheet.model.capture import Captured, Keeping, Status
from tearsheet.model.errors import AddressError, LibraryError, NothingReadable, Reason, TearsheetError
from tearsheet.model.extraction import Extraction, Metadata
from tearsheet.model.page import Address, Method, Page, Rendering
from tearsheet.model.rule import SiteRule
from tearsheet.text.addresses import host_of, parse
from tearsheet.text.links import links_in_file
from tearsheet.workflows.capture import capture
from tearsheet.workflows.desk import Desk, Report, never, silent
from tearsheet.workflows.pictures import keep_pictures
from tearsheet.workflows.reading import read_pages
from tearsheet.workflows.rules import identified, rule_of

_LISTS = (".txt", ".url", ".webloc", ".desktop")
_BOOKMARKS = b"NETSCAPE-Bookmark-file"
_OWN_ADDRESS = (
    re.compile(r"<link\b(?=[^>]*\brel=[\"']?canonical\b)[^>]*\bhref=[\"']?([^\"'\s>]+)", re.IGNORECASE),
    re.compile(r"<meta\b(?=[^>]*\bproperty=[\"']?og:url\b)[^>]*\bcontent=[\"']?([^\"'\s>]+)", re.IGNORECASE),
    re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)", re.IGNORECASE),
)
_HEAD = 200_000


def capture_file(
    desk: Desk,
    path: Path,
    *,
    tags: tuple[str, ...] = (),
    note: str = "",
    rendering: Rendering = Rendering.AUTO,
    report: Report = silent,
    cancelled: Event | None = None,
) -> Iterator[Captured]:
    """Keep a saved page or document as one article, a list of links as one each. Raises Cancelled."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = Reason.NO_SUCH_FILE if isinstance(error, FileNotFoundError) else Reason.UNREADABLE_FILE
        yield _failed(path, LibraryError(reason, str(path)))
        return
    if path.suffix.lower() in _LISTS or _BOOKMARKS in data[:1000]:
        links = links_in_file(path.name, data)
        if not links:
            yield _failed(path, AddressError(Reason.NOT_AN_ADDRESS, str(path)))
        for link in links:
            yield capture(desk, link, tags=tags, note=note, rendering=rendering, report=report, cancelled=cancelled)
        return
    try:
        yield _keep(desk, path, data, tags, note, cancelled or never())
    except TearsheetError as error:
        yield _failed(path, error)


def _keep(desk: Desk, path: Path, data: bytes, tags: tuple[str, ...], note: str, cancelled: Event) -> Captured:
    page = page_from_bytes(data, url="", content_type="", received=datetime.now(UTC))
    address = _own_address(desk, page) or Address(url="", key=f"file:{hashlib.sha256(data).hexdigest()}")
    page = page_from_bytes(data, url=address.url, content_type="", received=page.received)
    kind, extraction = _read(page, path, rule_of(desk, address.url), cancelled)
    resources = keep_pictures(
        desk,
        [picture for picture in extraction.pictures if picture.url.startswith(("http:", "https:", "data:"))],
        referer=address.url,
        named_host=host_of(address.url),
        cancelled=cancelled,
    )
    added = desk.library.add(
        Keeping(
            address=address,
            share_link=address.url,
            kind=kind,
            pages=(page,),
            extraction=extraction,
            extractor=EXTRACTOR,
            resources=resources,
            tags=tags,
            note=note,
        )
    )
    return Captured(
        url=address.url or str(path),
        status=added.status,
        article=added.article,
        title=extraction.metadata.title,
        method=Method.FILE,
        missing=tuple(resource.url for resource in resources if resource.blob is None),
        failure=added.failure,
        version=added.version,
        current=added.current,
    )


def _read(page: Page, path: Path, rule: SiteRule | None, cancelled: Event) -> tuple[Kind, Extraction]:
    nothing = Extraction(metadata=Metadata(title=path.name), html="", text="", words=0)
    if not (page.is_html or page.media_type == "text/plain"):
        return Kind.FILE, nothing
    try:
        return Kind.ARTICLE, read_pages((page,), rule, cancelled)
    except NothingReadable:
        return Kind.FILE, nothing


def _own_address(desk: Desk, page: Page) -> Address | None:
    """Return the address a saved page says it came from."""
    if not page.is_html:
        return None
    head = page.text[:_HEAD]
    for pattern in _OWN_ADDRESS:
        found = pattern.search(head)
        if found is not None:
            try:
                return identified(desk, parse(unescape(found[1])))
            except AddressError:
                continue
    return None


def _failed(path: Path, error: TearsheetError) -> Captured:
    return Captured(url=str(path), status=Status.FAILED, failure=error.failure)
