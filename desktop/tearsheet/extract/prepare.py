"""Turn a page's tree into one that readability does not misread: what is real shows, what is not is gone.

Every class here was found by its errors (desktop/notes/007-extraction.md): bodies that wait behind `visibility:hidden`
for a script, pictures in `noscript`, consent dialogs longer than the article, classes that mean nothing.
"""

import re
from collections import Counter

from lxml.html import HtmlElement

from tearsheet.extract.dense import is_too_big
from tearsheet.extract.pictures import is_tiny, is_waiting
from tearsheet.extract.trees import drop, label, linked, named, words_of

_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_CONSENT = re.compile(
    r"onetrust|\bot-(?:pc|sdk)-|cookie-?(?:consent|banner|notice|law|bar)|cookiebot|didomi|\btruste\b|\bqc-cmp|\bgdpr|"
    r"sp_message|usercentrics",
    re.IGNORECASE,
)
# Words for which readability 0.9 removes an element (left) or counts against it (right), wherever they stand in a name.
_REMOVED_FOR = re.compile(
    r"combx|comment|community|disqus|extra|foot|header|menu|remark|rss|shoutbox|sidebar|sponsor|ad-break|agegate|"
    r"pagination|pager|popup|tweet|twitter|contact|footer|footnote|masthead|outbrain|promo|related|shopping",
    re.IGNORECASE,
)
_MARKED_DOWN_FOR = re.compile(r"com-|media|meta|scroll|tags|tool|widget", re.IGNORECASE)
_FURNITURE = re.compile(
    r"(?:^|\s)(?:(?:site-|page-|main-|top-)?(?:nav|navbar|menu|footer|foot|bottom|copyright|breadcrumbs?|crumbs?)|topbar)"
    r"(?:\s|$)",
    re.IGNORECASE,
)
_TOP = re.compile(r"(?:^|\s)(?:top|head|header|toolbar|links)(?:\s|$)", re.IGNORECASE)
_NOTE = re.compile(r"footnote|endnote|(?:^|\s)fn\d*(?:\s|$)", re.IGNORECASE)
_NO_CONTENT = ("template", "noscript", "select", "textarea", "button", "input", "datalist", "dialog", "link")
_REAL_LENGTH = 60
_REAL_RATIO = 2
_HOLDS_MUCH = 0.4
_LONG_FALLBACK = 300
_MOST_OF_IT = 0.8
_LONGEST_FURNITURE = 200
_LONGEST_CAPTION = 300
_SET_ASIDE = "data-set-aside-"


def prepare(root: HtmlElement) -> list[str]:
    """Change `root` in place; return what was done that may matter to who asks why."""
    reasons: list[str] = []
    for image in root.iter("amp-img", "amp-anim"):
        image.tag = "img"
    drop(root.iter("script", "style"))
    _take_from_noscript(root, reasons)
    _reveal(root, reasons)
    _drop_controls(root)
    if not is_too_big(root):
        _clear_names(root, reasons)
    return reasons


def _take_from_noscript(root: HtmlElement, reasons: list[str]) -> None:
    body = root.find("body")
    long = [e for e in root.iter("noscript") if len(words_of(e)) > _LONG_FALLBACK]
    if body is not None and sum(len(words_of(e)) for e in long) > _MOST_OF_IT * len(words_of(body)):
        reasons.append("the article stands in noscript")
        for element in long:
            element.drop_tag()
    for fallback in list(root.iter("noscript")):
        for image in list(fallback.iter("img")):
            _use_fallback(fallback, image)


def _use_fallback(fallback: HtmlElement, image: HtmlElement) -> None:
    """Give a picture that a script would load the address that is meant for browsers without scripts."""
    before = fallback.getprevious()
    waiting = None if before is None else next(before.iter("img"), None)
    if waiting is not None and is_waiting(waiting):
        for name in ("src", "srcset"):
            if image.get(name):
                waiting.set(f"data-noscript-{name}", image.get(name, ""))
    elif not is_tiny(image) and (waiting is None or waiting.get("src") != image.get("src")):
        image.tail = None
        fallback.addprevious(image)


