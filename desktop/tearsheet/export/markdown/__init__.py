"""Turn articles into Markdown notes with YAML front matter and highlights, their pictures in folders beside them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from tearsheet.export.attachments import Attachments, attachments
from tearsheet.export.exporter import Exporter, OpenBlob, Option, chosen, title_of
from tearsheet.export.markdown.dialects import DIALECTS, Dialect
from tearsheet.export.markdown.quotations import listed
from tearsheet.export.markdown.template import filled
from tearsheet.export.markdown.template_values import values_of
from tearsheet.export.markdown.tidy import PictureAddress
from tearsheet.export.markdown.writer import markdown
from tearsheet.export.names import Names
from tearsheet.export.signing import is_signable
from tearsheet.export.templates import signed_file
from tearsheet.model.annotation import PlacedAnnotation
from tearsheet.model.article import Article
from tearsheet.model.export import AnnotatedArticle, ExportedFile, ExportOptions
from tearsheet.text.filenames import names_for, same_name

_ENDING = ".md"
_PICTURES = Option(
    name="pictures",
    help="Where pictures go: a folder beside each note, one folder for all, links to where they were, or left out.",
    choices=("folder", "attachments", "link", "none"),
)
_NAMES = Option(
    name="names",
    help="What notes are called: their title, or the day they were published and their title.",
    choices=("title", "date-title"),
)
_HIGHLIGHTS = Option(
    name="highlights",
    help="Where highlights are: marked in the text and listed below it with your notes, only one of these, or nowhere.",
    choices=("both", "inline", "list", "none"),
)
_DIALECT = Option(
    name="dialect",
    help="What the notes are for: Obsidian, Joplin, Logseq, or any other program that reads the Markdown of GitHub.",
    choices=tuple(dialect.name for dialect in DIALECTS),
)
_TEMPLATE = Option(
    name="template",
    help="A file with a template of your own, in Jinja2, for what a note has in it.",
    choices=("none",),
    file=True,
)


def _export(
    articles: Iterable[AnnotatedArticle], options: ExportOptions, open_blob: OpenBlob
) -> Iterator[ExportedFile]:
    """Write a note for each article: what goes with it first, so that a note that is there has its pictures."""
    pictures, dated = chosen(options, _PICTURES), chosen(options, _NAMES) == "date-title"
    dialect = _dialect(options)
    written = _note_maker(options, dialect)
    names = Names(options.earlier, name_of=partial(_name_of, dialect), same=lambda name: same_name(name, _ENDING))
    shared = set[str]()
    for annotated in articles:
        article = annotated.article
        title = _title(article, dated=dated)
        name = names.give(article.uid, names_for(title, extension=_ENDING, identity=article.uid))
        beside = Attachments()
        if pictures == "attachments" or (pictures == "folder" and dialect.pictures):
            beside = attachments(article, dialect.pictures or "attachments", open_blob, shared=shared)
        elif pictures == "folder":
            beside = attachments(article, name, open_blob)
        yield from () if names.is_theirs(article.uid) else beside.files
        yield _file(article, f"{dialect.pages}{name}{_ENDING}", written(annotated, beside, name))


def _name_of(dialect: Dialect, path: str) -> str:
    folder, name = path[: len(dialect.pages)], path[len(dialect.pages) :].removesuffix(_ENDING)
    return name if folder == dialect.pages and "/" not in name else ""


def _dialect(options: ExportOptions) -> Dialect:
    return {each.name: each for each in DIALECTS}[chosen(options, _DIALECT)]


def _file(article: Article, path: str, note: str) -> ExportedFile:
    """Return a note's file, which is signed where the note, by whatever template, has the line for it."""
    if is_signable(note, article.uid):
        return signed_file(path, note, uid=article.uid)
    return ExportedFile(path=path, data=note.encode("utf-8", "replace"))


def _title(article: Article, *, dated: bool) -> str:
    published = article.metadata.published
    title = title_of(article)
    return f"{published:%Y-%m-%d} {title}" if dated and published else title


def _note_maker(options: ExportOptions, dialect: Dialect) -> Callable[[AnnotatedArticle, Attachments, str], str]:
    """Return what writes a whole note, by the person's own template where there is one."""
    shown, pictures, template = (chosen(options, option) for option in (_HIGHLIGHTS, _PICTURES, _TEMPLATE))

    def note(annotated: AnnotatedArticle, beside: Attachments, name: str) -> str:
        article = annotated.article

        def address(url: str) -> str | None:
            # A picture that was not kept is shown from where it was.
            link = beside.links.get(url)
            return None if pictures == "none" else f"{dialect.up}{link}" if link else url or None

        marked = annotated.annotations if shown in ("both", "inline") else ()
        below = annotated.annotations if shown in ("both", "list") else ()
        body = _body(article, beside, address, marked, dialect)
        if template != _TEMPLATE.default:
            return filled(template, values_of(annotated, note_name=name, content=body, head=dialect.head(article)))
        if dialect.below:
            content = "\n".join(filter(None, (body, dialect.below(below, url=article.url, picture_address=address))))
            return "\n\n".join(filter(None, (dialect.head(article), content))) + "\n"
        highlights = listed(below, url=article.url, block_ids=dialect.block_ids, picture_address=address)
        return "\n\n".join(part for part in (dialect.head(article), body, highlights) if part) + "\n"

    return note


def _body(
    article: Article,
    beside: Attachments,
    address: PictureAddress,
    marked: Sequence[PlacedAnnotation],
    dialect: Dialect,
) -> str:
    if beside.document and article.file is not None:
        link = f"{dialect.up}{beside.document}"
        return dialect.file(link, title_of(article), shown=article.file.media_type.startswith("image/"))
    if dialect.body:
        return dialect.body(article.html, address, text=article.text, annotations=marked)
    return markdown(article.html, address, dialect=dialect, text=article.text, annotations=marked)


MARKDOWN = Exporter(
    name="markdown",
    title="Markdown",
    extension=_ENDING,
    options=(_PICTURES, _HIGHLIGHTS, _DIALECT, _NAMES, _TEMPLATE),
    export=_export,
    places=tuple(dict.fromkeys(f"{dialect.pages}*{_ENDING}" for dialect in DIALECTS)),
)
