"""Posts become articles of the library, each once, and come back from a site of our own as they went."""

import os
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Event

import pytest

from tearsheet.importers.jekyll import site as site_module
from tearsheet.model.article import Article, Kind
from tearsheet.model.capture import Keeping, Progress, Status, Step
from tearsheet.model.errors import Cancelled, ImportFailed, LibraryError, Reason
from tearsheet.model.export import ExportOptions
from tearsheet.model.extraction import Extraction, Metadata
from tearsheet.model.ids import ArticleId
from tearsheet.model.importing import Imported, Odd
from tearsheet.model.query import Query
from tearsheet.model.rereading import Verdict
from tearsheet.text.queries import parse
from tearsheet.workflows import importing, repair
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.export import export
from tearsheet.workflows.importing import import_path
from tearsheet.workflows.reread import reread
from tests.support.desks import desk_at
from tests.support.pngs import png
from tests.support.source import ROOT
from tests.support.unsafe import by_libxml2, unsafe

CHINA = timezone(timedelta(hours=8))
SEED = ROOT.parent / "shared" / "seed" / "post.txt"
SHARE = "http://share.example/html_News/NewsShare.html?infoCode="


def seed_shaped(number: int, text: str = "") -> str:
    """Return a post as a generator of posts writes it."""
    body = text or f"第{number}篇的第一段，说的是茶。</p>\n <p>第二段说水。"
    return (
        f'---\nlayout: post\ntitle: "标题{number}"\ndate: 2022-03-02 17:24:{number % 60:02} +0800\n'
        f"categories: dazhongwang\ntags: 大众网新闻\n---\n<p>{body}</p>"
        f'<p class="em_media">（文章来源：大众网）</p>\n\n<{SHARE}NW20220302{number:010}>\n\n'
        "[返回大众网新闻](//news.example/category/dazhongwang.html)｜[返回首页](//news.example/)"
    )


def write(folder: Path, count: int = 3) -> Path:
    """Write a site of so many posts."""
    posts = folder / "_posts"
    posts.mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        (posts / f"2022-03-02-{number}.md").write_text(seed_shaped(number), encoding="utf-8")
    return folder


def _all(desk: Desk, path: Path) -> list[Imported]:
    return list(import_path(desk, path))


def _statuses(desk: Desk, path: Path) -> Counter[Status]:
    return Counter(imported.status for imported in import_path(desk, path))


def _articles(desk: Desk) -> list[Article]:
    return [desk.library.article(each) for each in sorted(desk.library.ids(Query()))]


def _post(site: Path, name: str, text: str) -> Path:
    file = site / "_posts" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_every_post_is_an_article_with_all_that_it_says(desk: Desk, tmp_path: Path) -> None:
    results = _all(desk, write(tmp_path / "site"))
    assert [(each.entry, each.status) for each in results] == [
        (f"_posts/2022-03-02-{number}.md", Status.ADDED) for number in (1, 2, 3)
    ]
    article = _articles(desk)[0]
    assert article.text == "第1篇的第一段，说的是茶。\n\n第二段说水。\n\n（文章来源：大众网）"
    assert article.url == article.share_link == f"{SHARE}NW202203020000000001"
    assert article.metadata.title == "标题1"
    assert article.metadata.source == "大众网"
    assert article.metadata.language.startswith("zh")
    assert article.metadata.published == article.saved == datetime(2022, 3, 2, 17, 24, 1, tzinfo=CHINA)
    assert article.saved.utcoffset() == timedelta(hours=8)
    assert article.tags == ("大众网新闻",)
    [page] = desk.library.snapshot(article.id)
    assert page.body == seed_shaped(1).encode()


def test_what_is_imported_is_found_at_once(desk: Desk, tmp_path: Path) -> None:
    _all(desk, write(tmp_path / "site", 120))
    assert desk.library.count(parse("第7篇")) == 1
    assert desk.library.count(parse("说水")) == 120


def test_a_second_import_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    _all(desk, write(tmp_path / "site"))
    before = _articles(desk)
    assert _statuses(desk, tmp_path / "site") == {Status.UNCHANGED: 3}
    assert _articles(desk) == before


def test_a_post_alone_is_the_same_article_as_in_its_site(desk: Desk, tmp_path: Path) -> None:
    _all(desk, write(tmp_path / "site"))
    [alone] = _all(desk, tmp_path / "site" / "_posts" / "2022-03-02-2.md")
    assert (alone.status, alone.article) == (Status.UNCHANGED, ArticleId(2))


