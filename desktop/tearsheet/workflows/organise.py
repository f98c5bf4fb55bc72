"""Turn a person's decisions about articles and tags into changes of the library, and take them back."""

from collections.abc import Sequence

from tearsheet.model.article import Edits
from tearsheet.model.changes import Changes
from tearsheet.model.ids import ArticleId, StepId
from tearsheet.model.steps import Step, StepKind, Turned
from tearsheet.model.tags import TagUse
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


def mark_as_read_by_itself(desk: Desk, article: ArticleId) -> Changes:
    """Take down that an article was read to its end: nobody did that by hand, so there is nothing to take back."""
    return desk.library.mark((article,), read=True, recorded=False)


def tag(desk: Desk, articles: Sequence[ArticleId], *, add: Sequence[str] = (), remove: Sequence[str] = ()) -> Changes:
    """Put tags on articles and take others off."""
    return desk.library.tag(articles, add=add, remove=remove)


def edit(
    desk: Desk, articles: Sequence[ArticleId], edits: Edits, *, add: Sequence[str] = (), remove: Sequence[str] = ()
) -> Changes:
    """Change fields by hand, and tags with them; no later capture overwrites them."""
    return desk.library.organising.edit(articles, edits, add=add, remove=remove)


def write_note(desk: Desk, article: ArticleId, note: str) -> Changes:
    """Put words in the place of those on an article. Whoever writes keeps the way back: each pause would be a step."""
    return desk.library.edit(article, Edits(note=note), recorded=False)


def delete(desk: Desk, articles: Sequence[ArticleId]) -> Changes:
    """Move articles to the bin."""
    return desk.library.delete(articles)


def undelete(desk: Desk, articles: Sequence[ArticleId]) -> Changes:
    """Take articles out of the bin."""
    return desk.library.undelete(articles)


def tags(desk: Desk) -> tuple[TagUse, ...]:
    """Return the tags in use, with how many articles and annotations have each."""
    return desk.library.organising.tags()


def recent_tags(desk: Desk, limit: int) -> tuple[str, ...]:
    """Return the tags that were given last."""
    return desk.library.organising.recent_tags(limit)


def rename_tag(desk: Desk, old: str, new: str) -> Changes:
    """Let a tag and all below it be called otherwise; LibraryError where there is such a tag already."""
    return desk.library.organising.rename_tag(old, new)


def merge_tag(desk: Desk, old: str, into: str) -> Changes:
    """Let a tag and all below it become another one."""
    return desk.library.organising.rename_tag(old, into, StepKind.MERGE_TAG, joins=True)


def move_tag(desk: Desk, path: str, below: str, *, joins: bool = False) -> Changes:
    """Put a tag and all below it under another one, or at the top; LibraryError where there is such a tag already."""
    new = "/".join(part for part in (below, path.rpartition("/")[2]) if part)
    return desk.library.organising.rename_tag(path, new, StepKind.MOVE_TAG, joins=joins)


def delete_tag(desk: Desk, path: str) -> Changes:
    """Take a tag and all below it off whatever has it."""
    return desk.library.organising.delete_tag(path)


def steps(desk: Desk, limit: int) -> tuple[Step, ...]:
    """Return what was done last, newest first."""
    return desk.library.organising.steps(limit)


def next_steps(desk: Desk) -> tuple[Step | None, Step | None]:
    """Return what would be taken back, and what would be done again."""
    return desk.library.organising.next_steps()


def undo(desk: Desk, step: StepId | None = None) -> Turned:
    """Take back a step, the last one where none is named."""
    return desk.library.organising.undo(step)


def redo(desk: Desk, step: StepId | None = None) -> Turned:
    """Do again what was taken back."""
    return desk.library.organising.redo(step)
