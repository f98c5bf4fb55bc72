"""Turn the chosen element into the article alone: without the page's machinery, its empty boxes and its indents."""

import re
from itertools import islice
from urllib.parse import urlsplit

import lxml.html
from lxml.html import HtmlElement

from tearsheet.document.tokens import names
from tearsheet.extract.captions import settle_captions
from tearsheet.extract.trees import drop, named, words_of

_SHARING = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|sharedaddy|jiathis|addthis|addtoany|bdshare\w*|like-?button|print-?button|"
    r"newsletter-?(?:form|signup)|ad-?slot|advert\w*)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MACHINERY = re.compile(
    r"(?:^|\s)(?:mw-editsection|headerlink|heading-anchor|hash-link|linenos?|linenodiv|line-?numbers?-rows|gutter|"
    r"rouge-gutter|blob-num|pre-numbering)(?:\s|$)"
)
_LINE_NUMBERS = re.compile(r"(?:\d+\s*)+")
_LONGEST_SHARING = 120
_INDENT = "\u3000\u00a0\u2003\u2002 \t\n"
_INDENTED = ("p", "div", "section", "li", "td", "blockquote", "h2", "h3", "h4")
_MAY_BE_EMPTY = names("img video audio source track br hr td th col colgroup table tbody thead tr iframe math wbr")
_AROUND_ROWS = names("table thead tbody tfoot")
_INLINE = names("a abbr b bdi bdo cite code em font i kbd mark q s small span strong sub sup u var")
_UNINVITED = names("script style noscript template object embed form textarea select button input link meta")
_SIGNS = re.compile(r"\W+")
_SEVERAL = 3


def clean(article: HtmlElement, title: str) -> None:
    """Clean `article` in place. Its addresses and pictures must be settled."""
    drop(article.iter(*_UNINVITED))
    _mend_tables(article)
    _drop_machinery(article)
    _unwrap_listings(article)
    _unwrap_layout(article)
    drop(e for e in article.xpath("descendant::*[@class or @id]") if _is_sharing(e))
    _unwrap_stock_names(article)
    settle_captions(article)
    _link_films(article)
    _drop_title(article, title)
    _keep_needed_ids(article)
    _drop_empty(article)
    _drop_last_rules(article)
    _take_indents(article)


def _drop_machinery(article: HtmlElement) -> None:
    """Take out what a site's own tools put beside headings and listings: links to edit or to here, line numbers."""
    for element in article.xpath("descendant::*[@class]"):
        if _MACHINERY.search(element.get("class", "")):
            drop([element])


def _unwrap_listings(article: HtmlElement) -> None:
    """Leave the listing of a table whose one row has its line numbers beside it, or had them."""
    for table in list(article.iter("table")):
        listings = list(table.iter("pre"))
        code = [listing for listing in listings if not _LINE_NUMBERS.fullmatch(words_of(listing))]
        only_listings = len(words_of(table)) <= sum(len(words_of(listing)) + 1 for listing in listings)
        if len(code) == 1 and only_listings and len(table.findall(".//tr")) == 1:
            code[0].tail = table.tail
            table.getparent().replace(table, code[0])


def _unwrap_layout(article: HtmlElement) -> None:
    """Make a box of a table that has all in one cell, several paragraphs of it: it laid out the page around a story."""
    tables = list(article.iter("table"))
    filled = _filled(article) if tables else set()
    for table in reversed(tables):
        parts = (table, *table.iterchildren("thead", "tbody", "tfoot"))
        rows = (row for part in parts for row in part.iterchildren("tr"))
        cells = [cell for row in rows for cell in row.iterchildren("td", "th") if cell in filled]
        if len(cells) == 1 and len(list(islice(cells[0].iter("p", "br", "div"), _SEVERAL))) == _SEVERAL:
            cells[0].tag = "div"
            cells[0].tail = table.tail
            table.getparent().replace(table, cells[0])


def _filled(article: HtmlElement) -> set[HtmlElement]:
    """Return the elements with words or a picture in them, each looked at once however deep they are."""
    filled: set[HtmlElement] = set()
    for element in article.iter("*"):
        holder = element if element.tag == "img" or (element.text or "").strip() else None
        for each in (holder, element.getparent() if (element.tail or "").strip() else None):
            while each is not None and each not in filled:
                filled.add(each)
                each = each.getparent()
    return filled


def _is_sharing(element: HtmlElement) -> bool:
    if not _SHARING.search(named(element)) or element.tag in ("article", "main"):
        return False
    # A heading's id is made of its words, which may be about advertising.
    is_said = element.xpath("boolean(descendant-or-self::*[self::p or self::h2 or self::h3 or self::h4 or self::h5])")
    return len(words_of(element)) <= _LONGEST_SHARING and not is_said


