"""A tag of the library, and how much it is used."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TagUse:
    """A path such as 财经/A股, on so many articles and annotations itself, those below it aside."""

    path: str
    articles: int = 0
    annotations: int = 0
