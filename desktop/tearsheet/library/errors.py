"""Turn what a database and the file system say into the library's own error."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from logging import DEBUG, WARNING

from sqlalchemy.exc import DBAPIError

from tearsheet.library.sqlite import sqlite
from tearsheet.model.errors import LibraryError, Reason

# Primary result codes, https://www.sqlite.org/rescode.html
_RESULTS = {
    5: Reason.LIBRARY_BUSY,  # SQLITE_BUSY
    6: Reason.LIBRARY_BUSY,  # SQLITE_LOCKED
    8: Reason.READ_ONLY,  # SQLITE_READONLY
    10: Reason.LIBRARY_DAMAGED,  # SQLITE_IOERR
    11: Reason.LIBRARY_DAMAGED,  # SQLITE_CORRUPT
    13: Reason.DISK_FULL,  # SQLITE_FULL
    14: Reason.LIBRARY_MISSING,  # SQLITE_CANTOPEN
    26: Reason.LIBRARY_DAMAGED,  # SQLITE_NOTADB
}
# A quota or a limit on a file's size is told as an input/output error: of writing, syncing, cutting off, shared memory.
_NO_ROOM = {778, 1034, 1546, 4874}
_UNSPECIFIED = 10  # all that pysqlite3 tells of an input/output error
_SYSTEM = {
    errno.ENOSPC: Reason.DISK_FULL,
    errno.EDQUOT: Reason.DISK_FULL,
    errno.EFBIG: Reason.DISK_FULL,
    errno.EROFS: Reason.READ_ONLY,
    errno.EACCES: Reason.READ_ONLY,
    errno.EPERM: Reason.READ_ONLY,
}


@contextmanager
def as_library_error(*, writing: bool = False) -> Iterator[None]:
    """Raise LibraryError for what a disk or another process can cause; what only a bug can cause goes through.

    While `writing`, an input/output error of which SQLite says no more is taken for one of writing.
    """
    try:
        yield
    except DBAPIError as error:
        raise _of_database(error.orig, writing) or error from error
    except sqlite.Error as error:
        raise _of_sqlite(error, writing) or error from error
    except OSError as error:
        reason = _SYSTEM.get(error.errno or 0, Reason.LIBRARY_DAMAGED)
        raise LibraryError(reason, f"{error.strerror}: {error.filename}") from error


def level_of(error: LibraryError) -> int:
    """Return how loudly to log what failed beside a write: another process that is at it is no news, all else is."""
    return DEBUG if error.reason is Reason.LIBRARY_BUSY else WARNING


def _of_database(error: BaseException | None, writing: bool) -> LibraryError | None:
    if isinstance(error, sqlite.Error):
        return _of_sqlite(error, writing)
    from tearsheet.library.server.server import error_of  # which a library in a folder does not pay for

    return error_of(error, writing=writing)


def _of_sqlite(error: BaseException | None, writing: bool) -> LibraryError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    no_room = code in _NO_ROOM or (writing and code == _UNSPECIFIED)
    reason = Reason.DISK_FULL if no_room else _RESULTS.get(code & 0xFF)
    return LibraryError(reason, str(error)) if reason else None