def _reveal(root: HtmlElement, reasons: list[str]) -> None:
    """Show what waits for a script to show it, known by holding most of the page's paragraphs; drop what is hidden."""
    hidden = [
        element
        for element in root.xpath("//*[@hidden or contains(@style, 'none') or contains(@style, 'hidden')]")
        if element.get("hidden") is not None or _HIDING.search(element.get("style", ""))
    ]
    held, total = _paragraphs_held(root) if hidden else (Counter(), 0)
    for element in hidden:
        length = held[element] or len(words_of(element))
        real = length > _REAL_LENGTH and length > _REAL_RATIO * (total - length)
        if real or element.tag in ("html", "body"):
            element.attrib.pop("hidden", None)
            element.attrib.pop("style", None)
            reasons.append(f"hidden but real: {label(element)}")
        else:
            drop([element])


def _drop_controls(root: HtmlElement) -> None:
    much = _HOLDS_MUCH * len(words_of(root))
    for element in list(root.iter(*_NO_CONTENT)):
        # libxml2 does not end an open button where a browser does, and nests the rest of the page into it.
        if len(words_of(element)) > much and element.tag != "textarea":
            element.drop_tag()
        else:
            drop([element])
    for form in list(root.iter("form")):
        # Some servers put the whole page into one form.
        if len(words_of(form)) > much:
            form.drop_tag()


def _clear_names(root: HtmlElement, reasons: list[str]) -> None:
    """Take off names that would cost an element its place: those of quotations, and of what holds the article."""
    for quotation in root.iter("blockquote"):
        quotation.attrib.pop("class", None)
    for image in root.iter("img"):
        _clear_frames(image)
    held, total = _paragraphs_held(root)
    around_articles = {ancestor for e in root.iter("h1", "main", "article") for ancestor in e.iterancestors()}
    for element in root.xpath("//*[@class or @id]"):
        name, said = named(element), label(element)
        if element.tag in ("html", "body"):
            continue
        if _NOTE.search(name):
            _set_aside(element)
        elif "elementor" in name:
            element.set("class", element.get("class", "").replace("widget", ""))
        if element not in around_articles and (_CONSENT.search(name) or _is_furniture(element, name)):
            drop([element])
        elif held[element] > _HOLDS_MUCH * total and _clear_name(element):
            reasons.append(f"kept in spite of its name: {said}")


def _set_aside(element: HtmlElement) -> None:
    """Hide a note's names from readability, which takes every "foot" for a footer; `put_back` undoes it."""
    for attribute in ("class", "id"):
        if attribute in element.attrib:
            element.set(_SET_ASIDE + attribute, element.attrib.pop(attribute))


def put_back(article: HtmlElement) -> None:
    """Give notes their names again."""
    for attribute in ("class", "id"):
        for element in article.xpath(f"descendant-or-self::*[@{_SET_ASIDE}{attribute}]"):
            element.set(attribute, element.attrib.pop(_SET_ASIDE + attribute))


def _is_furniture(element: HtmlElement, name: str) -> bool:
    """Whether the element is named as what surrounds every page of a site, and is no more than that."""
    if not _FURNITURE.search(name):
        return bool(_TOP.search(name)) and linked(element) > len(words_of(element)) / 2
    return len(words_of(element)) <= _LONGEST_FURNITURE


def _clear_frames(image: HtmlElement) -> None:
    """Take the words that readability marks down off the boxes a picture is in: `media` is one of them."""
    for frame in image.iterancestors("div", "section", "figure", "p", "span"):
        if len(words_of(frame)) > _LONGEST_CAPTION:
            return
        if "class" in frame.attrib:
            frame.set("class", _MARKED_DOWN_FOR.sub("", frame.get("class", "")))
        if frame.tag == "section":
            # Told to keep all images, it keeps a div for one, and still drops a section.
            frame.tag = "div"


def _clear_name(element: HtmlElement) -> bool:
    """Take the misread words off; comments may well be longer than the article, so those need its title inside."""
    name = named(element)
    holds_title = element.find(".//h1") is not None
    for attribute in ("class", "id"):
        value = _MARKED_DOWN_FOR.sub("", element.get(attribute, ""))
        value = _REMOVED_FOR.sub("", value) if holds_title else value
        if attribute in element.attrib:
            element.set(attribute, value)
    return named(element) != name


def _paragraphs_held(root: HtmlElement) -> tuple[Counter[HtmlElement], int]:
    held: Counter[HtmlElement] = Counter()
    total = 0
    for paragraph in root.iter("p", "pre", "blockquote"):
        length = len(words_of(paragraph))
        total += length
        for ancestor in paragraph.iterancestors():
            held[ancestor] += length
    return held, total
