"""What a person does to many articles at once, and to tags and searches of the whole library; and the way back."""

from collections.abc import Callable, Sequence

from tearsheet.library.database import Database
from tearsheet.library.organising import edits, retagging, saved_searches, steps, taking_back
from tearsheet.model.article import Edits
from tearsheet.model.changes import Changes
from tearsheet.model.ids import ArticleId, StepId
from tearsheet.model.saved_search import SavedSearch
from tearsheet.model.steps import Step, StepKind, Turned
from tearsheet.model.tags import TagUse


class Organising:
    """A part of a library, `Library.organising`, which is one read or one write a method as well.

    A write that can be taken back says by which step; that step is in the same transaction.
    """

    def __init__(self, database: Database, index_soon: Callable[[Changes], None]) -> None:
        self._database, self._index_soon = database, index_soon

    def edit(
        self, ids: Sequence[ArticleId], changed: Edits, *, add: Sequence[str] = (), remove: Sequence[str] = ()
    ) -> Changes:
        """Change articles by hand, and their tags with it; no later capture undoes it."""
        with self._database.writing() as connection:
            changes = edits.edit(connection, ids, changed, add=add, remove=remove)
        self._index_soon(changes)
        return changes

    def rename_tag(self, old: str, new: str, kind: StepKind = StepKind.RENAME_TAG, *, joins: bool = False) -> Changes:
        """Let a tag and all below it be called otherwise: `kind` says what for.

        Raises LibraryError: NO_SUCH_TAG, TAG_WITHIN_ITSELF, and TAG_EXISTS unless it `joins` the one that is there.
        """
        with self._database.writing() as connection:
            changes = retagging.rename(connection, old, new, kind, joins=joins)
        self._index_soon(changes)
        return changes

    def delete_tag(self, path: str) -> Changes:
        """Take a tag and all below it off articles and annotations. Raises LibraryError: NO_SUCH_TAG."""
        with self._database.writing() as connection:
            changes = retagging.remove(connection, path)
        self._index_soon(changes)
        return changes

    def tags(self) -> tuple[TagUse, ...]:
        """Return the tags in use, each alone without those below it."""
        with self._database.reading() as connection:
            return retagging.uses(connection)

    def recent_tags(self, limit: int) -> tuple[str, ...]:
        """Return the tags that a person gave last."""
        with self._database.reading() as connection:
            return steps.recent_tags(connection, limit)

    def steps(self, limit: int) -> tuple[Step, ...]:
        """Return what was done last, and what of it was taken back, newest first."""
        with self._database.reading() as connection:
            return steps.steps(connection, limit)

    def next_steps(self) -> tuple[Step | None, Step | None]:
        """Return what `undo` would take back, and what `redo` would do again."""
        with self._database.reading() as connection:
            back, forward = steps.next_back(connection), steps.next_forward(connection)
            return (
                None if back is None else steps.told(connection, steps.one(connection, back)),
                None if forward is None else steps.told(connection, steps.one(connection, forward)),
            )

    def undo(self, step: StepId | None = None) -> Turned:
        """Put back exactly what a step changed, of the last one where none is named, but what was changed since.

        Raises LibraryError: NOTHING_TO_UNDO; NO_SUCH_STEP for one that is not kept, or was taken back already.
        """
        with self._database.writing() as connection:
            turned = taking_back.undo(connection, step)
        self._index_soon(turned.changes)
        return turned

    def redo(self, step: StepId | None = None) -> Turned:
        """Do again what was taken back, last where no step is named, but on what was changed since.

        Raises LibraryError: NOTHING_TO_REDO; NO_SUCH_STEP for one that is not kept, or stands.
        """
        with self._database.writing() as connection:
            turned = taking_back.redo(connection, step)
        self._index_soon(turned.changes)
        return turned

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """Return the searches that are kept by name, in their order."""
        with self._database.reading() as connection:
            return saved_searches.listed(connection)

    def save_search(self, search: SavedSearch) -> Changes:
        """Keep a search, below the others. Raises LibraryError: SEARCH_EXISTS."""
        with self._database.writing() as connection:
            return saved_searches.add(connection, search)

    def change_search(self, name: str, search: SavedSearch) -> Changes:
        """Put another search, or another name, in the place of one.

        Raises LibraryError: NO_SUCH_SEARCH, SEARCH_EXISTS.
        """
        with self._database.writing() as connection:
            return saved_searches.change(connection, name, search)

    def arrange_searches(self, names: Sequence[str]) -> Changes:
        """Put the saved searches in this order, those that are not named behind."""
        with self._database.writing() as connection:
            return saved_searches.arrange(connection, names)

    def delete_search(self, name: str) -> Changes:
        """Forget a search. Raises LibraryError: NO_SUCH_SEARCH."""
        with self._database.writing() as connection:
            return saved_searches.remove(connection, name)