def test_a_post_that_changed_becomes_a_new_version(desk: Desk, tmp_path: Path) -> None:
    site = write(tmp_path / "site")
    _all(desk, site)
    _post(site, "2022-03-02-2.md", seed_shaped(2, "一段全新的文字，比从前的长得多，说的还是茶。"))
    assert _statuses(desk, site) == {Status.UNCHANGED: 2, Status.UPDATED: 1}
    article = desk.library.article(ArticleId(2))
    assert article.text.startswith("一段全新")
    assert len(article.versions) == 2
    assert _statuses(desk, site) == {Status.UNCHANGED: 3}


def test_a_post_without_a_link_is_known_by_its_place(desk: Desk, tmp_path: Path) -> None:
    site = tmp_path / "site"
    _post(site, "2022-01-01-a.md", "---\ntitle: A\n---\nSome words that stand here.\n")
    _post(site, "2022-01-02-a.md", "---\ntitle: A\n---\nSome words that stand there.\n")
    assert _statuses(desk, site) == {Status.ADDED: 2}
    _post(site, "2022-01-01-a.md", "---\ntitle: A\n---\nSome more words that stand here.\n")
    assert _statuses(desk, site) == {Status.UNCHANGED: 1, Status.UPDATED: 1}
    assert len(_articles(desk)) == 2


def test_two_posts_of_one_link_are_two_articles_for_good(desk: Desk, tmp_path: Path) -> None:
    site = write(tmp_path / "site", 1)
    other = seed_shaped(1, "另一篇文章，却用了同一个链接。").replace("标题1", "另一个标题")
    _post(site, "2022-03-03-other.md", other)
    first, second = _all(desk, site)
    assert first.status is second.status is Status.ADDED
    assert [odd.kind for odd in second.oddities] == [Odd.SAME_LINK]
    assert _statuses(desk, site) == {Status.UNCHANGED: 2}
    assert len(_articles(desk)) == 2


def test_a_copy_of_a_post_is_the_same_article(desk: Desk, tmp_path: Path) -> None:
    site = write(tmp_path / "site", 1)
    _post(site, "2022-03-03-copy.md", seed_shaped(1))
    assert _statuses(desk, site) == {Status.ADDED: 1, Status.UNCHANGED: 1}


def test_what_was_captured_already_stays_as_it_is(desk: Desk, tmp_path: Path) -> None:
    link = f"{SHARE}NW202203020000000001"
    site = write(tmp_path / "site", 1)
    [imported] = _all(desk, site)
    key = desk.library.kept(uids=[_articles(desk)[0].uid])[0].key
    other = desk_at(tmp_path / "other")
    captured = other.library.add(_captured(link, key, Kind.ARTICLE, "Words of the page."))
    assert [each.status for each in _all(other, site)] == [Status.UNCHANGED]
    assert other.library.article(captured.article).text == "Words of the page."
    other.close()
    bare = desk_at(tmp_path / "bare")
    kept = bare.library.add(_captured(link, key, Kind.LINK, ""))
    assert [each.status for each in _all(bare, site)] == [Status.UPDATED]
    assert bare.library.article(kept.article).text.startswith("第1篇")
    bare.close()
    assert imported.article == 1


def test_what_was_deleted_stays_in_the_bin(desk: Desk, tmp_path: Path) -> None:
    site = write(tmp_path / "site")
    _all(desk, site)
    desk.library.delete([ArticleId(2)])
    results = _all(desk, site)
    assert {each.status for each in results} == {Status.UNCHANGED}
    assert [each.article for each in results if each.oddities] == [ArticleId(2)]
    assert results[1].oddities[0].kind is Odd.IN_BIN
    _post(site, "2022-03-02-2.md", seed_shaped(2, "换了一段。"))
    assert [each.oddities[0].kind for each in _all(desk, site) if each.oddities] == [Odd.IN_BIN]
    assert len(_articles(desk)) == 2


def test_oddities_are_told_and_nothing_is_dropped(desk: Desk, tmp_path: Path) -> None:
    site = write(tmp_path / "site", 1)
    _post(site, "2022-03-03-broken.md", seed_shaped(2).replace('"标题2"', '"他说"好"了"'))
    gbk = seed_shaped(3).replace("\n", "\r\n").encode("gb18030")
    (site / "_posts" / "2022-03-04-gbk.md").write_bytes(gbk)
    (site / "_posts" / "-202203051234567890.md").write_bytes(
        b"\xef\xbb\xbf" + seed_shaped(4).replace("date: 2022-03-02 17:24:04 +0800", "date:").encode()
    )
    results = {each.title: [odd.kind for odd in each.oddities] for each in _all(desk, site)}
    assert results == {
        "标题1": [],
        '他说"好"了': [Odd.BROKEN_FRONT_MATTER],
        "标题3": [Odd.OTHER_ENCODING],
        "标题4": [Odd.DATE_FROM_NAME],
    }
    assert {article.metadata.source for article in _articles(desk)} == {"大众网"}


