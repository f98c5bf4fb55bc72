"""Turn the columns that articles and versions share into metadata and back."""

from typing import Any

from sqlalchemy import Row

from tearsheet.library.rows import clean
from tearsheet.library.times import microseconds, offset_minutes, optional_moment
from tearsheet.model.extraction import Metadata

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
)


def metadata_of(row: Row[Any]) -> Metadata:
    """Read the columns that articles and versions share."""
    words = {name: getattr(row, name) for name in WORDS_OF_METADATA}
    return Metadata(**words, published=optional_moment(row.published, row.published_offset))


def columns_of(metadata: Metadata) -> dict[str, object]:
    published = metadata.published
    return {
        **{name: clean(getattr(metadata, name)) for name in WORDS_OF_METADATA},
        "published": None if published is None else microseconds(published),
        "published_offset": None if published is None else offset_minutes(published),
    }
