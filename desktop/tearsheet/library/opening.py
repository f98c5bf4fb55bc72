"""Turn a place on disk or on a server into an open library, made or brought up to date where need be."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tearsheet.library.blobs import FolderBlobs
from tearsheet.library.database import LIBRARY_FILE, Access, FileDatabase, read_access
from tearsheet.library.errors import as_library_error
from tearsheet.library.library import Library
from tearsheet.library.owner import FileOwner
from tearsheet.library.revisions import bring_up_to_date
from tearsheet.library.search.index import Index
from tearsheet.model.errors import LibraryError, Reason

if TYPE_CHECKING:
    from tearsheet.library.server.server import Password

_OWNERS = "owners"
_BLOBS = "blobs"


def open_library(
    location: str | Path,
    *,
    create: bool = True,
    waits: bool = True,
    half_moved: bool = False,
    password: Password = lambda _server: None,
) -> Library:
    """Open the library at `location`, a folder or postgresql+psycopg://user@host/database.

    It is made where there is none unless `create` is false: a folder with its parents, tables in an empty database.
    What cannot be written is opened for reading, what another library is being moved into only as `half_moved`. With
    `waits` false a search answers from what is indexed so far, and `refresh_index` is up to the caller. `password` is
    asked where a server wants one that libpq does not find. Raises LibraryError: LIBRARY_MISSING, LIBRARY_NEWER
    (written by a newer version of the program, and left untouched), LIBRARY_DAMAGED, HALF_MOVED, NO_PLACE_FOR_LIBRARY,
    PASSWORD_IN_ADDRESS, SERVER_GONE, SERVER_TOO_OLD, NOT_LET_IN.
    """
    library = (
        _on_server(str(location), create, waits, password)
        if "://" in str(location)
        else _in_folder(Path(location).expanduser().absolute(), create, waits)
    )
    try:
        if not half_moved and library.is_half_moved:
            raise LibraryError(Reason.HALF_MOVED, library.place)
        if not library.read_only:
            library.recover()
    except BaseException:
        library.close()
        raise
    return library


def _in_folder(folder: Path, create: bool, waits: bool) -> Library:
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
    database, owner = FileDatabase(folder, access), FileOwner(folder / _OWNERS)
    blobs = FolderBlobs(folder / _BLOBS, owner, folder / _OWNERS)
    return Library(database, uid, owner=owner, blobs=blobs, index=Index(database, uid, waits=waits))


def _on_server(location: str, create: bool, waits: bool, password: Password) -> Library:
    # A library in a folder pays for none of this.
    from tearsheet.library.server import revisions as shared_revisions
    from tearsheet.library.server.blobs import SharedBlobs
    from tearsheet.library.server.index import SharedIndex
    from tearsheet.library.server.owner import SessionOwner
    from tearsheet.library.server.postgres import PostgresDatabase
    from tearsheet.library.server.server import Server

    database = PostgresDatabase(Server.at(location), password)
    try:
        uid = shared_revisions.bring_up_to_date(database, create=create)
    except BaseException:
        database.close()
        raise
    owner, index = SessionOwner(database.engine), SharedIndex(database, waits=waits)
    return Library(database, uid, owner=owner, blobs=SharedBlobs(database), index=index)
