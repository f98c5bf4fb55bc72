"""Turn a page into the short lines around its headline, where people read who wrote it and when."""

from itertools import islice

from lxml.html import HtmlElement

from tearsheet.extract.trees import words_of

_AFTER = 40
_BEFORE = 12
_LONGEST = 90


def lines_near_headline(root: HtmlElement) -> list[str]:
    """Return the short texts after the first `h1`, nearest first, then those before it."""
    headline = next(root.iter("h1"), None)
    if headline is None:
        return []
    after = islice(headline.xpath("following::*[not(self::script or self::style)]"), _AFTER)
    before = headline.xpath("preceding::*[not(self::script or self::style)]")[-_BEFORE:]
    texts = (words_of(element) for element in (*after, *reversed(before)))
    return list(dict.fromkeys(text for text in texts if 2 < len(text) <= _LONGEST))
