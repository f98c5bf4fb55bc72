"""Turn a library into what is wrong with it, and what is wrong into what is whole again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

from tearsheet.extract import EXTRACTOR
from tearsheet.library.database import LIBRARY_FILE
from tearsheet.library.upkeep.backups import copies
from tearsheet.library.upkeep.salvaging import salvage
from tearsheet.library.upkeep.upkeep import Upkeep
from tearsheet.model.article import Blob, Resource
from tearsheet.model.errors import Cancelled, LibraryError, NothingReadable, ProcessError, Reason, RuleError
from tearsheet.model.extraction import Extraction, Picture
from tearsheet.model.ids import ArticleId, VersionId
from tearsheet.model.upkeep import Damage, Fault, Headway, Part, Remedy, Stage
from tearsheet.text.addresses import host_of
from tearsheet.workflows.backup import places_of
from tearsheet.workflows.desk import Desk, never
from tearsheet.workflows.pictures import keep_pictures
from tearsheet.workflows.reading import read_pages
from tearsheet.workflows.rules import rule_of

Report = Callable[[Headway], None]
NOWHERE = "no other copy of it was found"


def silent(_headway: Headway) -> None:
    """Tell nobody."""


def verify(desk: Desk, *, report: Report = silent, cancelled: Event | None = None) -> Iterator[Damage]:
    """Look at every file, content, blob, reference and the index, and yield what is wrong as it is found.

    Raises Cancelled, and LibraryError for a library that cannot be opened.
    """
    try:
        upkeep = desk.library.upkeep
    except LibraryError as error:
        yield _unopened(error)
        return
    yield from upkeep.verify(report, cancelled or never())


def repair(
    desk: Desk,
    *,
    backups: Sequence[Path] = (),
    in_use: bool = False,
    report: Report = silent,
    cancelled: Event | None = None,
) -> Iterator[Damage]:
    """Verify, and mend what can be mended; yield everything that was wrong, with its remedy where there was one.

    Bytes that are lost are looked for in backups (those in `backups` beside the library's own), where else the library
    may have them, in the page as it was kept, and on the net for a picture. What cannot be had is marked as damaged.
    Nothing is deleted. A file of which pages are lost is replaced by one with all that could be read, which nobody else
    may have open meanwhile: one that stays `in_use` here is refused. Raises Cancelled, and LibraryError: READ_ONLY,
    LIBRARY_IN_USE, LIBRARY_DAMAGED.
    """
    stop = cancelled or never()
    places = (*places_of(desk), *backups)
    yield from _salvaged(desk, places, in_use, report, stop)
    if desk.library.read_only:
        raise LibraryError(Reason.READ_ONLY, desk.location)
    found = tuple(desk.library.upkeep.verify(report, stop))
    work = _Repair(desk, places, stop)
    for number, damage in enumerate(found, 1):
        if stop.is_set():
            raise Cancelled
        report(Headway(stage=Stage.REPAIRING, done=number, total=len(found)))
        yield damage if damage.is_harmless else work.mended(damage)
    desk.library.upkeep.forget_mended(work.lost)


def _salvaged(desk: Desk, places: Sequence[Path], in_use: bool, report: Report, stop: Event) -> Iterator[Damage]:
    """Replace a file that SQLite cannot read all of, and tell of each thing that was wrong with it."""
    try:
        wrong = tuple(desk.library.upkeep.verify_file(report, stop))
    except LibraryError as error:
        wrong = (_unopened(error),)
    if not wrong:
        return
    if in_use:
        raise LibraryError(Reason.LIBRARY_IN_USE, desk.location)
    desk.close()
    folder = Path(desk.location)
    salvaged = salvage(folder, copies(folder, places), report, stop)
    for damage in wrong:
        yield replace(damage, identity=salvaged.identity, remedy=Remedy.SALVAGED)
    yield salvaged


def _unopened(error: LibraryError) -> Damage:
    """Return what is wrong with a file that is too damaged to be opened. Raises every other error again."""
    if error.reason is not Reason.LIBRARY_DAMAGED:
        raise error
    return Damage(part=Part.FILE, identity=LIBRARY_FILE, fault=Fault.UNREADABLE, detail=error.detail)


class _Repair:
    """What is tried for one thing after the other."""

    def __init__(self, desk: Desk, places: Sequence[Path], stop: Event) -> None:
        self._desk = desk
        self._upkeep: Upkeep = desk.library.upkeep
        self._places = places
        self._copies = self._upkeep.copies(places)
        self._stop = stop
        self._index_made = self._references_mended = False
        self._read_anew: set[ArticleId] = set()
        self.lost: list[Damage] = []

    def mended(self, damage: Damage) -> Damage:
        remedy = self._remedy(damage)
        if remedy in (None, Remedy.NEW_VERSION, Remedy.OTHER_PICTURE) and damage.part in (Part.CONTENT, Part.BLOB):
            self._upkeep.mark(damage, NOWHERE)  # the bytes themselves are still lost
            self.lost.append(damage)
        if remedy is not None and damage.articles and damage.part is Part.CONTENT:
            self._upkeep.index_again(damage.articles)
        return replace(damage, remedy=remedy)

    def _remedy(self, damage: Damage) -> Remedy | None:
        match damage.part:
            case Part.INDEX:
                return self._index()
            case Part.REFERENCE:
                return self._reference(damage)
            case Part.CONTENT | Part.BLOB:
                return self._bytes(damage)
            case Part.FILE:
                return None

    def _bytes(self, damage: Damage) -> Remedy | None:
        if self._upkeep.take_from_copies(damage, self._copies, self._places):
            return Remedy.BACKUP
        if self._upkeep.take_from_elsewhere(damage):
            return Remedy.ELSEWHERE
        return self._read_again(damage) if damage.part is Part.CONTENT else self._fetched(damage)

    def _read_again(self, damage: Damage) -> Remedy | None:
        """Read the kept pages of the versions that said it; what is read otherwise now becomes a new version."""
        for article, version in self._upkeep.versions_of(damage):
            if article in self._read_anew:
                return Remedy.NEW_VERSION
            extraction = self._reading(version)
            if extraction is None:
                continue
            if self._upkeep.take_from_reading(damage, extraction):
                return Remedy.REREAD
            if any(standing.version == version for standing in self._desk.library.standings((article,))):
                self._desk.library.add_version(article, extraction, EXTRACTOR, by_hand=True)
                self._read_anew.add(article)
                return Remedy.NEW_VERSION
        return None

    def _reading(self, version: VersionId) -> Extraction | None:
        try:
            pages = self._upkeep.snapshot(version)
            rule = rule_of(self._desk, pages[0].requested) if pages else None
            return read_pages(pages, rule, self._stop)
        except (LibraryError, NothingReadable, ProcessError, RuleError):
            return None  # the page is lost as well, or cannot be read: that is told as it was found

    def _fetched(self, damage: Damage) -> Remedy | None:
        """Fetch a picture again; one that is another by now is shown in its place."""
        remedy: Remedy | None = None
        for article, picture in self._upkeep.pictures_of(damage):
            fetched = self._fetch(article, picture)
            if fetched is not None and fetched.sha256 == damage.identity:
                return Remedy.FETCHED
            if fetched is not None:
                self._upkeep.replace_picture(article, picture.url, fetched)
                remedy = Remedy.OTHER_PICTURE
        return remedy

    def _fetch(self, article: ArticleId, lost: Resource) -> Blob | None:
        for standing in self._desk.library.standings((article,)):
            picture = Picture(url=lost.url, candidates=lost.candidates, alt=lost.alt)
            host = host_of(standing.share_link or standing.url)
            for found in keep_pictures(
                self._desk, [picture], referer=standing.url, named_host=host, cancelled=self._stop
            ):
                return found.blob
        return None

    def _index(self) -> Remedy:
        if not self._index_made:
            self._upkeep.make_index_again()
            self._index_made = True
        return Remedy.MADE_AGAIN

    def _reference(self, damage: Damage) -> Remedy | None:
        if not self._references_mended:
            self._upkeep.mend_references()
            self._references_mended = True
        return Remedy.CORRECTED if not self._upkeep.still_dangles(damage) else None
