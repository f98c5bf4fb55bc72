"""Turn a person's decisions about articles into changes of the library."""

from collections.abc import Sequence

from tearsheet.model.article import Edits
from tearsheet.model.changes import Changes
from tearsheet.model.ids import ArticleId
from tearsheet.workflows.desk import Desk


def mark(
    desk: Desk,
    articles: Sequence[ArticleId],
    *,
    read: bool | None = None,
    archived: bool | None = None,
    favourite: bool | None = None,
) -> Changes:
    """Set or take off flags; None leaves one as it is."""
    return desk.library.mark(articles, read=read, archived=archived, favourite=favourite)


def tag(desk: Desk, articles: Sequence[ArticleId], *, add: Sequence[str] = (), remove: Sequence[str] = ()) -> Changes:
    """Put tags on articles and take others off."""
    return desk.library.tag(articles, add=add, remove=remove)


def edit(desk: Desk, article: ArticleId, edits: Edits) -> Changes:
    """Change fields by hand; no later capture overwrites them."""
    return desk.library.edit(article, edits)


def delete(desk: Desk, articles: Sequence[ArticleId]) -> Changes:
    """Move articles to the bin."""
    return desk.library.delete(articles)


def undelete(desk: Desk, articles: Sequence[ArticleId]) -> Changes:
    """Take articles out of the bin."""
    return desk.library.undelete(articles)
