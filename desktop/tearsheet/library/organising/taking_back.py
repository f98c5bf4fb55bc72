"""Turn a step back, or forward again, wherever nobody has changed the article since."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, and_, update

from tearsheet.library.organising import edits, job_tags, saved_searches, steps, tags
from tearsheet.library.organising.steps import Was
from tearsheet.library.organising.tags import Links
from tearsheet.library.rows import batches
from tearsheet.library.schema import article
from tearsheet.library.search import index_queue
from tearsheet.model.changes import Changes
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import ArticleId, StepId
from tearsheet.model.steps import StepKind, Turned

_COLUMNS = ("read", "archived", "favourite", "deleted", "note")
_ORDER = (*_COLUMNS, *edits.FIELDS, "annotations", "given", "taken")
_INDEXED = _ORDER[4:]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """The articles that were changed, and those of which something was left alone."""

    changed: frozenset[ArticleId] = frozenset()
    left: frozenset[ArticleId] = frozenset()

    def with_(self, other: "_Outcome") -> "_Outcome":
        return _Outcome(self.changed | other.changed, self.left | other.left)


def undo(connection: Connection, step_id: StepId | None) -> Turned:
    """Put back what a step changed, of the step done last where none is named.

    Raises LibraryError: NOTHING_TO_UNDO; NO_SUCH_STEP for one that is not kept, or was taken back already.
    """
    wanted = step_id or steps.next_back(connection)
    if wanted is None:
        raise LibraryError(Reason.NOTHING_TO_UNDO)
    return _turn(connection, wanted, back=True)


def redo(connection: Connection, step_id: StepId | None) -> Turned:
    """Do again what was taken back, of the step taken back last where none is named.

    Raises LibraryError: NOTHING_TO_REDO; NO_SUCH_STEP for one that is not kept, or stands.
    """
    wanted = step_id or steps.next_forward(connection)
    if wanted is None:
        raise LibraryError(Reason.NOTHING_TO_REDO)
    return _turn(connection, wanted, back=False)


def _turn(connection: Connection, step_id: StepId, *, back: bool) -> Turned:
    row = steps.one(connection, step_id)
    if (row.undone is None) is not back:
        raise LibraryError(Reason.NO_SUCH_STEP, str(step_id))
    if row.kind == StepKind.DELETE_SEARCH:
        changes, left = Changes(), saved_searches.turn(connection, row.detail, back=back)
        steps.turned(connection, row, undone=back, left=())
    else:
        left_before = frozenset(row.detail.get("left", ()))  # which nobody took back, so it is not done again
        was = {number: before for number, before in steps.was(connection, step_id).items() if number not in left_before}
        outcome = _turn_articles(connection, was, row.detail["after"], back=back)
        changes, left = _changes(outcome.changed, was, row.detail["after"], back=back), len(outcome.left)
        saved_searches.turn_texts(connection, row.detail.get("searches", ()), back=back)
        of_jobs = job_tags.turn(connection, row.detail.get("jobs", ()), back=back)
        updated = tuple(sorted({*changes.updated, *of_jobs.articles}))
        changes = replace(changes, updated=updated, jobs=of_jobs.jobs)
        steps.turned(connection, row, undone=back, left=sorted(outcome.left) if back else ())
    return Turned(step=steps.told(connection, steps.one(connection, step_id)), changes=changes, left=left)


def _turn_articles(connection: Connection, was: Was, after: Mapping[str, Any], *, back: bool) -> _Outcome:
    """Turn field by field; what was taken off comes back last, or it might go again with what was put on."""
    outcome = indexed = _Outcome()
    for name in _ORDER if back else reversed(_ORDER):
        of_field = {number: before[name] for number, before in was.items() if name in before}
        turned = _turn_field(connection, name, of_field, after, back=back) if of_field else _Outcome()
        outcome = outcome.with_(turned)
        if name in _INDEXED:
            indexed = indexed.with_(turned)
    index_queue.add(connection, sorted(indexed.changed))
    return outcome


def _turn_field(
    connection: Connection, name: str, was: Mapping[ArticleId, list[Any]], after: Mapping[str, Any], *, back: bool
) -> _Outcome:
    if name in _COLUMNS:
        return _turn_column(connection, name, was, after[name][0], back=back)
    if name in edits.FIELDS:
        return _turn_edit(connection, name, was, after[name], back=back)
    if name == "annotations":
        return _turn_annotations(connection, was, back=back)
    return _retag(connection, tags.OF_ARTICLES, was, put_on=(name == "given") is not back)


def _turn_column(
    connection: Connection, name: str, was: Mapping[ArticleId, list[Any]], after: object, *, back: bool
) -> _Outcome:
    by_value: dict[Any, list[ArticleId]] = defaultdict(list)
    for number, (value,) in was.items():
        by_value[value].append(number)
    changed: list[ArticleId] = []
    for value, numbers in by_value.items():
        old, new = (after, value) if back else (value, after)
        for some in batches(numbers):
            still = and_(article.c.id.in_(some), article.c[name].is_not_distinct_from(old))
            changed += connection.scalars(update(article).where(still).values({name: new}).returning(article.c.id))
    return _outcome(changed, was)


def _turn_edit(
    connection: Connection, name: str, was: Mapping[ArticleId, list[Any]], after: list[Any], *, back: bool
) -> _Outcome:
    edit: dict[ArticleId, list[Any]] = {}
    shown: list[list[Any]] = []
    for field in edits.fields(connection, name, list(was)):
        before, shown_before = was[field.article]
        if field.edit == (after if back else before):
            edit[field.article] = before if back else after
            shown.append(field.said(before, shown_before) if back else edits.shown(after))
    edits.put(connection, name, edit, shown)
    return _outcome(edit, was)


def _turn_annotations(connection: Connection, was: Mapping[ArticleId, list[Any]], *, back: bool) -> _Outcome:
    article_of = {number: owner for owner, lines in was.items() for number, _on, _off in lines}
    lines = [line for some in was.values() for line in some]
    given = {number: paths for number, paths, _off in lines if paths}
    taken = {number: paths for number, _on, paths in lines if paths}
    off, on = (given, taken) if back else (taken, given)
    turned = _retag(connection, tags.OF_ANNOTATIONS, off, put_on=False).with_(
        _retag(connection, tags.OF_ANNOTATIONS, on, put_on=True)
    )
    changed, left = ({article_of[number] for number in numbers} for numbers in (turned.changed, turned.left))
    return _Outcome(frozenset(changed), frozenset(left))


def _retag(connection: Connection, links: Links, wanted: Mapping[ArticleId, list[str]], *, put_on: bool) -> _Outcome:
    by_path: dict[str, list[int]] = defaultdict(list)
    for number, paths in wanted.items():
        for path in paths:
            by_path[path].append(number)
    done = (tags.give if put_on else tags.take)(connection, links, by_path)
    left = (number for number, paths in wanted.items() if len(done.get(number, ())) < len(paths))
    return _Outcome(frozenset(map(ArticleId, done)), frozenset(left))


def _outcome(changed: Iterable[ArticleId], was: Mapping[ArticleId, Any]) -> _Outcome:
    done = frozenset(changed)
    return _Outcome(done, frozenset(was.keys() - done))


def _changes(changed: Iterable[ArticleId], was: Was, after: Mapping[str, Any], *, back: bool) -> Changes:
    """Say which articles are out of the bin, which are in it, and which are only different."""
    numbers = sorted(changed)
    if "deleted" not in after:
        return Changes(updated=tuple(numbers))
    kept = {number for number in numbers if (was[number]["deleted"] if back else after["deleted"])[0] is None}
    return Changes(
        added=tuple(number for number in numbers if number in kept),
        removed=tuple(number for number in numbers if number not in kept),
    )
