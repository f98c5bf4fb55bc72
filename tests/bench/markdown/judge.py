"""Turn an article, and what a renderer made of a note of it, into their words and their structure, to be compared.

Nothing here knows how Tearsheet writes or checks, but for the places where footnotes and TeX stand on a page.
"""

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from tearsheet.document.sanitise import sanitise
from tearsheet.document.tokens import names
from tearsheet.export.markdown.formulas import settle_formulas
from tearsheet.export.markdown.notes import NOTE, REF, settle_notes

Sign = tuple[str, ...]

_SAME = {"b": "strong", "i": "em", "s": "del", "strike": "del", "tt": "code", "samp": "code"}
_BOXES = "☐☑"
_ITEMS = ("li", "box", "dt", "dd", "summary")
_CAPTIONS = ("caption", "figcaption")
_PLAIN = names("sub sup mark kbd ins u q ruby rt dt dd summary h1 h2 h3 h4 h5 h6 blockquote")
_BLOCKS = names(
    "address article aside blockquote br caption center dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 "
    "h6 header hr li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
_LANGUAGE = re.compile(r"(?:language-|lang-|highlight-source-)([\w+#.-]+)")
_MOST_PARTS = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page or a note says: its words in order, the same block by block, and what it is made of."""

    words: str
    blocks: Counter[str]
    signs: Counter[Sign]

    def same_words(self, other: "Reading") -> bool:
        """Say whether nothing was lost or added; footnotes may stand elsewhere."""
        return self.words == other.words or (bool(self.signs_of("note-ref")) and self.blocks == other.blocks)

    def signs_of(self, name: str) -> int:
        return sum(count for sign, count in self.signs.items() if sign[0] == name)


@dataclass(frozen=True, slots=True)
class Original:
    """An article as it stands, and with its footnotes and TeX as what they are. `formulas` are those, in order."""

    plain: Reading
    noted: Reading
    formulas: tuple[str, ...]


def original(html: str, *, outlined: bool = False) -> Original:
    """Read an article; `outlined`: with its items' numbers as words, its notes as lists, nothing on items."""
    plain = _tree(html)
    if outlined:
        _number(plain)
    noted = deepcopy(plain)
    settle_formulas(noted)
    if not outlined:
        settle_notes(noted)
    formulas: list[str] = []
    for formula in list(noted.iter("math")):
        if tex := formula.get("alttext"):
            _set_place(formula, len(formulas))
            formulas.append(tex)
    for call in noted.iter(REF):
        call.text = None
    say = _outline_reading if outlined else _reading
    return Original(say(plain), say(noted), tuple(formulas))


def marked(markdown: str, formulas: tuple[str, ...]) -> str:
    """Put signs in the places of formulas: no renderer here knows TeX, and all change what stands in it."""
    for number, tex in enumerate(formulas):
        for written in (tex, tex.replace("|", "\\|")):
            for sign in ("$$", "$"):
                if f"{sign}{written}{sign}" in markdown:
                    place = f'<span class="formula">{_place(number)}</span>'
                    markdown = markdown.replace(f"{sign}{written}{sign}", place, 1)
                    break
            else:
                continue
            break
    return markdown


def rendered(html: str, formulas: tuple[str, ...], *, outlined: bool = False) -> Reading:
    """Read what a renderer made; `formulas` may also stand in it as MathML."""
    root = lxml.html.fragment_fromstring(f"<div>{html}</div>", parser=lxml.html.HTMLParser(remove_comments=True))
    if outlined:
        _number(root)
    left = list(enumerate(formulas))
    for formula in list(root.iter("math")):
        same = next((each for each in left if each[1] == formula.get("alttext")), None)
        if same is not None:
            left.remove(same)
            _set_place(formula, same[0])
    for link in list(root.iter("a")):
        kind = link.get("class", "")
        if "footnote-backref" in kind:
            link.drop_tree()
        elif "footnote-ref" in kind or link.get("data-footnote-ref") is not None:
            holder = link.getparent()
            call = holder if holder is not None and holder.tag == "sup" else link
            tail = call.tail
            call.clear()
            call.tag, call.tail = REF, tail
        elif link.text_content().strip() == "▶":
            link.drop_tree()
    for section in list(root.xpath("descendant::*[contains(@class, 'footnotes')]")):
        # goldmark sets a rule and a list around them, cmark a list.
        for rule in list(section.iter("hr")):
            rule.drop_tree()
        for listed in list(section.iterchildren("ol")):
            for item in listed:
                item.tag = NOTE
            listed.drop_tag()
    return _outline_reading(root) if outlined else _reading(root)


def _tree(html: str) -> HtmlElement:
    root = lxml.html.fragment_fromstring(sanitise(html), create_parent="div")
    for film in list(root.iter("video", "audio")):
        film.drop_tree()
    for caption in list(root.iter("caption")):
        caption.tail = None
        next(caption.iterancestors("table"), caption).insert(0, caption)
    for listed in list(root.iter("dl")):
        if listed.find(".//dt") is None:
            # Nothing is defined here: the first wikis indented so.
            for each in listed.iter("dl", "dd"):
                each.tag = "div"
    return root


def _outline_reading(root: HtmlElement) -> Reading:
    """Leave out what is an item, a term or a fold: an outline has blocks, and says all that by what is below what."""
    reading = _reading(root)
    return replace(reading, signs=Counter({sign: n for sign, n in reading.signs.items() if sign[0] not in _ITEMS}))


def _number(root: HtmlElement) -> None:
    """Write before each item of a numbered list the number that a browser shows."""
    for listed in root.iter("ol"):
        if next(listed.iterancestors("h1", "h2", "h3", "h4", "h5", "h6"), None) is not None:
            continue  # a heading holds no list in any note
        items = listed.findall("li")
        backwards = listed.get("reversed") is not None
        number = _integer(listed.get("start"), len(items) if backwards else 1)
        for item in items:
            number = _integer(item.get("value"), number)
            item.text = f"{number}. {item.text or ''}"
            number += -1 if backwards else 1


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,8}", text.strip()) else otherwise


