"""Turn articles into HTML files that open in any browser, their pictures in a folder beside each."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from tearsheet.document.page_file import standalone_page
from tearsheet.document.page_words import PageWords
from tearsheet.export.attachments import PICTURES, Attachments, attachments
from tearsheet.export.exporter import Exporter, OpenBlob, chosen, title_of
from tearsheet.model.article import Article, Resource
from tearsheet.model.export import ExportedFile, ExportOptions
from tearsheet.text.addresses import host_of
from tearsheet.text.filenames import FileNames


def _export(articles: Iterable[Article], options: ExportOptions, open_blob: OpenBlob) -> Iterator[ExportedFile]:
    with_pictures = chosen(options, PICTURES) == "folder"
    names = FileNames()
    for article in articles:
        name = names.take(title_of(article), extension=".html", identity=article.uid)
        beside = attachments(article, name, open_blob) if with_pictures else Attachments()
        yield from beside.files
        yield ExportedFile(path=f"{name}.html", data=_page(article, beside).encode())


def _page(article: Article, beside: Attachments) -> str:
    def address(resource: Resource) -> str | None:
        return beside.links.get(resource.url) or (beside.document if resource.blob == article.file else None)

    own_zone = (article.metadata.published or article.saved).tzinfo
    return standalone_page(article, words=_signs(article), picture_url=address, zone=own_zone)


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


HTML = Exporter(name="html", title="HTML", extension=".html", options=(PICTURES,), export=_export)
