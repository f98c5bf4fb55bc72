"""Turn articles into what the search index keeps of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from logging import getLogger

from sqlalchemy import Connection, select

from tearsheet.library import contents, tags
from tearsheet.library.schema import article, version
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
    for row in rows:
        fields = (*paths.get(row.id, ()), row.host, *(getattr(row, name.key) for name in about))
        body = _text(connection, row.id, row.text_sha256)
        yield Document(
            article=row.id,
            title=tokens_for_index(row.title),
            body=tokens_for_index(body),
            about=_BETWEEN_FIELDS.join(map(tokens_for_index, fields)),
            note=tokens_for_index(row.note),
            short=short_tokens("\n".join((row.title, body, *fields, row.note))),
        )


def _text(connection: Connection, article: int, sha256: str) -> str:
    try:
        return contents.text(connection, sha256)
    except LibraryError as error:  # one rotten text must not keep all others from being found
        _log.warning("article %d is searched without its text: %s", article, error)
        return ""
