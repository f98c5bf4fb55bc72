"""Turn articles, summaries, captures and annotations into the rows that scripts rely on.

What only some verbs need is imported where it is used: a list must not pay for it.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tearsheet.text.reasons import in_words

if TYPE_CHECKING:  # a list makes none of these but summaries
    from collections.abc import Sequence

    from tearsheet.model.annotation import PlacedAnnotation
    from tearsheet.model.article import Article, ArticleSummary, Version
    from tearsheet.model.capture import Captured
    from tearsheet.model.comparison import Passage
    from tearsheet.model.errors import Failure
    from tearsheet.model.extraction import Extraction, Metadata
    from tearsheet.model.importing import Imported
    from tearsheet.model.query import Snippet
    from tearsheet.model.rereading import Reread
    from tearsheet.model.upkeep import Damage


def of_extraction(extraction: Extraction, url: str) -> dict[str, object]:
    """Return what was read out of a page."""
    return {
        **_of_metadata(extraction.metadata),
        "url": url,
        "html": extraction.html,
        "text": extraction.text,
        "words": extraction.words,
        "share": _share(extraction.share),
        "flags": list(extraction.flags),
    }


def of_article(article: Article) -> dict[str, object]:
    """Return an article, whole. `flags` and `share` are those of the version shown."""
    shown = [version for version in article.versions if version.id == article.version]
    return {
        "id": article.id,
        "uid": article.uid,
        "kind": article.kind,
        **_of_metadata(article.metadata),
        "url": article.url,
        "share_link": article.share_link,
        "html": article.html,
        "text": article.text,
        "words": article.words,
        "saved": moment(article.saved),
        "tags": list(article.tags),
        "read": article.read,
        "archived": article.archived,
        "favourite": article.favourite,
        "note": article.note,
        "share": next((_share(version.share) for version in shown), None),
        "missing": [resource.url for resource in article.missing],
        "flags": [flag for version in shown for flag in version.flags],
        "version": article.version,
        "versions": [_of_version(version) for version in article.versions],
    }


def of_summary(summary: ArticleSummary) -> dict[str, object]:
    """Return an article's row in a list."""
    return {
        "id": summary.id,
        "kind": summary.kind,
        "url": summary.url,
        "title": summary.title,
        "byline": summary.byline,
        "source": summary.source,
        "published": moment(summary.published),
        "saved": moment(summary.saved),
        "tags": list(summary.tags),
        "read": summary.read,
        "archived": summary.archived,
        "favourite": summary.favourite,
        "words": summary.words,
        "language": summary.language,
        "excerpt": summary.excerpt,
        "missing": summary.missing,
    }


def of_snippet(snippet: Snippet | None) -> dict[str, object]:
    """Return the passage that a search found in an article, and where the hits stand in it."""
    if snippet is None:
        return {}
    return {"snippet": snippet.text, "hits": [list(hit) for hit in snippet.hits]}


def of_capture(captured: Captured) -> dict[str, object]:
    """Return what became of a link. `error` is a reason's name, for programs; `reason` says it in words."""
    return {
        "id": captured.article,
        "url": captured.url,
        "title": captured.title,
        "status": captured.status,
        **of_failure(captured.failure),
        "missing": list(captured.missing),
        "method": captured.method,
        "version": captured.version,
        "current": captured.current,
    }


def of_imported(imported: Imported) -> dict[str, object]:
    """Return what became of an entry; each thing that was odd has its name, what stood there, and the words."""
    from tearsheet.text.importing import oddity_in_words

    odd = (
        {"kind": oddity.kind, "detail": oddity.detail, "reason": oddity_in_words(oddity)}
        for oddity in imported.oddities
    )
    return {
        "id": imported.article,
        "file": imported.entry,
        "url": imported.url,
        "title": imported.title,
        "status": imported.status,
        **of_failure(imported.failure),
        "missing": list(imported.missing),
        "oddities": list(odd),
    }


