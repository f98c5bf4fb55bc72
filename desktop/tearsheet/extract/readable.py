"""Turn a prepared tree into readability's word on it: how much of each block it takes for the article."""

import copy
import logging
from collections.abc import Sequence

import lxml.html
from lxml.html import HtmlElement
from readability import Document
from readability.readability import Unparseable

from tearsheet.extract.blocks import Block
from tearsheet.extract.disguise import disguise

# It writes every failure with its trace to the log, and the caller has another way then.
logging.getLogger("readability").setLevel(logging.CRITICAL + 1)

_NUMBER = "data-number"


def kept_by_readability(root: HtmlElement, blocks: Sequence[Block]) -> list[float]:
    """Return the share of each block that readability keeps; all 0 when it keeps nothing or breaks."""
    holders = [[element.getparent() if tail else element for element, tail in block.slots] for block in blocks]
    numbers: dict[HtmlElement, str] = {}
    for held in holders:
        for element in held:
            if element not in numbers:
                numbers[element] = str(len(numbers))
                element.set(_NUMBER, numbers[element])
    tree = copy.deepcopy(root)
    for element in numbers:
        del element.attrib[_NUMBER]
    disguise(tree)
    document = _Prepared(tree)
    try:
        document.summary(html_partial=True, keep_all_images=True)
    except Unparseable:
        return [0.0] * len(blocks)
    article = document.article
    there = set() if article is None else {element.get(_NUMBER) for element in article.iter()}
    return [sum(numbers[element] in there for element in held) / len(held) for held in holders]


class _Prepared(Document):  # type: ignore[misc]
    """Readability on a tree that is parsed and cleaned: its own way would parse it twice more and hide what is real."""

    article: HtmlElement | None = None

    def _parse(self, prepared: HtmlElement) -> HtmlElement:
        # It asks again for its second, more lenient attempt, and changes what it gets.
        self.encoding = "utf-8"
        return copy.deepcopy(prepared)

    def get_clean_html(self) -> str:
        self.article = self.html
        return str(lxml.html.tostring(self.html, encoding="unicode"))
