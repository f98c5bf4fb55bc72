"""Turn an article's stored HTML into its body as shown: sanitised again, pictures by their kept copies."""

import re
from collections.abc import Callable

import lxml.html
from lxml.html import HtmlElement
from lxml.html.builder import E

from tearsheet.document.page_code import colour_code
from tearsheet.document.page_words import PageWords
from tearsheet.document.sanitise import ID_PREFIX, sanitise
from tearsheet.model.article import Article, Resource
from tearsheet.text.scripts import converted

PictureUrl = Callable[[Resource], str | None]

# What no XML may hold, so that lxml refuses it, and no file in UTF-8.
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_INDENT = re.compile(r"[\u3000\u2003\u00a0]+")
_BLANK = re.compile(r"[\s\u3000\u2003\u00a0\u200b]*")
_SENTENCE_END = re.compile(r"[。！？；，：、.!?;,:…][”’」』)）]*$")
_CREDIT = re.compile(
    r"(?:图片?来源|图源|图片?说明|图注|图[:：]|▲|△|Photo(?:graph)?\b|Image\b|Picture\b|Credit\b)", re.I
)
_LONGEST_SUBHEAD = 40
_LONGEST_CREDIT = 120
_FEWEST_LONG_ROWS = 16
_AS_WRITTEN = frozenset(("pre", "code", "kbd", "samp", "tt"))
_EMBEDDED = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif);base64,", re.I)


def page_body(article: Article, *, words: PageWords, picture_url: PictureUrl, script: str = "") -> str:
    """Return the article's body as HTML that names nothing but http(s) links, `picture_url`'s answers and itself.

    No text is added to or taken from it but the words that stand for a missing picture, so that places in the
    stored text stay places in the page; in another `script` (`text.scripts`) every character stands for one.
    """
    root = _parsed(sanitise(article.html))
    if script:
        _write_in(root, script)
    _set_paragraphs(root)
    _name_media(root, words)
    _show_pictures(root, article, words, picture_url)
    _lead_links(root, article.url)
    _let_wide_scroll(root)
    colour_code(root)
    return _inner(root)


def fit(text: str) -> str:
    """Return `text` without control characters and lone surrogates."""
    return _UNFIT.sub("", text)


def _parsed(html: str) -> HtmlElement:
    # huge_tree: without it libxml2 silently drops what is nested deeper than 256.
    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    return lxml.html.fragment_fromstring(fit(html), create_parent="div", parser=parser)


def _inner(root: HtmlElement) -> str:
    outer: str = lxml.html.tostring(root, encoding="unicode")
    return outer.removeprefix("<div>").removesuffix("</div>")


def _show_pictures(root: HtmlElement, article: Article, words: PageWords, picture_url: PictureUrl) -> None:
    kept = {resource.url: resource for resource in article.resources}
    for source in list(root.iter("source")):
        source.drop_tag()
    for image in list(root.iter("img")):
        url = image.get("src", "")
        resource = kept.get(url)
        shown = url if _EMBEDDED.match(url) else resource and resource.blob and picture_url(resource)
        if shown:
            _show(image, shown, resource)
        else:
            _replace(image, _missing(image, resource, words))


def _show(image: HtmlElement, url: str, resource: Resource | None) -> None:
    image.set("src", url)
    image.set("loading", "lazy")
    image.set("decoding", "async")
    blob = resource.blob if resource else None
    if blob and blob.width and blob.height:
        # The kept copy's own size, so that the text does not jump when the picture comes.
        image.set("width", str(blob.width))
        image.set("height", str(blob.height))


def _missing(image: HtmlElement, resource: Resource | None, words: PageWords) -> HtmlElement:
    alt = image.get("alt", "") or (resource.alt if resource else "")
    label = E.span(words.picture_missing, {"class": "ts-missing-label", "lang": words.language})
    placeholder = E.span(label, {"class": "ts-missing"})
    if alt.strip():
        placeholder.append(E.span(fit(alt), {"class": "ts-missing-alt"}))
    return placeholder


def _replace(old: HtmlElement, new: HtmlElement) -> None:
    new.tail = old.tail
    parent = old.getparent()
    if parent is not None:
        parent.replace(old, new)


