"""Turn the columns that articles and versions share into metadata and back."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row

from tearsheet.library.rows import clean
from tearsheet.library.times import microseconds, offset_minutes, optional_moment
from tearsheet.model.extraction import Metadata
from tearsheet.text.pinyin import sort_key

WORDS_OF_METADATA = (
    "title",
    "byline",
    "source",
    "site",
    "editor",
    "original_title",
    "language",
    "excerpt",
    "image",
    "canonical",
    "section",
)
_MOMENTS = ("published", "modified")


def metadata_of(row: Row[Any]) -> Metadata:
    """Read the columns that articles and versions share."""
    fields: dict[str, Any] = {name: getattr(row, name) for name in WORDS_OF_METADATA}
    for name in _MOMENTS:
        fields[name] = optional_moment(getattr(row, name), getattr(row, f"{name}_offset"))
    return Metadata(**fields, keywords=tuple(row.keywords))


def columns_of(metadata: Metadata) -> dict[str, object]:
    """Return the columns that articles and versions share."""
    columns: dict[str, object] = {name: clean(getattr(metadata, name)) for name in WORDS_OF_METADATA}
    columns["keywords"] = [clean(keyword) for keyword in metadata.keywords]
    for name in _MOMENTS:
        moment: datetime | None = getattr(metadata, name)
        columns[name] = None if moment is None else microseconds(moment)
        columns[f"{name}_offset"] = None if moment is None else offset_minutes(moment)
    return columns


def columns_of_article(metadata: Metadata) -> dict[str, object]:
    """Return those and what an article is sorted by."""
    keys = {"title_key": sort_key(metadata.title), "source_key": sort_key(metadata.source)}
    return {**columns_of(metadata), **keys}
