"""Turn a library in use into dated whole copies of its rows beside one folder of blobs, and keep as many as is wise.

`library-2026-11-27T031500Z.sqlite3` is a backup from the moment it has that name: until then it is written under
another, and its blobs are there before it. Whatever ends the work half way leaves whole backups.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import rmtree
from threading import Event

from tearsheet.library.alone import one_at_a_time
from tearsheet.library.database import LIBRARY_FILE, Access, Database, FileDatabase, connect
from tearsheet.library.errors import as_library_error
from tearsheet.library.sqlite import sqlite
from tearsheet.library.times import stamp
from tearsheet.library.upkeep.verifying import Tell, verify_contents, verify_file
from tearsheet.model.errors import Cancelled, LibraryError, Reason
from tearsheet.model.ids import Sha256
from tearsheet.model.upkeep import BackedUp, Backup, Damage, Fault, Headway, Part, Stage

BACKUPS, BLOBS = "backups", "blobs"
_NAME = re.compile(r"library-(\d{4}-\d\d-\d\dT\d{6}Z)\.sqlite3")
_UNFINISHED, _LOCK = ".unfinished", ".lock"
_PAGES = 1000
_EVERY = timedelta(days=7)
_RULE: tuple[tuple[timedelta, Callable[[datetime], object]], ...] = (
    (timedelta(days=14), lambda made: made.date()),
    (timedelta(weeks=8), lambda made: made.isocalendar()[:2]),
    (timedelta(days=366), lambda made: (made.year, made.month)),
)
"""For how long the newest of each day, week and month is kept, beside all of the last seven days."""


def back_up(database: Database, uid: str, to: Path, *, link: bool, tell: Tell, cancelled: Event) -> BackedUp:
    """Write a backup into the folder `to` while the library is in use, and prune those that are there of the same one.

    With `link`, a blob gets a second name rather than a second copy where the file system can. Each file is read again
    after it was written. Where something is found damaged, nothing is pruned: an older backup may have it whole.
    Raises LibraryError: BACKUP_UNDER_WAY, DISK_FULL, LIBRARY_DAMAGED for a file of which pages are lost; and Cancelled.
    """
    source = database.folder
    with one_at_a_time(to / _LOCK), as_library_error():
        unfinished = to / _UNFINISHED
        rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        try:
            damaged = bring_rows(source, unfinished, tell, cancelled)
            copied, present, lost = bring_blobs(unfinished, source / BLOBS, to, link, tell, cancelled)
            _settle(to)
            target = _free_name(to)
            (unfinished / LIBRARY_FILE).replace(target)
            _settle(to)
        finally:
            rmtree(unfinished, ignore_errors=True)
        damaged += lost
        pruned = () if damaged else prune(to, uid, datetime.now(UTC), tell)
    return BackedUp(backup=_backup_of(target), copied=copied, present=present, damaged=damaged, pruned=pruned)


def backups_in(folder: Path, uid: str = "") -> tuple[Backup, ...]:
    """Return the backups in a folder, those of one library where its name is given, the newest first."""
    with as_library_error():
        paths = [path for path in folder.iterdir() if _NAME.fullmatch(path.name)] if folder.is_dir() else []
        wanted = (path for path in paths if not uid or uid_in(path) == uid)
        return tuple(sorted(map(_backup_of, wanted), key=lambda backup: backup.path.name, reverse=True))


def copies(folder: Path, places: Sequence[Path], uid: str = "") -> tuple[Path, ...]:
    """Return the copies that there are of a library's rows, in its own folder and in `places`, the newest first.

    Where nothing tells the library's name any more, it is taken from the newest backup.
    """
    found = [backup for place in dict.fromkeys((folder / BACKUPS, *places)) for backup in backups_in(place)]
    found.sort(key=lambda backup: backup.path.name, reverse=True)
    name = uid or uid_in(folder / LIBRARY_FILE) or next(filter(None, (uid_in(each.path) for each in found)), "")
    before = sorted(folder.glob(f"{LIBRARY_FILE}.before-*"), reverse=True)
    return (*(each.path for each in found if uid_in(each.path) == name), *before)


def prune(folder: Path, uid: str, today: datetime, tell: Tell) -> tuple[Backup, ...]:
    """Remove the backups of a library that the rule does not keep, and the blobs that no backup here needs."""
    mine = backups_in(folder, uid)
    keep = kept([backup.made for backup in mine], today)
    old = tuple(backup for backup in mine if backup.made not in keep)
    if not old:
        return ()
    tell(Headway(stage=Stage.PRUNING))
    for backup in old:
        backup.path.unlink()
    needed: set[bytes] = set()
    for backup in backups_in(folder):
        needed.update(bytes.fromhex(sha256) for sha256, _size in _blobs_in(backup.path))
    for part in (folder / BLOBS).iterdir() if (folder / BLOBS).is_dir() else ():
        for path in part.iterdir():
            if _is_digest(path.name) and bytes.fromhex(path.name) not in needed:
                path.unlink()
    return old


def kept(made: Sequence[datetime], today: datetime) -> set[datetime]:
    """Return which of the moments the rule keeps: the newest always."""
    newest_first = sorted(made, reverse=True)
    keep = {moment for moment in newest_first if today - moment < _EVERY} | set(newest_first[:1])
    for age, period in _RULE:
        newest_of: dict[object, datetime] = {}
        for moment in newest_first:
            if today - moment < age:
                newest_of.setdefault(period(moment), moment)
        keep |= set(newest_of.values())
    return keep


def uid_in(path: Path) -> str:
    """Return the name of the library that a backup is of, empty where it cannot be read."""
    try:
        with closing(connect(path, Access.READ if path.name == LIBRARY_FILE else Access.FROZEN)) as file:
            row = file.execute("SELECT value FROM meta WHERE name = 'uid'").fetchone()
    except sqlite.DatabaseError:
        return ""
    return str(row[0]) if row else ""


def copy_blob(source: Path, target: Path, unfinished: Path, *, link: bool) -> Fault | None:
    """Bring one blob to another folder, whole or not at all; return what is wrong with it there."""
    sha256 = target.name
    try:
        data = source.read_bytes()
    except FileNotFoundError:
        return Fault.GONE
    if hashlib.sha256(data).hexdigest() != sha256:
        return Fault.CHANGED
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished.unlink(missing_ok=True)
    if not (link and _linked(source, unfinished)):
        unfinished.write_bytes(data)
    if hashlib.sha256(unfinished.read_bytes()).hexdigest() != sha256:
        unfinished.unlink()
        raise LibraryError(Reason.DISK_FULL, str(target))
    unfinished.replace(target)
    return None


def bring_rows(source: Path, to: Path, tell: Tell, cancelled: Event) -> tuple[Damage, ...]:
    """Copy a library's rows into the folder `to` as they are at one moment, and return what is damaged in them.

    Raises LibraryError(LIBRARY_DAMAGED) where pages of the file are, and Cancelled.
    """
    _copy_rows(source, to / LIBRARY_FILE, tell, cancelled)
    return _damaged_rows(to, tell, cancelled)


def _copy_rows(source: Path, target: Path, tell: Tell, cancelled: Event) -> None:
    """Copy the library's file as it is at one moment, whoever writes to it meanwhile."""

    def progress(_status: int, left: int, total: int) -> None:
        if cancelled.is_set():
            raise Cancelled
        tell(Headway(stage=Stage.COPYING, done=total - left, total=total))

    access = Access.READ if os.access(source, os.W_OK) else Access.FROZEN
    with closing(connect(source / LIBRARY_FILE, access)) as file, closing(sqlite.connect(target)) as copy:
        file.execute("BEGIN")
        file.execute("SELECT 1 FROM meta").fetchone()  # from here on it sees one state, and need not begin anew
        file.backup(copy, pages=_PAGES, progress=progress)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, whole in itself


