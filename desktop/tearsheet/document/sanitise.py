"""Turn any markup into an article's markup: text, pictures and links, and nothing that runs, loads or imitates."""

import re

import nh3

from tearsheet.document.bounds import bounded
from tearsheet.document.characters import fit
from tearsheet.document.formulas import with_alternatives
from tearsheet.document.tokens import names
from tearsheet.model.errors import ProcessError, Reason

ID_PREFIX = "in-"
"""Stands before every id, so that no page can name an element after one of the reader's own."""

_TEXT = (
    "a abbr acronym address article aside b bdi bdo blockquote br caption center cite code col colgroup dd del details "
    "dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i ins kbd li main mark ol p pre q rp "
    "rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var "
    "wbr"
)
_MEDIA = "img video audio source track"
# Presentation only: without annotation-xml and the like, whose contents another parser may read as HTML.
_MATH = (
    "math menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle "
    "msub msubsup msup mtable mtd mtext mtr munder munderover semantics"
)
_ATTRIBUTES = {
    "*": "class dir id lang title",
    "a": "href hreflang",
    "audio": "controls src",
    "blockquote": "cite",
    "col": "span",
    "colgroup": "span",
    "del": "datetime",
    "details": "open",
    "img": "alt height src width",
    "ins": "datetime",
    "li": "value",
    "math": "alttext display",
    "ol": "reversed start type",
    "q": "cite",
    "source": "src type",
    "td": "align colspan headers rowspan",
    "th": "align colspan headers rowspan scope",
    "time": "datetime",
    "track": "kind label src srclang",
    "video": "controls height poster src width",
}
_DROPPED_WHOLE = (
    "annotation annotation-xml applet area base canvas embed frame frameset head iframe link map meta noembed noframes "
    "noscript object param plaintext script select style svg template textarea title xmp"
)
_ADDRESSES = names("cite href poster src")
_WEB = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_RASTER = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif|bmp);base64,[A-Za-z0-9+/=\s]*\Z", re.IGNORECASE)
_KEPT_CLASS = re.compile(r"(?:language|lang|highlight-source)-[\w+#.-]+\Z|footnotes?\Z|footnote-(?:ref|back|backref)\Z")
_ALIGNMENTS = names("left center right")
# How a cell is aligned, where its style says it: no style stays. Bounded, for a tag may have no end.
_ALIGNED_BY_STYLE = re.compile(
    r"<t[dh]\b(?=[^>]{0,300}?\bstyle\s*=[^>]{0,300}?\btext-align\s*:\s*(left|center|right)\b)(?![^>]{0,300}?\salign\s*=)",
    re.IGNORECASE,
)
_UNFIT_FOR_ID = re.compile(r"[\s\"'<>&]")


def sanitise(html: str) -> str:
    """Return `html` with only what an article needs, safe in any HTML page.

    Addresses are http, https, mailto or a place in the same article; pictures may also be inline raster images.
    Relative addresses are taken off: make them absolute first. Doing it twice changes nothing.
    Raises ProcessError when the sanitiser itself breaks.
    """
    try:
        aligned = _ALIGNED_BY_STYLE.sub(r'\g<0> align="\1"', with_alternatives(fit(html)))
        return fit(_cleaned(bounded(aligned).html))
    except BaseException as error:
        # pyo3 raises a BaseException of no importable type for a panic in Rust.
        if type(error).__name__ != "PanicException":
            raise
        raise ProcessError(Reason.WORKER_DIED, f"nh3: {error}") from error


def _cleaned(html: str) -> str:
    cleaned = _WITH_MATH.clean(html)
    # In a formula HTML and MathML take turns, and another parser may see other borders (mutation XSS): what reads
    # differently the second time is no formula.
    if "<math" in cleaned and _WITH_MATH.clean(cleaned) != cleaned:
        return _WITHOUT_MATH.clean(cleaned)
    return cleaned


def _filtered(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        return " ".join(name for name in value.split() if _KEPT_CLASS.match(name)) or None
    if attribute in ("id", "headers"):
        return " ".join(_prefixed(name) for name in value.split()) or None
    if attribute in _ADDRESSES:
        return _address(tag, attribute, value.strip())
    if attribute == "align":
        return value.lower() if value.lower() in _ALIGNMENTS else None
    return value


def _address(tag: str, attribute: str, value: str) -> str | None:
    if _WEB.match(value):
        return value
    if attribute == "href" and value.startswith("#") and len(value) > 1:
        return "#" + _prefixed(value[1:])
    if tag == "img" and attribute == "src" and _RASTER.match(value):
        return value
    return None


def _prefixed(name: str) -> str:
    name = _UNFIT_FOR_ID.sub("", name)
    return name if name.startswith(ID_PREFIX) else ID_PREFIX + name


def _cleaner(tags: str) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(tags.split()),
        clean_content_tags=set(_DROPPED_WHOLE.split()),
        attributes={tag: set(listed.split()) for tag, listed in _ATTRIBUTES.items()},
        attribute_filter=_filtered,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel=None,
    )


_WITH_MATH = _cleaner(f"{_TEXT} {_MEDIA} {_MATH}")
_WITHOUT_MATH = _cleaner(f"{_TEXT} {_MEDIA}")