def of_reread(reread: Reread) -> dict[str, object]:
    """Return what became of an article that was read again: as a capture, and what is different now."""
    return {
        "id": reread.article,
        "url": reread.url,
        "title": reread.title,
        "status": reread.status,
        "verdict": reread.verdict,
        **of_failure(reread.failure),
        "missing": list(reread.missing),
        "method": reread.method,
        "version": reread.version,
        "current": reread.current,
        "words_before": reread.words_before,
        "words": reread.words,
        "pictures_before": reread.pictures_before,
        "pictures": reread.pictures,
        "details": list(reread.details),
    }


def of_annotation(placed: PlacedAnnotation) -> dict[str, object]:
    """Return an annotation as it stands on a version; one that is an orphan, or about the article, stands nowhere."""
    from tearsheet.model.annotation import State

    said, selector = placed.annotation, placed.annotation.selector
    stands = selector is not None and placed.state is not State.ORPHAN
    return {
        "id": said.id,
        "uid": said.uid,
        "article": said.article,
        "version": placed.on,
        "made_on": said.version,
        "quote": selector.exact if selector else "",
        "prefix": selector.prefix if selector else "",
        "suffix": selector.suffix if selector else "",
        "picture": placed.picture or (selector.picture if selector else ""),
        "state": placed.state,
        "text": placed.text,
        "start": placed.start if stands else None,
        "end": placed.end if stands else None,
        "by_hand": placed.by_hand,
        "note": said.note,
        "colour": said.colour,
        "tags": list(said.tags),
        "created": moment(said.created),
        "changed": moment(said.changed),
    }


def of_recapture(captured: Captured, annotations: Sequence[PlacedAnnotation]) -> dict[str, object]:
    """Return what became of an article that was captured again: as a capture, and how its annotations came through."""
    from tearsheet.model.annotation import State
    from tearsheet.text.recapturing import why

    states = [placed.state for placed in annotations]
    said = {"reason": why(captured.failure)} if captured.failure else {}
    return {**of_capture(captured), **said, "annotations": {state: states.count(state) for state in State}}


def of_version(version: Version, article: Article) -> dict[str, object]:
    """Return one version of an article, and whether it is the one that is shown."""
    return {"article": article.id, **_of_version(version), "current": version.id == article.version}


def of_passage(passage: Passage) -> dict[str, object]:
    """Return what became of a passage between two versions."""
    return {
        "fate": passage.fate,
        "move": passage.move or None,
        "pieces": [{"change": piece.change, "text": piece.text} for piece in passage.pieces],
    }


def of_damage(damage: Damage) -> dict[str, object]:
    """Return one thing that is wrong with a library; `remedy` says how it was mended, null where it was not."""
    from tearsheet.text.upkeep import damage_in_words

    return {
        "kind": damage.part,
        "identity": damage.identity,
        "articles": list(damage.articles),
        "fault": damage.fault,
        "detail": damage.detail,
        "harmless": damage.is_harmless,
        "remedy": damage.remedy,
        "reason": damage_in_words(damage),
    }


def of_failure(failure: Failure | None) -> dict[str, object]:
    if failure is None:
        return {"error": None}
    return {"error": failure.reason, "detail": failure.detail, "reason": in_words(failure)}


def moment(time: datetime | None) -> str | None:
    """Return a time as ISO 8601 with its offset."""
    return time.isoformat() if time else None


def _of_version(version: Version) -> dict[str, object]:
    return {
        "id": version.id,
        "captured": moment(version.captured),
        "method": version.method,
        "extractor": version.extractor,
        "title": version.title,
        "words": version.words,
        "flags": list(version.flags),
        "share": _share(version.share),
    }


def _share(share: float | None) -> float | None:
    """Return a share with as many digits as mean something."""
    return None if share is None else round(share, 4)


def _of_metadata(metadata: Metadata) -> dict[str, object]:
    return {
        "title": metadata.title,
        "byline": metadata.byline,
        "published": moment(metadata.published),
        "source": metadata.source,
        "site": metadata.site,
        "editor": metadata.editor,
        "original_title": metadata.original_title,
        "language": metadata.language,
        "excerpt": metadata.excerpt,
        "image": metadata.image,
        "modified": moment(metadata.modified),
        "canonical": metadata.canonical,
        "keywords": list(metadata.keywords),
        "section": metadata.section,
    }
