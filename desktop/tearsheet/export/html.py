"""Turn articles into HTML files that open in any browser, their pictures in a folder beside each or in the file."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from tearsheet.document.page_file import standalone_page
from tearsheet.document.page_words import PageWords
from tearsheet.export.attachments import Attachments, attachments, embedded
from tearsheet.export.exporter import HIGHLIGHTS, Exporter, OpenBlob, Option, chosen, title_of
from tearsheet.model.article import Article, Resource
from tearsheet.model.export import AnnotatedArticle, ExportedFile, ExportOptions
from tearsheet.text.addresses import host_of
from tearsheet.text.filenames import FileNames

_PICTURES = Option(
    name="pictures",
    help="Where pictures go: into a folder beside each article, into its file, or nowhere.",
    choices=("folder", "inside", "none"),
)


def _export(
    articles: Iterable[AnnotatedArticle], options: ExportOptions, open_blob: OpenBlob
) -> Iterator[ExportedFile]:
    pictures, highlights = chosen(options, _PICTURES), chosen(options, HIGHLIGHTS)
    names = FileNames()
    for annotated in articles:
        article = annotated.article
        name = names.take(title_of(article), extension=".html", identity=article.uid)
        beside = _beside(article, name, pictures, open_blob)
        yield from beside.files
        shown = annotated if highlights == "shown" else AnnotatedArticle(article=article)
        yield ExportedFile(path=f"{name}.html", data=_page(shown, beside).encode())


def _beside(article: Article, name: str, pictures: str, open_blob: OpenBlob) -> Attachments:
    match pictures:
        case "folder":
            return attachments(article, name, open_blob)
        case "inside":
            return embedded(article, open_blob)
        case _:
            return Attachments()


def _page(annotated: AnnotatedArticle, beside: Attachments) -> str:
    article = annotated.article

    def address(resource: Resource) -> str | None:
        return beside.links.get(resource.url) or (beside.document if resource.blob == article.file else None)

    own_zone = (article.metadata.published or article.saved).tzinfo
    return standalone_page(
        article, words=_signs(article), picture_url=address, zone=own_zone, annotations=annotated.annotations
    )


def _signs(article: Article) -> PageWords:
    """Return a page's words as signs and numbers: a file is read by others than the one who wrote it."""
    return PageWords(
        language=article.metadata.language or "und",
        moment=_moment,
        day=lambda moment: f"{moment:%Y-%m-%d}",
        words=lambda _count: "",
        characters=lambda _count: "",
        minutes=lambda _count: "",
        original=host_of(article.url) or "↗",
        kept="{date} · {host}",
        untitled=article.url,
        picture_missing="×",
        pictures_missing=lambda count: f"× {count}",
        video="▶",
        audio="♪",
        only_link="{reason}",
        no_article="…",
    )


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


HTML = Exporter(name="html", title="HTML", extension=".html", options=(_PICTURES, HIGHLIGHTS), export=_export)
