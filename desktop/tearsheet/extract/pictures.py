"""Turn the many ways pages name a picture into one address each, and the others to try after it."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from tearsheet.extract.addresses import Base
from tearsheet.extract.trees import drop
from tearsheet.model.extraction import Picture

WIDEST = 1600
"""Pixels: of several sizes the widest not beyond this is wanted."""

_LAZY = (
    "data-src data-original data-lazy-src data-actualsrc data-lazyload data-lazy data-original-src data-hi-res-src "
    "data-url data-img-src data-full-src data-noscript-src file"
)
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "data-noscript-srcset", "srcset")
_PLACEHOLDER = re.compile(
    r"^data:image/(?:gif|svg)|(?:^|[/_.-])(?:blank|placeholder|loading|lazy(?:load)?|spacer|transparent|grey|gray|"
    r"default|pixel|1x1|t)\.(?:gif|png|svg|jpe?g)(?:$|\?)",
    re.IGNORECASE,
)
# An address may have commas in it, so only one before a space or after a descriptor parts two (HTML, 4.8.4.4).
_BETWEEN_SOURCES = re.compile(r"(?<=[\dwx]),|,\s+")
_DESCRIPTOR = re.compile(r"([\d.]{1,9})([wx])\Z")
_POORLY_SHOWN = ("image/avif", "image/jxl", "image/svg+xml")
_TINY = 2


def settle_pictures(article: HtmlElement, base: Base) -> tuple[Picture, ...]:
    """Give each `img` one address, in place; return the article's pictures, each once, in order.

    The address that stays is the picture's own, by which its page knows it; the best size is the first to be fetched.
    Tracking pixels and pictures without any address are taken out. Inline (data:) pictures stay and are not returned.
    """
    pictures: dict[str, Picture] = {}
    drop(image for image in article.iter("img") if is_tiny(image))
    for image in list(article.iter("img")):
        candidates = _candidates(image, base)
        if not candidates:
            drop([image])
            continue
        url = _own(image, base) or candidates[0]
        image.set("src", url)
        if not url.startswith("data:"):
            tried = tuple(candidate for candidate in candidates if not candidate.startswith("data:"))
            pictures.setdefault(url, Picture(url=url, candidates=tried, alt=" ".join(image.get("alt", "").split())))
    for picture in list(article.iter("picture")):
        # libxml2 does not know that `source` is empty, and nests what follows into it.
        for source in list(picture.iter("source")):
            source.drop_tag()
        picture.drop_tag()
    return tuple(pictures.values())


def _candidates(image: HtmlElement, base: Base) -> list[str]:
    """List the picture's addresses, best first: sizes to choose from, what a script would load, then `src`."""
    sources = list(_sources_around(image))
    well_shown = [source for source in sources if source.get("type", "") not in _POORLY_SHOWN]
    poorly_shown = [source for source in sources if source not in well_shown]
    ordered = [url for element in (image, *well_shown) for url in _sized(element)]
    ordered += _named(image)
    ordered += [url for element in poorly_shown for url in _sized(element)]
    return list(dict.fromkeys(_usable(ordered, base)))


def _own(image: HtmlElement, base: Base) -> str:
    return next((url for url in _usable(_named(image), base) if not url.startswith("data:")), "")


def _named(image: HtmlElement) -> list[str]:
    return [image.get(name, "") for name in (*_LAZY.split(), "src")]


def _usable(urls: list[str], base: Base) -> Iterator[str]:
    absolute = (base.absolute(url) for url in urls if url and not _PLACEHOLDER.search(url))
    return (url for url in absolute if url.startswith(("http:", "https:", "data:image/")))


def _sources_around(image: HtmlElement) -> list[HtmlElement]:
    picture = next(image.iterancestors("picture"), None)
    return [] if picture is None else list(picture.iter("source"))


def _sized(element: HtmlElement) -> list[str]:
    return [url for name in _LAZY_SETS for url in _by_size(element.get(name, ""))]


def _by_size(srcset: str) -> list[str]:
    """Return the addresses of a srcset: the widest that is no wider than WIDEST first, then the nearest to it."""
    sizes = []
    for source in _BETWEEN_SOURCES.split(srcset):
        if parts := source.split():
            width = _width(parts[-1]) if len(parts) > 1 else WIDEST / 2
            sizes.append((width if width > WIDEST else -width, parts[0].strip(",")))
    return [url for _, url in sorted(sizes, key=lambda size: size[0])]


def _width(descriptor: str) -> float:
    """Return pixels. A density says nothing of them: twice is taken, three times is not worth its bytes."""
    found = _DESCRIPTOR.match(descriptor)
    if found is None or found[1].count(".") > 1:
        return WIDEST / 2
    size = float(found[1].strip(".") or 0)
    return size if found[2] == "w" else size * WIDEST / 2


def is_waiting(image: HtmlElement) -> bool:
    """Whether a script was to load the picture: it has no address yet, a placeholder, or the real one laid aside."""
    src = image.get("src", "")
    return not src or bool(_PLACEHOLDER.search(src)) or any(image.get(name) for name in _LAZY.split())


def is_tiny(image: HtmlElement) -> bool:
    """Whether the picture is too small to be seen, and counts visitors."""
    sizes = [re.match(r"\s*(\d+)(?:px)?\s*$", image.get(name, "")) for name in ("width", "height")]
    return any(size is not None and int(size[1]) <= _TINY for size in sizes)