def test_a_post_without_words_is_kept_as_a_file(desk: Desk, tmp_path: Path) -> None:
    file = _post(tmp_path / "site", "2022-01-01-empty.md", "---\ntitle: Nothing here\n---\n\n")
    [imported] = _all(desk, tmp_path / "site")
    assert (imported.status, imported.title) == (Status.KEPT_AS_FILE, "Nothing here")
    article = desk.library.article(ArticleId(1))
    assert article.file is not None
    assert desk.library.blob(article.file.sha256) == file.read_bytes()
    assert _statuses(desk, tmp_path / "site") == {Status.UNCHANGED: 1}


def test_a_post_that_ends_the_reader_is_kept_as_a_file_and_the_others_are_read(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tearsheet.process import Limits

    monkeypatch.setattr(importing, "LIMITS", Limits(seconds=3.0, memory=2 << 30))
    site = write(tmp_path / "site")
    _post(site, "2022-03-02-2-slow.md", "---\ntitle: Slow\n---\n" + "<a" * 3_000_000)
    assert _statuses(desk, site) == {Status.ADDED: 3, Status.KEPT_AS_FILE: 1}


def test_a_file_that_cannot_be_had_fails_alone(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = write(tmp_path / "site")
    _post(site, "2022-03-02-2-large.md", seed_shaped(9, "长" * 5_000))
    monkeypatch.setattr(site_module, "LARGEST", 10_000)
    results = _all(desk, site)
    assert Counter(each.status for each in results) == {Status.ADDED: 3, Status.FAILED: 1}
    [failed] = [each for each in results if not each.ok]
    assert failed.failure is not None
    assert failed.failure.reason is Reason.TOO_BIG_TO_IMPORT


@pytest.mark.parametrize("name", ["2022-01-01-a.md", "2022-01-01-a.html"])
def test_a_hostile_post_is_text_and_never_a_program(desk: Desk, tmp_path: Path, name: str) -> None:
    body = (
        "<script>alert(1)</script><p onclick='alert(1)'>Words <img src=x onerror=alert(1)></p>\n\n<style>*{x:y}</style>"
        "<iframe srcdoc='<script>alert(1)</script>'></iframe><p><a href='javascript:alert(1)'>More words.</a></p>\n\n"
        "[a](javascript:alert(1)) <data:text/html,x>\n\n<https://evil.example/<script>alert(1)</script>>\n\n"
        "{::nomarkdown}<svg onload=alert(1)><math><mtext></table><mglyph><style><img src=x onerror=alert(1)>{:/}\n"
    )
    _post(tmp_path / "site", name, f'---\ntitle: "<script>alert(1)</script>"\ntags: ["<b>"]\n---\n{body}')
    _all(desk, tmp_path / "site")
    [article] = _articles(desk)
    assert unsafe(by_libxml2(article.html)) == []
    assert "Words" in article.text
    assert "More words." in article.text
    assert article.metadata.title == "<script>alert(1)</script>"


def test_pictures_beside_a_post_are_kept_and_nothing_is_fetched(desk: Desk, tmp_path: Path) -> None:
    site = tmp_path / "site"
    body = (
        "![a](/assets/a.png) ![b]({{ site.baseurl }}/assets/b%20c.png) ![c](near.png) ![d](/assets/gone.png)\n\n"
        "![e](https://away.example/e.png) ![f](/assets/not.png) ![g](/../../secret.png) ![h](/link.png)\n\nWords.\n"
    )
    _post(site, "2022-01-01-a.md", f"---\ntitle: A\n---\n{body}")
    (site / "assets").mkdir()
    (tmp_path / "secret.png").write_bytes(png(3, 3))
    for name, width in (("assets/a.png", 10), ("assets/b c.png", 11), ("_posts/near.png", 12)):
        (site / name).write_bytes(png(width, 20))
    (site / "assets" / "not.png").write_text("no picture", encoding="utf-8")
    if os.name != "nt":
        (site / "link.png").symlink_to(tmp_path / "secret.png")
    [imported] = _all(desk, site)
    article = desk.library.article(ArticleId(1))
    assert [resource.blob.width for resource in article.resources if resource.blob] == [10, 11, 12]
    assert len(article.missing) == len(imported.missing) == 5
    assert all(resource.url in article.html for resource in article.resources)


def test_an_import_can_be_stopped_and_goes_on(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "_WRITTEN_TOGETHER", 10)
    site = write(tmp_path / "site", 200)
    stop, told = Event(), []
    with pytest.raises(Cancelled):
        for imported in import_path(desk, site, cancelled=stop):
            told.append(imported)
            stop.set()
    assert 0 < len(told) < 200
    assert len(_articles(desk)) == len(told)
    after = _statuses(desk, site)
    assert after == {Status.UNCHANGED: len(told), Status.ADDED: 200 - len(told)}


DIES = """
import sys
from pathlib import Path
from tearsheet.workflows import importing, repair
from tests.support.desks import desk_at
from tests.support.killed import Point, die_at

library, site, name, when, nth = sys.argv[1:]
importing._WRITTEN_TOGETHER = 10
die_at(Point(name, when, int(nth)))
list(importing.import_path(desk_at(library), Path(site)))
"""


@pytest.mark.skipif(os.name == "nt", reason="nobody is killed there so")
@pytest.mark.parametrize(
    ("point", "when", "nth", "whole"),
    [
        ("tearsheet.library.versions.keep", "after", 15, 10),
        ("tearsheet.library.adding.add", "after", 20, 10),
        ("tearsheet.library.library.Library._index_soon", "before", 2, 20),
        ("tearsheet.library.search.index._write", "after", 2, 20),
    ],
)
def test_whenever_it_is_killed_there_are_whole_articles_and_the_rest_comes_later(
    tmp_path: Path, point: str, when: str, nth: int, whole: int
) -> None:
    site = write(tmp_path / "site", 25)
    place = tmp_path / "library"
    command = [sys.executable, "-c", DIES, str(place), str(site), point, when, str(nth)]
    died = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT / "desktop")}, check=False)
    assert died.returncode == -signal.SIGKILL
    desk = desk_at(place)
    assert [article.text.count("第") for article in _articles(desk)] == [3] * whole
    assert desk.library.count(parse("说水")) == whole
    assert _statuses(desk, site) == {Status.UNCHANGED: whole, Status.ADDED: 25 - whole}
    assert desk.library.count(parse("说水")) == 25
    desk.close()


