"""A search that is kept by its name."""

from dataclasses import dataclass

from tearsheet.model.query import Sort


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A search as it was typed, and the order to show what it finds in."""

    name: str
    query: str
    sort: Sort = Sort.SAVED
