"""Turn the names that a site gives an element into what they mean, as bits."""

import re
from functools import lru_cache

from lxml.html import HtmlElement

# What sites call the parts of a page; a group's place is its bit. A word stands for all words that begin with it,
# unless it ends with a full stop.
_GROUPS = (
    "comment disqus reply replies remark pinglun",
    "footer foot. bottom copyright colophon legal disclaim signature",
    "nav menu breadcrumb crumb paginat pager toolbar tab. tabs.",
    "share sharing social follow bdshare weixin wechat qrcode",
    "related recommend more. readnext also. similar popular trending latest hot. outbrain taboola teaser card tuijian "
    "xiangguan promo feed",
    "side sidebar aside rail widget right.",
    "sponsor advert adv. ad. ads. banner dfp gpt",
    "subscri newsletter signup login register paywall cta. donat modal popup overlay cookie consent",
    "tag. tags. topic keyword categor label",
    "caption credit figure image photo gallery slide",
    "byline author meta date time. timestamp publish info. source editor bio.",
    "header masthead topbar top. logo brand",
    "article body content entry hentry main post story text detail rich prose markdown copy. wysiwyg",
    "message thread answer question cooked postbody postmessage",
    "hidden hide. sr. visually screen print noprint",
    "title headline heading subtitle dek. standfirst lead. summary abstract intro",
    "footnote endnote reference citation",
    "list item index archive grid",
    "code highlight example syntax",
    "tool button btn control form search filter select edit",
    "product price cart shop buy deal",
    "faq accordion toggle collapse expand",
    "transcript video player podcast",
    "toc. contents outline",
)
_TAGS = (
    "article", "main", "aside", "nav", "footer", "header", "form", "table", "ul", "ol", "blockquote", "pre", "figure",
    "dl", "details", "section", "figcaption",
)  # fmt: skip
GROUPS = len(_GROUPS)
"""How many bits names have; those of elements follow."""
AROUND = len(_TAGS)

_OF_TAG = {tag: 1 << (GROUPS + place) for place, tag in enumerate(_TAGS)}
_STEMS: dict[str, int] = {}
_WHOLE: dict[str, int] = {}
for _place, _words in enumerate(_GROUPS):
    for _word in _words.split():
        if _word.endswith("."):
            _WHOLE[_word[:-1]] = _WHOLE.get(_word[:-1], 0) | 1 << _place
        else:
            _STEMS[_word] = _STEMS.get(_word, 0) | 1 << _place
_LENGTHS = sorted({len(stem) for stem in _STEMS})
_OF_GROUP = {words.partition(" ")[0]: 1 << place for place, words in enumerate(_GROUPS)}
_HIDDEN = _OF_GROUP["hidden"]
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LONGEST = 200


def meaning(element: HtmlElement, tag: str) -> int:
    """Return the bits of the element's class, id, role and tag."""
    bits = _OF_TAG.get(tag, 0)
    if element.get("hidden") is not None:
        bits |= _HIDDEN
    for attribute in ("class", "id", "role"):
        name = element.get(attribute)
        if name:
            bits |= _meaning_of(name[:_LONGEST])
    return bits


def says(bits: int, groups: tuple[str, ...]) -> bool:
    """Whether one of the groups, each named by its first word, is among `bits`."""
    return any(bits & _OF_GROUP[group] for group in groups)


@lru_cache(maxsize=20_000)
def _meaning_of(name: str) -> int:
    bits = 0
    for word in _WORD.findall(name):
        bits |= _meaning_of_word(word.lower())
    return bits


@lru_cache(maxsize=20_000)
def _meaning_of_word(word: str) -> int:
    bits = _WHOLE.get(word, 0)
    for length in _LENGTHS:
        bits |= _STEMS.get(word[:length], 0)
    return bits
