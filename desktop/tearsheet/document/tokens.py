"""Turn markup into its tags and texts in one pass, whatever is wrong with it and however deep it goes.

A parser builds a tree, and every tree builder at hand loses text below some depth or takes quadratic time on
markup made to hurt (lxml at 256, html5ever from about 10,000). Reading tokens does neither.
"""

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache


def names(listed: str) -> frozenset[str]:
    """Return the set of tag names in `listed`, which has spaces between them."""
    return frozenset(listed.split())


VOID = names("area base br col embed hr img input link meta param source track wbr")
_RAW_TEXT = names("script style textarea title xmp iframe noembed noframes plaintext")

# Possessive throughout: every start of a tag takes all it can and never looks back, so the pass is linear.
# A quote counts only after an equals sign, as in the HTML standard, 13.2.5.32 to 13.2.5.40.
_ATTRIBUTES = r"""(?:[^>=]++|=\s*+(?:"[^"]*+"?|'[^']*+'?)?)*+"""
_TAG = re.compile(
    rf"<!--(?:-?>|.*?--!?>|.*+)|<([a-zA-Z][^\s/>]*+){_ATTRIBUTES}(?:>|\Z)|</([a-zA-Z][^\s/>]*+)[^>]*+(?:>|\Z)|<[!?/][^>]*+(?:>|\Z)",
    re.DOTALL,
)


class Kind(Enum):
    """What a token is. Raw text is what stands in a script, a style sheet and the like."""

    TEXT = "text"
    RAW_TEXT = "raw text"
    START = "start"
    END = "end"


# A plain tuple, for there are millions of them in a hostile page: kind, a tag's name in lower case, begin, end.
Token = tuple[Kind, str, int, int]


def tokens(html: str) -> Iterator[Token]:
    """Yield tags and texts in order; comments, declarations and empty texts are left out."""
    text, raw_text, start_tag, end_tag = Kind
    position = 0
    text_from = 0
    find = _TAG.search
    while found := find(html, position):
        begin, position = found.span()
        if begin > text_from:
            yield text, "", text_from, begin
        text_from = position
        start, end = found.groups()
        if start:
            name = start.lower()
            yield start_tag, name, begin, position
            if name in _RAW_TEXT:
                closed = _closing(name).search(html, position)
                text_from = closed.start() if closed else len(html)
                if text_from > position:
                    yield raw_text, name, position, text_from
                position = text_from
        elif end:
            yield end_tag, end.lower(), begin, position
    if len(html) > text_from:
        yield text, "", text_from, len(html)


@lru_cache(maxsize=16)
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
