"""Turn a search that a person wants again into one that is kept by its name."""

from collections.abc import Mapping, Sequence

from tearsheet.model.changes import Changes
from tearsheet.model.saved_search import SavedSearch
from tearsheet.workflows.desk import Desk


def saved_searches(desk: Desk) -> tuple[SavedSearch, ...]:
    """Return them in the order in which they are shown."""
    return desk.library.organising.saved_searches()


def texts(desk: Desk) -> Mapping[str, str]:
    """Return what each saved search was typed as, by name, for searches that name another."""
    return {search.name: search.query for search in saved_searches(desk)}


def save(desk: Desk, search: SavedSearch) -> Changes:
    """Keep a search under a name that no other has."""
    return desk.library.organising.save_search(search)


def change(desk: Desk, name: str, search: SavedSearch) -> Changes:
    """Put another search, or another name, in the place of one."""
    return desk.library.organising.change_search(name, search)


def arrange(desk: Desk, names: Sequence[str]) -> Changes:
    """Put them in this order."""
    return desk.library.organising.arrange_searches(names)


def delete(desk: Desk, name: str) -> Changes:
    """Forget a search; that can be taken back."""
    return desk.library.organising.delete_search(name)
