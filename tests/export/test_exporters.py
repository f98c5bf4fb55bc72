"""Whatever the format: every article has its file, named safely, with its pictures beside it."""

import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.export import EXPORTERS, Exporter
from tearsheet.export.markdown.front_matter import quoted
from tearsheet.model.annotation import PlacedAnnotation
from tearsheet.model.article import Article, Kind, Resource
from tearsheet.model.errors import ExportError, LibraryError, Reason
from tearsheet.model.export import AnnotatedArticle, ExportOptions
from tearsheet.model.extraction import Metadata
from tearsheet.model.ids import Sha256
from tests.support.annotated import on_words
from tests.support.reader_articles import BASE, blob_of, english_article

PICTURE = b"\x89PNG picture"
BLOB = blob_of(PICTURE)
BY_NAME = {exporter.name: exporter for exporter in EXPORTERS}
WITHOUT_SITES = tuple(exporter for exporter in EXPORTERS if exporter.name not in ("jekyll", "hugo"))
"""The formats with one file an article; a site's posts have names and folders of their own."""

HOSTILE = (
    '../../x\u202e"; {{ 7*7 }} {% if %}',
    "a\n---\nb: c",
    "CON",
    "<script>alert(1)</script>",
    "%2e%2e%2f",
    "--to=/",
    "",
)


def bytes_of(sha256: Sha256) -> bytes:
    assert sha256 == BLOB.sha256
    return PICTURE


def export(
    name: str,
    *articles: Article,
    open_blob: Callable[[Sha256], bytes] = bytes_of,
    annotations: tuple[PlacedAnnotation, ...] = (),
    **options: str,
) -> dict[str, bytes]:
    annotated = (AnnotatedArticle(article=article, annotations=annotations) for article in articles)
    files = list(BY_NAME[name].export(annotated, ExportOptions(values=tuple(options.items())), open_blob))
    assert len({file.path.casefold() for file in files}) == len(files)
    return {file.path: file.data for file in files}


def titled(title: str, **more: object) -> Article:
    return replace(BASE, metadata=Metadata(title=title), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("exporter", WITHOUT_SITES, ids=lambda exporter: exporter.name)
def test_every_article_has_a_file_of_the_formats_extension(exporter: Exporter) -> None:
    files = export(exporter.name, titled("Tea"), titled("Coffee"))
    assert sorted(files) == [f"Coffee{exporter.extension}", f"Tea{exporter.extension}"]
    assert all(data.endswith(b"\n") for data in files.values())


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.name)
def test_an_exporter_names_itself_and_its_options(exporter: Exporter) -> None:
    assert exporter.name.isidentifier()
    assert exporter.extension.startswith(".")
    for option in exporter.options:
        assert option.default == option.choices[0]
        assert option.help.endswith(".")


@pytest.mark.parametrize("exporter", WITHOUT_SITES, ids=lambda exporter: exporter.name)
def test_articles_of_one_title_have_names_of_their_own(exporter: Exporter) -> None:
    files = export(exporter.name, titled("Tea", uid="aaaaaaaaaa"), titled("TEA", uid="bbbbbbbbbb"))
    assert list(files) == [f"Tea{exporter.extension}", f"TEA (bbbbbbbb){exporter.extension}"]


@pytest.mark.parametrize("exporter", WITHOUT_SITES, ids=lambda exporter: exporter.name)
def test_an_article_without_a_title_is_named_by_its_address(exporter: Exporter) -> None:
    (path,) = export(exporter.name, titled(""))
    assert path == f"bench.example-walk{exporter.extension}"


@pytest.mark.parametrize("exporter", WITHOUT_SITES, ids=lambda exporter: exporter.name)
@settings(deadline=None, max_examples=40)
@given(st.data())
def test_no_field_of_a_hostile_article_leaves_its_folder_or_its_place(exporter: Exporter, data: st.DataObject) -> None:
    hostile = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30))
    title, byline, tag, media = (data.draw(hostile) for _ in range(4))
    article = replace(
        BASE,
        metadata=Metadata(title=title, byline=byline, source=byline, excerpt=title),
        tags=(tag,),
        note=title,
        uid=data.draw(hostile),
        resources=(Resource(url="https://e.com/i.png", alt=title, blob=replace(BLOB, media_type=media)),),
        html='<p>words<img src="https://e.com/i.png"></p>',
        text="words",
    )
    for path, written in export(exporter.name, article, article).items():
        parts = PurePosixPath(path).parts
        assert len(parts) <= 2
        assert not path.startswith("/")
        assert not set(parts) & {"..", "."}
        assert not re.search(r'[\x00-\x1f\\:*?"<>|\u202a-\u202e]', path)
        if path.endswith(exporter.extension):
            text = written.decode("utf-8")
            assert "words" in text or exporter.name == "jsonld"
            if exporter.name == "html":
                assert "<script" not in text


