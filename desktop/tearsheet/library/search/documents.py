"""Turn articles into what the search index keeps of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from logging import getLogger

from sqlalchemy import Connection, select

from tearsheet.library import contents
from tearsheet.library.organising import tags
from tearsheet.library.schema import annotation, article, version
from tearsheet.library.search.fulltext import COLUMNS, SPELLED
from tearsheet.model.errors import LibraryError
from tearsheet.text.cjk import SHORT, index_tokens
from tearsheet.text.pinyin import spellings

_log = getLogger(__name__)
_BETWEEN_FIELDS = " ¶ "  # a token that no text has, so that no phrase runs from one field into the next
_TITLE, _SOURCE = COLUMNS.index("title"), COLUMNS.index("source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article's tokens in each of COLUMNS, and those that answer the shortest terms."""

    article: int
    tokens: tuple[str, ...]
    short: tuple[str, ...]


def documents(connection: Connection, articles: Sequence[int]) -> Iterator[Document]:
    """Yield what there is to find each article by; deleted ones too, for they may be searched."""
    names = ("byline", "source", "site", "editor", "original_title", "title", "note", "host")
    rows = connection.execute(
        select(article.c.id, *(article.c[name] for name in names), version.c.text_sha256)
        .join_from(article, version, version.c.id == article.c.version_id)
        .where(article.c.id.in_(articles))
    ).all()
    paths = tags.of_articles(connection, articles)
    marked = _annotations(connection, articles)
    for row in rows:
        annotations = marked[row.id]
        tagged = (*paths.get(row.id, ()), *(path for each in annotations for path in each.tags))
        texts = (
            (_text(connection, row.id, row.text_sha256),),
            (row.title,),
            (row.byline,),
            (row.source, row.site),
            (*dict.fromkeys(tagged), row.host, row.editor, row.original_title),
            (row.note, *(each.note for each in annotations if each.note), *(each.exact for each in annotations)),
        )
        spelled = tuple(spellings(name).split() for name in (row.title, row.source))
        tokens, short = map(list, zip(*(index_tokens(parts, between=_BETWEEN_FIELDS) for parts in texts), strict=True))
        for column, spellings_of in zip((_TITLE, _SOURCE), spelled, strict=True):
            tokens[column] += "".join(f" {SPELLED}{each}" for each in spellings_of)
            beginnings = dict.fromkeys(each[:many] for each in spellings_of for many in (2, 3) if len(each) >= many)
            short[column] += "".join(f" {SHORT}{SPELLED}{each}" for each in beginnings)
        yield Document(article=row.id, tokens=tuple(tokens), short=tuple(short))


@dataclass(frozen=True, slots=True)
class _Words:
    """A passage as it was marked, and what a person said of it."""

    exact: str
    note: str
    tags: tuple[str, ...]


def _annotations(connection: Connection, articles: Sequence[int]) -> dict[int, list[_Words]]:
    """Return what there is to find each article by that was said of its passages."""
    rows = connection.execute(
        select(annotation.c.id, annotation.c.article_id, annotation.c.exact, annotation.c.note)
        .where(annotation.c.article_id.in_(articles), annotation.c.deleted.is_(None))
        .order_by(annotation.c.id)
    ).all()
    paths = tags.of_annotations(connection, [row.id for row in rows])
    found: dict[int, list[_Words]] = defaultdict(list)
    for row in rows:
        found[row.article_id].append(_Words(row.exact or "", row.note, paths.get(row.id, ())))
    return found


def _text(connection: Connection, article: int, sha256: str) -> str:
    try:
        return contents.text(connection, sha256)
    except LibraryError as error:  # one rotten text must not keep all others from being found
        _log.warning("article %d is searched without its text: %s", article, error)
        return ""
