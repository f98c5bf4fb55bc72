"""Turn an article's HTML into the body of a post that neither kramdown nor Liquid changes a character of."""

import re
from collections.abc import Callable, Iterator
from html import escape

import lxml.html
from lxml.html import HtmlElement

from tearsheet.document.characters import fit
from tearsheet.document.sanitise import ID_PREFIX, sanitise
from tearsheet.document.tokens import names

ENDS = "<!-- article ends -->"
"""Stands behind the body, so that layouts can tell it from the links below it."""

SITE = "{{ site.baseurl }}/"
"""What Jekyll puts the site's own address for."""

PictureAddress = Callable[[str], str | None]
"""Where a picture is, by the address that it had: within the site when there is no scheme, nowhere with None."""

_IN_SITE = "tearsheet-site:"
_BLANKS = re.compile(r"[ \t\n\r\f]*\n[ \t\n\r\f]*")
_BLOCKS = names("p h1 h2 h3 h4 h5 h6 ul ol dl table figure blockquote pre hr div section details aside header footer")


def post_body(html: str, address: PictureAddress, *, url: str = "") -> str:
    """Return a post's body: markup inside `{::nomarkdown}`, where kramdown leaves everything as it is.

    No brace but that of SITE is left, so nothing in an article is Liquid or ends the block. No line is empty, so the
    excerpt that Jekyll makes of a post is the whole of it and not half a block. Links to places of the article at
    `url` stay on the page.
    """
    return _block(_markup(html, address, url))


def file_body(address: str, title: str, *, shown: bool) -> str:
    """Return the body of a post about a file: the file where it is a picture, else a link to it."""
    place = escape(address).replace("{", "%7B") if ":" in address else SITE + address
    name = _braceless(escape(fit(title)))
    kept = f'<img src="{place}" alt="{name}">' if shown else f'<a href="{place}">{name}</a>'
    return _block(f"<p>{kept}</p>")


def _block(markup: str) -> str:
    return "\n".join(line for line in ("{::nomarkdown}", markup, ENDS, "{:/}") if line)


def _markup(html: str, address: PictureAddress, url: str) -> str:
    # huge_tree: without it libxml2 silently drops what is nested deeper than 256.
    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    root = lxml.html.fragment_fromstring(f"<div>{sanitise(html)}</div>", parser=parser)
    for image in list(root.iter("img")):
        _show(image, address(image.get("src", "")))
    _lead_links(root, url.partition("#")[0])
    _join_lines(root)
    return "".join(_lines(root)).strip(" \n").replace(f'<img src="{_IN_SITE}', f'<img src="{SITE}')


def _lines(root: HtmlElement) -> Iterator[str]:
    """Yield the markup of what is in `root`, each of its blocks with a line end behind it."""
    yield _text(root.text)
    for child in root:
        markup: str = lxml.html.tostring(child, encoding="unicode", with_tail=False)
        yield _braceless(markup)
        yield "\n" if child.tag in _BLOCKS else ""
        yield _text(child.tail)


def _text(text: str | None) -> str:
    return _braceless(escape(text, quote=False)) if text and text.strip(" ") else text or ""


def _braceless(markup: str) -> str:
    return markup.replace("{", "&#123;").replace("\n", "&#10;")


def _show(image: HtmlElement, address: str | None) -> None:
    if address is None:
        image.drop_tree()
        return
    others = {name: value for name, value in image.items() if name != "src"}
    image.attrib.clear()
    # The first attribute: no text has this tag and this scheme, for it is escaped.
    image.set("src", address if ":" in address else _IN_SITE + address)
    for name, value in others.items():
        image.set(name, value)
    image.set("loading", "lazy")


def _lead_links(root: HtmlElement, own: str) -> None:
    places = {element.get("id", "") for element in root.iter("*")}
    for link in root.iter("a"):
        address, _mark, fragment = link.get("href", "").partition("#")
        if own and address == own and ID_PREFIX + fragment in places:
            link.set("href", f"#{ID_PREFIX}{fragment}")


def _join_lines(root: HtmlElement) -> None:
    """Make one line of all text, but for what stands as it is written."""
    for element in root.iter("*"):
        if "\n" in (element.text or "") and not _is_as_written(element):
            element.text = _BLANKS.sub(" ", element.text or "")
        parent = element.getparent()
        if "\n" in (element.tail or "") and parent is not None and not _is_as_written(parent):
            element.tail = _BLANKS.sub(" ", element.tail or "")


def _is_as_written(element: HtmlElement) -> bool:
    return element.tag == "pre" or any(True for _ in element.iterancestors("pre"))