def test_a_note_has_its_pictures_in_a_folder_beside_it() -> None:
    files = export("markdown", english_article(BLOB))
    name = "A walk by the river - what the flood of 1953 left behind"
    assert list(files) == [f"{name}/01.png", f"{name}.md"]
    assert files[f"{name}/01.png"] == PICTURE
    note = files[f"{name}.md"].decode()
    link = re.search(r"!\[The river at the lock\]\((\S+)\)", note)
    assert link
    assert " " not in link[1]
    assert unquote(link[1]) == f"{name}/01.png"
    assert "![A map of the flooded streets](https://bench.example/gone.png)" in note


def test_notes_may_share_one_folder_of_pictures_each_named_after_its_contents() -> None:
    one, other = english_article(BLOB), replace(english_article(BLOB), metadata=Metadata(title="Tea"))
    files = export("markdown", one, other, pictures="attachments")
    (picture,) = (path for path in files if not path.endswith(".md"))
    assert picture == f"attachments/{BLOB.sha256[:20]}.png"
    assert f"![The river at the lock]({picture})" in files["Tea.md"].decode()
    assert picture in export("markdown", other, pictures="attachments")


@pytest.mark.parametrize("title", ("../../etc", "CON", "汉" * 1000, "", "🎉🎉", "مرحبا", "a" * 5000, "---\n# x"))
def test_whatever_the_title_a_note_has_a_name_and_says_it(title: str) -> None:
    ((path, data),) = export("markdown", titled(title)).items()
    assert len(path.encode()) <= 200
    assert "/" not in path
    assert path.casefold() != "con.md"
    assert data.startswith(f"---\ntitle: {quoted(title)}\n".encode() if title else b"---\nsource: ")


def test_a_notes_pictures_may_stay_where_they_were_or_be_left_out() -> None:
    linked = export("markdown", english_article(BLOB), pictures="link")
    assert len(linked) == 1
    assert b"(https://bench.example/river.png)" in next(iter(linked.values()))
    without = export("markdown", english_article(BLOB), pictures="none")
    assert len(without) == 1
    assert b"![" not in next(iter(without.values()))


def test_a_note_may_be_named_by_the_day_it_was_published() -> None:
    (path,) = export("markdown", english_article(), names="date-title")
    assert path.startswith("2026-03-05 A walk by the river")


def test_a_picture_that_stands_in_an_article_twice_is_written_once() -> None:
    urls = ("https://e.com/a.png", "https://e.com/b.png")
    article = titled(
        "Tea",
        html="".join(f'<p><img src="{url}"></p>' for url in urls),
        resources=tuple(Resource(url=url, blob=BLOB) for url in urls),
    )
    files = export("markdown", article)
    assert list(files) == ["Tea/01.png", "Tea.md"]
    assert files["Tea.md"].count(b"(Tea/01.png)") == 2


def test_a_picture_whose_copy_is_damaged_stays_where_it_was() -> None:
    def damaged(sha256: Sha256) -> bytes:
        raise LibraryError(Reason.LIBRARY_DAMAGED, sha256)

    files = export("markdown", english_article(BLOB), open_blob=damaged)
    assert len(files) == 1
    assert b"(https://bench.example/river.png)" in next(iter(files.values()))


def test_a_kept_file_is_written_beside_its_note() -> None:
    article = titled(
        "报告",
        kind=Kind.FILE,
        html="",
        file=replace(BLOB, media_type="application/pdf"),
        url="https://e.com/a/r%20x.pdf?b",
    )
    files = export("markdown", article)
    assert list(files) == ["报告/r x.pdf", "报告.md"]
    assert "[报告](%E6%8A%A5%E5%91%8A/r%20x.pdf)" in files["报告.md"].decode()


def test_a_picture_that_was_kept_as_a_file_is_shown_in_its_note() -> None:
    files = export("markdown", titled("Map", kind=Kind.FILE, html="", file=BLOB, url="https://e.com/map"))
    assert files["Map.md"].endswith(b"\n\n![Map](Map/map.png)\n")


def test_a_kept_link_is_a_note_of_its_properties() -> None:
    files = export("markdown", titled("Only a link", kind=Kind.LINK, html="", text=""))
    assert files["Only a link.md"].decode().endswith("\n---\n")


