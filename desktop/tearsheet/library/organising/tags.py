"""Turn tag paths such as 财经/A股 into rows, and a path into the subtree it stands for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    Table,
    delete,
    insert,
    literal,
    or_,
    select,
)

from tearsheet.library.dialects import among
from tearsheet.library.organising.steps import Was
from tearsheet.library.rows import batches, fetched, insert_row
from tearsheet.library.schema import annotation, annotation_tag, article, article_subtree, article_tag, tag
from tearsheet.model.ids import ArticleId

Paths = dict[int, list[str]]
"""Tags by the number of the article or the annotation that has them."""


FILL_SUBTREES = """
INSERT INTO article_subtree (tag_id, article_id)
SELECT DISTINCT above.id, article_tag.article_id
FROM article_tag JOIN tag ON tag.id = article_tag.tag_id
JOIN tag AS above ON above.path = tag.path OR (tag.path > above.path || '/' AND tag.path < above.path || '0')
"""
"""What subtrees hold, made anew from the tags of articles; the tags above them must be there."""


@dataclass(frozen=True, kw_only=True)
class Links:
    """The table that says who has which tags: by `owner`, which is a `number` of the owners' own table."""

    table: Table
    owner: Column[int]
    number: Column[int]

    @cached_property
    def paths(self) -> Select[tuple[int, str]]:
        """Selects the tags of `owners`, of each in alphabetical order."""
        linked = select(self.owner, tag.c.path).join_from(self.table, tag)
        return linked.where(among(self.owner, "owners")).order_by(tag.c.path)


OF_ARTICLES = Links(table=article_tag, owner=article_tag.c.article_id, number=article.c.id)
OF_ANNOTATIONS = Links(table=annotation_tag, owner=annotation_tag.c.annotation_id, number=annotation.c.id)


def tidy(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the paths without blank parts and without repeats, in their order."""
    parts = ([part.strip() for part in path.split("/")] for path in paths)
    return tuple(dict.fromkeys(path for path in ("/".join(filter(None, some)) for some in parts) if path))


def in_subtree(path: str) -> ColumnElement[bool]:
    """Return the condition that a tag is `path` or below it; "0" is the character after "/"."""
    return or_(tag.c.path == path, (tag.c.path > f"{path}/") & (tag.c.path < f"{path}0"))


def above(path: str) -> tuple[str, ...]:
    """Return the path and those that it is below, the nearest first: every tag in whose subtree it is."""
    return (path, *(path[:end] for end in reversed(range(len(path))) if path[end] == "/"))


def id_of(path: str) -> ScalarSelect[int]:
    """Return the number of a tag, for a statement."""
    return select(tag.c.id).where(tag.c.path == path).scalar_subquery()


def of_articles(connection: Connection, articles: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return each article's paths in alphabetical order."""
    return _of(connection, OF_ARTICLES, articles)


def of_annotations(connection: Connection, annotations: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return each annotation's paths in alphabetical order."""
    return _of(connection, OF_ANNOTATIONS, annotations)


def add(connection: Connection, articles: Sequence[ArticleId], paths: Iterable[str]) -> Paths:
    """Tag the articles that exist; return what each has now and had not before."""
    return give(connection, OF_ARTICLES, dict.fromkeys(tidy(paths), articles))


def remove(connection: Connection, articles: Sequence[ArticleId], paths: Iterable[str]) -> Paths:
    """Take the tags off, each alone and not its subtree; return what each article had of them."""
    return take(connection, OF_ARTICLES, dict.fromkeys(tidy(paths), articles))


def give(connection: Connection, links: Links, wanted: Mapping[str, Sequence[int]]) -> Paths:
    """Put each path on its owners, those that exist; return what each has now and had not before."""
    given: Paths = defaultdict(list)
    for path, owners in wanted.items():
        tag_id = _id_of(connection, path)
        for some in batches(owners):
            tagged = select(links.owner).where(links.table.c.tag_id == tag_id, links.owner.in_(some))
            untagged = select(links.number).where(links.number.in_(some), links.number.not_in(tagged))
            new = connection.scalars(untagged).all()
            if new:
                rows = [{"tag_id": tag_id, links.owner.name: number} for number in new]
                connection.execute(insert(links.table), rows)
                if links is OF_ARTICLES:
                    _put_under(connection, new, path)
            for number in new:
                given[number].append(path)
    return dict(given)


def take(connection: Connection, links: Links, wanted: Mapping[str, Sequence[int]]) -> Paths:
    """Take each path off its owners; return what each had of them."""
    taken: Paths = defaultdict(list)
    for path, owners in wanted.items():
        for some in batches(owners):
            off = delete(links.table).where(links.table.c.tag_id == id_of(path), links.owner.in_(some))
            lost = connection.scalars(off.returning(links.owner)).all()
            if lost and links is OF_ARTICLES:
                _take_from_under(connection, lost, path)
            for number in lost:
                taken[number].append(path)
    return dict(taken)


def done_to(given: Paths, taken: Paths) -> Was:
    """Return what was done to the tags of each article."""
    return {
        ArticleId(number): {
            name: paths[number] for name, paths in (("given", given), ("taken", taken)) if number in paths
        }
        for number in sorted(given.keys() | taken.keys())
    }


def put(connection: Connection, tagged: Iterable[tuple[int, Iterable[str]]]) -> None:
    """Give annotations these tags, and take off all that they had."""
    wanted = [(annotation_id, tidy(paths)) for annotation_id, paths in tagged]
    ids = {path: _id_of(connection, path) for path in dict.fromkeys(path for _, paths in wanted for path in paths)}
    for some in batches([annotation_id for annotation_id, _ in wanted]):
        connection.execute(delete(annotation_tag).where(annotation_tag.c.annotation_id.in_(some)))
    rows = [{"tag_id": ids[path], "annotation_id": number} for number, paths in wanted for path in paths]
    if rows:
        connection.execute(insert(annotation_tag), rows)


def _put_under(connection: Connection, articles: Sequence[int], path: str) -> None:
    """Let articles stand in every subtree that the path is in."""
    for root in above(path):
        root_id = _id_of(connection, root)
        there = select(article_subtree.c.article_id).where(article_subtree.c.tag_id == root_id)
        new = select(literal(root_id), article.c.id).where(article.c.id.in_(articles), article.c.id.not_in(there))
        connection.execute(insert(article_subtree).from_select(["tag_id", "article_id"], new))


def _take_from_under(connection: Connection, articles: Sequence[int], path: str) -> None:
    """Let articles no longer stand in the subtrees that only the path had them in."""
    for root in above(path):
        below = select(article_tag.c.article_id).join_from(article_tag, tag).where(in_subtree(root))
        left = below.where(article_tag.c.article_id.in_(articles))
        here = article_subtree.c.article_id
        connection.execute(
            delete(article_subtree).where(
                article_subtree.c.tag_id == id_of(root), here.in_(articles), here.not_in(left)
            )
        )


def _of(connection: Connection, links: Links, owners: Sequence[int]) -> dict[int, tuple[str, ...]]:
    paths: Paths = defaultdict(list)
    for owner, path in fetched(connection, links.paths, {"owners": owners}):
        paths[owner].append(path)
    return {number: tuple(found) for number, found in paths.items()}


def _id_of(connection: Connection, path: str) -> int:
    known: int | None = connection.scalar(select(tag.c.id).where(tag.c.path == path))
    return known or insert_row(connection, tag, {"path": path})
