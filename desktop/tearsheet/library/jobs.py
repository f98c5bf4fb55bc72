"""Turn a link on its way into a row: there before the network is touched, until it is kept or forgotten."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, delete, insert, literal, or_, select, update

from tearsheet.library import labels
from tearsheet.library.organising import tags
from tearsheet.library.owner import Owner
from tearsheet.library.rows import clean
from tearsheet.library.schema import UNFINISHED, job
from tearsheet.library.times import microseconds, moment, now, optional_moment
from tearsheet.model.capture import Job, JobState
from tearsheet.model.changes import Changes
from tearsheet.model.errors import Failure, LibraryError, Reason
from tearsheet.model.ids import ArticleId, JobId
from tearsheet.model.page import Address, Rendering

_LEASE = timedelta(minutes=15) // timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class WordsGiven:
    """What a person said of a link while it was on its way."""

    tags: tuple[str, ...] = ()
    note: str = ""


def remember(
    connection: Connection,
    address: Address,
    *,
    share_link: str,
    title: str,
    given: WordsGiven,
    rendering: Rendering,
) -> Job:
    """Write the link down; one that waits, runs or failed already is that job, with the new words added to it."""
    known = connection.execute(select(job).where(job.c.key == address.key, job.c.state != JobState.DONE)).one_or_none()
    if known is None:
        values = {
            "key": address.key,
            "url": address.url,
            "share_link": clean(share_link),
            "title": clean(title),
            "tags": tags.tidy(given.tags),
            "note": clean(given.note),
            "rendering": rendering,
            "state": JobState.QUEUED,
            "created": now(),
        }
        return _job_of(connection.execute(insert(job).values(values).returning(job)).one())
    again = {"state": JobState.QUEUED, "not_before": None, "rendering": rendering}
    values = {
        "tags": tags.tidy((*known.tags, *given.tags)),
        "note": labels.join_notes(known.note, given.note),
        "title": known.title or clean(title),
        **(again if known.state == JobState.FAILED else {}),
    }
    return _job_of(connection.execute(update(job).where(job.c.id == known.id).values(values).returning(job)).one())


def claim(connection: Connection, job_id: JobId, owner: str) -> Job | None:
    """Take a job that waits, due or not; None when somebody has it or it is over."""
    return _claim(connection, and_(job.c.id == job_id, job.c.state == JobState.QUEUED), owner)


def claim_next(connection: Connection, moment: datetime, owner: str) -> Job | None:
    """Take the oldest job that is due; a failed one is when it was given a time to be tried again."""
    found = connection.scalar(oldest_due(moment))
    return None if found is None else _claim(connection, job.c.id == found, owner)


def oldest_due(moment: datetime) -> Select[tuple[int]]:
    """Select the job to be taken next."""
    at = microseconds(moment)
    due = or_(
        and_(job.c.state == JobState.QUEUED, or_(job.c.not_before.is_(None), job.c.not_before <= at)),
        and_(job.c.state == JobState.FAILED, job.c.not_before <= at),
    )
    # Said as the index of those says it. PostgreSQL would pass all that ever were done, SQLite sort all that wait.
    is_unfinished = job.c.state != literal(JobState.DONE.value, literal_execute=True)
    oldest = select(job.c.id).with_hint(job, f"INDEXED BY {UNFINISHED}", "sqlite").where(is_unfinished, due)
    # Where others take jobs at the same time (PostgreSQL), each passes over what another is just taking.
    return oldest.order_by(job.c.id).limit(1).with_for_update(skip_locked=True)


def finish(connection: Connection, job_id: JobId, article_id: ArticleId) -> Changes:
    return _set(
        connection,
        job_id,
        state=JobState.DONE,
        article_id=article_id,
        owner=None,
        not_before=None,
        reason=None,
        detail="",
    )


def fail(
    connection: Connection, job_id: JobId, failure: Failure, *, retry_at: datetime | None, queued: bool
) -> Changes:
    return _set(
        connection,
        job_id,
        state=JobState.QUEUED if queued else JobState.FAILED,
        reason=failure.reason,
        detail=clean(failure.detail),
        not_before=microseconds(retry_at) if retry_at else None,
        owner=None,
    )


def retry(connection: Connection, job_id: JobId) -> Changes:
    """Let a job that failed, or waits for its time, be due at once."""
    waits = job.c.state.in_((JobState.FAILED, JobState.QUEUED))
    return _set(connection, job_id, waits, state=JobState.QUEUED, not_before=None)


def forget(connection: Connection, job_id: JobId) -> Changes:
    gone = connection.execute(delete(job).where(job.c.id == job_id)).rowcount
    return Changes(jobs=(job_id,)) if gone else Changes()


def label(connection: Connection, job_id: JobId, paths: Iterable[str] | None, note: str | None) -> Changes:
    """Put tags and note in place of the job's own; where the article is kept by now, add them to it."""
    values: dict[str, Any] = {}
    if paths is not None:
        values["tags"] = tags.tidy(paths)
    if note is not None:
        values["note"] = clean(note)
    changes = _set(connection, job_id, **values) if values else Changes()
    kept = connection.scalar(select(job.c.article_id).where(job.c.id == job_id))
    if kept is not None and labels.add(connection, ArticleId(kept), values.get("tags", ()), values.get("note", "")):
        return replace(changes, updated=(ArticleId(kept),))
    return changes