def _set_place(formula: HtmlElement, number: int) -> None:
    formula.clear(keep_tail=True)
    formula.tag, formula.text = "span", _place(number)
    formula.set("class", "formula")


def _place(number: int) -> str:
    return f"⟦{number}⟧"


def _reading(root: HtmlElement) -> Reading:
    parts: list[str] = []
    marks = _Marks()
    for event, element in lxml.etree.iterwalk(root, events=("start", "end")):
        if element.tag in _BLOCKS or element.tag == NOTE:
            parts.append("\n")
            marks.part(element.tag)
        if event == "start":
            parts.append(_box(element) + _flat(element.text))
            marks.start(element)
            marks.say(element.text or "", shown=_box(element))
        else:
            marks.end(element)
            if element is not root:
                parts.append(_flat(element.tail))
                marks.say(element.tail or "")
    text = "".join(parts)
    blocks = Counter(filter(None, (_bare(line) for line in text.split("\n"))))
    captions: Counter[Sign] = Counter(
        ("caption", words) for words in {_bare(e.text_content()) for e in root.iter(*_CAPTIONS)} if words
    )
    signs = Counter(sign for element in root.iter("*") for sign in _signs(element))
    return Reading(_bare(text), blocks, signs + marks.signs() + captions)


def _flat(text: str | None) -> str:
    return (text or "").replace("\n", " ")


def _box(element: HtmlElement) -> str:
    if element.tag != "input":
        return ""
    return "☑" if element.get("checked") is not None else "☐"


@dataclass(slots=True)
class _Marks:
    """Bold, italic, struck and linked words: a sign for every stretch within a block, however many elements it is."""

    open_: dict[Sign, int] = field(default_factory=dict)
    runs: dict[Sign, list[tuple[int, str]]] = field(default_factory=dict)
    last: dict[Sign, int] = field(default_factory=dict)
    block: int = 0
    told: int = 0
    breaks: int = 0

    def part(self, tag: str) -> None:
        """End a block: two line breaks do too."""
        self.breaks = self.breaks + 1 if tag == "br" else 4
        self.block += self.breaks >= 4

    def start(self, element: HtmlElement) -> None:
        if mark := _mark(element):
            self.open_[mark] = self.open_.get(mark, 0) + 1

    def end(self, element: HtmlElement) -> None:
        if mark := _mark(element):
            self.open_[mark] -= 1

    def say(self, text: str, *, shown: str = "") -> None:
        words = _bare(shown + text)
        if not words:
            return
        self.breaks = 0
        for mark, times in self.open_.items():
            if times:
                runs = self.runs.setdefault(mark, [])
                if runs and runs[-1][0] == self.block and self.last.get(mark) == self.told:
                    runs[-1] = (self.block, runs[-1][1] + words)
                else:
                    runs.append((self.block, words))
                self.last[mark] = self.told + 1
        self.told += 1

    def signs(self) -> Counter[Sign]:
        return Counter((*mark, words) for mark, runs in self.runs.items() for _block, words in runs)


