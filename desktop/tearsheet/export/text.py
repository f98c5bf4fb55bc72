"""Turn articles into plain text: title, where it is from, and its words."""

from collections.abc import Iterable, Iterator

from tearsheet.export.exporter import Exporter, OpenBlob, title_of
from tearsheet.model.article import Article
from tearsheet.model.export import AnnotatedArticle, ExportedFile, ExportOptions
from tearsheet.text.filenames import FileNames


def _export(
    articles: Iterable[AnnotatedArticle], _options: ExportOptions, _open_blob: OpenBlob
) -> Iterator[ExportedFile]:
    names = FileNames()
    for article in (annotated.article for annotated in articles):
        name = names.take(title_of(article), extension=".txt", identity=article.uid)
        yield ExportedFile(path=f"{name}.txt", data=_text(article).encode("utf-8", "replace"))


def _text(article: Article) -> str:
    """Return an article's text: its title, a line on its source, its words, a line break for each block."""
    known = article.metadata
    published = known.published.strftime("%Y-%m-%d %H:%M %z") if known.published else ""
    facts = " · ".join(fact for fact in (known.source or known.site, known.byline, published) if fact)
    head = "\n".join(line for line in (known.title, facts, article.url) if line)
    return "\n\n".join(part for part in (head, article.note, article.text) if part) + "\n"


TEXT = Exporter(name="text", title="Text", extension=".txt", options=(), export=_export)
