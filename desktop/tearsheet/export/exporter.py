"""What every exporter is: a name, what may be chosen, and a pure function from articles to files."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tearsheet.model.article import Article
from tearsheet.model.errors import ExportError, Reason
from tearsheet.model.export import AnnotatedArticle, ExportedFile, ExportOptions
from tearsheet.model.ids import Sha256

OpenBlob = Callable[[Sha256], bytes]
Export = Callable[[Iterable[AnnotatedArticle], ExportOptions, OpenBlob], Iterator[ExportedFile]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something a person may choose, the first choice by default. `help` is an English sentence for the catalogue.

    `file`: instead of a choice the path of a text may be given, which the exporter gets itself.
    """

    name: str
    help: str
    choices: tuple[str, ...]
    file: bool = False

    @property
    def default(self) -> str:
        return self.choices[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """A format to take articles away in. `title` is its proper name, `extension` has its dot.

    `places` are patterns of the paths of files that say which article they are of.
    """

    name: str
    title: str
    extension: str
    options: tuple[Option, ...]
    export: Export
    places: tuple[str, ...] = ()


HIGHLIGHTS = Option(
    name="highlights",
    help="Whether highlights are shown in the text, and what you wrote about them below it.",
    choices=("shown", "none"),
)


def chosen(options: ExportOptions, option: Option) -> str:
    """Return what was chosen for `option`. Raises ExportError BAD_SETTING when there is no such choice."""
    value = options.get(option.name, option.default)
    if value not in option.choices and not option.file:
        raise ExportError(Reason.BAD_SETTING, f"{option.name}={value}")
    return value


def title_of(article: Article) -> str:
    """Return what an article's file is named after: its title, or its address where it has none."""
    return article.metadata.title.strip() or article.url.partition("://")[2] or article.url