def _mark(element: HtmlElement) -> Sign:
    tag = _SAME.get(element.tag, element.tag)
    if tag == "a":
        url = element.get("href", "")
        return ("a", _address(url)) if url.startswith(("http:", "https:", "mailto:")) else ()
    if tag not in ("strong", "em", "del") or next(element.iterancestors("pre"), None) is not None:
        return ()
    return (tag,)


def without_captions(signs: Counter[Sign], captions: Counter[Sign]) -> Counter[Sign]:
    """Leave out the italics of captions: they may be set in italics, and then those in them are none."""
    words = [sign[1] for sign in captions if sign[0] == "caption"]

    def is_in_one(sign: Sign) -> bool:
        return sign[0] == "caption" or (sign[0] == "em" and any(sign[1] in each for each in words))

    return Counter({sign: n for sign, n in signs.items() if not is_in_one(sign)})


def _signs(element: HtmlElement) -> Iterator[Sign]:
    tag = _SAME.get(element.tag, element.tag)
    within = {_SAME.get(each.tag, each.tag) for each in element.iterancestors()}
    words = _bare(element.text_content())
    if tag == "img":
        if element.get("src"):
            yield tag, _address(element.get("src", "")), _bare(element.get("alt", ""))
    elif tag in ("hr", REF):
        yield (tag,)
    elif not words or "pre" in within:
        return
    elif tag == "pre":
        yield tag, _language(element), _lines(element)
    elif tag == "code":
        yield tag, words
    elif tag == "li":
        lists = [each.tag for each in element.iterancestors("ul", "ol")]
        own = _own_words(element)
        if own.startswith(tuple(_BOXES)):
            yield "box", own[0]
        if lists:
            yield tag, str(len(lists)), lists[0], own.lstrip(_BOXES)
    elif tag in ("td", "th"):
        table = next(element.iterancestors("table"), None)
        if table is not None and not _is_layout(table):
            row = element.getparent()
            yield "cell", str(sum(1 for _cell in element.itersiblings("td", "th", preceding=True))), words
            yield ("row", _bare(row.text_content())) if element is row[0] else ("cell-of", words)
    elif tag in _PLAIN and tag not in within:
        yield tag, words
    elif element.get("class") == "formula":
        yield "formula", words


def _own_words(item: HtmlElement) -> str:
    """Return an item's words without those of the lists in it."""
    texts = [item.text or ""]
    inner = 0
    for event, element in lxml.etree.iterwalk(item, events=("start", "end")):
        if element is item:
            continue
        if event == "start":
            inner += element.tag in ("ul", "ol")
            texts.append("" if inner else _box(element) + (element.text or ""))
        else:
            inner -= element.tag in ("ul", "ol")
            texts.append("" if inner else element.tail or "")
    return _bare("".join(texts))


def _is_layout(table: HtmlElement) -> bool:
    """Say whether a table only places things, as nobody's Markdown has to."""
    if table.find(".//th") is not None:
        return False
    rows = list(table.iter("tr"))
    if all(len(row) <= 1 for row in rows):
        return True
    heavy = ("table", "h1", "h2", "h3", "h4", "h5", "h6")
    parts = ("p", "ul", "ol", "pre", "blockquote", "figure")
    cells = [cell for row in rows for cell in row]
    return any(
        next(cell.iter(*heavy), None) is not None or len(list(cell.iter(*parts))) > _MOST_PARTS for cell in cells
    )


def _language(listing: HtmlElement) -> str:
    named = (listing, *listing.iter("code"), *listing.iterancestors("div", "figure"))
    found = (_LANGUAGE.search(each.get("class", "")) for each in named)
    return next((match[1] for match in found if match), "")


def _lines(listing: HtmlElement) -> str:
    """Return a listing's text, a line for each block in it, as a browser shows them."""
    text = listing.text or ""
    for event, each in lxml.etree.iterwalk(listing, events=("start", "end")):
        if each is not listing:
            begins = each.tag in ("div", "p", "li") and text and not text.endswith("\n")
            text += "\n" * (begins or (each.tag == "br" and event == "start"))
            text += (each.text if event == "start" else each.tail) or ""
    return text.strip("\n")


def _address(url: str) -> str:
    return unquote(url.strip())


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
