"""Turn articles into Markdown notes with YAML front matter, their pictures in a folder beside each."""

from collections.abc import Iterable, Iterator

from tearsheet.export.attachments import Attachments, attachments
from tearsheet.export.exporter import Exporter, OpenBlob, Option, chosen, title_of
from tearsheet.export.markdown.front_matter import front_matter
from tearsheet.export.markdown.inline import Words, image, join, link
from tearsheet.export.markdown.writer import markdown
from tearsheet.model.article import Article
from tearsheet.model.export import ExportedFile, ExportOptions
from tearsheet.text.filenames import FileNames

_PICTURES = Option(
    name="pictures",
    help="Where pictures go: into a folder beside each note, nowhere with links to where they were, or left out.",
    choices=("folder", "link", "none"),
)
_NAMES = Option(
    name="names",
    help="What notes are called: their title, or the day they were published and their title.",
    choices=("title", "date-title"),
)


def _export(articles: Iterable[Article], options: ExportOptions, open_blob: OpenBlob) -> Iterator[ExportedFile]:
    """Write a note for each article: what goes with it first, so that a note that is there has its pictures."""
    pictures, dated = chosen(options, _PICTURES), chosen(options, _NAMES) == "date-title"
    names = FileNames()
    for article in articles:
        name = names.take(_title(article, dated=dated), extension=".md", identity=article.uid)
        beside = attachments(article, name, open_blob) if pictures == "folder" else Attachments()
        yield from beside.files
        yield ExportedFile(path=f"{name}.md", data=_note(article, beside, pictures).encode())


def _title(article: Article, *, dated: bool) -> str:
    published = article.metadata.published
    title = title_of(article)
    return f"{published:%Y-%m-%d} {title}" if dated and published else title


def _note(article: Article, beside: Attachments, pictures: str) -> str:
    """Return a whole note. A picture that was not kept is shown from where it was."""

    def address(url: str) -> str | None:
        return None if pictures == "none" else beside.links.get(url) or url or None

    body = markdown(article.html, address)
    if beside.document and article.file is not None:
        body = _document(beside.document, title_of(article), shown=article.file.media_type.startswith("image/"))
    return "\n\n".join(part for part in (front_matter(article), body) if part) + "\n"


def _document(link_to: str, title: str, *, shown: bool) -> str:
    """Return a picture that was kept as a file, or a link to another kind of file."""
    return image(link_to, title, "").markdown if shown else join(link(link_to, [Words(title)], ""))


MARKDOWN = Exporter(name="markdown", title="Markdown", extension=".md", options=(_PICTURES, _NAMES), export=_export)
