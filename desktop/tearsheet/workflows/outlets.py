"""Turn what arrives in a saved search into files in its folder: what has changed since the last time, nothing else.

What has changed is told by stamps (library/stamps.py) that differ from those in the folder's ledger. A run looks at the
articles that somebody says have changed, or, where nobody can say (at the start, or after another process wrote), at
all that fit: that costs digesting their rows, and exports only those that differ.

Each article is exported by itself, so that the ledger knows whose each file is. Where a file would take the name of
another article's, the exporter is told whose that is, and gives the next name; those that give no heed to what is in a
folder are given both articles together, in the order they were kept. A file that is not as it was written is a person's
own, and stays the only one of its article.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from threading import Event
from types import MappingProxyType

from tearsheet.export import Exporter
from tearsheet.export.signing import is_untouched
from tearsheet.model.capture import Progress, Step
from tearsheet.model.errors import Cancelled, ExportError, Failure, LibraryError, Reason, TearsheetError
from tearsheet.model.export import AnnotatedArticle, EarlierFiles, ExportedFile, ExportOptions
from tearsheet.model.ids import ArticleId
from tearsheet.model.outlet import Delivery, Outlet, Stamp
from tearsheet.model.query import Query
from tearsheet.settings.ledger import LEFT, Ledger, ledger_file, same
from tearsheet.settings.outlets import change_outlets, load_outlets
from tearsheet.settings.whole_files import write_whole
from tearsheet.text.problems import problem_in_words
from tearsheet.text.queries import both
from tearsheet.workflows.desk import Desk, Report, never, silent
from tearsheet.workflows.earlier import earlier_files
from tearsheet.workflows.export import annotated, exporter_named, why_not_written, with_texts
from tearsheet.workflows.saved_searches import texts
from tearsheet.workflows.search import understood_by

_DIGITS = 8
_MOST_NAMED = 500
"""Of more articles than these it is as quick to look at all."""
_ENOUGH = 3
"""So many articles in a row that cannot be exported, and it is not their fault."""
_NONE: Mapping[str, str] = MappingProxyType({})
_FOLDERS_FAULT = (Reason.DISK_FULL, Reason.FOLDER_GONE, Reason.FOLDER_READ_ONLY)


def outlets(desk: Desk) -> tuple[Outlet, ...]:
    """Return the outlets of this library's saved searches."""
    library = desk.library.uid
    return tuple(outlet for outlet in load_outlets() if outlet.library == library)


def begin(outlet: Outlet) -> None:
    """Let a saved search have this outlet, and no other. What it has is exported by the next run.

    How a format is wanted in a folder is said once: other outlets into it take these options too.
    """

    def change(known: tuple[Outlet, ...]) -> tuple[Outlet, ...]:
        others = (each for each in known if (each.library, each.search) != (outlet.library, outlet.search))
        return (*(_agreeing(each, outlet) for each in others), outlet)

    change_outlets(change)
    with _ledger_of(outlet) as ledger:
        ledger.forget_stamps()


def end(desk: Desk, search: str) -> None:
    """Export a saved search no more; the files stay, and whose they are stays known."""
    library = desk.library.uid
    change_outlets(lambda known: tuple(each for each in known if (each.library, each.search) != (library, search)))


def rename(desk: Desk, old: str, new: str) -> None:
    """Let the outlet of a saved search follow it to its new name."""
    library = desk.library.uid
    if old != new and any(each.search == old for each in outlets(desk)):
        change_outlets(
            lambda known: tuple(
                replace(each, search=new) if (each.library, each.search) == (library, old) else each
                for each in known
                if (each.library, each.search) != (library, new)
            )
        )


def forget_gone(desk: Desk) -> None:
    """End the outlets of saved searches that are no more, once nobody can want them back."""
    names = texts(desk)
    for outlet in outlets(desk):
        if outlet.search not in names:
            end(desk, outlet.search)


def newest(desk: Desk, search: str) -> tuple[ArticleId | None, int]:
    """Return the article that was kept last of those in a saved search, and how many there are."""
    ids = desk.library.ids(_query(desk, search))
    return next(iter(ids), None), len(ids)


