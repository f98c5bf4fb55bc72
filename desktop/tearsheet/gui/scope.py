"""Turn a row of the sidebar into the part of the library it stands for."""

from dataclasses import dataclass
from enum import StrEnum

from tearsheet.model.query import Query
from tearsheet.text.words import _


class Section(StrEnum):
    """What kind of row it is; its value names its icon."""

    ALL = "all"
    UNREAD = "unread"
    FAVOURITE = "favourite"
    HIGHLIGHT = "highlight"
    ARCHIVE = "archive"
    QUEUE = "queue"
    BIN = "trash"
    SEARCH = "bookmark"
    TAG = "tag"
    SOURCE = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A part of the library; `name` is a tag's path, a source, or what a saved search is called."""

    section: Section = Section.ALL
    name: str = ""

    @property
    def query(self) -> Query:
        """What is in it; of a saved search, whose words are not known here, everything."""
        match self.section:
            case Section.UNREAD:
                return Query(read=False, archived=False)
            case Section.FAVOURITE:
                return Query(favourite=True)
            case Section.ARCHIVE:
                return Query(archived=True)
            case Section.BIN:
                return Query(deleted=True)
            case Section.TAG:
                return Query(tags=(self.name,))
            case Section.SOURCE:
                return Query(sources=(self.name,))
            case _:
                return Query()

    @property
    def title(self) -> str:
        match self.section:
            case Section.ALL:
                return _("All articles")
            case Section.UNREAD:
                return _("Unread")
            case Section.FAVOURITE:
                return _("Favourites")
            case Section.HIGHLIGHT:
                return _("Highlights")
            case Section.ARCHIVE:
                return _("Archive")
            case Section.QUEUE:
                return _("Queue")
            case Section.BIN:
                return _("Bin")
            case Section.SEARCH:
                return self.name
            case _:
                return self.name.replace("/", " / ")


EVERYTHING = Scope()
"""Where the window begins."""
QUEUE = Scope(section=Section.QUEUE)
HIGHLIGHTS = Scope(section=Section.HIGHLIGHT)
BIN = Scope(section=Section.BIN)
