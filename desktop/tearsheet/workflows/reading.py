"""Turn an address into pages and what is read out of them: by its site's rule, by a fetch, or rendered."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import unescape
from threading import Event
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from tearsheet.extract import read
from tearsheet.extract.shell import is_shell
from tearsheet.extract.strings import one_line
from tearsheet.model.article import Kind
from tearsheet.model.capture import Step
from tearsheet.model.errors import (
    Failure,
    FetchError,
    NothingReadable,
    ProcessError,
    Reason,
    RenderError,
    RuleError,
)
from tearsheet.model.extraction import Extraction, Flag, Metadata
from tearsheet.model.page import Method, Page, Rendering
from tearsheet.model.rule import SiteRule
from tearsheet.process import Limits
from tearsheet.process import run as run_limited
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.entries import is_entry, on_entry, read_page
from tearsheet.workflows.rules import rule_of

LIMITS = Limits(seconds=60.0, memory=2 << 30)
_READABLE = ("text/html", "application/xhtml+xml", "text/plain", "application/json", "text/xml", "application/xml")

At = Callable[[Step], None]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was had and what was read; `address` is where the page was finally found.

    `failure` says why a page that was had could not be read: it is kept as it came, and a later reading may do better.
    """

    pages: tuple[Page, ...]
    extraction: Extraction
    kind: Kind
    method: Method
    address: str
    failure: Failure | None = None

    @property
    def referer(self) -> str:
        """Where its pictures stand: on the page, not in the data that it was read from."""
        return self.address if self.method is Method.SITE_RULE else self.pages[0].address


def read_from_net(
    desk: Desk, url: str, rule: SiteRule | None, *, rendering: Rendering, named_host: str, at: At, cancelled: Event
) -> Reading:
    """Read the article that an address leads to.

    Raises FetchError when nothing could be had, RenderError when only rendering was asked for and failed.
    """
    net = _Net(desk=desk, url=url, named_host=named_host, at=at, cancelled=cancelled)
    if rule is not None and rule.json_url and rendering is not Rendering.ALWAYS:
        by_rule = _by_rule(net, rule)
        if by_rule is not None:
            return by_rule
    if rendering is Rendering.ALWAYS:
        return _read_rendered(net)
    return _by_fetch(net, rendering)


def read_pages(pages: tuple[Page, ...], rule: SiteRule | None, cancelled: Event | None = None) -> Extraction:
    """Read pages in a worker with limits. Raises NothingReadable and ProcessError."""
    if is_entry(pages[0]):
        return run_limited(read_page, pages[0], rule, limits=LIMITS, cancelled=cancelled)
    return run_limited(read, pages, rule, limits=LIMITS, cancelled=cancelled)


def look_at_pages(
    look: Callable[..., _T], pages: tuple[Page, ...], rule: SiteRule | None, *more: object, cancelled: Event | None
) -> _T:
    """Call what looks at pages and their rule in a worker with limits. Raises NothingReadable and ProcessError."""
    if is_entry(pages[0]):
        return run_limited(on_entry, look, pages, rule, *more, limits=LIMITS, cancelled=cancelled)
    return run_limited(look, pages, rule, *more, limits=LIMITS, cancelled=cancelled)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Net:
    """One address, and the ways to what stands there."""

    desk: Desk
    url: str
    named_host: str
    at: At
    cancelled: Event

    def fetch(self, url: str) -> Page:
        self.at(Step.FETCHING)
        return self.desk.fetcher.fetch(url, named_host=self.named_host, cancelled=self.cancelled)

    def render(self) -> Page:
        self.at(Step.RENDERING)
        return self.desk.renderer.render(self.url, named_host=self.named_host, cancelled=self.cancelled)

    def read(self, *pages: Page) -> Extraction:
        """Read pages by the rules for the link and for where it led."""
        self.at(Step.READING)
        return read_pages(pages, rule_of(self.desk, self.url, pages[0].address), self.cancelled)


