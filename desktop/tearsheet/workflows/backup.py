"""Turn a library into dated backups, and a backup into a library again."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

from tearsheet.library.database import LIBRARY_FILE
from tearsheet.library.upkeep import restoring
from tearsheet.library.upkeep.backups import BACKUPS, backups_in, uid_in
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.upkeep import BackedUp, Backup, Headway, Restored
from tearsheet.workflows.desk import Desk, never

Report = Callable[[Headway], None]
DAILY = timedelta(days=1)


def silent(_headway: Headway) -> None:
    """Tell nobody."""


def back_up(desk: Desk, to: Path | None = None, *, report: Report = silent, cancelled: Event | None = None) -> BackedUp:
    """Write a backup into the folder `to`, or where this library's usually are.

    Raises Cancelled, and LibraryError: IN_A_DATABASE, BACKUP_UNDER_WAY, DISK_FULL, LIBRARY_DAMAGED.
    """
    own = desk.library.location / BACKUPS
    place = to or usual_place(desk)
    # Where a folder is chosen, another disk is meant, and a second copy rather than a second name.
    return desk.library.upkeep.back_up(place, tell=report, cancelled=cancelled or never(), link=place == own)


def back_up_daily(desk: Desk, *, report: Report = silent, cancelled: Event | None = None) -> BackedUp | None:
    """Write a backup unless there is one of the last day, or nothing could be written; None where none was."""
    library = desk.library
    if library.read_only or "://" in desk.location:
        return None
    last = latest(desk)
    if last is not None and datetime.now(UTC) - last.made < DAILY:
        return None
    return back_up(desk, report=report, cancelled=cancelled)


def usual_place(desk: Desk) -> Path:
    """Return where the backups of the library usually are: in it, or in a folder of its own in the one chosen."""
    folder = Path(desk.location).expanduser().absolute()
    if desk.backups is None:
        return folder / BACKUPS
    return desk.backups / f"{folder.name}-{uid_in(folder / LIBRARY_FILE)[:8]}"


def places_of(desk: Desk) -> tuple[Path, ...]:
    """Return the folders in which there may be backups of the library; none for one on a server."""
    if "://" in desk.location:
        return ()
    return tuple(dict.fromkeys((usual_place(desk), Path(desk.location).expanduser().absolute() / BACKUPS)))


def latest(desk: Desk) -> Backup | None:
    """Return the library's newest backup where they usually are; the library itself is not opened."""
    place = usual_place(desk)
    uid = uid_in(Path(desk.location).expanduser().absolute() / LIBRARY_FILE)
    return next(iter(backups_in(place, uid)), None) if uid else None


def restore(desk: Desk, place: Path, *, report: Report = silent, cancelled: Event | None = None) -> Restored:
    """Let the library be as it was at a backup: the one `place` is, or the newest that is in it.

    A library that is there is put aside. Raises Cancelled, and LibraryError: NO_BACKUP, BACKUP_DAMAGED, LIBRARY_IN_USE,
    LIBRARY_NEWER, FOLDER_NOT_EMPTY, DISK_FULL, IN_A_DATABASE.
    """
    if "://" in desk.location:
        raise LibraryError(Reason.IN_A_DATABASE, desk.location)
    desk.close()
    folder = Path(desk.location).expanduser().absolute()
    return restoring.restore(place.expanduser().absolute(), folder, report, cancelled or never())
