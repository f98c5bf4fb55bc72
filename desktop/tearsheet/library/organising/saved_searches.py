"""Turn searches that are kept by name into rows, and back."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from tearsheet.library.organising import steps
from tearsheet.library.rows import clean
from tearsheet.library.schema import saved_search
from tearsheet.model.changes import Changes
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.query import Sort
from tearsheet.model.saved_search import SavedSearch
from tearsheet.model.steps import StepKind
from tearsheet.text.queries import with_tag_renamed


def listed(connection: Connection) -> tuple[SavedSearch, ...]:
    """Return all of them in their order."""
    rows = connection.execute(select(saved_search).order_by(saved_search.c.position, saved_search.c.id))
    return tuple(SavedSearch(name=row.name, query=row.query, sort=_sort(row.sort)) for row in rows)


def add(connection: Connection, search: SavedSearch) -> Changes:
    """Keep a search below all others. Raises LibraryError: SEARCH_EXISTS."""
    _refuse_taken(connection, search.name)
    last = connection.scalar(select(func.max(saved_search.c.position)))
    connection.execute(insert(saved_search).values(**_columns(search), position=0 if last is None else last + 1))
    return Changes()


def change(connection: Connection, name: str, search: SavedSearch) -> Changes:
    """Put another search, or another name, in the place of one. Raises LibraryError: NO_SUCH_SEARCH, SEARCH_EXISTS."""
    if search.name != name:
        _refuse_taken(connection, search.name)
    changed = connection.execute(update(saved_search).where(saved_search.c.name == name).values(_columns(search)))
    if not changed.rowcount:
        raise LibraryError(Reason.NO_SUCH_SEARCH, name)
    return Changes()


def arrange(connection: Connection, names: Sequence[str]) -> Changes:
    """Put them in this order, those that are not named behind."""
    kept = [search.name for search in listed(connection)]
    wanted = [name for name in names if name in kept]
    for position, name in enumerate([*wanted, *(name for name in kept if name not in wanted)]):
        connection.execute(update(saved_search).where(saved_search.c.name == name).values(position=position))
    return Changes()


def remove(connection: Connection, name: str) -> Changes:
    """Forget a search, which is a step that can be taken back. Raises LibraryError: NO_SUCH_SEARCH."""
    row = connection.execute(select(saved_search).where(saved_search.c.name == name)).one_or_none()
    if row is None:
        raise LibraryError(Reason.NO_SUCH_SEARCH, name)
    connection.execute(delete(saved_search).where(saved_search.c.id == row.id))
    kept = {"name": row.name, "query": row.query, "sort": row.sort, "position": row.position}
    return Changes(step=steps.keep(connection, StepKind.DELETE_SEARCH, {}, {"taken": [name], "search": kept}))


def rename_tag(connection: Connection, old: str, new: str) -> list[list[str]]:
    """Let all that ask for a tag ask for it by its new name; return name, text before and after of each."""
    texts = ((each.name, each.query, with_tag_renamed(each.query, old, new)) for each in listed(connection))
    changed = [[name, before, after] for name, before, after in texts if after != before]
    turn_texts(connection, changed, back=False)
    return changed


def turn_texts(connection: Connection, changed: Sequence[Sequence[str]], *, back: bool) -> None:
    """Give saved searches the text they had before a step, or after it; not those that were changed since."""
    for name, before, after in changed:
        old, new = (after, before) if back else (before, after)
        still = (saved_search.c.name == name) & (saved_search.c.query == old)
        connection.execute(update(saved_search).where(still).values(query=new))


def turn(connection: Connection, detail: Mapping[str, Any], *, back: bool) -> int:
    """Bring back the search that a step removed, or remove it again; return 1 where that would touch another one."""
    kept = detail["search"]
    there = connection.execute(select(saved_search).where(saved_search.c.name == kept["name"])).one_or_none()
    if back:
        if there is None:
            connection.execute(insert(saved_search).values(**kept))
        return int(there is not None)
    same = there is not None and there.query == kept["query"]
    if same:
        connection.execute(delete(saved_search).where(saved_search.c.name == kept["name"]))
    return int(not same)


def _columns(search: SavedSearch) -> dict[str, str]:
    return {"name": clean(search.name), "query": clean(search.query), "sort": search.sort.value}


def _refuse_taken(connection: Connection, name: str) -> None:
    if connection.scalar(select(saved_search.c.id).where(saved_search.c.name == clean(name))) is not None:
        raise LibraryError(Reason.SEARCH_EXISTS, name)


def _sort(name: str) -> Sort:
    return Sort(name) if name in {each.value for each in Sort} else Sort.SAVED