def test_progress_says_how_far_it_is(desk: Desk, tmp_path: Path) -> None:
    said: list[Progress] = []
    list(import_path(desk, write(tmp_path / "site"), report=said.append))
    keeping = [progress for progress in said if progress.step is Step.KEEPING]
    assert [(progress.done, progress.total) for progress in keeping] == [(1, 3), (2, 3), (3, 3)]
    assert [progress.changed for progress in keeping] == [1, 2, 3]


def test_what_is_nothing_to_import_is_said(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "picture.png").write_bytes(png(3, 3))
    for path, source, reason in (
        (tmp_path / "nowhere", "", Reason.NO_SUCH_FILE),
        (tmp_path / "empty", "", Reason.NOTHING_TO_IMPORT),
        (tmp_path / "empty", "jekyll", Reason.NOTHING_TO_IMPORT),
        (tmp_path / "picture.png", "", Reason.UNKNOWN_SOURCE),
        (tmp_path / "empty", "gopher", Reason.UNKNOWN_SOURCE),
    ):
        with pytest.raises(ImportFailed) as caught:
            list(import_path(desk, path, source=source))
        assert caught.value.reason is reason


def test_a_site_of_pages_alone_has_nothing_to_import(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("title: x\n", encoding="utf-8")
    (tmp_path / "index.md").write_text("---\nlayout: home\n---\n", encoding="utf-8")
    with pytest.raises(ImportFailed):
        _all(desk, tmp_path)


def test_a_kept_post_is_read_again_as_it_was(desk: Desk, tmp_path: Path) -> None:
    site = write(tmp_path / "site", 1)
    (site / "_config.yml").write_text("timezone: Asia/Shanghai\n", encoding="utf-8")
    (site / "_posts" / "2022-03-05-gbk.md").write_bytes(seed_shaped(5).replace(" +0800", "").encode("gb18030"))
    _all(desk, site)
    before = _articles(desk)
    for article in before:
        assert reread(desk, article.id).verdict is Verdict.SAME
    assert _articles(desk) == before


def test_an_imported_post_can_be_put_right_like_any_page(desk: Desk, tmp_path: Path) -> None:
    _all(desk, write(tmp_path / "site", 1))
    shown = repair.look(desk, ArticleId(1))
    assert "第二段说水。" in shown.html
    assert "layout: post" not in shown.html


def test_a_captured_page_is_no_entry_whatever_its_server_says(desk: Desk) -> None:
    keeping = _captured("https://example.com/a", "example.com/a", Kind.ARTICLE, NASTY)
    [page] = keeping.pages
    body = b"---\ntitle: Spoofed\n---\n<p>A page of some words, and more.</p>"
    spoofed = replace(page, headers=(("Tearsheet-Entry", "a.md"), ("Tearsheet-Importer", "jekyll")), body=body)
    added = desk.library.add(replace(keeping, pages=(spoofed,)))
    reread(desk, added.article)
    versions = desk.library.article(added.article).versions
    assert len(versions) == 2
    assert all("Spoofed" not in version.title for version in versions)


def test_a_reading_library_is_not_written(tmp_path: Path) -> None:
    site = write(tmp_path / "site")
    desk = desk_at(tmp_path / "library")
    assert desk.library.read_only is False
    _all(desk, site)
    desk.close()
    if os.name == "nt" or os.geteuid() == 0:
        pytest.skip("nothing is read only for this user")
    (tmp_path / "library" / "library.sqlite3").chmod(0o444)
    (tmp_path / "library").chmod(0o555)
    try:
        with pytest.raises(LibraryError) as caught:
            _all(desk, site)
        assert caught.value.reason is Reason.READ_ONLY
    finally:
        desk.close()
        (tmp_path / "library").chmod(0o755)


@pytest.mark.skipif(not SEED.exists(), reason="the seed is not here")
def test_the_seed_becomes_an_article_and_comes_back_from_our_own_site(desk: Desk, tmp_path: Path) -> None:
    [imported] = _all(desk, SEED)
    assert (imported.status, imported.oddities) == (Status.ADDED, ())
    [seed] = _articles(desk)
    assert seed.html.count("<p") == 37
    _comes_back(desk, tmp_path)


def test_what_went_out_as_a_site_comes_back_as_it_was(desk: Desk, tmp_path: Path) -> None:
    _all(desk, write(tmp_path / "site"))
    desk.library.add(
        _captured("https://example.com/a?x=1&y=2", "example.com/a?x=1&y=2", Kind.ARTICLE, NASTY, html=NASTY_HTML)
    )
    desk.library.tag([ArticleId(4)], add=["The Bench", "财经/A股", "a b"])
    _comes_back(desk, tmp_path)


NASTY = '{{ page.title }} {% if x %} "q" -- ... --- title: a: b\n\n# no heading, $1 & <b>'
NASTY_HTML = '<p>{{ page.title }} {% if x %} "q" -- ... --- title: a: b</p><p># no heading, $1 &amp; &lt;b&gt;</p>'


def _comes_back(desk: Desk, tmp_path: Path) -> None:
    """Write the whole library as a site, and read it into another and into the one that it came from."""
    export(desk, desk.library.ids(Query()), format="jekyll", to=tmp_path / "out", options=ExportOptions())
    other = desk_at(tmp_path / "another")
    results = _all(other, tmp_path / "out")
    assert {each.status for each in results} == {Status.ADDED}
    assert [each.oddities for each in results] == [()] * len(results)
    went, came = ({article.uid: _known(article) for article in _articles(each)} for each in (desk, other))
    assert came == went
    before = _articles(desk)
    assert set(_statuses(desk, tmp_path / "out")) == {Status.UNCHANGED}
    assert _articles(desk) == before
    other.close()


def _known(article: Article) -> tuple[object, ...]:
    said = article.metadata
    return article.text, said.title, said.published, said.source, said.byline, article.url, set(article.tags)


def _captured(url: str, key: str, kind: Kind, text: str, *, html: str = "") -> Keeping:
    from tearsheet.model.page import Address, Method, Page

    page = Page(
        requested=url,
        address=url,
        status=200,
        headers=(),
        body=text.encode(),
        media_type="text/html",
        charset="utf-8",
        method=Method.FETCH,
        received=datetime(2026, 1, 1, tzinfo=UTC),
    )
    said = Metadata(
        title='A "title": with # {{ all }} of it',
        byline="Ada: Marsh",
        source="The Bench",
        published=datetime(2022, 3, 2, 1, 2, 3, tzinfo=timezone(timedelta(hours=-8))),
    )
    return Keeping(
        address=Address(url=url, key=key),
        share_link=url,
        kind=kind,
        pages=(page,),
        extraction=Extraction(metadata=said, html=html or f"<p>{text}</p>" if text else "", text=text, words=9),
        extractor="test",
    )
