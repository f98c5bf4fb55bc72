"""A Hugo site says what its articles say, and Hugo itself is asked."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

from tearsheet.document.characters import fit
from tearsheet.export.signing import is_untouched
from tearsheet.model.article import Kind
from tearsheet.model.extraction import Metadata
from tearsheet.resources import resource
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
    assert is_untouched(page)
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
