"""Turn an article into the page its reader shows: what a front door needs of the document's room."""

from tearsheet.document.page import PageActions, PageWords, article_page, language_of, script_for
from tearsheet.document.page_body import page_body

__all__ = ["PageActions", "PageWords", "article_page", "language_of", "page_body", "script_for"]
