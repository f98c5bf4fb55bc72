"""Highlights and notes leave as web annotations that other programs understand."""

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import urldefrag

import pytest

from tearsheet.export.jsonld import JSONLD
from tearsheet.model.annotation import PlacedAnnotation, State
from tearsheet.model.article import Article
from tearsheet.model.export import AnnotatedArticle, ExportOptions
from tests.support.annotated import on_words
from tests.support.reader_articles import BASE

TEXT = "雨停之后，河水退去。The river fell 🌊 as quickly as it had come."
ARTICLE = replace(BASE, text=TEXT, url="https://e.com/河?a=<1>")


def exported(article: Article, *annotations: PlacedAnnotation) -> list[dict[str, object]]:
    annotated = AnnotatedArticle(article=article, annotations=annotations)
    (file,) = JSONLD.export([annotated], ExportOptions(), lambda _sha256: b"")
    collection = json.loads(file.data)
    assert collection["type"] == "AnnotationCollection"
    assert collection["total"] == len(annotations)
    items: list[dict[str, object]] = collection["first"]["items"]
    return items


def test_a_highlight_is_on_its_words_by_quote_and_by_place() -> None:
    (said,) = exported(ARTICLE, on_words(ARTICLE, 5, 9))
    assert said["id"] == "urn:uuid:01234567-89ab-cdef-0123-456789abcdef"
    assert said["motivation"] == "commenting"
    assert said["created"] == "2026-11-24T09:00:00+00:00"
    assert said["body"] == [
        {"type": "TextualBody", "value": "*why*", "format": "text/markdown", "purpose": "commenting"},
        {"type": "TextualBody", "value": "tea", "purpose": "tagging"},
    ]
    target = said["target"]
    assert isinstance(target, dict)
    assert target["source"] == "https://e.com/%E6%B2%B3?a=%3C1%3E"
    assert target["styleClass"] == "green"
    assert target["state"] == {"type": "TimeState", "sourceDate": "2026-11-23T03:00:00+00:00"}
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
    whole = on_words(ARTICLE, 0, 0)
    words = on_words(ARTICLE, 5, 9)
    assert words.annotation.selector is not None
    picture = replace(
        words,
        annotation=replace(
            words.annotation, selector=replace(words.annotation.selector, picture="https://e.com/p.png")
        ),
    )
    first, second = exported(ARTICLE, whole, picture)
    assert "selector" not in first["target"]  # type: ignore[operator]
    assert second["target"]["source"] == "https://e.com/p.png"  # type: ignore[index]
    assert second["target"]["scope"] == "https://e.com/%E6%B2%B3?a=%3C1%3E"  # type: ignore[index]


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