def words_given(connection: Connection, job_id: JobId | None) -> WordsGiven | None:
    """Return what was said of the link so far; None where the job has been forgotten meanwhile."""
    row = connection.execute(select(job.c.tags, job.c.note).where(job.c.id == job_id)).one_or_none()
    return WordsGiven(tags=tuple(row.tags), note=row.note) if row else None


def in_states(connection: Connection, states: Sequence[JobState]) -> tuple[Job, ...]:
    """Return the jobs in these states, oldest first; with no state given, all that are not done."""
    wanted = job.c.state.in_(states) if states else job.c.state != JobState.DONE
    return tuple(_job_of(row) for row in connection.execute(select(job).where(wanted).order_by(job.c.id)))


def one(connection: Connection, job_id: JobId) -> Job:
    row = connection.execute(select(job).where(job.c.id == job_id)).one_or_none()
    if row is None:
        raise LibraryError(Reason.NO_SUCH_ARTICLE, f"job {job_id}")
    return _job_of(row)


def lost(connection: Connection, owner: Owner) -> dict[int, str]:
    """Return the jobs taken by processes that died, or of which nothing is known and no word has come for long.

    Each comes with the name of that process.
    """
    running = connection.execute(
        select(job.c.id, job.c.owner, job.c.lease_until).where(job.c.state == JobState.RUNNING)
    ).all()
    gone = {name: owner.is_gone(connection, name) for name in {row.owner for row in running}}
    late = now()
    return {
        row.id: row.owner for row in running if (row.lease_until < late if gone[row.owner] is None else gone[row.owner])
    }


def renew(connection: Connection, job_id: JobId, owner: str) -> bool:
    """Say that a job is still being worked at; False where it is no longer the owner's."""
    still = (job.c.id == job_id, job.c.owner == owner, job.c.state == JobState.RUNNING)
    return connection.execute(update(job).where(*still).values(lease_until=now() + _LEASE)).rowcount > 0


def queue_again(connection: Connection, lost: Mapping[int, str]) -> None:
    """Let jobs that were lost be due; not those that somebody else has queued, and another has taken, meanwhile."""
    if lost:
        still = (job.c.id.in_(lost), job.c.owner.in_(set(lost.values())), job.c.state == JobState.RUNNING)
        connection.execute(update(job).where(*still).values(state=JobState.QUEUED, owner=None))


def _claim(connection: Connection, which: ColumnElement[bool], owner: str) -> Job | None:
    values = {
        "state": JobState.RUNNING,
        "owner": owner,
        "lease_until": now() + _LEASE,
        "attempts": job.c.attempts + 1,
        "not_before": None,
    }
    row = connection.execute(update(job).where(which).values(values).returning(job)).one_or_none()
    return _job_of(row) if row else None


def _set(connection: Connection, job_id: JobId, *where: ColumnElement[bool], **values: Any) -> Changes:
    changed = connection.execute(update(job).where(job.c.id == job_id, *where).values(values)).rowcount
    return Changes(jobs=(job_id,)) if changed else Changes()


def _job_of(row: Row[Any]) -> Job:
    return Job(
        id=JobId(row.id),
        address=Address(url=row.url, key=row.key),
        share_link=row.share_link,
        title=row.title,
        tags=tuple(row.tags),
        note=row.note,
        rendering=Rendering(row.rendering),
        state=JobState(row.state),
        attempts=row.attempts,
        created=moment(row.created),
        not_before=optional_moment(row.not_before),
        failure=Failure(reason=Reason(row.reason), detail=row.detail) if row.reason else None,
        article=None if row.article_id is None else ArticleId(row.article_id),
    )