def _damaged_rows(folder: Path, tell: Tell, cancelled: Event) -> tuple[Damage, ...]:
    """Look the copy over as SQLite does, then content by content; what is known to be lost is no news."""
    tell(Headway(stage=Stage.CHECKING))
    for damage in verify_file(folder, cancelled):
        raise LibraryError(Reason.LIBRARY_DAMAGED, damage.detail)
    copy = FileDatabase(folder, Access.FROZEN)
    try:
        known = _known_to_be_lost(folder)

        def checking(headway: Headway) -> None:
            tell(Headway(stage=Stage.CHECKING, done=headway.done, total=headway.total))

        return tuple(each for each in verify_contents(copy, checking, cancelled) if each.identity not in known)
    finally:
        copy.close()


def _known_to_be_lost(folder: Path) -> set[str]:
    with closing(connect(folder / LIBRARY_FILE, Access.FROZEN)) as file:
        return {sha256 for (sha256,) in file.execute("SELECT sha256 FROM damage").fetchall()}


def bring_blobs(
    unfinished: Path, blobs: Path, to: Path, link: bool, tell: Tell, cancelled: Event
) -> tuple[int, int, tuple[Damage, ...]]:
    """Bring over the blobs that are not there yet; return how many, how many were there, and which are damaged."""
    rows, known = list(_blobs_in(unfinished / LIBRARY_FILE)), _known_to_be_lost(unfinished)
    copied = present = 0
    lost: list[Damage] = []
    for number, (sha256, size) in enumerate(rows, 1):
        if cancelled.is_set():
            raise Cancelled
        target = to / BLOBS / sha256[:2] / sha256
        if _is_there(target, size):
            present += 1
        elif fault := copy_blob(blobs / sha256[:2] / sha256, target, unfinished / "blob", link=link):
            lost += [] if sha256 in known else [Damage(part=Part.BLOB, identity=sha256, fault=fault)]
        else:
            copied += 1
        tell(Headway(stage=Stage.BLOBS, done=number, total=len(rows)))
    return copied, present, tuple(lost)


def _is_there(target: Path, size: int) -> bool:
    """Say whether a blob is in the folder already, named by its hash and as long as it is to be."""
    try:
        found = target.stat().st_size
    except FileNotFoundError:
        return False
    return found == size or (size == 0 and found > 0)


def _blobs_in(path: Path) -> Iterator[tuple[Sha256, int]]:
    with closing(connect(path, Access.FROZEN)) as file:
        yield from file.execute("SELECT sha256, size FROM blob ORDER BY sha256").fetchall()


def _linked(source: Path, target: Path) -> bool:
    try:
        os.link(source, target)
    except OSError:
        return False
    return True


def _free_name(to: Path) -> Path:
    """Return the name of a backup made now; of two within a second the later is called a second younger."""
    moment = datetime.now(UTC)
    while (path := to / f"library-{stamp(moment)}.sqlite3").exists():
        moment += timedelta(seconds=1)
    return path


def _backup_of(path: Path) -> Backup:
    found = _NAME.fullmatch(path.name)
    made = datetime.strptime(found[1], "%Y-%m-%dT%H%M%SZ").replace(tzinfo=UTC) if found else _changed(path)
    return Backup(path=path, made=made, size=path.stat().st_size)


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _is_digest(name: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{64}", name) is not None


def _settle(folder: Path) -> None:
    """Let what was written survive a power cut; once for all files, since each alone would cost its own wait."""
    if os.name != "nt":
        os.sync()
        return
    for path in folder.glob("**/*.sqlite3"):
        with path.open("rb+") as file:
            os.fsync(file.fileno())
