"""Turn the places where a page names its authors into one line of names."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from tearsheet.extract.declared import Declared
from tearsheet.extract.headline import lines_near_headline
from tearsheet.extract.strings import one_line
from tearsheet.extract.trees import words_of

_META = (
    "author article:author parsely-author dc.creator dcterms.creator byl sailthru.author citation_author "
    "twitter:creator"
)
_ELEMENTS = (
    "//*[@id='js_author_name']",
    "//*[@itemprop='author']//*[@itemprop='name']",
    "//*[@itemprop='author']",
    "//a[@rel='author']",
    "//*[@class][contains(@class, 'author-name') or contains(@class, 'byline-name')]",
    "//*[@class][contains(concat(' ', @class, ' '), ' byline ') or contains(concat(' ', @class, ' '), ' author ')]",
    "//*[@class][contains(@class, 'post-author') or contains(@class, 'entry-author')]",
)
_NOBODY = re.compile(
    r"admin(?:istrator)?|staff|editors?|guest|unknown|wordpress|webmaster|none|null|undefined|author|by|https?://.*|@.*|"
    r".*@.*\..*|网站编辑|佚名|小编",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"^(?:(?:written\s+|posted\s+|words\s+)?(?:by|von|par|por)\b|(?:文|作者|撰文|记者)(?=[\s:：/|／]))\s*[:：/|／]?\s*",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:(?:written |posted )?by|作者|文)[\s:：/|／]+\S", re.IGNORECASE)
_AFTER = re.compile(
    r"\s*(?:[|•·–]|\s-\s|(?:published|updated|posted)\b|\d{1,4}[-/.年]\d|,?\s+(?:on\s+)?\w+\s+\d{1,2},).*$",
    re.IGNORECASE,
)
_LONGEST = 100
_LOOKED_AT = 400


def byline_of(root: HtmlElement, page: Declared, credited: str) -> str:
    """Return the authors as the page names them, empty when it names nobody in particular."""
    return next((name for text in _texts(root, page, credited) if (name := _tidy(text))), "")


def _texts(root: HtmlElement, page: Declared, credited: str) -> Iterator[str]:
    yield ", ".join(name for name in dict.fromkeys(page.texts("author")) if _tidy(name))
    for name in _META.split():
        yield page.meta.get(name, "")
    yield credited
    for path in _ELEMENTS:
        for element in root.xpath(path)[:3]:
            yield element.get("content", "") or words_of(element)
    for line in lines_near_headline(root):
        if _BY.match(line):
            yield line


def _tidy(text: str) -> str:
    text = _AFTER.sub("", _LEAD_IN.sub("", one_line(text[:_LOOKED_AT]))).strip(" ,;:，；：")
    return text if 1 < len(text) <= _LONGEST and not _NOBODY.fullmatch(text) else ""
