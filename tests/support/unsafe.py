"""Turn parsed markup into what in it runs, loads by itself or passes for the reader's own."""

import re
from collections.abc import Iterable, Iterator, Sequence

import lxml.html

from tearsheet.document.tokens import names

Element = tuple[str, Sequence[tuple[str, str]]]
"""An element's name and its attributes."""

# Written out once more, so that a slip in the sanitiser's own list does not excuse itself.
_ELEMENTS = names(
    "a abbr acronym address article aside b bdi bdo blockquote br caption center cite code col colgroup dd del details "
    "dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i ins kbd li main mark ol p pre q rp "
    "rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var "
    "wbr img video audio source track math menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts "
    "mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics"
)
_LOADS = names("action background data formaction ping srcdoc srcset style target http-equiv name")
_ADDRESSES = names("cite href longdesc poster src xlink:href")
_HARMLESS = re.compile(r"https?://|mailto:|#in-", re.IGNORECASE)
_RASTER = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif|bmp);base64,", re.IGNORECASE)
# What a browser takes off an address before it looks at its scheme.
_SKIPPED = re.compile(r"[\x00-\x20]")
_OF_A_DOCUMENT = ("html", "head", "body")


def unsafe(elements: Iterable[Element], *, reader: bool = False) -> list[str]:
    """Return what is wrong with the elements; in a `reader` its own classes are no imitation."""
    return [found for tag, attributes in elements for found in _unsafe(tag, attributes, reader=reader)]


def by_libxml2(markup: str) -> list[Element]:
    """Return the elements of `markup` as the program itself reads them."""
    root = lxml.html.document_fromstring(f"<!doctype html><html><body><div>{markup}</div></body></html>")
    return [(str(e.tag), [(str(name), str(value)) for name, value in e.items()]) for e in root.iter("*")]


def _unsafe(tag: str, attributes: Sequence[tuple[str, str]], *, reader: bool) -> Iterator[str]:
    if tag not in _ELEMENTS and not (tag in _OF_A_DOCUMENT and not attributes):
        yield f"<{tag}>"
    for name, value in ((name.lower(), value) for name, value in attributes):
        if name.startswith("on") or name in _LOADS:
            yield f"{tag} {name}"
        if name in _ADDRESSES and not _is_harmless(tag, name, _SKIPPED.sub("", value)):
            yield f"{tag} {name}={value[:60]}"
        if name == "class" and not reader and re.search(r"(?:^|\s)ts-", value):
            yield f"{tag} class={value[:60]}"
        if name == "id" and not value.startswith("in-"):
            yield f"{tag} id={value[:60]}"


def _is_harmless(tag: str, name: str, address: str) -> bool:
    return bool(_HARMLESS.match(address) or (tag == "img" and name == "src" and _RASTER.match(address)))
