"""Turn articles into what the search index keeps of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from logging import getLogger

from sqlalchemy import Connection, select

from tearsheet.library import contents, tags
from tearsheet.library.schema import annotation, article, version
from tearsheet.model.errors import LibraryError
from tearsheet.text.cjk import short_tokens, tokens_for_index

_log = getLogger(__name__)
_BETWEEN_FIELDS = " ¶ "  # a token that no text has, so that no phrase runs from one field into the next


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article's tokens, by the columns of the index."""

    article: int
    title: str
    body: str
    about: str
    note: str
    short: str


def documents(connection: Connection, articles: Sequence[int]) -> Iterator[Document]:
    """Yield what there is to find each article by; deleted ones too, for they may be searched."""
    about = (article.c.byline, article.c.source, article.c.site, article.c.editor, article.c.original_title)
    rows = connection.execute(
        select(article.c.id, article.c.title, article.c.note, article.c.host, *about, version.c.text_sha256)
        .join_from(article, version, version.c.id == article.c.version_id)
        .where(article.c.id.in_(articles))
    ).all()
    paths = tags.of_articles(connection, articles)
    marked = _annotations(connection, articles)
    for row in rows:
        annotations = marked[row.id]
        tagged = (*paths.get(row.id, ()), *(path for each in annotations for path in each.tags))
        fields = (*dict.fromkeys(tagged), row.host, *(getattr(row, name.key) for name in about))
        notes = (row.note, *(each.note for each in annotations if each.note))
        body = _text(connection, row.id, row.text_sha256)
        yield Document(
            article=row.id,
            title=tokens_for_index(row.title),
            body=tokens_for_index(body),
            about=_BETWEEN_FIELDS.join(map(tokens_for_index, fields)),
            note=_BETWEEN_FIELDS.join(map(tokens_for_index, notes)),
            short=short_tokens("\n".join((row.title, body, *fields, *notes))),
        )


@dataclass(frozen=True, slots=True)
class _Words:
    """What a person said of a passage."""

    note: str
    tags: tuple[str, ...]


def _annotations(connection: Connection, articles: Sequence[int]) -> dict[int, list[_Words]]:
    """Return what there is to find each article by that was said of its passages."""
    rows = connection.execute(
        select(annotation.c.id, annotation.c.article_id, annotation.c.note)
        .where(annotation.c.article_id.in_(articles), annotation.c.deleted.is_(None))
        .order_by(annotation.c.id)
    ).all()
    paths = tags.of_annotations(connection, [row.id for row in rows])
    found: dict[int, list[_Words]] = defaultdict(list)
    for row in rows:
        found[row.article_id].append(_Words(row.note, paths.get(row.id, ())))
    return found


def _text(connection: Connection, article: int, sha256: str) -> str:
    try:
        return contents.text(connection, sha256)
    except LibraryError as error:  # one rotten text must not keep all others from being found
        _log.warning("article %d is searched without its text: %s", article, error)
        return ""
