"""Turn the addresses in an article into absolute ones, as the page's own browser would read them."""

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml.html import HtmlElement

_ADDRESSES = ("href", "src", "poster", "cite")
_FETCHED = ("http", "https", "mailto", "data")


class Base(NamedTuple):
    """What a page's addresses are relative to: `page` for places in itself, `url` for all others."""

    page: str
    url: str

    def absolute(self, address: str) -> str:
        """Return `address` in full; empty when it is none that leads anywhere (javascript: and the like)."""
        if not address.strip():
            return ""
        address = "".join(address.split()) if address[:5].lower() == "data:" else address.strip()
        try:
            whole = address if address.startswith(("https://", "http://")) else urljoin(self.url, address)
            scheme = urlsplit(whole).scheme
        except ValueError:
            return ""
        return whole.replace(" ", "%20") if scheme in _FETCHED else ""


def base_of(root: HtmlElement, page: str) -> Base:
    """Return the base of the page found at `page`, which its first `<base href>` may change."""
    for element in root.iter("base"):
        if href := element.get("href", "").strip():
            try:
                return Base(page, urljoin(page, href))
            except ValueError:
                break
    return Base(page, page)


def make_absolute(article: HtmlElement, base: Base) -> None:
    """Write every address in full; places in the page itself become bare fragments, dead links become text."""
    here = urldefrag(base.page).url
    absolute = lru_cache(base.absolute)  # a page's menus and lists lead to the same places again and again
    for element in article.xpath("descendant-or-self::*[@href or @src or @poster or @cite]"):
        for attribute in _ADDRESSES:
            if attribute not in element.attrib:
                continue
            address = element.get(attribute, "").strip()
            whole = "" if address == "#" else absolute(address)
            target, _, fragment = whole.partition("#")
            if attribute == "href" and fragment and (address.startswith("#") or target == here):
                element.set(attribute, f"#{fragment}")
            elif whole:
                element.set(attribute, whole)
            else:
                del element.attrib[attribute]
    for link in list(article.iter("a")):
        if not link.get("href") and not link.get("id") and not link.get("name"):
            link.drop_tag()
