"""Turn an article into the variables of a person's own template, under the names that Obsidian's Web Clipper has."""

from datetime import datetime

from tearsheet.export.markdown.quotations import block_id
from tearsheet.model.annotation import PlacedAnnotation
from tearsheet.model.export import AnnotatedArticle
from tearsheet.text.addresses import host_of

Highlight = dict[str, str | list[str]]
Values = dict[str, str | int | list[str] | list[Highlight]]
"""Plain values, for they go to a worker, and to a template that may do with them what it likes."""


def values_of(annotated: AnnotatedArticle, *, note_name: str, content: str, head: str) -> Values:
    """Return a template's variables. What is not known is empty; `date` and `time` are when the article was kept.

    `head` is what stands above the content of a note without a template, its properties.
    """
    article, known = annotated.article, annotated.article.metadata
    saved = _moment(article.saved)
    return {
        "title": known.title,
        "content": content,
        "contentHtml": article.html,
        "author": known.byline,
        "published": _moment(known.published),
        "modified": _moment(known.modified),
        "created": saved,
        "date": saved,
        "time": saved,
        "url": article.url,
        "source": article.url,
        "domain": host_of(article.url).removeprefix("www."),
        "site": known.source or known.site,
        "description": known.excerpt,
        "image": known.image,
        "language": known.language,
        "words": article.words,
        "tags": list(article.tags),
        "keywords": list(known.keywords),
        "note": article.note,
        "noteName": note_name,
        "highlights": [_highlight(each) for each in annotated.annotations],
        "properties": head,
        "favicon": "",
        "selection": "",
        "selectionHtml": "",
    }


def _highlight(placed: PlacedAnnotation) -> Highlight:
    made = placed.annotation
    return {
        "text": placed.text or (made.selector.exact if made.selector else ""),
        "note": made.note,
        "tags": list(made.tags),
        "color": str(made.colour),
        "colour": str(made.colour),
        "state": str(placed.state),
        "timestamp": _moment(made.created),
        "id": block_id(placed),
    }


def _moment(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""
