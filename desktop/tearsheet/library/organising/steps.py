"""Turn what a write changed of articles into a step that can be taken back, and list the last ones."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, insert, or_, select, update

from tearsheet.library.rows import batches, insert_row
from tearsheet.library.schema import article, step, step_article
from tearsheet.library.times import moment, now, optional_moment
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import ArticleId, StepId
from tearsheet.model.steps import Step, StepKind

Was = dict[ArticleId, dict[str, Any]]
"""What articles were before a write, of all it changed: values by column, and what it did to tags."""

_KEPT = timedelta(days=90)
_MOST = 500


def record(
    connection: Connection,
    kind: StepKind,
    was: Was,
    *,
    after: Mapping[str, object] | None = None,
    given: Sequence[str] = (),
    taken: Sequence[str] = (),
    searches: Sequence[Sequence[str]] = (),
    jobs: Sequence[Sequence[object]] = (),
) -> StepId | None:
    """Keep what articles were, and by `after` what each of them is now; a write that changed none is no step.

    `searches` are the saved searches that changed with them: name, text before, text after; `jobs` the links on their
    way: number, tags before, tags after.
    """
    detail = {"after": after or {}, "given": given, "taken": taken, "searches": searches, "jobs": jobs}
    return keep(connection, kind, was, detail) if was else None


def keep(connection: Connection, kind: StepKind, was: Was, detail: Mapping[str, object]) -> StepId:
    """Keep a step, and let go of those that are too old or too many."""
    step_id = insert_row(connection, step, {"kind": kind, "done": now(), "detail": dict(detail)})
    lines = [{"step_id": step_id, "article_id": number, "before": before} for number, before in was.items()]
    for some in batches(lines):
        connection.execute(insert(step_article), some)
    old = step.c.done < now() - _KEPT // timedelta(microseconds=1)
    connection.execute(delete(step).where(or_(old, step.c.id <= step_id - _MOST)))
    return StepId(step_id)


def steps(connection: Connection, limit: int) -> tuple[Step, ...]:
    """Return the last steps, newest first, with how many of their articles there still are."""
    chosen = connection.execute(select(step).where(_can_be_turned()).order_by(step.c.id.desc()).limit(limit)).all()
    counted = (
        select(step_article.c.step_id, func.count().label("articles"), func.min(step_article.c.article_id).label("one"))
        .where(step_article.c.step_id.in_([row.id for row in chosen]))
        .group_by(step_article.c.step_id)
    )
    counts = {row.step_id: row for row in connection.execute(counted)}
    titles = _titles(connection, [row.one for row in counts.values() if row.articles == 1])
    return tuple(_step_of(row, counts.get(row.id), titles) for row in chosen)


def one(connection: Connection, step_id: StepId) -> Row[Any]:
    """Return a step's row. Raises LibraryError where it is no longer kept."""
    row = connection.execute(select(step).where(step.c.id == step_id, _can_be_turned())).one_or_none()
    if row is None:
        raise LibraryError(Reason.NO_SUCH_STEP, str(step_id))
    return row


def told(connection: Connection, row: Row[Any]) -> Step:
    """Return what a step's row says."""
    counted = select(func.count().label("articles"), func.min(step_article.c.article_id).label("one"))
    count = connection.execute(counted.where(step_article.c.step_id == row.id)).one()
    return _step_of(row, count, _titles(connection, [count.one] if count.articles == 1 else []))


def next_back(connection: Connection) -> StepId | None:
    """Return the step that was done last."""
    return _first(connection, select(step.c.id).where(step.c.undone.is_(None)).order_by(step.c.id.desc()))


def next_forward(connection: Connection) -> StepId | None:
    """Return the step that was taken back last, unless something else was done after it."""
    done = next_back(connection) or 0
    undone = select(step.c.id).where(step.c.undone.is_not(None), step.c.id > done)
    return _first(connection, undone.order_by(step.c.undone.desc(), step.c.id))


def was(connection: Connection, step_id: StepId) -> Was:
    """Return what the articles of a step were before it, those that there still are."""
    rows = connection.execute(select(step_article).where(step_article.c.step_id == step_id))
    return {ArticleId(row.article_id): row.before for row in rows}


def turned(connection: Connection, row: Row[Any], *, undone: bool, left: Sequence[int]) -> None:
    """Take down that a step was taken back, but for the articles that are `left`, or done again."""
    values = {"undone": now() if undone else None, "detail": {**row.detail, "left": list(left)}}
    connection.execute(update(step).where(step.c.id == row.id).values(values))


def recent_tags(connection: Connection, limit: int) -> tuple[str, ...]:
    """Return the tags that were put on by the last steps, the last one first."""
    kinds = (StepKind.TAG, StepKind.EDIT, StepKind.RENAME_TAG, StepKind.MERGE_TAG, StepKind.MOVE_TAG)
    last = select(step.c.detail).where(step.c.kind.in_(kinds), step.c.undone.is_(None))
    found: dict[str, None] = {}
    for detail in connection.scalars(last.order_by(step.c.id.desc()).limit(_MOST)):
        found.update(dict.fromkeys(detail["given"]))
        if len(found) >= limit:
            break
    return tuple(found)[:limit]


def _can_be_turned() -> ColumnElement[bool]:
    """Return the condition that a step is about something: its articles may have left the bin for good."""
    there = select(step_article.c.article_id).where(step_article.c.step_id == step.c.id).exists()
    return or_(step.c.kind == StepKind.DELETE_SEARCH, there)


def _first(connection: Connection, ids: Select[Any]) -> StepId | None:
    found: int | None = connection.scalar(ids.where(_can_be_turned()).limit(1))
    return None if found is None else StepId(found)


def _titles(connection: Connection, articles: Sequence[int]) -> dict[int, str]:
    rows = connection.execute(select(article.c.id, article.c.title).where(article.c.id.in_(articles)))
    return {row.id: row.title for row in rows}


def _step_of(row: Row[Any], count: Row[Any] | None, titles: Mapping[int, str]) -> Step:
    return Step(
        id=StepId(row.id),
        kind=StepKind(row.kind),
        done=moment(row.done),
        undone=optional_moment(row.undone),
        articles=count.articles if count is not None else 0,
        title=titles.get(count.one, "") if count is not None and count.articles == 1 else "",
        given=tuple(row.detail.get("given", ())),
        taken=tuple(row.detail.get("taken", ())),
    )