def run(
    desk: Desk,
    outlet: Outlet,
    *,
    changed: Sequence[ArticleId] | None = None,
    report: Report = silent,
    cancelled: Event | None = None,
) -> Delivery:
    """Write what an outlet lacks, of the articles that were `changed` or of all. Raises Cancelled.

    What could not be written is in what is returned, and due again the next time.
    """
    stop = cancelled or never()
    try:
        with _ledger_of(outlet) as ledger:
            return _run(desk, outlet, ledger, changed, report, stop)
    except TearsheetError as error:
        return Delivery(at=datetime.now().astimezone(), failure=error.failure)


def _ledger_of(outlet: Outlet) -> Ledger:
    """Return the ledger of an outlet's folder, which outlets of one library into it in one format share."""
    named = "\0".join((outlet.library, outlet.form, outlet.folder))
    return Ledger(ledger_file(blake2b(named.encode("utf-8", "replace"), digest_size=16).hexdigest()))


def _run(
    desk: Desk, outlet: Outlet, ledger: Ledger, changed: Sequence[ArticleId] | None, report: Report, stop: Event
) -> Delivery:
    written, failure = 0, None
    try:
        exporter = exporter_named(outlet.form)
        options = ExportOptions(values=outlet.options)
        writing = _Writing(desk, ledger, Path(outlet.folder), exporter, options, thorough=changed is None)
        if writing.gathers:
            written = writing.write_all(_stamps(desk, _sharing(outlet), None))
        else:
            due = writing.due(_stamps(desk, (outlet,), changed))
            for done, stamp in enumerate(due):
                if stop.is_set():
                    raise Cancelled
                report(Progress(step=Step.KEEPING, done=done, total=len(due)))
                written += writing.write_one(stamp)
        writing.finish()
        failure = writing.failure
    except TearsheetError as error:
        failure = error.failure
    total, left = ledger.counts()
    return Delivery(written=written, total=total, left=left, at=datetime.now().astimezone(), failure=failure)


def _agreeing(outlet: Outlet, chosen: Outlet) -> Outlet:
    same_place = (outlet.library, outlet.form, outlet.folder) == (chosen.library, chosen.form, chosen.folder)
    return replace(outlet, options=chosen.options) if same_place else outlet


def _sharing(outlet: Outlet) -> tuple[Outlet, ...]:
    """Return the outlets into one folder in one format."""
    return tuple(each for each in load_outlets() if _agreeing(each, outlet) is not each or each == outlet) or (outlet,)


def _query(desk: Desk, search: str) -> Query:
    """Return what a saved search looks for. Raises LibraryError where it is gone, or not understood altogether."""
    text = texts(desk).get(search)
    if text is None:
        raise LibraryError(Reason.NO_SUCH_SEARCH, search)
    understood = understood_by(desk, text)
    if understood.problems:  # what is left out of a search would be taken away for no reason
        raise LibraryError(Reason.NOT_UNDERSTOOD, problem_in_words(understood.problems[0], text))
    return understood.query


def _stamps(desk: Desk, outlets: Sequence[Outlet], changed: Sequence[ArticleId] | None) -> tuple[Stamp, ...]:
    found: set[ArticleId] = set()
    for outlet in outlets:
        query = _query(desk, outlet.search)
        if changed is not None and len(changed) <= _MOST_NAMED:
            query = both(query, Query(ids=tuple(changed)))
        found.update(desk.library.ids(query))
    return desk.library.stamps(sorted(found))