def _mend_tables(article: HtmlElement) -> None:
    """Give rows and cells a table again: readability takes a `tbody` for an article, and browsers drop those alone."""
    for part in list(article.iter("thead", "tbody", "tfoot", "tr")):
        parent = part.getparent()
        if parent is None or parent.tag in _AROUND_ROWS:
            continue
        before = part.getprevious()
        if before is None or before.tag != "table" or (before.tail or "").strip():
            before = lxml.html.Element("table")
            part.addprevious(before)
        before.tail, part.tail = part.tail, None
        before.append(part)
    for part in list(article.iter("table", "thead", "tbody", "tfoot")):
        _mend_rows(part)
    for cell in list(article.iter("td", "th")):
        parent = cell.getparent()
        if parent is not None and parent.tag != "tr":
            cell.tag = "div"


def _mend_rows(part: HtmlElement) -> None:
    """Give cells a row where their start tag was forgotten: as long as the table's first one, when they fit it."""
    cells = [child for child in part if child.tag in ("td", "th")]
    if not cells:
        return
    first = next(part.iterancestors("table"), part).find(".//tr")
    length = len(cells) if first is None else len(first)
    if not length or len(cells) % length:
        length = len(cells)
    for place in range(0, len(cells), length):
        row = lxml.html.Element("tr")
        cells[place].addprevious(row)
        for cell in cells[place : place + length]:
            row.append(cell)


def _unwrap_stock_names(article: HtmlElement) -> None:
    """Leave of Eastmoney's live quotations the companies' names, which are the text (seed: span#stock_…, a.keytip)."""
    drop(article.xpath("descendant::span[starts-with(@id, 'quote_') or starts-with(@id, 'Info.')]"))
    for element in article.xpath("descendant::*[contains(@class, 'keytip') or starts-with(@id, 'stock_')]"):
        if element.tag == "span" or not element.get("href", "").startswith("http"):
            element.drop_tag()


def _link_films(article: HtmlElement) -> None:
    """Put a link in the place of a frame from elsewhere: what it shows cannot be kept, but where it is can be."""
    for frame in list(article.iter("iframe")):
        address = frame.get("src", "")
        if address.startswith("http"):
            link = lxml.html.Element("a", href=address)
            link.text = frame.get("title", "").strip() or urlsplit(address).netloc
            frame.addprevious(link)
        drop([frame])


def _drop_title(article: HtmlElement, title: str) -> None:
    for heading in article.iter("h1", "h2"):
        if _same(words_of(heading)) == _same(title):
            drop([heading])
            return


def _same(title: str) -> str:
    return _SIGNS.sub("", title).lower()


def _keep_needed_ids(article: HtmlElement) -> None:
    """Keep the names that a link in the article leads to: notes, and contents of longer pieces."""
    targets = {link.get("href", "")[1:] for link in article.iter("a") if link.get("href", "").startswith("#")}
    for element in article.xpath("descendant-or-self::*[@id or @name]"):
        name = element.attrib.pop("name", "")
        identity = element.attrib.pop("id", "") or name
        if identity in targets:
            element.set("id", identity)
    for link in list(article.iter("a")):
        if not link.get("href") and not link.get("id"):
            link.drop_tag()


def _drop_empty(article: HtmlElement) -> None:
    for element in reversed(list(article.iterdescendants("*"))):
        if element.tag in _MAY_BE_EMPTY or element.get("id") or len(element):
            continue
        if not (element.text or "").strip(_INDENT + "\u200b\ufeff") and element.getparent() is not None:
            if element.text and element.tag in _INLINE:
                # What stood between two words stays between them.
                element.tail = " " + (element.tail or "")
            element.drop_tree()


def _drop_last_rules(article: HtmlElement) -> None:
    """Take off a rule with nothing behind it: what it parted the article from is no longer there."""
    last = article
    while len(last) and not (last[-1].tail or "").strip():
        last = last[-1]
        if last.tag != "hr":
            continue
        emptied = last
        while emptied is not article and (emptied is last or _is_bare(emptied)):
            holder = emptied.getparent()
            drop([emptied])
            emptied = holder
        last = article


def _is_bare(element: HtmlElement) -> bool:
    return not len(element) and not (element.text or "").strip()


def _take_indents(article: HtmlElement) -> None:
    """Take the full-width spaces off the start of paragraphs and lines, where they are a typewriter's indent."""
    for line_end in article.xpath("descendant::br[not(ancestor::pre)]"):
        line_end.tail = (line_end.tail or "").lstrip(_INDENT)
    for block in article.iter(*_INDENTED):
        inner: HtmlElement | None = block
        while inner is not None:
            if inner.text:
                inner.text = inner.text.lstrip(_INDENT)
                if inner.text:
                    break
            inner = next(iter(inner), None)
            if inner is not None and inner.tag not in ("span", "font", "strong", "b", "em", "i", "a"):
                break
