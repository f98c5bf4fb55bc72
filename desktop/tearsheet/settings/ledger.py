"""Turn what was written into a folder into something remembered: which files, of which article, and how it was then.

It is by this that a run knows what has changed since, whose a file's name is, and whether a file is still as it was
written: what a person wrote into a note is never written over.
"""

import sqlite3
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from tearsheet.model.errors import Reason, SettingsError
from tearsheet.settings.paths import data_folder

LEFT = ""
"""The digits of a file that was not written, for a person's own is at its place."""

_TABLES = """
CREATE TABLE IF NOT EXISTS article (uid TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS file (
    same TEXT NOT NULL, path TEXT NOT NULL, uid TEXT NOT NULL, digits TEXT NOT NULL,
    PRIMARY KEY (same, path, uid, digits)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS file_of ON file (uid);
"""
_PATIENCE = 10.0


def ledger_file(name: str) -> Path:
    return data_folder() / "outlets" / f"{name}.sqlite3"


class Ledger:
    """The files of one folder by the uid of their article, "" for what is made of all. Raises SettingsError.

    Paths that are one file on a system which does not mind capital letters are the same.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._told():
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._file = _opened(path)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:  # it is none; files that are as they would be written are known again
                path.replace(path.with_name(f"{path.name}.broken"))
                self._file = _opened(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def stamps(self) -> dict[str, str]:
        """Return how each article was when all of it had been written."""
        with self._told():
            return dict(self._file.execute("SELECT uid, stamp FROM article WHERE stamp != ''"))

    def forget_stamps(self) -> None:
        """Let every article be looked at again; whose its files are stays known."""
        with self._told(), self._file:
            self._file.execute("UPDATE article SET stamp = ''")

    def counts(self) -> tuple[int, int]:
        """Return how many articles are there, and how many files were left alone."""
        with self._told():
            (articles,) = self._file.execute("SELECT count(*) FROM article WHERE stamp != ''").fetchone()
            left = "SELECT count(DISTINCT same) FROM file WHERE digits = ?"
            return articles, self._file.execute(left, (LEFT,)).fetchone()[0]

    def files(self, uid: str) -> Mapping[str, frozenset[str]]:
        """Return the paths of an article's files, each with all digits that may have been written there."""
        found: dict[str, frozenset[str]] = {}
        with self._told():
            for path, digits in self._file.execute("SELECT path, digits FROM file WHERE uid = ?", (uid,)):
                found[path] = found.get(path, frozenset()) | {digits}
        return found

    def owners(self, path: str) -> Mapping[str, frozenset[str]]:
        """Return the articles that have a file at a path, or one that is the same, with the digits of each."""
        found: dict[str, frozenset[str]] = {}
        with self._told():
            for uid, digits in self._file.execute("SELECT uid, digits FROM file WHERE same = ?", (same(path),)):
                found[uid] = found.get(uid, frozenset()) | {digits}
        return found

    def intend(self, uid: str, path: str, digits: str) -> None:
        """Say what is about to be written, so that it is known even where the program ends right after."""
        with self._told(), self._file:
            self._file.execute("INSERT OR IGNORE INTO file VALUES (?, ?, ?, ?)", (same(path), path, uid, digits))

    def settle(self, uid: str, stamp: str, files: Mapping[str, str]) -> None:
        """Say that these are an article's files now, by path, and no others."""
        rows = [(same(path), path, uid, digits) for path, digits in files.items()]
        with self._told(), self._file:
            self._file.execute("DELETE FROM file WHERE uid = ?", (uid,))
            self._file.executemany("INSERT OR IGNORE INTO file VALUES (?, ?, ?, ?)", rows)
            self._file.execute("INSERT OR REPLACE INTO article VALUES (?, ?)", (uid, stamp))

    def drop(self, uid: str) -> None:
        """Forget an article that is no longer part of what is made of all."""
        with self._told(), self._file:
            self._file.execute("DELETE FROM file WHERE uid = ?", (uid,))
            self._file.execute("DELETE FROM article WHERE uid = ?", (uid,))

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise SettingsError(Reason.BAD_SETTING, str(self._path)) from error


def same(path: str) -> str:
    """Return what all spellings of a path have in common that are one file somewhere."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _opened(path: Path) -> sqlite3.Connection:
    file = sqlite3.connect(path, timeout=_PATIENCE)
    try:
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("PRAGMA synchronous = NORMAL")  # a line lost with the power is written again
        file.executescript(_TABLES)
    except BaseException:
        file.close()
        raise
    return file
