"""Turn what a person changed by hand into rows of their own, and lay them over what was read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, select, update

from tearsheet.library.organising import marks, steps, tags
from tearsheet.library.organising.steps import Was
from tearsheet.library.rows import batches, clean
from tearsheet.library.schema import article, article_edit, version
from tearsheet.library.search import index_queue
from tearsheet.library.times import microseconds, offset_minutes, optional_moment
from tearsheet.model.article import NO_DATE, Edits
from tearsheet.model.changes import Changes
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.extraction import Metadata
from tearsheet.model.ids import ArticleId
from tearsheet.model.steps import StepKind
from tearsheet.text.pinyin import sort_key

FIELDS = {
    "title": ("title",),
    "byline": ("byline",),
    "source": ("source",),
    "published": ("published", "published_offset"),
}
"""What a person changes of what was read, with its columns: the same ones on an article, an edit and a version."""

_WORDS = ("title", "byline", "source")
_NO_DATE = [None, 0]
"""How it is kept that there is none by hand: with an offset, for without one nobody has edited it."""

_KEYS = {"title": "title_key", "source": "source_key"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of an article, as a list of its columns' values: by hand, as it is shown, and as the page says it."""

    article: ArticleId
    edit: list[Any]
    shown: list[Any]
    read: list[Any]

    def said(self, edit: list[Any], before: list[Any]) -> list[Any]:
        """Return what is shown with this edit: that, or where there is none what was read, or else as before."""
        if edit[-1] is not None:
            return shown(edit)
        return before if self.read[0] in (None, "") else self.read


def edit(
    connection: Connection,
    ids: Sequence[ArticleId],
    edits: Edits,
    *,
    add: Sequence[str] = (),
    remove: Sequence[str] = (),
    recorded: bool = True,
) -> Changes:
    """Change the articles and their tags, and remember it apart from what was read. What is not `recorded` is no step.

    Raises LibraryError, NO_SUCH_ARTICLE, where none of them is there.
    """
    if not (edits != Edits() or add or remove):
        return Changes()
    if not any(connection.scalar(select(article.c.id).where(article.c.id.in_(some))) for some in batches(ids)):
        raise LibraryError(Reason.NO_SUCH_ARTICLE, ", ".join(map(str, ids[:1])))
    values = _values(edits)
    was = _edit_fields(connection, ids, values)
    if edits.note is not None:
        note = clean(edits.note)
        _merge(was, marks.set_columns(connection, ids, {"note": note}, article.c.note != note))
        values["note"] = [note]
    _merge(was, marks.retag(connection, ids, add, remove))
    index_queue.add(connection, sorted(was))
    given, taken = tags.tidy(add), tags.tidy(remove)
    step = steps.record(connection, StepKind.EDIT, was, after=values, given=given, taken=taken) if recorded else None
    return Changes(updated=tuple(sorted(was)), step=step)


def edited(connection: Connection, article_id: ArticleId, metadata: Metadata) -> Metadata:
    """Return what was read with what a person changed laid over it."""
    edits = made(connection, article_id)
    fields = {name: value for name in (*_WORDS, "published") if (value := getattr(edits, name)) is not None}
    if edits.published is NO_DATE:
        fields["published"] = None
    return replace(metadata, **fields)


def made(connection: Connection, article_id: ArticleId) -> Edits:
    """Return what a person changed of what was read."""
    row = connection.execute(select(article_edit).where(article_edit.c.article_id == article_id)).one_or_none()
    if row is None:
        return Edits()
    words = {name: getattr(row, name) for name in _WORDS}
    undated = row.published is None and row.published_offset is not None
    published = NO_DATE if undated else optional_moment(row.published, row.published_offset)
    return Edits(**words, published=published)


def fields(connection: Connection, name: str, ids: Sequence[ArticleId]) -> Iterator[Field]:
    """Yield how one field of the articles stands."""
    columns = [table.c[column] for table in (article_edit, article, version) for column in FIELDS[name]]
    width = len(FIELDS[name])
    joined = article.outerjoin(article_edit).outerjoin(version, version.c.id == article.c.version_id)
    for some in batches(ids):
        asked = select(article.c.id, *columns).select_from(joined).where(article.c.id.in_(some))
        for number, *values in connection.execute(asked):
            edit, shown, read = (values[start : start + width] for start in range(0, 3 * width, width))
            yield Field(article=ArticleId(number), edit=edit, shown=shown, read=read)


def shown(edit: list[Any]) -> list[Any]:
    """Return what an article shows that was edited so: nothing at all where a date was taken away."""
    return [None] * len(edit) if edit[0] is None else edit


def put(connection: Connection, name: str, edit: Mapping[ArticleId, list[Any]], shown: Iterable[list[Any]]) -> None:
    """Give articles these edits of one field, and let them show these values, one for each."""
    columns = FIELDS[name]
    known: set[int] = set()
    for some in batches(list(edit)):
        known.update(connection.scalars(select(article_edit.c.article_id).where(article_edit.c.article_id.in_(some))))
    new = [{"article_id": number} for number in edit if number not in known]
    if new:
        connection.execute(insert(article_edit), new)
    _update(connection, article_edit, "article_id", columns, edit)
    values = dict(zip(edit, shown, strict=True))
    if name in _KEYS:
        columns = (*columns, _KEYS[name])
        keys = {text: sort_key(text) for text in {value[0] for value in values.values()}}
        values = {number: [*value, keys[value[0]]] for number, value in values.items()}
    _update(connection, article, "id", columns, values)


def _edit_fields(connection: Connection, ids: Sequence[ArticleId], values: Mapping[str, list[Any]]) -> Was:
    was: Was = {}
    for name, value in values.items():
        after = [value, shown(value)]
        before = [field for field in fields(connection, name, ids) if [field.edit, field.shown] != after]
        _merge(was, {field.article: {name: [field.edit, field.shown]} for field in before})
        put(connection, name, {field.article: value for field in before}, [shown(value)] * len(before))
    return was


def _update(
    connection: Connection, table: Table, key: str, columns: Sequence[str], values: Mapping[ArticleId, Sequence[Any]]
) -> None:
    rows = [
        {"number": number, **{f"new_{column}": each for column, each in zip(columns, value, strict=True)}}
        for number, value in values.items()
    ]
    if rows:
        setting = update(table).where(table.c[key] == bindparam("number"))
        connection.execute(setting.values({column: bindparam(f"new_{column}") for column in columns}), rows)


def _values(edits: Edits) -> dict[str, list[Any]]:
    values: dict[str, list[Any]] = {
        name: [clean(value)] for name in _WORDS if (value := getattr(edits, name)) is not None
    }
    if edits.published is NO_DATE:
        values["published"] = _NO_DATE
    elif edits.published is not None:
        values["published"] = [microseconds(edits.published), offset_minutes(edits.published)]
    return values


def _merge(was: Was, more: Was) -> None:
    for number, before in more.items():
        was.setdefault(number, {}).update(before)
