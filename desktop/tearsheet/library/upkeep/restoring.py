"""Turn a backup into the library of a folder; what was there before is put aside, never deleted."""

import hashlib
from contextlib import ExitStack, closing
from pathlib import Path
from shutil import copyfile, rmtree
from threading import Event
from uuid import uuid4

from tearsheet.library.alone import alone, discard_index, keep_beside, put_in_place
from tearsheet.library.database import LIBRARY_FILE, Access, connect
from tearsheet.library.errors import as_library_error
from tearsheet.library.revisions import REVISIONS, known
from tearsheet.library.sqlite import sqlite
from tearsheet.library.times import stamp
from tearsheet.library.upkeep.backups import BACKUPS, BLOBS, backups_in, copy_blob
from tearsheet.library.upkeep.verifying import Tell, verify_file
from tearsheet.model.errors import Cancelled, LibraryError, Reason
from tearsheet.model.upkeep import Backup, Headway, Restored, Stage

_WORKSHOP = ".restoring"


def restore(place: Path, folder: Path, tell: Tell, cancelled: Event) -> Restored:
    """Let `folder` be the library as it was at a backup: the one named, or the newest in the folder `place`.

    All of it is read before anything is changed. Raises LibraryError: NO_BACKUP, BACKUP_DAMAGED, LIBRARY_NEWER,
    LIBRARY_IN_USE while somebody has the present library open, FOLDER_NOT_EMPTY for a folder of other things; and
    Cancelled with the present library as it was.
    """
    backup = chosen(place)
    file = folder / LIBRARY_FILE
    with as_library_error():
        refuse_other_things(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(f"{_WORKSHOP}-*"):
            rmtree(old, ignore_errors=True)
        workshop = folder / f"{_WORKSHOP}-{uuid4().hex}"
        workshop.mkdir()
        with ExitStack() as stack:
            stack.callback(rmtree, workshop, ignore_errors=True)
            tell(Headway(stage=Stage.CHECKING))
            articles = _prepared(backup, workshop, cancelled)
            present = stack.enter_context(alone(file)) if file.exists() else None
            aside = folder / f"replaced-{stamp()}" if file.exists() else None
            missing = _bring_blobs(backup, folder, workshop, aside, tell, cancelled)
            if aside is not None:
                keep_beside(file, aside / LIBRARY_FILE)
            discard_index(folder)
            put_in_place(workshop / LIBRARY_FILE, file, present)
    return Restored(backup=backup, articles=articles, missing=missing, aside=aside)


def chosen(place: Path) -> Backup:
    """Return the backup that is meant: a file itself, or the newest of a folder or of a library's own."""
    with as_library_error():
        if place.is_file():
            found = [backup for backup in backups_in(place.parent) if backup.path == place]
        else:
            found = [*(backups_in(place) or backups_in(place / BACKUPS))]
    if not found:
        raise LibraryError(Reason.NO_BACKUP, str(place))
    return found[0]


def refuse_other_things(folder: Path) -> None:
    """Let nothing be mixed with what is not a library's."""
    if not folder.exists() or (folder / LIBRARY_FILE).exists():
        return
    own = (BLOBS, BACKUPS, _WORKSHOP, ".moving", "owners", "index.sqlite3", "replaced-", LIBRARY_FILE)
    if any(not path.name.startswith(own) for path in folder.iterdir()):
        raise LibraryError(Reason.FOLDER_NOT_EMPTY, str(folder))


def _prepared(backup: Backup, workshop: Path, cancelled: Event) -> int:
    """Copy the backup's rows to where they will be moved from, look them over, and return how many articles."""
    copy = workshop / LIBRARY_FILE
    copyfile(backup.path, copy)
    try:
        for damage in verify_file(workshop, cancelled):
            raise LibraryError(Reason.BACKUP_DAMAGED, damage.detail)
        with closing(connect(copy, Access.FROZEN)) as file:
            (revision,) = file.execute("SELECT version_num FROM alembic_version").fetchone()
            known(revision, backup.path.name, REVISIONS)
            (articles,) = file.execute("SELECT count(*) FROM article").fetchone()
    except sqlite.DatabaseError as error:
        raise LibraryError(Reason.BACKUP_DAMAGED, str(error)) from error
    except LibraryError as error:
        if error.reason is not Reason.LIBRARY_DAMAGED:
            raise
        raise LibraryError(Reason.BACKUP_DAMAGED, error.detail) from error
    return int(articles)


def _bring_blobs(backup: Backup, folder: Path, workshop: Path, aside: Path | None, tell: Tell, cancelled: Event) -> int:
    """See that every blob of the backup is in the library, whole, and return how many are in neither.

    One that rotted in the library makes room for the backup's.
    """
    with closing(connect(workshop / LIBRARY_FILE, Access.FROZEN)) as file:
        needed = [sha256 for (sha256,) in file.execute("SELECT sha256 FROM blob").fetchall()]
        lost = {sha256 for (sha256,) in file.execute("SELECT sha256 FROM damage").fetchall()} if _marks(file) else set()
    missing = 0
    for number, sha256 in enumerate(needed, 1):
        if cancelled.is_set():
            raise Cancelled
        target, source = (place / BLOBS / sha256[:2] / sha256 for place in (folder, backup.path.parent))
        if not _is_whole(target):
            if target.exists() and aside is not None and _is_whole(source):
                old = aside / BLOBS / sha256[:2] / sha256
                old.parent.mkdir(parents=True, exist_ok=True)
                target.replace(old)
            if copy_blob(source, target, workshop / "blob", link=False) and sha256 not in lost:
                missing += 1
        tell(Headway(stage=Stage.BLOBS, done=number, total=len(needed)))
    return missing


def _marks(file: sqlite.Connection) -> bool:
    return file.execute("SELECT 1 FROM sqlite_master WHERE name = 'damage'").fetchone() is not None


def _is_whole(path: Path) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == path.name
    except OSError:
        return False
