"""Turn bytes and what is known of them into a Page."""

import re
from collections.abc import Iterable
from datetime import datetime

from tearsheet.fetch.charset import choose
from tearsheet.fetch.sniff import sniff
from tearsheet.model.page import Method, Page

_END_OF_HTML = re.compile(rb"</html", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f]")


def page_from_bytes(data: bytes, *, url: str, content_type: str = "", received: datetime) -> Page:
    """Make a page of a file's bytes. `url` is where it came from, "" where that is not known."""
    return Page(
        requested=url,
        address=url,
        status=200,
        headers=(("Content-Type", content_type),) if content_type else (),
        body=data,
        media_type=sniff(data, content_type),
        charset=choose(data, content_type),
        method=Method.FILE,
        received=received,
    )


def page_from_answer(
    data: bytes,
    *,
    requested: str,
    address: str,
    status: int,
    headers: Iterable[tuple[str, str]],
    redirects: tuple[str, ...],
    framed: bool,
    received: datetime,
) -> Page:
    """Make a page of an answer's decoded body. Not `framed` means that only the connection's end ended it."""
    kept = tuple((_CONTROL.sub(" ", name), _CONTROL.sub(" ", value)) for name, value in headers)
    content_type = next((value for name, value in kept if name.lower() == "content-type"), "")
    media_type = sniff(data, content_type)
    is_html = media_type in ("text/html", "application/xhtml+xml")
    return Page(
        requested=requested,
        address=address,
        status=status,
        headers=kept,
        body=data,
        media_type=media_type,
        charset=choose(data, content_type),
        method=Method.FETCH,
        received=received,
        redirects=redirects,
        maybe_cut_short=is_html and not framed and not _END_OF_HTML.search(data),
    )
