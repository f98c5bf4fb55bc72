"""Turn a page's tree into one whose text is what a person sees: what is real shows, what is not is gone.

Every class here was found by its errors (desktop/notes/007-extraction.md): bodies that wait behind `visibility:hidden`
for a script, articles and pictures in `noscript`, pages inside a form or an open button.
"""

import re
from collections import Counter

import lxml.html
from lxml.html import HtmlElement

from tearsheet.extract.formulas import settle_formulas
from tearsheet.extract.pictures import is_tiny, is_waiting
from tearsheet.extract.trees import drop, label, named, words_of

_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_CONSENT = re.compile(
    r"onetrust|\bot-(?:pc|sdk)-|cookie-?(?:consent|banner|notice|law|bar)|cookiebot|didomi|\btruste\b|\bqc-cmp|\bgdpr|"
    r"sp_message|usercentrics",
    re.IGNORECASE,
)
# WeChat's body waits for a script, be it one sentence and six pictures.
_BODIES = ("js_content",)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_DIALOG = "//*[@role = 'dialog' or @role = 'alertdialog' or @aria-modal = 'true']"
_ASKS = re.compile(r"cookie|partner|consent|privacy|个人信息|隐私|授权", re.IGNORECASE)
_NO_CONTENT = ("template", "noscript", "select", "textarea", "button", "input", "datalist", "dialog", "link")
_REAL_LENGTH = 60
_REAL_RATIO = 2
_LEAST_FOLDED = 200
_HOLDS_MUCH = 0.4
_LONG_FALLBACK = 300
_MOST_OF_IT = 0.8
_STAMPED = "//*[contains(@itemprop, 'date')][not(self::time or self::meta)]"
_TO_THE_SECOND = re.compile(r"\s*\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*\s*")
_RECORD = 4
_A_COPY = 0.6


def prepare(root: HtmlElement) -> list[str]:
    """Change `root` in place; return what was done that may matter to who asks why."""
    reasons: list[str] = []
    for image in root.iter("amp-img", "amp-anim"):
        image.tag = "img"
    settle_formulas(root)
    drop(root.iter("script", "style"))
    _put_streamed_in_place(root, reasons)
    _take_from_noscript(root, reasons)
    _reveal(root, reasons)
    _drop_records(root, reasons)
    _write_ticks(root)
    _drop_controls(root)
    _drop_consent(root)
    return reasons


def _put_streamed_in_place(root: HtmlElement, reasons: list[str]) -> None:
    """Do what React's own script does with the parts of a page that it sends late, hidden, as `S:…`."""
    for part in root.xpath("//*[@hidden][starts-with(@id, 'S:')]"):
        number = part.get("id", "")[2:]
        places = root.xpath("//template[@id=$segment or @id=$boundary]", segment=f"P:{number}", boundary=f"B:{number}")
        part.attrib.pop("hidden")
        reasons.append(f"sent late: {label(part)}")
        if places and part not in set(places[0].iterancestors()):
            tail, part.tail = part.tail, None
            if tail and part.getparent() is not None:
                part.addprevious(_text_holder(tail))
            places[0].addprevious(part)


def _text_holder(text: str) -> HtmlElement:
    holder: HtmlElement = lxml.html.Element("span")
    holder.text = text
    return holder


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
    """Show what only waits for a script to show it, known by holding most of the page's paragraphs.

    What else is hidden is dropped when it is little, and else keeps the attribute `hidden`: a folded answer is text, a
    menu is not, and others judge that.
    """
    hidden = [
        element
        for element in root.xpath("//*[@hidden or contains(@style, 'none') or contains(@style, 'hidden')]")
        if element.get("hidden") is not None or _HIDING.search(element.get("style", ""))
    ]
    held, total = paragraphs_held(root) if hidden else (Counter(), 0)
    for element in hidden:
        length = held[element] or len(words_of(element))
        # A Chinese sentence says with a third of the characters what an English one does.
        said = length + 2 * len(_HAN.findall(words_of(element))) if length < _LEAST_FOLDED else length
        element.attrib.pop("style", None)
        real = length > _REAL_LENGTH and length > _REAL_RATIO * (total - length)
        if real or element.tag in ("html", "body") or element.get("id") in _BODIES:
            element.attrib.pop("hidden", None)
            reasons.append(f"hidden but real: {label(element)}")
        elif said < _LEAST_FOLDED:
            drop([element])
        else:
            element.set("hidden", "")


def _drop_records(root: HtmlElement, reasons: list[str]) -> None:
    """Drop what repeats the article for machines: microdata in plain elements, its moments written to the second."""
    much = _A_COPY * len(words_of(root))
    for stamp in root.xpath(_STAMPED):
        record = stamp.getparent()
        if record is None or not _TO_THE_SECOND.fullmatch(stamp.text or ""):
            continue
        if len(record.xpath("*[@itemprop]")) >= _RECORD and len(words_of(record)) < much:
            reasons.append(f"a record for machines: {label(record)}")
            drop([record])


def _write_ticks(root: HtmlElement) -> None:
    """Turn the boxes of a list of tasks, which nobody can tick (GFM, 5.3), into signs."""
    for box in root.xpath("//input[@type = 'checkbox'][@disabled][ancestor::li]"):
        sign, said, task = "☐ " if box.get("checked") is None else "☑ ", (box.tail or "").lstrip(), box.getnext()
        if not said and task is not None and task.tag == "p":
            task.text = sign + (task.text or "").lstrip()
        else:
            box.tail = sign + said


def _drop_controls(root: HtmlElement) -> None:
    much = _HOLDS_MUCH * len(words_of(root))
    for button in root.xpath("//*[self::h1 or self::h2 or self::h3 or self::h4 or self::summary]/button"):
        # A question that unfolds its answer.
        button.drop_tag()
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


def _drop_consent(root: HtmlElement) -> None:
    """Drop dialogs on cookies, which may be longer than the article; never what is around one."""
    around_articles = {ancestor for e in root.iter("h1", "main", "article") for ancestor in e.iterancestors()}
    for dialog in root.xpath(_DIALOG):
        if dialog not in around_articles and dialog.tag not in ("html", "body") and _ASKS.search(words_of(dialog)):
            drop([dialog])
    for element in root.xpath("//*[@class or @id]"):
        if _CONSENT.search(named(element)) and element.tag not in ("html", "body") and element not in around_articles:
            drop([element])


def paragraphs_held(root: HtmlElement) -> tuple[Counter[HtmlElement], int]:
    """Return how many characters in paragraphs each element holds, and how many there are in all."""
    held: Counter[HtmlElement] = Counter()
    total = 0
    for paragraph in root.iter("p", "pre", "blockquote"):
        length = len(words_of(paragraph))
        total += length
        for ancestor in paragraph.iterancestors():
            held[ancestor] += length
    return held, total