class _Writing:
    """One run into a folder. What could not be had of an article is in `failure`, and keeps no other back."""

    def __init__(
        self,
        desk: Desk,
        ledger: Ledger,
        folder: Path,
        exporter: Exporter,
        options: ExportOptions,
        *,
        thorough: bool,
    ) -> None:
        if not folder.is_dir():  # it is not made anew: its disk may only not be here today
            raise ExportError(Reason.FOLDER_GONE, str(folder))
        self._desk, self._ledger, self._folder, self._exporter = desk, ledger, folder, exporter
        self._options = with_texts(exporter, options)
        self._wanted = blake2b(repr(self._options.values).encode("utf-8", "replace"), digest_size=_DIGITS).hexdigest()
        self._thorough = thorough
        self._seen: set[tuple[str, str]] = set()
        self._of_all: dict[str, str] = {}
        self._in_a_row = 0
        self.failure: Failure | None = None

    @property
    def gathers(self) -> bool:
        """Whether articles do not get files of their own, but stand all in one."""
        nothing = self._exporter.export(iter(()), self._options, self._desk.library.blob)
        return any(not file.signed for file in nothing)

    def due(self, stamps: Sequence[Stamp]) -> tuple[Stamp, ...]:
        """Return the articles that are not as they were when they were written, nor as they would be now."""
        known = self._ledger.stamps()
        return tuple(stamp for stamp in stamps if known.get(stamp.uid) != self._digits(stamp))

    def write_all(self, stamps: Sequence[Stamp]) -> int:
        """Write what all articles are gathered in, if any of them is due or has gone; return how many were due."""
        due, gone = self.due(stamps), self._ledger.stamps().keys() - {stamp.uid for stamp in stamps}
        if due or gone:
            self._write(stamps)
            for uid in gone:
                self._ledger.drop(uid)
        return len(due)

    def write_one(self, stamp: Stamp) -> bool:
        """Write an article's files, and say whether that could be done. Raises ExportError where no other could be."""
        try:
            self._write([stamp])
        except TearsheetError as error:
            self.failure = error.failure
            self._in_a_row += 1
            if error.reason in _FOLDERS_FAULT or self._in_a_row == _ENOUGH:
                raise
            return False
        self._in_a_row = 0
        return True

    def finish(self) -> None:
        """Take note of the files that are made of all articles together."""
        if self._of_all:
            self._ledger.settle("", "", self._of_all)

    def _digits(self, stamp: Stamp) -> str:
        return f"{stamp.digits}.{self._wanted}"

    def _write(self, group: Sequence[Stamp], others: Mapping[str, str] = _NONE) -> None:
        """Write the files of articles, beside files of `others`, whose uids stand by their paths."""
        files: dict[str, dict[str, str]] = defaultdict(dict)
        for uid, file in self._files(group, others):
            digits = _digest(file.data)
            rivals = self._rivals(file.path, digits, {stamp.uid for stamp in group}) if uid else set()
            if rivals and self._write_beside(rivals, group, others):
                return
            if uid:
                files[uid][file.path] = self._put(uid, file, digits, alone=not rivals)
            elif (file.path, digits) not in self._seen:
                self._seen.add((file.path, digits))
                self._of_all[file.path] = self._put("", file, digits, alone=True)
        taken = {path for written in files.values() for path in written}
        for stamp in group:
            self._take_away(stamp.uid, taken, set(files[stamp.uid].values()))
            self._ledger.settle(stamp.uid, self._digits(stamp), files[stamp.uid])

    def _write_beside(self, rivals: set[str], group: Sequence[Stamp], others: Mapping[str, str]) -> bool:
        """Write the articles anew, so that they have names that the rivals have not; say whether there is a way to."""
        if self._exporter.places:
            theirs = {path: rival for rival in rivals for path in self._ledger.files(rival)}
            if theirs.keys() <= others.keys():
                return False
            self._write(group, {**others, **theirs})
            return True
        joined = self._stamps_of(rivals)
        if joined:
            self._write(sorted([*group, *joined], key=lambda stamp: stamp.article))
        return bool(joined)

    def _files(self, group: Sequence[Stamp], others: Mapping[str, str]) -> Iterator[tuple[str, ExportedFile]]:
        """Yield files, each with the uid of the article it is made of, "" when it is made of all of them."""
        at = ""

        def articles() -> Iterator[AnnotatedArticle]:
            nonlocal at
            for stamp in group:
                at = stamp.uid
                yield annotated(self._desk, stamp.article)
            at = ""

        # An exporter takes the next article when all of the one before is written.
        options = replace(self._options, earlier=self._earlier(group, others))
        for file in self._exporter.export(articles(), options, self._desk.library.blob):
            yield at, file

    def _earlier(self, group: Sequence[Stamp], others: Mapping[str, str]) -> EarlierFiles:
        """Return what the folder has of these articles, and of others by whose names they may not be called."""
        own = {path: stamp.uid for stamp in group for path in self._notes(stamp.uid)} if self._exporter.places else {}
        return EarlierFiles(uids={**others, **own}, is_untouched=self._is_untouched)

    def _notes(self, uid: str) -> Iterable[str]:
        """Return where the files of an article itself are; a person may have put them somewhere else meanwhile."""
        known = [path for path in self._ledger.files(uid) if PurePosixPath(path).suffix == self._exporter.extension]
        there = [path for path in known if (self._folder / path).is_file()]
        looked_for = bool(known) or self._thorough
        if there or not looked_for:
            return there
        return [path for path, owner in self._found.items() if owner == uid]

    @cached_property
    def _found(self) -> Mapping[str, str]:
        """The files in the folder that say whose they are, by path: all of them are looked into."""
        return earlier_files(self._folder, self._exporter).uids

    def _is_untouched(self, path: str) -> bool:
        try:
            there = (self._folder / path).read_bytes()
        except OSError:
            return False
        return is_untouched(there, path) or self._is_known(path, there)

    def _rivals(self, path: str, digits: str, group: set[str]) -> set[str]:
        """Return the other articles that have another file at this path."""
        owners = self._ledger.owners(path)
        return {uid for uid, known in owners.items() if uid and uid not in group and digits not in known}

    def _stamps_of(self, uids: set[str]) -> tuple[Stamp, ...]:
        if not uids:
            return ()
        kept = self._desk.library.kept(uids=sorted(uids))
        return self._desk.library.stamps([each.article for each in kept])

    def _put(self, uid: str, file: ExportedFile, digits: str, *, alone: bool) -> str:
        """Let a file be in the folder, unless a person's own is there; return the digits of what was written."""
        target = self._folder / file.path
        try:
            if not target.resolve().is_relative_to(self._folder.resolve()):
                raise ExportError(Reason.EXPORT_FAILED, file.path)
            if target.is_dir():
                return LEFT
            there = target.read_bytes() if target.exists() else None
            if there == file.data:
                return digits
            if there is not None and not (alone and self._is_ours(file, there)):
                return LEFT
            self._ledger.intend(uid, file.path, digits)
            write_whole(target, file.data)
        except OSError as error:
            raise self._failed(error, target) from error
        return digits

    def _is_ours(self, file: ExportedFile, there: bytes) -> bool:
        if file.signed and is_untouched(there, file.path):
            return True
        return self._is_known(file.path, there)

    def _is_known(self, path: str, there: bytes) -> bool:
        """Say whether this is what was once written at a path."""
        return any(_digest(there) in known for known in self._ledger.owners(path).values())

    def _take_away(self, uid: str, taken: set[str], written: set[str]) -> None:
        """Remove the files of an article that stand under another name now, as far as nobody changed them.

        A picture that is no longer had stays where it is.
        """
        for path, known in self._ledger.files(uid).items():
            target = self._folder / path
            others = self._ledger.owners(path).keys() - {uid}
            moved = target.suffix == self._exporter.extension or written & known
            if path in taken or others or not moved or not target.is_file():
                continue
            try:
                if _is_one_of(target, taken, self._folder) or _digest(target.read_bytes()) not in known:
                    continue
                target.unlink()
                self._take_away_empty(target.parent)
            except OSError as error:
                raise self._failed(error, target) from error

    def _take_away_empty(self, place: Path) -> None:
        while place != self._folder and not any(place.iterdir()):
            place.rmdir()
            place = place.parent

    def _failed(self, error: OSError, target: Path) -> ExportError:
        if not self._folder.is_dir():
            return ExportError(Reason.FOLDER_GONE, str(self._folder))
        reason = why_not_written(error)
        return ExportError(reason, str(target if reason is Reason.EXPORT_FAILED else self._folder))


def _is_one_of(target: Path, taken: set[str], folder: Path) -> bool:
    """Say whether a file is one of those written, by another spelling of its name."""
    spelled = (path for path in taken if same(path) == same(target.relative_to(folder).as_posix()))
    return any((folder / path).exists() and target.samefile(folder / path) for path in spelled)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=_DIGITS).hexdigest()