def _by_rule(net: _Net, rule: SiteRule) -> Reading | None:
    """Read the site's own data; None where it no longer answers as its rule says, so that the page serves."""
    try:
        data = replace(net.fetch(rule.json_url), method=Method.SITE_RULE)
        extraction = net.read(data)
    except FetchError as error:
        if error.reason in (Reason.NO_NETWORK, Reason.PRIVATE_ADDRESS):
            raise
        return None
    except (RuleError, NothingReadable, ProcessError):
        return None
    pages: tuple[Page, ...] = (data,)
    if rule.render and _lacks_something(extraction.metadata):
        try:
            pages = (data, net.render())
            extraction = net.read(*pages)
        except (RenderError, NothingReadable, ProcessError):
            # The body is whole; a title or a date that only the rendered page had is not worth losing it for.
            pages = (data,)
    return Reading(pages=pages, extraction=extraction, kind=Kind.ARTICLE, method=Method.SITE_RULE, address=net.url)


def _lacks_something(metadata: Metadata) -> bool:
    return not (metadata.title and metadata.published and metadata.source)


def _by_fetch(net: _Net, rendering: Rendering) -> Reading:
    try:
        page = net.fetch(net.url)
    except FetchError as error:
        if error.reason is not Reason.FORBIDDEN or rendering is Rendering.NEVER:
            raise
        # A site that refuses a plain fetch often serves a browser (findings on TLS fingerprints).
        rendered = _try_rendered(net)
        if rendered is None:
            raise
        return rendered
    if page.media_type not in _READABLE:
        return _as_file(page)
    extraction, title = None, ""
    try:
        extraction = net.read(page)
    except NothingReadable as nothing:
        title = nothing.title
    except ProcessError as error:
        return _only_link(page, _title_tag(page), error.failure)
    if rendering is Rendering.AUTO and is_shell(page, extraction):
        rendered = _try_rendered(net)
        if rendered is not None and _says_more(rendered, extraction):
            return rendered
        if extraction is not None:
            extraction = replace(extraction, flags=(*extraction.flags, Flag.THIN))
    if extraction is None:
        return _only_link(page, title)
    return _article(page, extraction, Method.FETCH)


def _try_rendered(net: _Net) -> Reading | None:
    try:
        return _read_rendered(net)
    except RenderError:
        return None


def _read_rendered(net: _Net) -> Reading:
    page = net.render()
    try:
        return _article(page, net.read(page), Method.RENDER)
    except NothingReadable as nothing:
        return _only_link(page, nothing.title)
    except ProcessError as error:
        return _only_link(page, _title_tag(page), error.failure)


def _says_more(rendered: Reading, fetched: Extraction | None) -> bool:
    if fetched is None:
        return True
    return rendered.kind is Kind.ARTICLE and len(rendered.extraction.text) >= len(fetched.text)


def _article(page: Page, extraction: Extraction, method: Method) -> Reading:
    return Reading(pages=(page,), extraction=extraction, kind=Kind.ARTICLE, method=method, address=page.address)


def _only_link(page: Page, title: str, failure: Failure | None = None) -> Reading:
    return Reading(
        pages=(page,),
        extraction=Extraction(metadata=Metadata(title=title or page.address), html="", text="", words=0),
        kind=Kind.LINK,
        method=page.method,
        address=page.address,
        failure=failure,
    )


def _title_tag(page: Page) -> str:
    """Return what the title tag says, for a page that no parser got through."""
    found = re.search(r"<title[^>]*>([^<]{1,500})", page.text[:100_000], re.IGNORECASE)
    return one_line(unescape(found[1])) if found else ""


def _as_file(page: Page) -> Reading:
    name = unquote(urlsplit(page.address).path.rsplit("/", 1)[-1]) or page.address
    extraction = Extraction(metadata=Metadata(title=name), html="", text="", words=0)
    return Reading(pages=(page,), extraction=extraction, kind=Kind.FILE, method=page.method, address=page.address)
