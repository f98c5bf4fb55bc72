"""Turn articles into JSON that holds all there is of them: a file each, or a line each."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from tearsheet.export.attachments import PICTURES, Attachments, attachments
from tearsheet.export.exporter import Exporter, OpenBlob, Option, chosen, title_of
from tearsheet.model.annotation import PlacedAnnotation, Selector
from tearsheet.model.article import Article, Blob, Resource, Version
from tearsheet.model.export import AnnotatedArticle, ExportedFile, ExportOptions
from tearsheet.text.filenames import FileNames

_LAYOUT = Option(
    name="layout",
    help="One file an article, or one file with an article a line (JSON Lines).",
    choices=("files", "lines"),
)


def _export(
    articles: Iterable[AnnotatedArticle], options: ExportOptions, open_blob: OpenBlob
) -> Iterator[ExportedFile]:
    pictures, layout = chosen(options, PICTURES), chosen(options, _LAYOUT)
    names = FileNames()
    lines = []
    for annotated in articles:
        article = annotated.article
        name = names.take(title_of(article), extension=".json", identity=article.uid)
        beside = attachments(article, name, open_blob) if pictures == "folder" else Attachments()
        yield from beside.files
        fields = _fields(article, beside) | {"annotations": list(map(_annotation, annotated.annotations))}
        if layout == "files":
            yield ExportedFile(path=f"{name}.json", data=_encoded(fields, indent=1))
        else:
            lines.append(_encoded(fields))
    if layout == "lines":
        yield ExportedFile(path="articles.jsonl", data=b"".join(lines))


def _fields(article: Article, beside: Attachments) -> dict[str, object]:
    """Return everything an article has; `file` of a resource is the relative link to its copy, empty without one."""
    known = article.metadata
    return {
        "uid": article.uid,
        "kind": article.kind,
        "url": article.url,
        "share_link": article.share_link,
        "title": known.title,
        "byline": known.byline,
        "published": _moment(known.published),
        "source": known.source,
        "site": known.site,
        "editor": known.editor,
        "original_title": known.original_title,
        "language": known.language,
        "excerpt": known.excerpt,
        "image": known.image,
        "modified": _moment(known.modified),
        "canonical": known.canonical,
        "keywords": known.keywords,
        "section": known.section,
        "saved": _moment(article.saved),
        "tags": article.tags,
        "read": article.read,
        "archived": article.archived,
        "favourite": article.favourite,
        "note": article.note,
        "words": article.words,
        "html": article.html,
        "text": article.text,
        "resources": [_resource(resource, beside) for resource in article.resources],
        "document": _blob(article.file, beside.document) if article.file else None,
        "version": article.version,
        "versions": [_version(version) for version in article.versions],
    }


def _annotation(placed: PlacedAnnotation) -> dict[str, object]:
    """Return an annotation by the names that the command line gives its fields, and the selector it was made with."""
    made = placed.annotation
    return {
        "uid": made.uid,
        "version": placed.on,
        "made_on": made.version,
        "state": placed.state,
        "quote": made.selector.exact if made.selector else "",
        "text": placed.text,
        "start": placed.start,
        "end": placed.end,
        "picture": placed.picture,
        "colour": made.colour,
        "note": made.note,
        "tags": made.tags,
        "created": _moment(made.created),
        "changed": _moment(made.changed),
        "selector": _selector(made.selector) if made.selector else None,
    }


def _selector(selector: Selector) -> dict[str, object]:
    return {
        "exact": selector.exact,
        "prefix": selector.prefix,
        "suffix": selector.suffix,
        "start": selector.start,
        "end": selector.end,
        "picture": selector.picture,
    }


def _resource(resource: Resource, beside: Attachments) -> dict[str, object]:
    kept = _blob(resource.blob, beside.links.get(resource.url, "")) if resource.blob else {}
    return {"url": resource.url, "alt": resource.alt, "failure": resource.failure, **kept}


def _blob(blob: Blob, link: str) -> dict[str, object]:
    return {"file": link, "sha256": blob.sha256, "media_type": blob.media_type, "size": blob.size}


def _version(version: Version) -> dict[str, object]:
    return {
        "id": version.id,
        "captured": _moment(version.captured),
        "method": version.method,
        "extractor": version.extractor,
        "title": version.title,
        "words": version.words,
        "text_sha256": version.text_sha256,
        "flags": version.flags,
        "share": version.share,
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _encoded(fields: dict[str, object], *, indent: int | None = None) -> bytes:
    return (json.dumps(fields, ensure_ascii=False, indent=indent) + "\n").encode("utf-8", "backslashreplace")


JSON = Exporter(name="json", title="JSON", extension=".json", options=(_LAYOUT, PICTURES), export=_export)
