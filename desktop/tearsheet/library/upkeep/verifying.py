"""Turn a library into what is wrong with it, a piece at a time: a large one takes longer and no more memory."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from threading import Event

from sqlalchemy import ColumnElement, Connection, func, or_, select, text

from tearsheet.library import contents
from tearsheet.library.blobs import Blobs
from tearsheet.library.database import LIBRARY_FILE, Access, Database, connect
from tearsheet.library.errors import as_library_error
from tearsheet.library.schema import article, blob, content, resource, snapshot_page, version
from tearsheet.library.sqlite import sqlite
from tearsheet.library.upkeep.reading_damaged import highest, readable
from tearsheet.model.errors import Cancelled, LibraryError
from tearsheet.model.ids import ArticleId, Sha256
from tearsheet.model.upkeep import Damage, Fault, Headway, Part, Stage

Tell = Callable[[Headway], None]
_BATCH = 50
_MOST_SAID = 10_000
_STEPS = 200_000  # of SQLite's machine, between two looks at whether it is to stop
_SOUND = "ok"
_KEPT_IN = (resource.c.blob_sha256, version.c.file_sha256, snapshot_page.c.blob_sha256)


def verify_file(folder: Path, cancelled: Event) -> Iterator[Damage]:
    """Let SQLite look over the whole file. Raises Cancelled."""
    with as_library_error(), closing(connect(folder / LIBRARY_FILE, _access(folder))) as file:
        file.set_progress_handler(cancelled.is_set, _STEPS)
        file.execute("PRAGMA cell_size_check=ON")
        try:
            for (said,) in file.execute(f"PRAGMA integrity_check({_MOST_SAID})"):
                yield from (_of_file(line) for line in said.splitlines() if said != _SOUND and _says(line))
        except sqlite.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF == sqlite.SQLITE_INTERRUPT:
                raise Cancelled from error
            yield _of_file(str(error))


def verify_contents(database: Database, tell: Tell, cancelled: Event) -> Iterator[Damage]:
    """Unpack every content of a file that SQLite can read and compare it with its SHA-256."""
    with database.reading() as connection:
        total = connection.scalar(select(func.count()).select_from(content)) or 0
    done, after = 0, ""
    while True:
        _stop(cancelled)
        following = select(content).where(content.c.sha256 > after).order_by(content.c.sha256).limit(_BATCH)
        with database.reading() as connection:
            rows = connection.execute(following).all()
            found = {row.sha256: fault for row in rows if (fault := _fault(row.sha256, row.size, row.data))}
            articles = articles_of(connection, tuple(found))
        if not rows:
            return
        for sha256, fault in found.items():
            yield Damage(part=Part.CONTENT, identity=sha256, fault=fault, articles=articles.get(sha256, ()))
        done, after = done + len(rows), rows[-1].sha256
        tell(Headway(stage=Stage.CONTENTS, done=done, total=total))


def verify_damaged_contents(database: Database, tell: Tell, cancelled: Event) -> Iterator[Damage]:
    """Look for every content that a version or a snapshot needs in a file of which some pages cannot be read."""
    with as_library_error(), closing(connect(database.folder / LIBRARY_FILE, database.access)) as file:
        total, whole = highest(file, "content"), set()
        for number, row in enumerate(readable(file, "content", ("sha256", "size", "data"), total), 1):
            _stop(cancelled)
            if _fault(*row.values) is None:
                whole.add(bytes.fromhex(str(row.values[0])))
            if number % _BATCH == 0:
                tell(Headway(stage=Stage.CONTENTS, done=row.number, total=total))
        needed = _needed(file)
    for sha256, articles in sorted(needed.items()):
        if bytes.fromhex(sha256) not in whole:
            concerned = tuple(ArticleId(each) for each in sorted(articles))
            yield Damage(part=Part.CONTENT, identity=sha256, fault=Fault.UNREADABLE, articles=concerned)


def verify_blobs(
    database: Database, blobs: Blobs, folder: Path | None, tell: Tell, cancelled: Event
) -> Iterator[Damage]:
    """Read every blob and compare it with its SHA-256; name files that no row knows and rows that nothing needs."""
    with database.reading() as connection:
        total = connection.scalar(select(func.count()).select_from(blob)) or 0
        unused = set(connection.scalars(select(blob.c.sha256).where(*_unused())))
    done = 0
    for prefix in (f"{number:02x}" for number in range(256)):
        with database.reading() as connection:
            known = connection.scalars(select(blob.c.sha256).where(blob.c.sha256.like(f"{prefix}%"))).all()
        found: dict[str, tuple[Fault, str]] = {}
        for sha256 in known:
            _stop(cancelled)
            wrong = _fault_of_blob(blobs, folder, Sha256(sha256))
            if wrong is not None:
                found[sha256] = wrong
            done += 1
        with database.reading() as connection:
            articles = articles_of(connection, tuple(found))
        for sha256, (fault, detail) in found.items():
            yield Damage(part=Part.BLOB, identity=sha256, fault=fault, detail=detail, articles=articles.get(sha256, ()))
        for sha256 in sorted((unused & set(known)) - found.keys()):
            yield Damage(part=Part.BLOB, identity=sha256, fault=Fault.UNUSED)
        for name in sorted(_names(folder, prefix) - set(known)):
            yield Damage(part=Part.BLOB, identity=name, fault=Fault.UNKNOWN)
        tell(Headway(stage=Stage.BLOBS, done=done, total=total))


def verify_references(database: Database) -> Iterator[Damage]:
    """Look for rows that refer to what is not there: foreign keys, and those that we look after ourselves."""
    with database.reading() as connection:
        if connection.dialect.name == "sqlite":
            for row in connection.execute(text("PRAGMA foreign_key_check")):
                yield _dangling(f"{row[0]}:{row[1]}", f"{row[2]}")
        for article_id in connection.scalars(select(article.c.id).where(without_version())):
            yield _dangling(f"article:{article_id}", "version", article_id)
        for article_id in connection.scalars(select(article.c.id).where(without_picture())):
            yield _dangling(f"article:{article_id}", "picture", article_id)


def articles_of(connection: Connection, contents_or_blobs: Sequence[str]) -> dict[str, tuple[ArticleId, ...]]:
    """Return which articles each content or blob belongs to; of a file that cannot tell, none."""
    if not contents_or_blobs:
        return {}
    found: dict[str, set[int]] = {}
    kept_in = (version.c.html_sha256, version.c.text_sha256, version.c.file_sha256, resource.c.blob_sha256)
    asked = [select(column, column.table.c.article_id).where(column.in_(contents_or_blobs)) for column in kept_in]
    pages = snapshot_page.join(version, version.c.snapshot_id == snapshot_page.c.snapshot_id)
    for column in (snapshot_page.c.content_sha256, snapshot_page.c.blob_sha256):
        asked.append(select(column, version.c.article_id).select_from(pages).where(column.in_(contents_or_blobs)))
    for question in asked:
        for sha256, article_id in connection.execute(question):
            found.setdefault(sha256, set()).add(article_id)
    return {sha256: tuple(ArticleId(each) for each in sorted(ids)) for sha256, ids in found.items()}


def _access(folder: Path) -> Access:
    return Access.WRITE if os.access(folder, os.W_OK) else Access.READ


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("***")


def _of_file(said: str) -> Damage:
    return Damage(part=Part.FILE, identity=LIBRARY_FILE, fault=Fault.UNREADABLE, detail=said.strip())


def _dangling(identity: str, to: str, article_id: int | None = None) -> Damage:
    articles = () if article_id is None else (ArticleId(article_id),)
    return Damage(part=Part.REFERENCE, identity=identity, fault=Fault.DANGLING, detail=to, articles=articles)


def _fault(sha256: object, size: object, data: object) -> Fault | None:
    if not isinstance(sha256, str) or not isinstance(size, int) or not isinstance(data, bytes):
        return Fault.CHANGED
    try:
        contents.unpack(sha256, size, data)
    except LibraryError:
        return Fault.CHANGED
    return None


def _fault_of_blob(blobs: Blobs, folder: Path | None, sha256: Sha256) -> tuple[Fault, str] | None:
    try:
        blobs.get(sha256)
    except LibraryError:
        there = folder is not None and (folder / sha256[:2] / sha256).exists()
        return (Fault.CHANGED if there else Fault.GONE), ""
    except OSError as error:
        return Fault.UNREADABLE, error.strerror or ""
    return None


def _needed(file: sqlite.Connection) -> dict[str, set[int]]:
    """Return the contents that are needed, each with its articles, as far as the file can still tell."""
    needed: dict[str, set[int]] = {}
    of_snapshot: dict[int, int] = {}
    for row in readable(file, "version", ("article_id", "snapshot_id", "html_sha256", "text_sha256")):
        article_id, snapshot_id, *kept = row.values
        of_snapshot[snapshot_id] = article_id
        for sha256 in kept:
            needed.setdefault(sha256, set()).add(article_id)
    for row in readable(file, "snapshot_page", ("snapshot_id", "content_sha256")):
        snapshot_id, sha256 = row.values
        if sha256 is not None:
            needed.setdefault(sha256, set()).update(filter(None, (of_snapshot.get(snapshot_id),)))
    return needed


def _names(folder: Path | None, prefix: str) -> set[str]:
    """Return the files of a part of the folder of blobs."""
    with as_library_error():
        part = folder / prefix if folder is not None else None
        return {entry.name for entry in os.scandir(part)} if part is not None and part.is_dir() else set()


def _unused() -> Iterable[ColumnElement[bool]]:
    return [blob.c.sha256.not_in(select(column).where(column.is_not(None))) for column in _KEPT_IN]


def without_version() -> ColumnElement[bool]:
    own = select(version.c.id).where(version.c.id == article.c.version_id, version.c.article_id == article.c.id)
    return ~own.exists()


def without_picture() -> ColumnElement[bool]:
    there = select(blob.c.sha256).where(blob.c.sha256 == article.c.picture)
    return or_(article.c.picture == "", article.c.picture.is_not(None) & ~there.exists())


def _stop(cancelled: Event) -> None:
    if cancelled.is_set():
        raise Cancelled
