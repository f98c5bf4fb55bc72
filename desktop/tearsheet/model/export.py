"""What an exporter takes, and what it makes."""

from collections.abc import Callable, Mapping
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
    a person's own, and stays. One that says which article it is of, `uid`, takes the place of that article's earlier
    ones.
    """

    path: str
    data: bytes
    signed: bool = False
    uid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierFiles:
    """What earlier exports left in the folder: by its path the uid of the article that each file is of.

    `is_untouched` says of a path whether nobody changed or moved the file since.
    """

    uids: Mapping[str, str] = field(default_factory=dict)
    is_untouched: Callable[[str], bool] = bool

    def by_article(self) -> dict[str, list[str]]:
        """Return the paths of each article's files, by its uid."""
        paths: dict[str, list[str]] = {}
        for path, uid in sorted(self.uids.items()):
            paths.setdefault(uid, []).append(path)
        return paths


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """An exporter's options, by the names its module documents, and what it finds in the folder that it is to fill."""

    values: tuple[tuple[str, str], ...] = field(default=())
    earlier: EarlierFiles = field(default_factory=EarlierFiles)

    def get(self, name: str, default: str = "") -> str:
        return dict(self.values).get(name, default)
