"""Highlights and notes leave as web annotations that other programs understand."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urldefrag

import pytest

from tearsheet.export.jsonld import JSONLD
from tearsheet.model.annotation import PlacedAnnotation, State
from tearsheet.model.article import Article
from tearsheet.model.export import AnnotatedArticle, ExportOptions
from tests.support.annotated import on_words
from tests.support.reader_articles import BASE, CHINA

TEXT = "雨停之后，河水退去。The river fell 🌊 as quickly as it had come."
ARTICLE = replace(BASE, text=TEXT, url="https://e.com/河?a=<1>")


def exported(article: Article, *annotations: PlacedAnnotation) -> list[dict[str, object]]:
    collection = collected(article, *annotations)
    assert collection["type"] == "AnnotationCollection"
    assert collection["total"] == len(annotations)
    items: list[dict[str, object]] = collection["first"]["items"]  # type: ignore[index]
    return items


def collected(article: Article, *annotations: PlacedAnnotation) -> dict[str, object]:
    annotated = AnnotatedArticle(article=article, annotations=annotations)
    (file,) = JSONLD.export([annotated], ExportOptions(), lambda _sha256: b"")
    collection: dict[str, object] = json.loads(file.data)
    return collection


def on_picture(address: str) -> PlacedAnnotation:
    words = on_words(ARTICLE, 5, 9)
    assert words.annotation.selector is not None
    selector = replace(words.annotation.selector, picture=address)
    return replace(words, annotation=replace(words.annotation, selector=selector))


def test_a_highlight_is_on_its_words_by_quote_and_by_place() -> None:
    (said,) = exported(ARTICLE, on_words(ARTICLE, 5, 9))
    assert said["id"] == "urn:uuid:01234567-89ab-cdef-0123-456789abcdef"
    assert said["motivation"] == "commenting"
    assert said["created"] == "2026-11-24T09:00:00Z"
    assert said["body"] == [
        {"type": "TextualBody", "value": "*why*", "format": "text/markdown", "purpose": "commenting"},
        {"type": "TextualBody", "value": "tea", "purpose": "tagging"},
    ]
    target = said["target"]
    assert isinstance(target, dict)
    assert target["source"] == "https://e.com/%E6%B2%B3?a=%3C1%3E"
    assert target["styleClass"] == "green"
    assert target["state"] == {"type": "TimeState", "sourceDate": "2026-11-23T03:00:00Z"}
    quote, position = target["selector"]
    assert (quote["exact"], quote["prefix"], quote["suffix"][:4]) == ("河水退去", "雨停之后，", "。The")
    assert (position["start"], position["end"]) == (5, 9)


def test_a_highlight_without_a_note_is_only_that() -> None:
    (said,) = exported(ARTICLE, on_words(ARTICLE, 5, 9, note="", tags=()))
    assert said["motivation"] == "highlighting"
    assert "body" not in said


def test_an_orphan_keeps_the_words_it_was_made_on() -> None:
    (said,) = exported(replace(ARTICLE, text="other words"), on_words(ARTICLE, 5, 9, state=State.ORPHAN))
    assert said["target"]["selector"][0]["exact"] == "河水退去"  # type: ignore[index]


def test_a_note_on_the_whole_and_a_picture_say_what_they_are_on() -> None:
    first, second = exported(ARTICLE, on_words(ARTICLE, 0, 0), on_picture("https://e.com/p.png"))
    assert "selector" not in first["target"]  # type: ignore[operator]
    assert second["target"]["source"] == "https://e.com/p.png"  # type: ignore[index]
    assert second["target"]["scope"] == "https://e.com/%E6%B2%B3?a=%3C1%3E"  # type: ignore[index]


def test_a_picture_has_an_address_that_is_an_iri() -> None:
    (said,) = exported(ARTICLE, on_picture("http://[::1]:8/50% 图[1]%20.png?a=[2]#b#c[3]"))
    source = said["target"]["source"]  # type: ignore[index]
    assert source == "http://[::1]:8/50%25%20%E5%9B%BE%5B1%5D%20.png?a=%5B2%5D#b%23c%5B3%5D"


def test_every_moment_is_in_utc_with_a_z() -> None:
    words = on_words(ARTICLE, 5, 9)
    noon = datetime(2026, 1, 1, 12, 0, 5, 600, tzinfo=CHINA)
    marked = replace(words, annotation=replace(words.annotation, created=noon, changed=noon))
    captured = tuple(replace(version, captured=noon) for version in ARTICLE.versions)
    (said,) = exported(replace(ARTICLE, versions=captured), marked)
    moments = (said["created"], said["modified"], said["target"]["state"]["sourceDate"])  # type: ignore[index]
    assert set(moments) == {"2026-01-01T04:00:05Z"}


def test_an_article_without_annotations_is_a_collection_without_pages() -> None:
    collection = collected(ARTICLE)
    assert collection["total"] == 0
    assert "first" not in collection


def test_annotations_are_what_the_w3c_says_they_must_be(shared: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    folder = shared / "corpora" / "annotations" / "annotations"
    musts = json.loads((folder / "annotationMusts.test").read_text("utf-8"))["assertions"]
    schemas = [json.loads((folder.parent / name).read_text("utf-8")) for name in musts]
    known = {str(schema["id"]) for schema in schemas} | {path.name for path in (folder / "definitions").glob("*.json")}
    whole = [schema for schema in schemas if _referred(schema) <= known]
    assert whole
    made = [on_words(ARTICLE, 5, 9), on_words(ARTICLE, 0, 0), on_words(ARTICLE, 5, 9, note="", tags=())]
    for said in exported(ARTICLE, *made):
        for schema in whole:
            jsonschema.Draft4Validator(schema).validate(said)


def _referred(schema: object) -> set[str]:
    """Return the files that a schema refers to; those of the definitions may not lie beside it."""
    if isinstance(schema, dict):
        own = {urldefrag(schema["$ref"]).url} if isinstance(schema.get("$ref"), str) else set()
        return (own - {""}).union(*map(_referred, schema.values()))
    return set().union(*map(_referred, schema)) if isinstance(schema, list) else set()
