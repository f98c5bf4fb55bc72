"""Pages → the article in them: its text, its pictures, and what it says of itself.

`read` imports its parts when it is called: whoever only sends it to a worker need not load lxml and readability.
"""

from tearsheet.model.extraction import Extraction
from tearsheet.model.page import Page
from tearsheet.model.rule import SiteRule

EXTRACTOR = "tearsheet 2, readability-lxml 0.9"
"""Stored beside everything that was read, so that it is known what a later extractor may improve on."""


def read(pages: tuple[Page, ...], rule: SiteRule | None = None) -> Extraction:
    """Read the article out of the first page; the others fill in only what it does not say of itself.

    The same pages always give the same extraction. Raises NothingReadable when there is no article, and RuleError
    when a site's data is not as its rule says. Hostile pages take time and memory: call it with process.run.
    """
    from tearsheet.extract.reading import read_pages

    return read_pages(pages, rule)
