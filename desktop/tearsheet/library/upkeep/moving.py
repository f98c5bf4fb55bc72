"""Turn a library in one folder into the same one in another, proven; the old one stays."""

from contextlib import ExitStack, closing
from pathlib import Path
from shutil import rmtree
from threading import Event
from uuid import uuid4

from tearsheet.library.alone import put_in_place
from tearsheet.library.database import LIBRARY_FILE, Access, Database, connect
from tearsheet.library.errors import as_library_error
from tearsheet.library.upkeep.backups import BLOBS, bring_blobs, bring_rows
from tearsheet.library.upkeep.restoring import refuse_other_things
from tearsheet.library.upkeep.verifying import Tell
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.upkeep import Moved

_WORKSHOP = ".moving"


def move(database: Database, to: Path, tell: Tell, cancelled: Event) -> Moved:
    """Copy all of a library into an empty folder while nobody can write to it, and compare what came with what is here.

    Raises LibraryError: FOLDER_NOT_EMPTY, DISK_FULL, LIBRARY_DAMAGED where a page of the file or a blob is lost; and
    Cancelled. Nothing is left in the new folder then, and the library is where it was.
    """
    source = database.folder
    with as_library_error(), ExitStack() as stack:
        if to == source or (to / LIBRARY_FILE).exists():
            raise LibraryError(Reason.FOLDER_NOT_EMPTY, str(to))
        refuse_other_things(to)
        is_new = not to.exists()
        to.mkdir(parents=True, exist_ok=True)
        workshop = to / f"{_WORKSHOP}-{uuid4().hex}"
        workshop.mkdir()
        stack.callback(rmtree, workshop, ignore_errors=True)
        stack.enter_context(database.writing())  # nobody adds what would not be copied
        try:
            damaged = bring_rows(source, workshop, tell, cancelled)
            _copied, _present, lost = bring_blobs(workshop, source / BLOBS, to, False, tell, cancelled)
            if damaged or lost:
                raise LibraryError(Reason.LIBRARY_DAMAGED)
            articles = _compared(source, workshop)
            put_in_place(workshop / LIBRARY_FILE, to / LIBRARY_FILE, None)
        except BaseException:
            rmtree(to if is_new else to / BLOBS, ignore_errors=True)
            raise
    return Moved(place=to, articles=articles, old=source)


def _compared(source: Path, copy: Path) -> int:
    """Return how many articles there are in both; every table must have as many rows here as there."""
    counts = []
    for folder, access in ((source, Access.READ), (copy, Access.FROZEN)):
        with closing(connect(folder / LIBRARY_FILE, access)) as file:
            tables = [
                name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            ]
            found = {}
            for table in tables:
                (found[table],) = file.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608 - our tables
            counts.append(found)
    if counts[0] != counts[1]:
        raise LibraryError(Reason.LIBRARY_DAMAGED, "the copy has not as many rows")
    return int(counts[0]["article"])
