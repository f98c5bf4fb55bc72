"""A note for Joplin has what its importer reads (packages/lib/utils/frontMatter.ts), and says the rest in words."""

import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from urllib.parse import unquote

import yaml

from tearsheet.export import EXPORTERS
from tearsheet.model.annotation import PlacedAnnotation
from tearsheet.model.article import Article, Resource
from tearsheet.model.export import AnnotatedArticle, ExportOptions
from tearsheet.model.extraction import Metadata
from tests.support.annotated import on_words
from tests.support.reader_articles import BASE, blob_of

CHINA = timezone(timedelta(hours=8))
KNOWN = Metadata(
    title='蓝海银行："活水"',
    byline="李明",
    source="大众网",
    published=datetime(2022, 3, 2, 17, 24, 54, tzinfo=CHINA),
    excerpt="One line.",
    keywords=("banks", "共同富裕"),
)
LEFT_BY_DECODE_URI = re.compile("%(?:3B|2F|3F|3A|40|26|3D|2B|24|2C|23)", re.IGNORECASE)
"""What JavaScript's decodeURI leaves encoded, and Joplin then looks for under that name."""


def exported(article: Article, *annotations: PlacedAnnotation) -> dict[str, str]:
    exporter = next(each for each in EXPORTERS if each.name == "markdown")
    options = ExportOptions(values=(("dialect", "joplin"),))
    annotated = AnnotatedArticle(article=article, annotations=annotations)
    return {file.path: file.data.decode() for file in exporter.export([annotated], options, lambda _sha256: b"x")}


def imported(note: str) -> tuple[dict[str, object], str]:
    """Read a note as Joplin does: every scalar a string, the body from the line after the next."""
    head, body = note.removeprefix("---\n").split("\n---\n\n", 1)
    read = yaml.load(head, yaml.BaseLoader)  # noqa: S506 - it makes strings, lists and mappings only
    assert isinstance(read, dict)
    return read, body


def test_a_note_has_the_properties_that_joplin_reads() -> None:
    article = replace(BASE, metadata=KNOWN, tags=("finance/small firms", "news"), saved=KNOWN.published or BASE.saved)
    (note,) = exported(article).values()
    read, _body = imported(note)
    assert (read["title"], read["source"], read["author"]) == (KNOWN.title, article.url, "李明")
    assert read["tags"] == ["finance/small firms", "news"]
    assert read["created"] == read["updated"] == "2022-03-02 09:24:54Z", "as Joplin's own exporter writes it"


def test_what_a_page_calls_itself_does_not_become_tags() -> None:
    (note,) = exported(replace(BASE, metadata=KNOWN, tags=())).values()
    assert not imported(note)[0].keys() & {"tags", "keywords"}


def test_a_note_without_a_title_is_called_what_its_file_is() -> None:
    ((path, note),) = exported(replace(BASE, metadata=Metadata())).items()
    assert (imported(note)[0]["title"], path) == ("bench.example/walk", "bench.example-walk.md")


def test_what_joplin_has_no_property_for_stands_above_the_text() -> None:
    article = replace(BASE, metadata=KNOWN, html="<p>正文</p>", text="正文", note="# read\n\nthis *again*")
    (note,) = exported(article).values()
    assert imported(note)[1] == ("大众网 · 李明 · 2022-03-02 17:24 +0800\n\n\\# read\n\nthis \\*again\\*\n\n正文\n")


def test_highlights_are_in_joplins_signs_and_no_names_of_blocks_are_left_in_the_text() -> None:
    article = replace(BASE, html="<p>It rose.</p>", text="It rose.")
    (note,) = exported(article, on_words(article, 3, 7)).values()
    assert "It ==rose==." in note
    assert "^h-" not in note


def test_pictures_are_found_by_joplins_importer_whatever_the_title() -> None:
    url = "https://e.com/a.png"
    article = replace(
        BASE,
        metadata=Metadata(title="Tom & Jerry, $5 + 1; a=b @ 100% “é” (1) #2"),
        html=f'<p>x<img src="{url}"></p>',
        text="x",
        resources=(Resource(url=url, blob=replace(blob_of(b"x"), media_type="image/png")),),
    )
    files = exported(article)
    (note,) = (text for path, text in files.items() if path.endswith(".md"))
    link = re.search(r"!\[\]\((\S+)\)", note)
    assert link
    assert not LEFT_BY_DECODE_URI.search(link[1])
    assert unquote(link[1]) in files
