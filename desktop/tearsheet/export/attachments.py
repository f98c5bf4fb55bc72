"""Turn an article's pictures and file into files beside its note, and their addresses into relative links."""

import re
from base64 import b64encode
from collections.abc import Mapping, MutableSet
from dataclasses import dataclass, field
from mimetypes import guess_extension
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from tearsheet.export.exporter import OpenBlob, Option
from tearsheet.model.article import Article, Blob
from tearsheet.model.errors import LibraryError
from tearsheet.model.export import ExportedFile
from tearsheet.model.ids import Sha256
from tearsheet.text.filenames import safe_name

PICTURES = Option(
    name="pictures",
    help="Whether pictures are written too, into a folder beside each article.",
    choices=("folder", "none"),
)

_TOLD_APART = 20
# Joplin's importer leaves these encoded where they are, and then finds no such file.
_IN_PATHS = "/;@&=+$,"
_PICTURE = re.compile(r"image/[\w.+-]+\Z")
# Where the system's own table differs from system to system, or knows nothing.
_EXTENSIONS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/avif": ".avif",
    "image/svg+xml": ".svg",
    "image/bmp": ".bmp",
    "image/x-icon": ".ico",
    "image/vnd.microsoft.icon": ".ico",
    "application/pdf": ".pdf",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachments:
    """The files that go with one note; `links` leads from a picture's address to its relative, percent-encoded link."""

    links: Mapping[str, str] = field(default_factory=dict)
    files: tuple[ExportedFile, ...] = ()
    document: str = ""


def attachments(
    article: Article, folder: str, open_blob: OpenBlob, *, shared: MutableSet[str] | None = None
) -> Attachments:
    """Return what is kept of an article's pictures and its file, as files in `folder`, each blob once.

    What cannot be read is left where it was on the web, as what was never kept is. Where articles share a folder,
    `shared` is what is in it already, and a file is named after its contents: in every export the same.
    """
    paths: dict[Sha256, str] = {}
    files: list[ExportedFile] = []

    def place(blob: Blob, name: str) -> str:
        if blob.sha256 not in paths:
            try:
                data = open_blob(blob.sha256)
            except LibraryError:
                return ""
            if shared is not None:
                name = f"{blob.sha256[:_TOLD_APART]}{_extension(blob)}"
            path = paths[blob.sha256] = f"{folder}/{name}"
            if shared is None or path not in shared:
                files.append(ExportedFile(path=path, data=data))
            if shared is not None:
                shared.add(path)
        return quote(paths[blob.sha256], safe=_IN_PATHS)

    links = {}
    for number, resource in enumerate(article.resources, start=1):
        if resource.blob is not None:
            links[resource.url] = place(resource.blob, f"{number:02}{_extension(resource.blob)}")
    document = place(article.file, _file_name(article, article.file)) if article.file is not None else ""
    return Attachments(links={url: link for url, link in links.items() if link}, files=tuple(files), document=document)


def embedded(article: Article, open_blob: OpenBlob) -> Attachments:
    """Return what is kept of an article's pictures as addresses that hold them, with no file beside the article."""

    def whole(blob: Blob) -> str:
        try:
            data = open_blob(blob.sha256)
        except LibraryError:
            return ""
        return f"data:{blob.media_type};base64,{b64encode(data).decode()}"

    pictures = {resource.url: resource.blob for resource in article.resources if resource.blob is not None}
    links = {url: whole(blob) for url, blob in pictures.items() if _PICTURE.match(blob.media_type)}
    shown = article.file is not None and _PICTURE.match(article.file.media_type)
    document = whole(article.file) if shown and article.file is not None else ""
    return Attachments(links={url: link for url, link in links.items() if link}, document=document)


def _extension(blob: Blob) -> str:
    return _EXTENSIONS.get(blob.media_type) or guess_extension(blob.media_type) or ".bin"


def _file_name(article: Article, blob: Blob) -> str:
    """Return the name a kept file had at its address, with the extension that its contents have."""
    stem = PurePosixPath(unquote(urlsplit(article.url).path)).stem
    return safe_name(stem or article.metadata.title, limit=100, extension=_extension(blob), fallback="file")
