"""Turn a place on disk into an open library, made or brought up to date where need be."""

import os
from pathlib import Path

from tearsheet.library.database import LIBRARY_FILE, Access, Database, read_access
from tearsheet.library.errors import as_library_error
from tearsheet.library.library import Library
from tearsheet.library.revisions import bring_up_to_date
from tearsheet.model.errors import LibraryError, Reason


def open_library(location: str | Path, *, create: bool = True) -> Library:
    """Open the library in the folder `location`, which is made with its parents unless `create` is false.

    A folder that cannot be written is opened for reading. Raises LibraryError: LIBRARY_MISSING, LIBRARY_NEWER (written
    by a newer version of the program, and left untouched), LIBRARY_DAMAGED, BAD_SETTING for an address of a database.
    """
    if "://" in str(location):
        raise LibraryError(Reason.BAD_SETTING, f"a library is a folder, not {location}")
    folder = Path(location).expanduser().absolute()
    file = folder / LIBRARY_FILE
    with as_library_error():
        is_there = file.is_file()
        if not is_there:
            if not create:
                raise LibraryError(Reason.LIBRARY_MISSING, str(folder))
            folder.mkdir(parents=True, exist_ok=True)
        can_write = os.access(folder, os.W_OK) and (not is_there or os.access(file, os.W_OK))
        if not (is_there or can_write):
            raise LibraryError(Reason.READ_ONLY, str(folder))
        access = Access.WRITE if can_write else read_access(file)
        uid = bring_up_to_date(folder, access)
    library = Library(Database(folder, access), uid)
    if not library.read_only:
        library.recover()
    return library
