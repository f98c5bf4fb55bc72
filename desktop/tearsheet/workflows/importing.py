"""Turn somebody else's file into articles of the library: find its entries, read what is new in them, keep it."""

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from threading import Event

from tearsheet.extract import EXTRACTOR
from tearsheet.importers import IMPORTERS, Importer
from tearsheet.model.article import Kind
from tearsheet.model.capture import Added, Keeping, Progress, Status, Step
from tearsheet.model.errors import Cancelled, ImportFailed, LibraryError, ProcessError, Reason
from tearsheet.model.ids import ArticleId
from tearsheet.model.importing import Entry, Imported, Item, Kept, Odd, Oddity
from tearsheet.model.page import Address
from tearsheet.process import run as run_limited
from tearsheet.workflows.beside import pictures_beside
from tearsheet.workflows.desk import Desk, Report, never, silent
from tearsheet.workflows.entries import (
    EntryPage,
    EntryRead,
    Names,
    importer_named,
    names_of,
    nothing_read,
    page_of,
    read_entries,
)
from tearsheet.workflows.reading import LIMITS

_AT_ONCE = 2
"""As many as there are workers to read in (process/pool.py)."""

_TOGETHER = 10
_AHEAD = 6
_WRITTEN_TOGETHER = 100
"""As many as a transaction takes in a second, and as the search index takes at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """An entry that nobody holds to the byte, what was read in it, and the names by which it may be kept already."""

    page: EntryPage
    read: EntryRead
    names: Names


_Found = Imported | _Read
"""What became of an entry that need not be read is known at once."""


def importers() -> tuple[Importer, ...]:
    """Return every importer there is."""
    return IMPORTERS


def import_path(
    desk: Desk, path: Path, *, source: str = "", report: Report = silent, cancelled: Event | None = None
) -> Iterator[Imported]:
    """Keep all that is in somebody else's file or folder, and tell of each entry in the order found.

    `source` names the importer; without it the path is looked at. What is kept already stays as it is, but an entry
    that changed since it was imported becomes a new version. Pictures are taken from beside it; nothing is fetched, and
    those that are elsewhere are marked as missing. Raises ImportFailed, LibraryError, and Cancelled when all has been
    told that was kept until then.
    """
    importer = importer_named(source) if source else _recognised(path)
    entries = importer.entries(path)
    if desk.library.read_only:
        raise LibraryError(Reason.READ_ONLY, desk.location)
    stop, done = cancelled or never(), 0
    for imported in _Importing(desk=desk, importer=importer, folder=importer.folder(path), stop=stop).run(entries):
        done += 1
        report(
            Progress(step=Step.KEEPING, url=imported.entry, done=done, total=len(entries), changed=_changed(imported))
        )
        yield imported
    if stop.is_set():
        raise Cancelled
    if not done:
        raise ImportFailed(Reason.NOTHING_TO_IMPORT, str(path))
    desk.library.refresh_index(
        lambda state: report(Progress(step=Step.INDEXING, done=state.indexed, total=state.total)), stop
    )


def _recognised(path: Path) -> Importer:
    if not path.exists():
        raise ImportFailed(Reason.NO_SUCH_FILE, str(path))
    for importer in IMPORTERS:
        if importer.recognises(path):
            return importer
    raise ImportFailed(Reason.NOTHING_TO_IMPORT if path.is_dir() else Reason.UNKNOWN_SOURCE, str(path))


def _changed(imported: Imported) -> ArticleId | None:
    return None if imported.status in (Status.UNCHANGED, Status.FAILED) else imported.article


@dataclass(frozen=True, slots=True, kw_only=True)
class _Importing:
    """One import: from where, and to where."""

    desk: Desk
    importer: Importer
    folder: Path
    stop: Event

    def run(self, entries: Iterable[Entry]) -> Iterator[Imported]:
        """Read entries in two workers and keep what they hold, some at a time."""
        with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="import") as readers:
            try:
                for some in _apart(_in_order(self._begun(entries, readers))):
                    yield from self._kept(some)
            finally:
                readers.shutdown(wait=False, cancel_futures=True)

    def _begun(self, entries: Iterable[Entry], readers: Executor) -> Iterator["Future[list[_Found]]"]:
        """Let those entries be read whose bytes nobody holds."""
        coming = iter(entries)
        while not self.stop.is_set() and (some := list(islice(coming, _WRITTEN_TOGETHER))):
            pages = [page_of(self.importer, entry) for entry in some]
            holders = self.desk.library.holders(page.digest for page in pages)
            told = [_without_reading(page, holders.get(page.digest)) for page in pages]
            for start in range(0, len(pages), _TOGETHER):
                end = start + _TOGETHER
                yield readers.submit(self._read, pages[start:end], told[start:end])

    def _read(self, pages: Sequence[EntryPage], told: Sequence[Imported | None]) -> list[_Found]:
        """Read some entries in one call; where one of them ends the worker, each in a call of its own."""
        entries = [page.entry for page, known in zip(pages, told, strict=True) if known is None]
        try:
            read = iter(self._read_in_worker(entries))
        except ProcessError:
            read = iter([self._read_alone(entry) for entry in entries])
        return [known or self._named(page, next(read)) for page, known in zip(pages, told, strict=True)]

    def _read_in_worker(self, entries: Sequence[Entry]) -> list[EntryRead]:
        if not entries:
            return []
        run = run_limited(
            read_entries, self.importer.name, entries, self.desk.rules, limits=LIMITS, cancelled=self.stop
        )
        return [EntryRead(*each) for each in run]

    def _read_alone(self, entry: Entry) -> EntryRead:
        try:
            [read] = self._read_in_worker([entry])
        except ProcessError as error:
            title = entry.name.rpartition("/")[2]
            return EntryRead(Item(title=title, html="", saved=entry.changed), None, error.failure)
        return read

    def _named(self, page: EntryPage, read: EntryRead) -> _Read:
        return _Read(page=page, read=read, names=names_of(self.desk, self.importer, page.entry, read.item))

    def _kept(self, some: Sequence[_Found]) -> Iterator[Imported]:
        """Keep what is new of some entries in one transaction."""
        new = [each for each in some if isinstance(each, _Read)]
        kept = self.desk.library.kept(
            keys=[key for each in new for key in each.names.keys], uids=[each.read.item.uid for each in new]
        )
        ready = [each if isinstance(each, Imported) else self._settled(each, kept) for each in some]
        keepings = [each[1] for each in ready if not isinstance(each, Imported)]
        added = iter(self.desk.library.add_all(keepings) if keepings else ())
        for each in ready:
            yield each if isinstance(each, Imported) else _told(each[0], each[1], next(added))

    def _settled(self, found: _Read, kept: Sequence[Kept]) -> Imported | tuple[_Read, Keeping]:
        """Decide which article an entry is, and whether there is anything to keep of it."""
        same, odd = _same(found, kept)
        item = found.read.item
        if odd is not None:
            found = replace(found, read=found.read._replace(item=replace(item, oddities=(*item.oddities, odd))))
        if same is not None and not _may_change(same, found):
            return _unchanged(found.page.entry, same, item.oddities)
        key = same.key if same else found.names.own if odd else found.names.best
        return found, self._keeping(found, key)

    def _keeping(self, found: _Read, key: str) -> Keeping:
        item, extraction, _failure = found.read
        url = found.names.address.url if found.names.address else ""
        pictures = extraction.pictures if extraction else ()
        return Keeping(
            address=Address(url=url, key=key),
            share_link=item.link if url else "",
            kind=Kind.ARTICLE if extraction else Kind.FILE,
            pages=(replace(found.page.page, requested=url, address=url),),
            extraction=extraction or nothing_read(item),
            extractor=EXTRACTOR,
            resources=pictures_beside(self.desk, self.folder, pictures, item.pictures),
            tags=item.tags,
            note=item.note,
            saved=item.saved,
            uid=item.uid,
        )


def _in_order(begun: Iterable["Future[list[_Found]]"]) -> Iterator[_Found]:
    """Give back entries in their order, with a few begun ahead; those that were stopped are left out."""
    waiting: deque[Future[list[_Found]]] = deque()
    for each in begun:
        waiting.append(each)
        if len(waiting) > _AHEAD:
            yield from _result(waiting.popleft())
    for each in waiting:
        yield from _result(each)


def _result(future: "Future[list[_Found]]") -> list[_Found]:
    try:
        return future.result()
    except Cancelled:
        return []


def _apart(found: Iterable[_Found]) -> Iterator[list[_Found]]:
    """Part entries so that no two together may be one article: what is kept of the first decides on the second."""
    some: list[_Found] = []
    names: set[str] = set()
    for each in found:
        own = {*each.names.keys, each.read.item.uid} - {""} if isinstance(each, _Read) else set()
        if len(some) == _WRITTEN_TOGETHER or not names.isdisjoint(own):
            yield some
            some, names = [], set()
        some.append(each)
        names |= own
    if some:
        yield some


def _without_reading(page: EntryPage, holder: Kept | None) -> Imported | None:
    """Return what became of an entry that could not be had, or is held to the byte; None for one to be read."""
    if page.entry.failure is not None:
        return Imported(entry=page.entry.name, status=Status.FAILED, failure=page.entry.failure)
    return _unchanged(page.entry, holder) if holder else None


def _same(found: _Read, kept: Sequence[Kept]) -> tuple[Kept | None, Oddity | None]:
    """Return the article that an entry is already, if any, and what is odd about that.

    That is the one of its uid, of its own key, or of the address it was published at. But another entry that names the
    same address may well be another article, and is where neither its title nor its text is the same.
    """
    names, item = found.names, found.read.item
    mine = [each for each in kept if (item.uid and each.uid == item.uid) or each.key == names.own]
    there = [each for each in kept if names.address and each.key == names.address.key]
    if mine or not there:
        return (mine[0] if mine else None), None
    [other] = there
    if other.entry in ("", found.page.entry.name) or item.title == other.title or _says_the_same(found, other):
        return other, None
    return None, Oddity(kind=Odd.SAME_LINK, detail=other.entry)


def _says_the_same(found: _Read, kept: Kept) -> bool:
    text = found.read.extraction.text if found.read.extraction else ""
    return found.page.digest == kept.body or hashlib.sha256(text.encode()).hexdigest() == kept.text


def _may_change(kept: Kept, found: _Read) -> bool:
    """Whether an entry may become a version of an article: of one that was imported, or is no more than a link or file.

    One that says the same in another place adds nothing.
    """
    if kept.deleted or (kept.entry != found.page.entry.name and _says_the_same(found, kept)):
        return False
    return bool(kept.entry) or kept.kind is not Kind.ARTICLE


def _unchanged(entry: Entry, kept: Kept, oddities: tuple[Oddity, ...] = ()) -> Imported:
    return Imported(
        entry=entry.name,
        status=Status.UNCHANGED,
        article=kept.article,
        title=kept.title,
        url=kept.url,
        oddities=(*oddities, Oddity(kind=Odd.IN_BIN)) if kept.deleted else oddities,
    )


def _told(found: _Read, keeping: Keeping, added: Added) -> Imported:
    return Imported(
        entry=found.page.entry.name,
        status=added.status,
        article=added.article,
        title=keeping.extraction.metadata.title,
        url=keeping.address.url,
        missing=tuple(each.url for each in keeping.resources if each.blob is None),
        oddities=found.read.item.oddities,
        failure=found.read.failure or added.failure,
    )