def test_json_holds_all_there_is_of_an_article() -> None:
    article = english_article(BLOB)
    files = export("json", article)
    fields = json.loads(files["A walk by the river - what the flood of 1953 left behind.json"])
    assert (fields["title"], fields["byline"]) == (article.metadata.title, "Ada Marsh")
    assert datetime.fromisoformat(fields["published"]) == article.metadata.published
    assert (fields["html"], fields["text"], fields["tags"]) == (article.html, article.text, list(article.tags))
    kept, missing = fields["resources"]
    assert unquote(kept["file"]) in files
    assert (missing["failure"], "file" in missing) == ("404", False)
    assert fields["versions"][0]["method"] == "fetch"
    assert datetime.fromisoformat(fields["modified"]) == article.metadata.modified
    assert (fields["canonical"], fields["section"]) == ("https://bench.example/the-walk", "Country")
    assert fields["keywords"] == ["floods", "1953"]
    assert fields["versions"][0]["share"] == 0.82


def test_json_holds_the_annotations_of_an_article() -> None:
    article = titled("Tea", text="A paragraph.")
    (fields,) = (json.loads(data) for data in export("json", article, annotations=(on_words(article, 2, 11),)).values())
    (said,) = fields["annotations"]
    assert (said["quote"], said["text"], said["start"], said["end"]) == ("paragraph", "paragraph", 2, 11)
    assert (said["state"], said["note"], said["colour"], said["tags"]) == ("anchored", "*why*", "green", ["tea"])
    assert said["selector"]["prefix"] == "A "


def test_what_a_page_calls_itself_is_kept_apart_from_a_persons_tags() -> None:
    article = english_article(BLOB)
    page = next(data for path, data in export("html", article).items() if path.endswith(".html")).decode()
    assert '<meta name="keywords" content="floods, 1953">' in page
    assert '<meta name="tags" content="rivers, history/floods">' in page
    assert '<meta name="dcterms.modified" content="2026-03-06T09:00:00+01:00">' in page
    note = next(data for path, data in export("markdown", article).items() if path.endswith(".md")).decode()
    assert 'tags:\n  - "rivers"\n  - "history/floods"\nkeywords:\n  - "floods"\n  - "1953"\n' in note


def test_json_lines_are_one_file_with_an_article_a_line() -> None:
    files = export("json", titled("一"), titled("two\nlines"), layout="lines", pictures="none")
    rows = [json.loads(line) for line in files["articles.jsonl"].decode().splitlines()]
    assert [row["title"] for row in rows] == ["一", "two\nlines"]


def test_a_web_page_shows_its_pictures_and_loads_nothing_else() -> None:
    files = export("html", english_article(BLOB))
    page = next(data for path, data in files.items() if path.endswith(".html")).decode()
    sources = [unescape(source) for source in re.findall(r'<img [^>]*src="([^"]*)"', page)]
    assert [unquote(source) in files for source in sources] == [True]
    assert "default-src 'none'" in unescape(page)
    assert "Ada Marsh" in page


def test_text_begins_with_what_it_is_and_where_it_is_from() -> None:
    published = datetime(2022, 3, 2, 17, 24, tzinfo=timezone(timedelta(hours=8)))
    known = Metadata(title="题目", byline="李明", source="大众网", published=published)
    files = export("text", replace(BASE, metadata=known, text="第一段\n第二段", note="看"))
    assert files["题目.txt"].decode() == (
        "题目\n大众网 · 李明 · 2022-03-02 17:24 +0800\nhttps://bench.example/walk\n\n看\n\n第一段\n第二段\n"
    )


def test_a_choice_there_is_not_is_refused() -> None:
    with pytest.raises(ExportError) as refused:
        export("markdown", BASE, pictures="sideways")
    assert refused.value.reason is Reason.BAD_SETTING


def test_articles_are_asked_for_one_at_a_time() -> None:
    asked: list[str] = []

    def articles() -> Iterator[AnnotatedArticle]:
        for title in ("one", "two"):
            asked.append(title)
            yield AnnotatedArticle(article=titled(title))

    written = BY_NAME["markdown"].export(articles(), ExportOptions(), bytes_of)
    assert next(written).path == "one.md"
    assert asked == ["one"]


def test_a_web_page_may_hold_its_pictures() -> None:
    files = export("html", english_article(BLOB), pictures="inside")
    (page,) = (data.decode() for data in files.values())
    assert f'src="data:image/png;base64,{b64encode(PICTURE).decode()}"' in page
    assert "river.png" not in page


def test_a_web_page_shows_what_was_marked_unless_it_is_not_to() -> None:
    article = titled("Tea", html="<p>A paragraph.</p>", text="A paragraph.")
    (page,) = export("html", article, annotations=(on_words(article, 2, 11),)).values()
    assert b'<mark class="ts-green">paragraph</mark>' in page
    assert b"*why*" in page
    (plain,) = export("html", article, annotations=(on_words(article, 2, 11),), highlights="none").values()
    assert plain == next(iter(export("html", article).values()))
