"""Turn articles' highlights and notes into W3C web annotations (JSON-LD), a collection for each article."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from urllib.parse import quote
from uuid import UUID

from tearsheet.document.characters import fit
from tearsheet.export.exporter import Exporter, OpenBlob, title_of
from tearsheet.model.annotation import Annotation, PlacedAnnotation, Selector, State
from tearsheet.model.article import Article
from tearsheet.model.export import AnnotatedArticle, ExportedFile, ExportOptions
from tearsheet.model.ids import VersionId
from tearsheet.text.anchoring import select
from tearsheet.text.filenames import FileNames
from tearsheet.text.shades import shades

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_SITE = re.compile(r"[^/?#]*(?://[^/?#]*)?")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_MAY_STAND = "%/:?@!$&'()*+,;="


def _export(
    articles: Iterable[AnnotatedArticle], _options: ExportOptions, _open_blob: OpenBlob
) -> Iterator[ExportedFile]:
    names = FileNames()
    for annotated in articles:
        name = names.take(title_of(annotated.article), extension=".jsonld", identity=annotated.article.uid)
        written = json.dumps(_collection(annotated), ensure_ascii=False, indent=1) + "\n"
        yield ExportedFile(path=f"{name}.jsonld", data=fit(written).encode())


def _collection(annotated: AnnotatedArticle) -> dict[str, object]:
    """Return a collection (Web Annotation, 5.1) with all its annotations in one page; a page has at least one (5.2)."""
    article = annotated.article
    name = _name(article.uid)
    items = [_annotation(article, placed) for placed in annotated.annotations]
    collection = {
        "@context": _CONTEXT,
        "id": name,
        "type": "AnnotationCollection",
        "label": title_of(article),
        "total": len(items),
    }
    page = {"id": f"{name}#1", "type": "AnnotationPage", "startIndex": 0, "items": items}
    return collection | ({"first": page} if items else {})


def _annotation(article: Article, placed: PlacedAnnotation) -> dict[str, object]:
    """Return an annotation that says all by itself: on the words it stands on now, or was made on as an orphan."""
    made = placed.annotation
    bodies = list(_bodies(made))
    return {
        "@context": _CONTEXT,
        "id": _name(made.uid),
        "type": "Annotation",
        "motivation": "commenting" if made.note.strip() else "highlighting",
        "created": _moment(made.created),
        "modified": _moment(made.changed),
        **({"body": bodies} if bodies else {}),
        "target": _target(article, placed),
        "stylesheet": {
            "type": "CssStylesheet",
            "value": f".{made.colour} {{ background: {shades('light')[f'mark-{made.colour}']}; }}",
        },
    }


def _bodies(made: Annotation) -> Iterator[dict[str, str]]:
    if made.note.strip():
        yield {"type": "TextualBody", "value": made.note, "format": "text/markdown", "purpose": "commenting"}
    for tag in made.tags:
        yield {"type": "TextualBody", "value": tag, "purpose": "tagging"}


def _target(article: Article, placed: PlacedAnnotation) -> dict[str, object]:
    made = placed.annotation
    page = _address(article.url) if article.url else _name(article.uid)
    shown = placed.state is not State.ORPHAN
    target: dict[str, object] = {"type": "SpecificResource", "source": page, "styleClass": made.colour.value}
    if made.selector is not None and made.selector.picture:
        target |= {"source": _address(placed.picture or made.selector.picture), "scope": page}
    elif made.selector is not None:
        stands = select(article.text, placed.start, placed.end) if shown and placed.text else made.selector
        target["selector"] = list(_selectors(stands))
    captured = _captured(article, placed.on if shown else made.version)
    return target | ({"state": {"type": "TimeState", "sourceDate": _moment(captured)}} if captured else {})


def _selectors(selector: Selector) -> Iterator[dict[str, object]]:
    """Yield the passage by its words and by its place, in code points (Web Annotation, 4.2.4 and 4.2.5)."""
    quoted = {"exact": selector.exact, "prefix": selector.prefix, "suffix": selector.suffix}
    yield {"type": "TextQuoteSelector", **quoted}
    yield {"type": "TextPositionSelector", "start": selector.start, "end": selector.end}


def _captured(article: Article, version: VersionId) -> datetime | None:
    return next((each.captured for each in article.versions if each.id == version), None)


def _name(uid: str) -> str:
    try:
        return UUID(hex=uid).urn
    except ValueError:
        return f"urn:tearsheet:{quote(fit(uid), safe='')}"


def _address(url: str) -> str:
    """Return an address as an IRI in ASCII: a % only before two digits, brackets only in the host, one # at most."""
    whole = _STRAY_PERCENT.sub("%25", fit(url))
    rest = _SITE.sub("", whole, count=1)
    site = whole.removesuffix(rest)
    place, mark, fragment = rest.partition("#")
    return quote(site, safe=f"{_MAY_STAND}[]") + quote(place, safe=_MAY_STAND) + mark + quote(fragment, safe=_MAY_STAND)


def _moment(moment: datetime) -> str:
    """Return a moment as it must be written, in UTC and with a Z (Web Annotation, 3.3.1 and 4.3.1)."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


JSONLD = Exporter(name="jsonld", title="JSON-LD", extension=".jsonld", options=(), export=_export)
