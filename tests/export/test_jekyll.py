"""A Jekyll site says what its articles say, in whatever zone it is built, and Jekyll itself is asked."""

import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tearsheet.document.canonical import canonical_text
from tearsheet.document.characters import fit
from tearsheet.document.sanitise import sanitise
from tearsheet.export.jekyll.body import ENDS, SITE, post_body
from tearsheet.export.signing import is_untouched
from tearsheet.model.article import Kind, Resource
from tearsheet.model.extraction import Metadata
from tearsheet.resources import resource
from tests.support.programs import program
from tests.support.reader_articles import BASE, blob_of, english_article
from tests.support.seed import read_seed
from tests.support.sites import build_jekyll, export_in_memory, export_site, programs_in, read_post
from tests.support.torture import MOMENTS, NOON, tortured, with_html

ZONES = ("Asia/Shanghai", "UTC", "America/Los_Angeles")


def front_matter(post: bytes) -> dict[str, object]:
    """Read a post's properties, a name and JSON or plain words a line."""
    lines = post.decode().split("\n---\n")[0].splitlines()[1:]
    pairs = (line.partition(": ") for line in lines if not line.startswith("#"))
    return {name: json.loads(value) if value[0] in '"[' else value for name, _, value in pairs}


def pages_of(written: Mapping[str, bytes], site: Path) -> dict[str, Path]:
    """Return the page of each post by the post's path, found by the name that both have."""
    found = {page.stem: page for page in site.glob("*/[0-9]*/[0-9]*/[0-9]*/*.html")}
    posts = (path for path in written if path.startswith("_posts/"))
    return {path: found[path.removeprefix("_posts/")[11:].removesuffix(".md")] for path in posts}


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serve a built site, and return its address."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_said: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module", params=ZONES)
def zone(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_each_page_says_what_its_article_says_in_any_zone(zone: str, tmp_path: Path) -> None:
    articles = tortured()
    written = export_site("jekyll", tmp_path / "site", articles, zone=zone)
    site = build_jekyll(tmp_path / "site", zone="Pacific/Kiritimati")
    pages = pages_of(written, site)
    assert len(pages) == len(articles)
    for (path, page), article in zip(pages.items(), articles, strict=True):
        post = read_post(page)
        assert post.text == article.text, path
        assert post.title.split() == (fit(article.metadata.title) or "无题").split()
        published = article.metadata.published
        assert published is not None
        assert page.parent.parts[-3:] == tuple(f"{published:%Y-%m-%d}".split("-"))
    assert not [found for page in site.rglob("*.html") for found in programs_in(page)]
    indexed = [row for path in site.glob("search/*-*.json") for row in json.loads(path.read_text("utf-8"))]
    assert len(indexed) == len(articles)
    assert {unquote(row["url"]) for row in indexed} == {f"/{page.relative_to(site)}" for page in pages.values()}
    feed = etree.parse(site / "feed.xml").getroot()
    assert len(feed.findall("{*}entry")) == len(articles)
    for listed in site.rglob("*.html"):
        for link in re.findall(r'href="(/[^"#]*)"', listed.read_text("utf-8")):
            assert (site / unquote(link)[1:] / ("index.html" if link.endswith("/") else "")).is_file(), link


def test_the_seed_comes_out_as_it_was(shared: Path, tmp_path: Path) -> None:
    seed = read_seed(shared)
    post = (shared / "seed" / "post.txt").read_text("utf-8")
    url = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW202203022294529950"
    published = datetime.strptime(seed.article.published, "%Y-%m-%d %H:%M:%S %z")
    known = Metadata(title=seed.article.title, published=published, source="大众网", language="zh-CN")
    article = with_html(seed.article.body, url=url, metadata=known)
    written = export_site("jekyll", tmp_path / "site", [article])
    (made,) = (data for path, data in written.items() if path.startswith("_posts/"))
    wanted = dict(line.split(": ", 1) for line in post.split("---\n")[1].splitlines())
    assert front_matter(made) == {name: value.strip('"') for name, value in wanted.items()}
    tail = made.decode().partition("{:/}\n\n")[2].split("\n\n")
    assert tail[0] == f"<{url}>"
    assert tail[1] == f"[返回大众网新闻]({SITE}category/dazhongwang.html)｜[返回首页]({SITE})\n"
    site = build_jekyll(tmp_path / "site")
    (page,) = site.glob("dazhongwang/2022/03/02/*.html")
    built = read_post(page)
    assert tuple(built.text.split("\n\n")) == tuple(" ".join(part.split()) for part in seed.paragraphs)
    assert len(seed.paragraphs) == 37
    assert built.links == (url, "/category/dazhongwang.html", "/")


def test_the_site_s_search_marks_what_it_found_in_title_and_text(tmp_path: Path) -> None:
    chromium = program("chromium")
    words = "河水退去以前，没有人想到旧墙能撑这么久。" * 3
    title = Metadata(title="旧墙", published=datetime(2026, 3, 10, tzinfo=UTC))
    article = with_html(f"<p>{words}</p><p>1½ 天以后……洪水来了。{words}</p>", url="https://e.com/wall", metadata=title)
    export_site("jekyll", tmp_path / "site", [article])
    built = build_jekyll(tmp_path / "site")
    with serving(built) as address:
        options = ("--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=5000", "--dump-dom")
        folder = f"--user-data-dir={tmp_path / 'profile'}"
        shown = subprocess.run(
            (chromium, *options, folder, f"{address}/search.html?q=旧墙 洪水"),
            capture_output=True,
            timeout=60,
            check=True,
        )
    (found,) = lxml.html.fromstring(shown.stdout.decode()).findall(".//ol[@id='found']/li")
    assert [mark.text for mark in found.findall("a/mark")] == ["旧墙"]
    assert "旧墙" in [mark.text for mark in found.findall("p/mark")]


def test_posts_without_a_source_are_listed_together_under_words_of_the_site(tmp_path: Path) -> None:
    known = Metadata(title="Alone", published=datetime(2026, 3, 10, tzinfo=UTC))
    article = replace(with_html("<p>text</p>", url="", metadata=known), tags=("later",))
    export_site("jekyll", tmp_path / "site", [article])
    site = build_jekyll(tmp_path / "site")
    assert '<h1 dir="auto">其他来源</h1>' in (site / "category" / "other.html").read_text("utf-8")
    assert ">其他来源</a>" in (site / "archive.html").read_text("utf-8")
    for page in (site / "index.html", next(site.glob("other/2026/03/10/*.html"))):
        assert '<a class="kicker" href="/tag/later.html" dir="auto">later</a>' in page.read_text("utf-8")


def test_pictures_files_and_lists_are_in_the_site(tmp_path: Path) -> None:
    picture = resource("demo/river.png").read_bytes()
    blob = blob_of(picture)
    walk = english_article(blob)
    newest = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
    document = replace(
        BASE,
        kind=Kind.FILE,
        html="",
        url="https://e.com/r.pdf",
        file=replace(blob, media_type="application/pdf"),
        metadata=Metadata(title="报告 {{ x }}", source="大众网", published=newest - timedelta(days=3)),
    )
    old = with_html("<p>old</p>", metadata=Metadata(title="Long ago", source="朝阳日报", published=MOMENTS[0]))
    last = with_html("<p>new words</p>", metadata=Metadata(title="Now", source="大众网", published=newest))
    only_link = with_html("", kind=Kind.LINK, metadata=Metadata(title="Only a link", source="大众网", published=newest))
    site = tmp_path / "site"
    export_site("jekyll", site, [walk, document, old, last, only_link], picture, front="7", language="en")
    config = (site / "_config.yml").read_text("utf-8")
    (site / "_config.yml").write_text(config.replace('baseurl: ""', 'baseurl: "/news"'), "utf-8")
    built = build_jekyll(site)
    page = next(built.rglob("A-walk*.html")).read_text("utf-8")
    (shown,) = re.findall(r'<img src="(/[^"]*)"', page)
    assert (built / unquote(shown).removeprefix("/news/")).read_bytes() == picture
    assert 'src="https://bench.example/gone.png"' in page
    report = unescape(next(built.rglob("报告*.html")).read_text("utf-8"))
    link = re.search(r'<a href="/news/(pictures/[^"]*)">报告 \{\{ x \}\}</a>', report)
    assert link
    assert (built / unquote(link[1])).read_bytes() == picture
    home = (built / "index.html").read_text("utf-8")
    assert "Now" in home
    assert "A walk by the river" in home
    assert "Long ago" not in home
    assert "The last 7 days" in home
    archived = (built / "archive" / "2022-03.html").read_text("utf-8")
    assert "Long ago" in archived
    assert "Now" not in (built / "archive" / "2026-03.html").read_text("utf-8")
    months = (built / "archive.html").read_text("utf-8")
    assert "March 2022" in months
    assert "March 2026" not in months
    assert "Long ago" in (built / "category" / "chaoyangribao.html").read_text("utf-8")
    assert "A walk by the river" in (built / "tag" / "history-floods.html").read_text("utf-8")


def test_a_post_names_author_language_and_permalink_only_where_they_say_something() -> None:
    plain = Metadata(title="题", byline="", source="大众网", published=NOON, language="zh-CN")
    early = replace(plain, byline="李明", language="en-GB", published=datetime(2022, 3, 2, 2, 10, tzinfo=UTC))
    files = export_in_memory("jekyll", with_html("<p>x</p>", metadata=plain))
    assert set(front_matter(files["_posts/2022-03-02-题.md"])) == {"layout", "title", "date", "categories", "tags"}
    found = front_matter(
        export_in_memory("jekyll", with_html("<p>x</p>", metadata=early), zone="America/New_York")[
            "_posts/2022-03-02-题.md"
        ]
    )
    assert found["author"] == "李明"
    assert found["lang"] == "en-GB"
    assert found["permalink"] == "/dazhongwang/2022/03/02/题.html"
    assert found["date"] == "2022-03-02 02:10:00 +0000"


def test_tags_are_the_sources_news_and_a_persons_own() -> None:
    known = Metadata(title="题", source="澎湃新闻", published=NOON)
    one = export_in_memory("jekyll", with_html("<p>x</p>", metadata=known))
    assert front_matter(one["_posts/2022-03-02-题.md"])["tags"] == "澎湃新闻"
    more = export_in_memory("jekyll", with_html("<p>x</p>", metadata=known, tags=("a b", "财经/宏观")))
    assert front_matter(more["_posts/2022-03-02-题.md"])["tags"] == ["澎湃新闻", "a b", "财经/宏观"]
    spaced = export_in_memory("jekyll", with_html("<p>x</p>", metadata=replace(known, source="The Post")))
    assert front_matter(spaced["_posts/2022-03-02-题.md"])["tags"] == ["The Post"]


def test_only_posts_are_written_for_a_site_that_has_its_own_layouts() -> None:
    files = export_in_memory("jekyll", with_html("<p>x</p>"), parts="posts")
    assert list(files) == ["_posts/2026-11-23-A-title.md"]


def test_every_file_of_a_site_but_its_pictures_is_signed() -> None:
    files = export_in_memory("jekyll", *tortured(), english_article(blob_of(b"x")))
    assert [path for path, data in files.items() if not is_untouched(data, path)] == [
        path for path in files if path.startswith("pictures/")
    ]


def test_no_name_in_a_site_is_too_long_or_means_something_to_a_system() -> None:
    for path in export_in_memory("jekyll", *tortured()):
        for part in path.split("/"):
            assert len(part.encode()) <= 200
            assert not re.search(r'[\x00-\x1f\\:*?"<>|\u202a-\u202e]', part)
            assert part.split(".")[0].lower() not in ("con", "nul", "aux", "prn")


def test_a_picture_that_was_not_kept_may_be_linked_or_left_out() -> None:
    article = with_html(
        '<p>x<img src="https://e.com/i.png" alt="{{ a }}"></p>', resources=(Resource(url="https://e.com/i.png"),)
    )
    (post,) = export_in_memory("jekyll", article, parts="posts", pictures="link").values()
    assert b'<img src="https://e.com/i.png" alt="&#123;&#123; a }}" loading="lazy">' in post
    (post,) = export_in_memory("jekyll", article, parts="posts", pictures="none").values()
    assert b"<img" not in post


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(["<p>", "</p>", "<pre>", "</pre>", "<b>", "<br>", "\n\n", "{{", "{%", "{:/}", "%}", "}}"]),
            st.text(alphabet="ab {}<>&\n\t\"'汉\u3000|*_", max_size=8),
        ),
        max_size=14,
    ).map("".join)
)
def test_no_brace_and_no_empty_line_is_left_of_any_body(html: str) -> None:
    begin, *inner, ends, end = post_body(html, lambda url: url or None).split("\n")
    assert (begin, ends, end) == ("{::nomarkdown}", ENDS, "{:/}")
    body = "\n".join(inner)
    assert "{" not in body
    assert all(line.strip(" ") for line in inner)
    assert canonical_text(body) == canonical_text(sanitise(html))
