"""Pages → the article in them: its text, its pictures, and what it says of itself.

`read` imports its parts when it is called: whoever only sends it to a worker need not load lxml and readability.
"""

from tearsheet.model.extraction import Extraction
from tearsheet.model.page import Page
from tearsheet.model.repair import Named, Repair, RepairPage, RepairScope, TriedOut
from tearsheet.model.rule import SiteRule

EXTRACTOR = "tearsheet 5, readability-lxml 0.9"
"""Stored beside everything that was read, so that it is known what a later extractor may improve on."""


def read(pages: tuple[Page, ...], rule: SiteRule | None = None) -> Extraction:
    """Read the article out of the first page; the others fill in only what it does not say of itself.

    The same pages always give the same extraction. Raises NothingReadable when there is no article, and RuleError
    when a site's data is not as its rule says. Hostile pages take time and memory: call it with process.run.
    """
    from tearsheet.extract.reading import read_pages

    return read_pages(pages, rule)


def look_at(pages: tuple[Page, ...], rule: SiteRule | None) -> RepairPage:
    """Show the first page in parts to point at. Raises NothingReadable for what has none."""
    from tearsheet.extract import repairing

    return repairing.look(pages, rule)


def try_out(pages: tuple[Page, ...], rule: SiteRule | None, repair: Repair) -> TriedOut:
    """Read the pages as a repair would have it. Raises NothingReadable when nothing would be left."""
    from tearsheet.extract import repairing

    return repairing.try_out(pages, rule, repair)


def name_parts(pages: tuple[Page, ...], rule: SiteRule | None, repair: Repair, scope: RepairScope) -> Named:
    """Return an XPath for each part that a repair chose: for this page exactly, or for all pages of its site."""
    from tearsheet.extract import repairing

    return repairing.name_parts(pages, rule, repair, scope)
