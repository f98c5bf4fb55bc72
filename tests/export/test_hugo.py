"""A Hugo site says what its articles say, and Hugo itself is asked."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

from tearsheet.document.canonical import canonical_text
from tearsheet.document.characters import fit
from tearsheet.export.signing import is_untouched, uid_in
from tearsheet.model.annotation import PlacedAnnotation, State
from tearsheet.model.article import Kind
from tearsheet.model.export import AnnotatedArticle
from tearsheet.model.extraction import Metadata
from tearsheet.resources import resource
from tests.support.annotated import on_words
from tests.support.reader_articles import BASE, blob_of, english_article
from tests.support.sites import build_hugo, export_in_memory, export_site, programs_in, read_post
from tests.support.torture import tortured, with_html


def test_each_page_says_what_its_article_says(tmp_path: Path) -> None:
    picture = resource("demo/river.png").read_bytes()
    articles = [*tortured(), english_article(blob_of(picture))]
    written = export_site("hugo", tmp_path / "site", articles, picture)
    public = build_hugo(tmp_path / "site")
    pages = [path.split("/")[2] for path in written if path.endswith("/index.md")]
    assert len(pages) == len(articles)
    for name, article in zip(pages[:-1], articles[:-1], strict=True):
        post = read_post(public / "posts" / name.lower().replace("\u0307", "") / "index.html")
        assert post.text == article.text, name
        assert post.title.split() == (fit(article.metadata.title) or "—").split()
    assert not [found for page in public.rglob("*.html") for found in programs_in(page)]
    walk = public / "posts" / pages[-1].lower()
    assert 'src="01.png"' in (walk / "index.html").read_text("utf-8")
    assert (walk / "01.png").read_bytes() == picture
    assert "A walk by the river" in (public / "tags" / "history" / "floods" / "index.html").read_text("utf-8")
    assert "A walk by the river" in (public / "index.html").read_text("utf-8")


def test_a_bundle_has_its_facts_under_the_names_that_hugo_knows() -> None:
    known = Metadata(
        title="题",
        byline="李明",
        source="大众网",
        excerpt="x",
        published=datetime(2022, 3, 2, 9, 24, 54, tzinfo=UTC),
        modified=datetime(2022, 3, 3, tzinfo=UTC),
    )
    files = export_in_memory("hugo", with_html("<p>正文</p>", metadata=known, tags=("财经/宏观", "🤔", "汉" * 200)))
    page = files["content/posts/2022-03-02-题/index.md"]
    assert is_untouched(page, "content/posts/2022-03-02-题/index.md")
    front, body = page.decode().split("\n---\n")
    assert front.splitlines()[1:-1] == [
        'title: "题"',
        "date: 2022-03-02T09:24:54+00:00",
        "lastmod: 2022-03-03T00:00:00+00:00",
        'author: "李明"',
        'description: "x"',
        'categories: ["大众网"]',
        'tags: ["财经/宏观"]',
        f'labels: ["🤔", "{"汉" * 200}"]',
        'source: "https://bench.example/walk"',
    ]
    assert uid_in(page) == "u7"
    assert body == "\n正文\n"


def test_a_kept_file_lies_beside_its_page() -> None:
    report = replace(
        BASE,
        kind=Kind.FILE,
        html="",
        file=replace(blob_of(b"x"), media_type="application/pdf"),
        url="https://e.com/报.pdf",
    )
    files = export_in_memory("hugo", report, parts="posts")
    assert list(files) == ["content/posts/2026-11-23-A-title/报.pdf", "content/posts/2026-11-23-A-title/index.md"]
    assert "[A title](报.pdf)" in unquote(files["content/posts/2026-11-23-A-title/index.md"].decode())


def test_what_was_marked_is_marked_and_what_was_written_stands_below(tmp_path: Path) -> None:
    article = with_html("<h2>高水位</h2><p>重点（注意）<b>河水。</b>退去 {{&lt; x &gt;}}</p><p>It rose.</p>")
    note = "# no *heading*\n{{< figure >}} <script>alert(1)</script>\n\n\n1. tea"

    def on(words: str, **more: object) -> PlacedAnnotation:
        start = article.text.index(words)
        return on_words(article, start, start + len(words), **more)  # type: ignore[arg-type]

    marks = (
        on("（注意）河水。退", note=note, tags=("水/high [[x]]",)),
        on("It", note="", tags=()),
        on("高水位", note="", tags=(), state=State.ORPHAN),
    )
    annotated = AnnotatedArticle(article=article, annotations=marks)
    export_site("hugo", tmp_path / "site", [annotated])
    (page,) = (build_hugo(tmp_path / "site") / "posts").glob("*/index.html")
    assert not programs_in(page)
    whole, below = read_post(page).markup.split("<hr>")
    assert re.findall("<mark>(.*?)</mark>", re.sub("</?strong>", "", whole)) == ["（注意）河水。退", "It"]
    said = canonical_text(below.partition("</article>")[0])
    assert said.splitlines() == [
        *("（注意）河水。退", "", "# no *heading*", "{{< figure >}} <script>alert(1)</script>", "", "1. tea", ""),
        *("#水/high-[[x]] · 2026-11-24", "", "高水位", "", "2026-11-24"),
    ]


def test_a_site_shows_no_highlights_where_they_are_not_wanted(tmp_path: Path) -> None:
    article = with_html("<p>It rose.</p>")
    annotated = AnnotatedArticle(article=article, annotations=(on_words(article, 0, 2),))
    written = export_site("hugo", tmp_path / "marked", [annotated], highlights="none", parts="posts")
    assert written == export_site("hugo", tmp_path / "plain", [article], parts="posts")
