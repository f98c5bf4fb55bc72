"""Turn the tags of links on their way into others, and back: the articles that they become will have them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, update

from tearsheet.library.organising import tags
from tearsheet.library.organising.tags import OF_ARTICLES
from tearsheet.library.rows import batches
from tearsheet.library.schema import job
from tearsheet.library.search import index_queue
from tearsheet.model.capture import JobState
from tearsheet.model.ids import ArticleId, JobId

Lines = list[tuple[int, list[str], list[str]]]
"""The tags of a job by its number, before a write and after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """The jobs that have other tags now, and the articles that some of them have become meanwhile."""

    jobs: tuple[JobId, ...] = ()
    articles: tuple[ArticleId, ...] = ()


def rename(connection: Connection, old: str, name: Callable[[str], str]) -> Lines:
    """Let a tag and all below it be called what `name` says, or nothing ("") on jobs that are not done."""
    lines: Lines = []
    for number, before in connection.execute(
        select(job.c.id, job.c.tags).where(job.c.state != JobState.DONE).order_by(job.c.id)
    ):
        after = list(tags.tidy(name(path) if old in tags.above(path) else path for path in before))
        if after != before:
            lines.append((number, before, after))
    _put(connection, {number: after for number, _before, after in lines})
    return lines


def turn(connection: Connection, lines: Iterable[Sequence[Any]], *, back: bool) -> Turned:
    """Give jobs the tags from before or after a write, but where somebody has taken them off since."""
    wanted = {number: (after, before) if back else (before, after) for number, before, after in lines}
    found: dict[int, list[str]] = {}
    articles: dict[ArticleId, tuple[list[str], list[str]]] = {}
    for some in batches(list(wanted)):
        for row in connection.execute(select(job.c.id, job.c.tags, job.c.article_id).where(job.c.id.in_(some))):
            old, new = wanted[row.id]
            off = [path for path in old if path not in new]
            on = [path for path in new if path not in old]
            if not set(off) <= set(row.tags):
                continue
            found[row.id] = new if row.tags == old else [*(path for path in row.tags if path not in off), *on]
            if row.article_id is not None:
                articles[ArticleId(row.article_id)] = (off, on)
    _put(connection, found)
    return Turned(jobs=tuple(map(JobId, sorted(found))), articles=_turn_articles(connection, articles))


def _turn_articles(
    connection: Connection, wanted: dict[ArticleId, tuple[list[str], list[str]]]
) -> tuple[ArticleId, ...]:
    """Do to articles what was done to the jobs that they were, unless their tags were changed since."""
    had = tags.of_articles(connection, list(wanted))
    taken: dict[str, list[int]] = defaultdict(list)
    given: dict[str, list[int]] = defaultdict(list)
    changed = sorted(number for number, (off, _on) in wanted.items() if set(off) <= set(had.get(number, ())))
    for number in changed:
        off, on = wanted[number]
        for paths, owners in ((off, taken), (on, given)):
            for path in paths:
                owners[path].append(number)
    tags.take(connection, OF_ARTICLES, taken)
    tags.give(connection, OF_ARTICLES, given)
    index_queue.add(connection, changed)
    return tuple(changed)


def _put(connection: Connection, wanted: dict[int, list[str]]) -> None:
    for number, paths in wanted.items():
        connection.execute(update(job).where(job.c.id == number).values(tags=paths))