def _name_media(root: HtmlElement, words: PageWords) -> None:
    """Put a link in the place of a film or a sound: nothing of it is kept, and nothing may be loaded."""
    for element in list(root.iter("video", "audio")):
        address = element.get("src", "") or next((child.get("src", "") for child in element.iter("source")), "")
        label = words.video if element.tag == "video" else words.audio
        link = E.a(label, {"href": address}) if address else E.span(label)
        _replace(element, E.span(link, {"class": "ts-media", "lang": words.language}))


def _lead_links(root: HtmlElement, url: str) -> None:
    """Let links into the article itself (footnotes) stay in the page, also where they spell out its address."""
    places = {element.get("id", "") for element in root.iter("*")}
    own = url.partition("#")[0]
    for link in root.iter("a"):
        address, _mark, fragment = link.get("href", "").partition("#")
        if address == own and ID_PREFIX + fragment in places:
            link.set("href", f"#{ID_PREFIX}{fragment}")


def _let_wide_scroll(root: HtmlElement) -> None:
    for table in list(root.iter("table")):
        if not any(True for _ in table.iterancestors("table")):
            long = len(table.findall(".//tr")) >= _FEWEST_LONG_ROWS
            frame = E.div({"class": "ts-wide ts-long" if long else "ts-wide", "tabindex": "0"})
            _head_table(table)
            _replace(table, frame)
            table.tail = None
            frame.append(table)


def _head_table(table: HtmlElement) -> None:
    """Mark a first row of headings that its page has not put into a `thead`, so that it can stay in view."""
    first = table.find(".//tr")
    if first is None or table.find("thead") is not None or first.getparent() is None:
        return
    cells = [cell for cell in first if cell.tag in ("td", "th")]
    if len(cells) > 1 and all(cell.tag == "th" for cell in cells):
        first.set("class", "ts-headings")


def _write_in(root: HtmlElement, script: str) -> None:
    """Put all text but code into another script."""
    for element in root.iter("*"):
        if element.text and not _is_code(element):
            element.text = converted(element.text, script)
        parent = element.getparent()
        if element.tail and parent is not None and not _is_code(parent):
            element.tail = converted(element.tail, script)
        for name in ("alt", "title"):
            if element.get(name):
                element.set(name, converted(element.get(name, ""), script))


def _is_code(element: HtmlElement) -> bool:
    return element.tag in _AS_WRITTEN or any(True for _ in element.iterancestors(*_AS_WRITTEN))


def _set_paragraphs(root: HtmlElement) -> None:
    """Say by classes what paragraphs are: blank, a subheading in bold, a picture, a picture's caption."""
    after_picture = False
    for paragraph in list(root.iter("p")):
        _wrap_indent(paragraph)
        kind = _kind(paragraph, after_picture=after_picture)
        if kind:
            paragraph.set("class", f"{paragraph.get('class', '')} {kind}".strip())
        if kind != "ts-blank":
            after_picture = kind == "ts-picture"


def _kind(paragraph: HtmlElement, *, after_picture: bool) -> str:
    text = str(paragraph.text_content())
    if _BLANK.fullmatch(text):
        return "ts-picture" if any(True for _ in paragraph.iter("img")) else "ts-blank"
    bare = text.strip(" \n\t\u3000\u00a0")
    if after_picture and len(bare) <= _LONGEST_CREDIT and _CREDIT.match(bare):
        return "ts-caption"
    child = _only_child(paragraph)
    if child is not None and child.tag in ("strong", "b") and len(bare) <= _LONGEST_SUBHEAD:
        return "" if _SENTENCE_END.search(bare) else "ts-subhead"
    return ""


def _only_child(paragraph: HtmlElement) -> HtmlElement | None:
    """Return the one element a paragraph is made of, not counting an indent; None when text stands beside it."""
    children = [child for child in paragraph if child.get("class") != "ts-indent"]
    beside = (paragraph.text or "") + "".join(child.tail or "" for child in paragraph)
    return children[0] if len(children) == 1 and _BLANK.fullmatch(beside) else None


def _wrap_indent(paragraph: HtmlElement) -> None:
    """Wrap the full-width spaces a Chinese paragraph is indented by, so that a style sheet can hide them."""
    text = (paragraph.text or "").lstrip(" \t\r\n")
    indent = _INDENT.match(text)
    if indent is None:
        return
    wrapped = E.span(indent[0], {"class": "ts-indent"})
    wrapped.tail = text[indent.end() :]
    paragraph.text = None
    paragraph.insert(0, wrapped)
