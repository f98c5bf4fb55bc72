"""Turn where a library is into what there is to know of the place, and move it to another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from tearsheet.library.database import LIBRARY_FILE
from tearsheet.library.upkeep.backups import BACKUPS
from tearsheet.model.query import Query
from tearsheet.model.upkeep import Headway, Moved
from tearsheet.settings.folders import network_of, synced_by
from tearsheet.text.upkeep import moment_of
from tearsheet.text.words import _
from tearsheet.workflows.backup import latest, usual_place
from tearsheet.workflows.desk import Desk, never

Report = Callable[[Headway], None]
RECENT = 6
_OWN = (LIBRARY_FILE, "index.sqlite3", "blobs", "owners", BACKUPS, "replaced-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A library's place: how many articles and bytes are there, what speaks against it, when it was last backed up."""

    location: str
    articles: int
    size: int
    warning: str
    backups: str
    last_backup: str


def place_of(desk: Desk) -> Place:
    """Return what there is to know of where the library is."""
    library = desk.library
    in_folder = "://" not in desk.location
    last = latest(desk) if in_folder else None
    return Place(
        location=desk.location,
        articles=library.count(Query()),
        size=library.upkeep.storage().total,
        warning=warning(Path(desk.location)) if in_folder else "",
        backups=str(usual_place(desk)) if in_folder else "",
        last_backup=moment_of(last) if last is not None else "",
    )


def warning(folder: Path) -> str:
    """Return in words what speaks against a folder as a library's place, nothing for one that is as good as any."""
    place = folder.expanduser().absolute()
    if network := network_of(place):
        return _(
            "This folder is on a network drive ({kind}). The library's file is not safe there: two computers cannot "
            "share it. Keep it on a disk of this computer, or use a PostgreSQL server."
        ).format(kind=network)
    if service := synced_by(place):
        return _(
            "{service} copies this folder to other computers. It may copy the library's file half written, or put an "
            "older one in its place. Keep the library elsewhere; its backups may go there."
        ).format(service=service)
    return ""


def is_library(folder: Path) -> bool:
    """Say whether there is a library in a folder."""
    return (folder / LIBRARY_FILE).is_file()


def move(desk: Desk, to: Path, *, report: Report = lambda _headway: None, cancelled: Event | None = None) -> Moved:
    """Copy the library into an empty folder, prove the copy, and leave the old one as it is.

    Nothing can be written to the library meanwhile. Raises Cancelled, and LibraryError: FOLDER_NOT_EMPTY, DISK_FULL,
    READ_ONLY, LIBRARY_DAMAGED, IN_A_DATABASE.
    """
    return desk.library.upkeep.move(to.expanduser().absolute(), tell=report, cancelled=cancelled or never())


def own_files(folder: Path) -> tuple[Path, ...]:
    """Return what in a folder is a library's, for whoever wants to do away with an old copy."""
    if not is_library(folder):
        return ()
    return tuple(sorted(path for path in folder.iterdir() if path.name.startswith(_OWN)))


def with_recent(recent: Sequence[str], opened: str) -> list[str]:
    """Return the libraries opened lately, the last one first, with one more."""
    return [opened, *(place for place in recent if place != opened)][:RECENT]
