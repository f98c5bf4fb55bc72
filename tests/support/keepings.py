"""Captures made up for tests of what keeps them: an article in one call, whatever matters named, the rest filled in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from tearsheet.model.article import Kind, Resource
from tearsheet.model.capture import Keeping
from tearsheet.model.extraction import Extraction, Flag, Metadata
from tearsheet.model.page import Address, Method, Page
from tearsheet.text.cjk import count_words

RECEIVED = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)


def address(name: str) -> Address:
    return Address(url=f"https://news.example/{name}", key=f"news.example/{name}")


def page(body: bytes, *, url: str = "https://news.example/a", media_type: str = "text/html") -> Page:
    return Page(
        requested=url,
        address=url,
        status=200,
        headers=(("Content-Type", media_type), ("Set-Cookie", "a"), ("Set-Cookie", "b")),
        body=body,
        media_type=media_type,
        charset="utf-8" if media_type == "text/html" else None,
        method=Method.FETCH,
        received=RECEIVED,
    )


def extraction(text: str, *, flags: Sequence[Flag] = (), **metadata: object) -> Extraction:
    """Return what was read; other keywords are fields of its Metadata."""
    said = replace(Metadata(title="Untitled"), **metadata)  # type: ignore[arg-type]
    html = f"<p>{text}</p>" if text else ""
    return Extraction(metadata=said, html=html, text=text, words=count_words(text), flags=tuple(flags))


def keeping(
    name: str = "a",
    text: str = "One two three four five six seven eight nine ten.",
    *,
    kind: Kind = Kind.ARTICLE,
    body: bytes | None = None,
    resources: Sequence[Resource] = (),
    tags: Sequence[str] = (),
    note: str = "",
    saved: datetime | None = None,
    flags: Sequence[Flag] = (),
    **metadata: object,
) -> Keeping:
    """Return a capture of the page `name`; other keywords are fields of its Metadata."""
    media_type = "application/pdf" if kind is Kind.FILE else "text/html"
    where = address(name)
    content = f"<html>{text}".encode() if body is None else body
    return Keeping(
        address=where,
        share_link=f"{where.url}?from=timeline",
        kind=kind,
        pages=(page(content, url=where.url, media_type=media_type),),
        extraction=extraction(text, flags=flags, **metadata),
        extractor="reader 1",
        resources=tuple(resources),
        tags=tuple(tags),
        note=note,
        saved=saved,
    )
