"""The library as the other rooms see it: every method is one read, or one write that is kept whole or not at all.

What only whole articles and new ones need is imported where it is used: a list must appear at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cached_property
from logging import getLogger
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from sqlalchemy import Connection, select

from tearsheet.library import jobs
from tearsheet.library.blobs import Blobs
from tearsheet.library.database import Database
from tearsheet.library.errors import as_library_error, level_of
from tearsheet.library.organising import marks
from tearsheet.library.owner import Owner
from tearsheet.library.schema import HALF_MOVED, meta
from tearsheet.library.search import listing
from tearsheet.library.search.glances import Glances
from tearsheet.library.search.index import Index
from tearsheet.model.article import ArticleSummary, Blob
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.page import Rendering
from tearsheet.model.query import Counts, IndexState, Query, Snippet, Sort

if TYPE_CHECKING:
    from tearsheet.library.annotations.annotating import Annotating
    from tearsheet.library.organising.organising import Organising
    from tearsheet.library.server.index import SharedIndex
    from tearsheet.library.server.transferring import Transferring
    from tearsheet.library.upkeep.upkeep import Upkeep
    from tearsheet.model.article import Article, Edits, Resource
    from tearsheet.model.capture import Added, Job, JobState, Keeping
    from tearsheet.model.changes import Changes
    from tearsheet.model.errors import Failure
    from tearsheet.model.evidence import Evidence
    from tearsheet.model.extraction import Extraction
    from tearsheet.model.ids import ArticleId, JobId, Sha256, VersionId
    from tearsheet.model.importing import Kept
    from tearsheet.model.outlet import Stamp
    from tearsheet.model.page import Address, Page
    from tearsheet.model.rereading import Standing

_T = TypeVar("_T")
_log = getLogger(__name__)


class Library:
    """Articles, their snapshots and pictures, tags and links on their way, in one folder or one database.

    Made by `open_library`. May be used from several threads, and beside other processes. Every method raises
    LibraryError: DISK_FULL, READ_ONLY, LIBRARY_BUSY (another process wrote for longer than five seconds),
    LIBRARY_DAMAGED, SERVER_GONE, or NO_SUCH_ARTICLE for an article or a job that is not there, NO_SUCH_ANNOTATION for
    an annotation.
    """

    def __init__(self, database: Database, uid: str, *, owner: Owner, blobs: Blobs, index: Index | SharedIndex) -> None:
        self._database = database
        self._uid = uid
        self._owner = owner
        self._blobs = blobs
        self._index = index
        self._glances = Glances()

    @property
    def place(self) -> str:
        """What `open_library` opens it by: a folder's path or a database's address."""
        return self._database.place

    @property
    def location(self) -> Path:
        """The library's folder. Raises LibraryError for a library that is in a database."""
        return self._database.folder

    @property
    def uid(self) -> str:
        """The library's own name: an index or a copy that has another one belongs to another library."""
        return self._uid

    @property
    def is_half_moved(self) -> bool:
        """Whether another library's move into this one was begun and not ended."""
        with self._database.reading() as connection:
            return connection.scalar(select(meta.c.value).where(meta.c.name == HALF_MOVED)) is not None

    @property
    def read_only(self) -> bool:
        return self._database.is_read_only

    @property
    def written_file(self) -> Path | None:
        """The file that every write to the library changes first; only there while somebody has the library open.

        None where there is no such file: `data_version` tells all the same.
        """
        return self._database.written_file

    def data_version(self) -> int:
        """Return a number that changes when another process has written; our own writes do not change it."""
        return self._database.data_version()

    @cached_property
    def organising(self) -> Organising:
        """What is done to many articles at once, to tags and saved searches; and the way back from it."""
        from tearsheet.library.organising.organising import Organising

        return Organising(self._database, self._index_soon)

    @cached_property
    def annotating(self) -> Annotating:
        """What a person marks and writes on articles."""
        from tearsheet.library.annotations.annotating import Annotating

        return Annotating(self._database, self._index_soon)

    @cached_property
    def transferring(self) -> Transferring:
        """How all of the library is copied to another place, of whichever kind."""
        from tearsheet.library.server.transferring import Transferring

        return Transferring(self._database, self._blobs, self._uid)

    @cached_property
    def upkeep(self) -> Upkeep:
        """What is done to the library as a whole: verifying, repairing, backups, and how much room it takes."""
        from tearsheet.library.upkeep.upkeep import Upkeep

        return Upkeep(self._database, self._blobs, self._index, self._uid)

    def close(self) -> None:
        self._index.close()
        self._database.close()
        self._owner.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def remember(
        self,
        address: Address,
        *,
        share_link: str,
        title: str = "",
        tags: Iterable[str] = (),
        note: str = "",
        rendering: Rendering = Rendering.AUTO,
    ) -> Job:
        """Write a link down before anything else is done with it.

        A job of the same key that is not done is returned with these tags and words added; a failed one is due again.
        """
        given = jobs.WordsGiven(tuple(tags), note)
        with self._database.writing() as connection:
            return jobs.remember(
                connection, address, share_link=share_link, title=title, given=given, rendering=rendering
            )

    def claim(self, job_id: JobId) -> Job | None:
        """Take a job that waits, due or not; None when somebody has it or it is over."""
        with as_library_error(), self._database.writing(in_turn=False) as connection:
            jobs.queue_again(connection, jobs.lost(connection, self._owner))
            return jobs.claim(connection, job_id, self._owner.name)

    def claim_next(self, now: datetime) -> Job | None:
        """Take the oldest job that is due at `now`; a failed one is when it was given a time to be tried again."""
        with as_library_error(), self._database.writing(in_turn=False) as connection:
            jobs.queue_again(connection, jobs.lost(connection, self._owner))
            return jobs.claim_next(connection, now, self._owner.name)

    def renew(self, job_id: JobId) -> bool:
        """Say that a job is still being worked at; False where it was given to somebody else meanwhile."""
        with as_library_error(), self._database.writing(in_turn=False) as connection:
            return jobs.renew(connection, job_id, self._owner.name)

    def finish(self, job_id: JobId, article: ArticleId) -> Changes:
        with self._database.writing() as connection:
            return jobs.finish(connection, job_id, article)

    def fail(
        self, job_id: JobId, failure: Failure, *, retry_at: datetime | None = None, queued: bool = False
    ) -> Changes:
        """Put a job down with what went wrong; `queued` lets it wait instead of failing."""
        with self._database.writing() as connection:
            return jobs.fail(connection, job_id, failure, retry_at=retry_at, queued=queued)

    def retry(self, job_id: JobId) -> Changes:
        """Let a job that failed, or waits for its time, be due at once."""
        with self._database.writing() as connection:
            return jobs.retry(connection, job_id)

    def forget(self, job_id: JobId) -> Changes:
        """Remove a link for good."""
        with self._database.writing() as connection:
            return jobs.forget(connection, job_id)

    def note_while_running(
        self, job_id: JobId, *, tags: Iterable[str] | None = None, note: str | None = None
    ) -> Changes:
        """Put tags and note in place of the job's own; where its article is kept by now, add them to it."""
        with self._database.writing() as connection:
            changes = jobs.label(connection, job_id, tags, note)
        self._index_soon(changes)
        return changes

    def jobs(self, *states: JobState) -> tuple[Job, ...]:
        """Return the jobs in these states, oldest first; with no state given, all that are not done."""
        with self._database.reading() as connection:
            return jobs.in_states(connection, states)

    def job(self, job_id: JobId) -> Job:
        with self._database.reading() as connection:
            return jobs.one(connection, job_id)

    def recover(self) -> int:
        """Queue again the jobs of processes that died, clear away what they left half written; return how many jobs."""
        with as_library_error():
            self._blobs.sweep()
            with self._database.reading() as connection:
                lost = jobs.lost(connection, self._owner)
            if lost:
                with self._database.writing() as connection:
                    jobs.queue_again(connection, lost)
            self._owner.sweep()
        return len(lost)

    def find(self, key: str) -> ArticleId | None:
        """Return the article of this key, unless it was deleted."""
        from tearsheet.library import articles

        with self._database.reading() as connection:
            return articles.find(connection, key)

    def add(self, keeping: Keeping, *, job: JobId | None = None) -> Added:
        """Keep one capture in one transaction, and end its job.

        Where the key is kept already, the same words are UNCHANGED; others make a new version (UPDATED), which is
        `current` unless it is worse: a lesser kind, less than half the words, or fewer with something said to be
        lacking. What a person edited stays as it is.
        """
        from tearsheet.library import adding

        with as_library_error():
            packed = adding.pack(keeping, self._blobs.put)
        with self._database.writing() as connection:
            added = adding.add(connection, packed, job)
        self._place_soon(added.article, added.version)
        self._index_soon(added.changes)
        return added

    def add_all(self, keepings: Sequence[Keeping]) -> tuple[Added, ...]:
        """Keep some captures in one transaction, all of them or none, each as in `add`.

        So many that other writers need not wait for long: a hundred rather than thousands.
        """
        from tearsheet.library import adding
        from tearsheet.model.changes import Changes

        with as_library_error():
            packed = [adding.pack(keeping, self._blobs.put) for keeping in keepings]
        with self._database.writing() as connection:
            added = tuple(adding.add(connection, each, None) for each in packed)
        for each in added:
            if not each.changes.added:  # nobody has marked what is new
                self._place_soon(each.article, each.version)
        self._index_soon(Changes(updated=tuple(each.article for each in added if each.changes)))
        return added

    def kept(self, *, keys: Iterable[str] = (), uids: Iterable[str] = ()) -> tuple[Kept, ...]:
        """Return the articles of these keys and uids, deleted ones too, with what their versions were read from."""
        from tearsheet.library import origins

        with self._database.reading() as connection:
            return origins.kept(connection, tuple(keys), tuple(uids))

    def holders(self, bodies: Iterable[Sha256]) -> dict[Sha256, Kept]:
        """Return the articles, deleted ones too, that have a snapshot of one page with exactly these bytes."""
        from tearsheet.library import origins

        with self._database.reading() as connection:
            return origins.holders(connection, tuple(bodies))

    def add_capture(self, article_id: ArticleId, keeping: Keeping) -> Added:
        """Keep another capture of an article, whatever address it came from; judged as in `add`.

        A deleted article stays deleted.
        """
        from tearsheet.library import adding

        with as_library_error():
            packed = adding.pack(keeping, self._blobs.put)
        with self._database.writing() as connection:
            added = adding.add_capture(connection, article_id, packed)
        self._place_soon(added.article, added.version)
        self._index_soon(added.changes)
        return added

    def add_version(
        self, article_id: ArticleId, extraction: Extraction, extractor: str, *, by_hand: bool = False
    ) -> Added:
        """Keep another reading of the snapshot that the current version was read from; judged as in `add`.

        A reading that says the same as a version signs it with its extractor. A deleted article stays deleted.
        What a person repaired `by_hand` is shown unjudged.
        """
        from tearsheet.library import adding

        with self._database.writing() as connection:
            added = adding.add_version(connection, article_id, extraction, extractor, by_hand=by_hand)
        self._place_soon(added.article, added.version)
        self._index_soon(added.changes)
        return added

    def article(self, article_id: ArticleId, version: VersionId | None = None) -> Article:
        """Return an article whole, deleted or not, as its current version or as another of its versions has it."""
        from tearsheet.library import articles

        with self._database.reading() as connection:
            return articles.read(connection, article_id, version)

    def evidence(self, article_id: ArticleId, version: VersionId) -> Evidence:
        """Return what a version of an article stands on, and what a person changed of it since."""
        from tearsheet.library import articles

        with self._database.reading() as connection:
            return articles.evidence(connection, article_id, version)

    def snapshot(self, article_id: ArticleId) -> tuple[Page, ...]:
        """Return the pages that the current version was read from."""
        from tearsheet.library import snapshots

        with as_library_error(), self._database.reading() as connection:
            return snapshots.of_article(connection, article_id, self._blobs.get)

    def standings(self, articles: Sequence[ArticleId]) -> tuple[Standing, ...]:
        """Return how articles stand, those that there are, in the order given; deleted ones too."""
        from tearsheet.library import standings

        with self._database.reading() as connection:
            return standings.standings(connection, articles)

    def stamps(self, articles: Sequence[ArticleId]) -> tuple[Stamp, ...]:
        """Return digits of each article, deleted or not, that change when an export of it could; in the order kept."""
        from tearsheet.library import stamps

        with self._database.reading() as connection:
            return stamps.stamps(connection, articles)

    def summaries(
        self, query: Query, *, sort: Sort = Sort.SAVED, limit: int = 50, offset: int = 0
    ) -> tuple[ArticleSummary, ...]:
        return self._ask(query, lambda connection: listing.summaries(connection, query, sort, limit, offset))

    def rows(self, articles: Sequence[ArticleId]) -> tuple[ArticleSummary, ...]:
        """Return the rows of those of the articles that there are, deleted or not, in the order given."""
        with self._database.reading() as connection:
            return listing.rows(connection, articles)

    def count(self, query: Query) -> int:
        return self._ask(query, lambda connection: listing.count(connection, query))

    def ids(self, query: Query, sort: Sort = Sort.SAVED) -> tuple[ArticleId, ...]:
        return self._ask(query, lambda connection: listing.ids(connection, query, sort))

    def counts(self) -> Counts:
        """Return numbers that agree with `count` of the Query each row of the sidebar shows."""
        with self._database.reading() as connection:
            return listing.counts(connection)

    def mark(
        self,
        ids: Sequence[ArticleId],
        *,
        read: bool | None = None,
        archived: bool | None = None,
        favourite: bool | None = None,
        recorded: bool = True,
    ) -> Changes:
        """Set flags; None leaves one as it is. Only articles that this changes are named.

        What is not `recorded` is no step to be taken back, for nobody did it by hand.
        """
        flags = {"read": read, "archived": archived, "favourite": favourite}
        given = {name: flag for name, flag in flags.items() if flag is not None}
        with self._database.writing() as connection:
            return marks.mark(connection, ids, given, recorded=recorded)

    def tag(self, ids: Sequence[ArticleId], *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> Changes:
        """Add and remove tag paths; a path is removed alone, not its subtree."""
        with self._database.writing() as connection:
            changes = marks.tag(connection, ids, tuple(add), tuple(remove))
        self._index_soon(changes)
        return changes

    def edit(self, article_id: ArticleId, changed: Edits, *, recorded: bool = True) -> Changes:
        """Change an article by hand; no later capture undoes it. What is not `recorded` is no step."""
        from tearsheet.library.organising import edits

        with self._database.writing() as connection:
            changes = edits.edit(connection, [article_id], changed, recorded=recorded)
        self._index_soon(changes)
        return changes

    def delete(self, ids: Sequence[ArticleId]) -> Changes:
        """Put articles away; all that belongs to them stays until they are wanted again."""
        with self._database.writing() as connection:
            return marks.delete(connection, ids)

    def undelete(self, ids: Sequence[ArticleId]) -> Changes:
        with self._database.writing() as connection:
            return marks.undelete(connection, ids)

    def choose_version(self, article_id: ArticleId, version: VersionId) -> Changes:
        """Show another version of an article, until the page says something new."""
        from tearsheet.library import recapturing

        with self._database.writing() as connection:
            changes = recapturing.choose(connection, article_id, version)
        self._place_soon(article_id, version)
        self._index_soon(changes)
        return changes

    def put_blob(self, data: bytes, media_type: str, *, width: int = 0, height: int = 0) -> Blob:
        """Write a file under its SHA-256, once; an article comes to own it by `add` or `set_resource`."""
        if self.read_only:
            raise LibraryError(Reason.READ_ONLY, self.place)
        with as_library_error():
            sha256 = self._blobs.put(data)
        return Blob(sha256=sha256, media_type=media_type, size=len(data), width=width, height=height)

    def blob(self, sha256: Sha256) -> bytes:
        """Return a file's bytes, proven by their SHA-256."""
        with as_library_error():
            return self._blobs.get(sha256)

    def set_resource(self, article_id: ArticleId, url: str, found: Blob | str) -> Changes:
        """Give a missing picture its file, or the reason why it is still missing; one that is there stays."""
        from tearsheet.library import resources

        with self._database.writing() as connection:
            return resources.set_one(connection, article_id, url, found)

    def missing_resources(self, article_id: ArticleId) -> tuple[Resource, ...]:
        """Return the pictures of the current version that could not be had."""
        from tearsheet.library import resources

        with self._database.reading() as connection:
            return resources.missing(connection, article_id)

    def lacking_pictures(self) -> tuple[ArticleId, ...]:
        """Return the articles some of whose pictures could not be had."""
        with self._database.reading() as connection:
            return listing.lacking_pictures(connection)

    def snippets(self, query: Query, articles: Sequence[ArticleId]) -> tuple[Snippet, ...]:
        """Return a passage of each of the articles, tens rather than thousands, in which the query's words stand."""
        from tearsheet.library.search.snippets import snippets

        with self._database.reading() as connection:
            return snippets(connection, query, articles, self._glances)

    def refresh_index(
        self, report: Callable[[IndexState], None] = lambda _state: None, cancelled: Event | None = None
    ) -> None:
        """Bring the search index up to date now, which the next search would do otherwise."""
        self._index.refresh(report, cancelled)

    def index_state(self) -> IndexState:
        """Return how much can be searched by words at present."""
        return self._index.state()

    def _ask(self, query: Query, question: Callable[[Connection], _T]) -> _T:
        if query.looks_for_words:
            return self._index.ask(question)
        with self._database.reading() as connection:
            return question(connection)

    def _place_soon(self, article_id: ArticleId, version: VersionId | None) -> None:
        from tearsheet.library.annotations import placing

        placing.place_soon(self._database, article_id, version)

    def _index_soon(self, changes: Changes) -> None:
        """Index what was written. It is kept whatever happens here, and the next search looks after the rest."""
        if not (changes.added or changes.updated):
            return
        try:
            self._index.refresh_soon()
        except LibraryError as error:
            _log.log(level_of(error), "the search index is behind: %s", error)
