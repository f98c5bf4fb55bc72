"""What an exporter takes, and what it makes."""

from dataclasses import dataclass, field

from tearsheet.model.annotation import PlacedAnnotation
from tearsheet.model.article import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedArticle:
    """An article to take away, and its annotations as they stand on the version it shows: text order, orphans after."""

    article: Article
    annotations: tuple[PlacedAnnotation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    """One file to write: `path` is relative, slash-separated, safe on every system.

    What is `signed` shows by itself whether somebody changed it: a file at its path that is not as it was written is
    a person's own, and stays.
    """

    path: str
    data: bytes
    signed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """An exporter's options, by the names its module documents."""

    values: tuple[tuple[str, str], ...] = field(default=())

    def get(self, name: str, default: str = "") -> str:
        return dict(self.values).get(name, default)
