"""Turn a tag and all below it into another one, or into none: on articles, in the bin too, annotations and jobs."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, select

from tearsheet.library.organising import job_tags, saved_searches, steps, tags
from tearsheet.library.organising.tags import OF_ANNOTATIONS, OF_ARTICLES, Links, Paths
from tearsheet.library.rows import batches
from tearsheet.library.schema import annotation, annotation_tag, article, article_tag, tag
from tearsheet.library.search import index_queue
from tearsheet.model.changes import Changes
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import ArticleId, JobId
from tearsheet.model.steps import StepKind
from tearsheet.model.tags import TagUse


def rename(connection: Connection, old: str, new: str, kind: StepKind, *, joins: bool) -> Changes:
    """Let a tag be called otherwise, with all below it; `joins` lets it become one that there is already.

    Raises LibraryError: NO_SUCH_TAG, TAG_EXISTS, TAG_WITHIN_ITSELF.
    """
    old, new = "/".join(tags.tidy([old])), "/".join(tags.tidy([new]))
    if new.startswith(f"{old}/") or not new:
        raise LibraryError(Reason.TAG_WITHIN_ITSELF, new)
    if not joins and new != old and _is_used(connection, new, besides=old):
        raise LibraryError(Reason.TAG_EXISTS, new)
    return _turn_into(connection, old, lambda path: new + path[len(old) :], kind, new=new)


def remove(connection: Connection, path: str) -> Changes:
    """Take a tag and all below it off whatever has it. Raises LibraryError: NO_SUCH_TAG."""
    return _turn_into(connection, "/".join(tags.tidy([path])), lambda _path: "", StepKind.DELETE_TAG)


def uses(connection: Connection) -> tuple[TagUse, ...]:
    """Return the tags that something has, in their order; what is in the bin does not count."""
    direct = select(tag.c.path, func.count().label("number")).group_by(tag.c.id, tag.c.path)
    direct = direct.where(article.c.deleted.is_(None))
    of_articles = direct.select_from(tag).join(article_tag).join(article)
    of_annotations = direct.select_from(tag).join(annotation_tag).join(annotation).join(article)
    articles = {row.path: row.number for row in connection.execute(of_articles)}
    standing = annotation.c.deleted.is_(None)
    annotations = {row.path: row.number for row in connection.execute(of_annotations.where(standing))}
    return tuple(
        TagUse(path=path, articles=articles.get(path, 0), annotations=annotations.get(path, 0))
        for path in sorted(articles.keys() | annotations.keys())
    )


def _turn_into(
    connection: Connection, old: str, name: Callable[[str], str], kind: StepKind, *, new: str = ""
) -> Changes:
    paths = connection.scalars(select(tag.c.path).where(tags.in_subtree(old))).all()
    names = {path: name(path) for path in paths if name(path) != path}
    was = tags.done_to(*_exchange(connection, OF_ARTICLES, names))
    for owner, lines in _of_annotations(connection, *_exchange(connection, OF_ANNOTATIONS, names)).items():
        was.setdefault(owner, {})["annotations"] = lines
    if not (was or (old in paths and not names)):
        raise LibraryError(Reason.NO_SUCH_TAG, old)
    gone = [path for path in names if path not in names.values()]
    for some in batches(gone):
        connection.execute(delete(tag).where(tag.c.path.in_(some)))
    index_queue.add(connection, sorted(was))
    jobs = job_tags.rename(connection, old, name)
    searches = saved_searches.rename_tag(connection, old, new) if new else []
    given = (new,) if new else ()
    step = steps.record(connection, kind, was, given=given, taken=(old,), searches=searches, jobs=jobs)
    return Changes(updated=tuple(sorted(was)), jobs=tuple(JobId(number) for number, *_tags in jobs), step=step)


def _exchange(connection: Connection, links: Links, names: dict[str, str]) -> tuple[Paths, Paths]:
    """Give every owner of a tag the one that it is called now; return what each was given and what it lost.

    All are taken off first: what a/a/b becomes may be what a/b was.
    """
    owners: dict[str, Sequence[int]] = {}
    for path in names:
        tagged = select(links.owner).join_from(links.table, tag).where(tag.c.path == path)
        owners[path] = connection.scalars(tagged.order_by(links.owner)).all()
    taken = tags.take(connection, links, owners)
    wanted: dict[str, list[int]] = defaultdict(list)
    for path, numbers in owners.items():
        if names[path]:
            wanted[names[path]] += numbers
    return tags.give(connection, links, wanted), taken


def _of_annotations(connection: Connection, given: Paths, taken: Paths) -> dict[ArticleId, list[Any]]:
    """Return what was done to the tags of each article's annotations."""
    done: dict[ArticleId, list[Any]] = defaultdict(list)
    for some in batches(sorted(given.keys() | taken.keys())):
        owners = select(annotation.c.id, annotation.c.article_id).where(annotation.c.id.in_(some))
        for number, owner in connection.execute(owners.order_by(annotation.c.id)):
            done[ArticleId(owner)].append([number, given.get(number, []), taken.get(number, [])])
    return done


def _is_used(connection: Connection, path: str, *, besides: str) -> bool:
    """Say whether something has the tag or one below it, those aside that are to be renamed."""
    others = select(tag.c.id).where(tags.in_subtree(path), ~tags.in_subtree(besides))
    return any(
        connection.scalar(select(links.owner).where(links.table.c.tag_id.in_(others)).limit(1)) is not None
        for links in (OF_ARTICLES, OF_ANNOTATIONS)
    )
