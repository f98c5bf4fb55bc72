"""Turn a prepared tree into the part of it that readability-lxml takes for the article."""

import copy
import logging

import lxml.html
from lxml.html import HtmlElement
from readability import Document
from readability.readability import Unparseable

# It writes every failure with its trace to the log, and the caller has another way then.
logging.getLogger("readability").setLevel(logging.CRITICAL + 1)


def readable(root: HtmlElement) -> HtmlElement | None:
    """Return a copy of what readability keeps; None when it keeps nothing or breaks."""
    document = _Prepared(root)
    try:
        document.summary(html_partial=True, keep_all_images=True)
    except Unparseable:
        return None
    return document.article


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
