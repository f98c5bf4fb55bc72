"""How a library is looked after: verified, repaired, backed up, measured and made smaller."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from tearsheet.library import contents, snapshots, versions
from tearsheet.library.alone import discard_index
from tearsheet.library.blobs import Blobs
from tearsheet.library.database import Database, FileDatabase
from tearsheet.library.errors import as_library_error
from tearsheet.library.search import index_queue
from tearsheet.library.search.index import Index
from tearsheet.library.upkeep import repairing, storage, verifying
from tearsheet.library.upkeep.backups import BLOBS, back_up, backups_in, copies
from tearsheet.library.upkeep.moving import move
from tearsheet.library.upkeep.verifying import Tell
from tearsheet.library.upkeep.verifying_index import verify_index
from tearsheet.model.article import Blob, Resource
from tearsheet.model.changes import Changes
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import ArticleId, Sha256, VersionId
from tearsheet.model.storage import DropRule, Freed, Storage
from tearsheet.model.upkeep import BackedUp, Backup, Damage, Headway, Moved, Part, Stage

if TYPE_CHECKING:
    from tearsheet.library.server.index import SharedIndex
    from tearsheet.model.extraction import Extraction
    from tearsheet.model.page import Page


class _OnlyAsked(Exception):  # noqa: N818 - it takes back what was done to find out
    def __init__(self, freed: Freed) -> None:
        super().__init__()
        self.freed = freed


class Upkeep:
    """What is done to a whole library rather than to articles. Every method raises LibraryError, as the library's do.

    What takes long tells how far it is and raises Cancelled. A library on a server has no file and no folder of blobs
    to look after, and no index beside it; whoever runs the server backs it up.
    """

    def __init__(self, database: Database, blobs: Blobs, index: Index | SharedIndex, uid: str) -> None:
        self._database = database
        self._blobs = blobs
        self._index = index
        self._uid = uid

    def verify(self, tell: Tell, cancelled: Event) -> Iterator[Damage]:
        """Look at everything once, and yield what is wrong as it is found.

        What is left over and does no harm is told of too.
        """
        whole = True
        for damage in self.verify_file(tell, cancelled):
            whole = False
            yield damage
        blobs = self._database.folder / BLOBS if self._has_folder else None
        of_blobs = verifying.verify_blobs(self._database, self._blobs, blobs, tell, cancelled)
        if not whole:  # references and index are made anew with the file, and the rest may end where it is damaged
            yield from verifying.verify_damaged_contents(self._database, tell, cancelled)
            yield from _as_far_as_readable(of_blobs)
            return
        yield from verifying.verify_contents(self._database, tell, cancelled)
        yield from of_blobs
        tell(Headway(stage=Stage.REFERENCES))
        yield from verifying.verify_references(self._database)
        if self._has_folder:
            tell(Headway(stage=Stage.INDEX))
            yield from verify_index(self._database, self._uid, tell, cancelled)

    def verify_file(self, tell: Tell, cancelled: Event) -> Iterator[Damage]:
        """Look only at what SQLite itself can say of the library's file."""
        if self._has_folder:
            tell(Headway(stage=Stage.FILE))
            yield from verifying.verify_file(self._database.folder, cancelled)

    def copies(self, places: Sequence[Path]) -> tuple[Path, ...]:
        """Return the copies of this library's rows in its own folder and in `places`, the newest first."""
        return copies(self._database.folder, places, self._uid) if self._has_folder else ()

    def take_from_copies(self, lost: Damage, copies: Sequence[Path], places: Sequence[Path]) -> bool:
        """Put a content or a blob back as a backup has it; say whether one had it whole."""
        sha256 = Sha256(lost.identity)
        if lost.part is Part.BLOB:
            return any(self._take_blob(place / BLOBS / sha256[:2] / sha256) for place in places)
        for copy in copies:
            with repairing.opened(copy) as file:
                found = repairing.content_in(file, sha256) if file is not None else None
            if found is not None:
                with self._database.writing() as connection:
                    contents.mend(connection, found)
                return True
        return False

    def take_from_elsewhere(self, lost: Damage) -> bool:
        """Put a content back that is a blob as well, or the other way round; say whether it was whole there."""
        sha256 = Sha256(lost.identity)
        try:
            if lost.part is Part.BLOB:
                with self._database.reading() as connection:
                    data = contents.get(connection, sha256)
                with as_library_error():
                    self._blobs.put(data)
            else:
                with as_library_error():
                    packed = contents.pack(self._blobs.get(sha256))
                with self._database.writing() as connection:
                    contents.mend(connection, packed)
        except LibraryError as error:
            if error.reason is Reason.LIBRARY_DAMAGED:
                return False
            raise
        return True

    def versions_of(self, lost: Damage) -> tuple[tuple[ArticleId, VersionId], ...]:
        """Return the versions that a damaged content is of, each with its article, the newest first."""
        with self._database.reading() as connection:
            return repairing.versions_of(connection, lost.identity)

    def snapshot(self, version: VersionId) -> tuple[Page, ...]:
        """Return the pages that a version was read from."""
        with as_library_error(), self._database.reading() as connection:
            return snapshots.of_version(connection, version, self._blobs.get)

    def take_from_reading(self, lost: Damage, extraction: Extraction) -> bool:
        """Put a content back where a page that was read again says exactly what it said; say whether it does."""
        for packed in versions.contents_of(extraction):
            if packed.sha256 == lost.identity:
                with self._database.writing() as connection:
                    contents.mend(connection, packed)
                return True
        return False

    def pictures_of(self, lost: Damage) -> tuple[tuple[ArticleId, Resource], ...]:
        """Return the pictures whose bytes a damaged blob has, each with its article."""
        with self._database.reading() as connection:
            return repairing.pictures_of(connection, lost.identity)

    def replace_picture(self, article_id: ArticleId, url: str, found: Blob) -> Changes:
        """Give a picture other bytes than those that are lost."""
        with self._database.writing() as connection:
            return repairing.replace_picture(connection, article_id, url, found)

    def mend_references(self) -> Changes:
        """Let articles that show what is not there show what is."""
        with self._database.writing() as connection:
            mended = repairing.mend_references(connection)
        return Changes(updated=mended)

    def still_dangles(self, damage: Damage) -> bool:
        """Say whether a reference still leads to nothing."""
        return any(each.identity == damage.identity for each in verifying.verify_references(self._database))

    def index_again(self, articles: Sequence[ArticleId]) -> None:
        """Let what the index has of some articles be made again."""
        with self._database.writing() as connection:
            index_queue.add(connection, articles)

    def make_index_again(self) -> None:
        """Make the search index anew, all of it."""
        if self._has_folder:
            self._index.close()
            discard_index(self._database.folder)
        self._index.refresh()

    def mark(self, lost: Damage, reason: str) -> None:
        """Write down that something could not be had again, and why."""
        with self._database.writing() as connection:
            repairing.mark(connection, lost, reason)

    def forget_mended(self, damaged: Sequence[Damage]) -> None:
        """Take off the list of what is lost whatever is not among the `damaged` any more."""
        with self._database.writing() as connection:
            repairing.forget_mended(connection, [each.identity for each in damaged])

    def back_up(self, to: Path, *, tell: Tell, cancelled: Event, link: bool = False) -> BackedUp:
        """Write a dated backup into a folder, and prune the older ones of this library that the rule does not keep."""
        return back_up(self._database, self._uid, to, link=link, tell=tell, cancelled=cancelled)

    def backups(self, place: Path) -> tuple[Backup, ...]:
        """Return the backups of this library in a folder, the newest first."""
        return backups_in(place, self._uid)

    def move(self, to: Path, *, tell: Tell, cancelled: Event) -> Moved:
        """Copy the whole library into an empty folder and prove the copy; this one stays as it is."""
        return move(self._database, to, tell, cancelled)

    def storage(self) -> Storage:
        """Return how much room the library takes, and what for."""
        with as_library_error(), self._database.reading() as connection:
            return storage.measure(connection, self._database.folder if self._has_folder else None)

    def would_free(self, rule: DropRule) -> Freed:
        """Return what dropping by a rule would make of room; nothing is dropped."""
        try:
            with self._database.writing() as connection:
                freed, _gone, _changes = storage.drop(connection, rule, in_folder=self._has_folder)
                raise _OnlyAsked(freed)
        except _OnlyAsked as asked:
            return asked.freed

    def drop(self, rule: DropRule) -> tuple[Freed, Changes]:
        """Drop what a rule names for good, with what nothing refers to then."""
        with self._database.writing() as connection:
            freed, gone, changes = storage.drop(connection, rule, in_folder=self._has_folder)
            if not self._has_folder:
                storage.forget_shared_blobs(connection)
        if self._has_folder:
            with as_library_error(), self._database.writing() as connection:
                storage.forget_blobs(connection, self._database.folder / BLOBS, gone)
            storage.give_back(self._database.folder)
        return freed, changes

    @property
    def _has_folder(self) -> bool:
        return isinstance(self._database, FileDatabase)

    def _take_blob(self, path: Path) -> bool:
        with as_library_error():
            try:
                data = path.read_bytes()
            except FileNotFoundError:
                return False
            if contents.digest(data) != path.name:
                return False
            self._blobs.put(data)
        return True


def _as_far_as_readable(found: Iterator[Damage]) -> Iterator[Damage]:
    """Yield what is found until the file cannot be read any further, which has been told already."""
    try:
        yield from found
    except LibraryError as error:
        if error.reason is not Reason.LIBRARY_DAMAGED:
            raise
