"""The posts of a path are found, all of them and nothing else, whatever stands beside them."""

import os
from pathlib import Path

import pytest

from tearsheet.importers import IMPORTERS
from tearsheet.importers.jekyll import JEKYLL
from tearsheet.importers.jekyll import site as site_module
from tearsheet.model.errors import ImportFailed, Reason
from tearsheet.model.importing import Entry
from tests.support.source import ROOT

POST = "---\nlayout: post\ntitle: a\n---\nwords\n"
SEED = ROOT.parent / "shared" / "seed" / "post.txt"


def _write(folder: Path, *names: str, text: str = POST) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def _names(path: Path) -> list[str]:
    return [entry.name for entry in JEKYLL.entries(path)]


def test_a_sites_posts_are_found_and_its_pages_are_not(tmp_path: Path) -> None:
    _write(tmp_path, "_posts/2022-01-01-a.md", "_posts/sub/2022-01-02-b.html", "news/_posts/2022-01-03-c.markdown")
    _write(tmp_path, "_drafts/d.md", text="no front matter")
    _write(tmp_path, "old_post/2022-01-04-e.md", "old_post/-202205262391921712.md")
    _write(tmp_path, "_essays/f.md", text="---\ntitle: f\n---\n")
    _write(tmp_path, "index.html", "category/x.html", text="---\nlayout: home\n---\n")
    _write(tmp_path, "about.md", text="---\nlayout: page\n---\n")
    _write(
        tmp_path, "_layouts/post.html", "_site/2022/01/01/a.html", "_includes/2022-01-01-x.md", ".git/2022-01-01-y.md"
    )
    _write(tmp_path, "README.md", "_config.yml", "assets/2022-01-01-page.html", text="no front matter")
    assert JEKYLL.recognises(tmp_path)
    assert _names(tmp_path) == [
        "_drafts/d.md",
        "_essays/f.md",
        "_posts/2022-01-01-a.md",
        "_posts/sub/2022-01-02-b.html",
        "news/_posts/2022-01-03-c.markdown",
        "old_post/-202205262391921712.md",
        "old_post/2022-01-04-e.md",
    ]


def test_a_folder_of_posts_need_not_be_a_site(tmp_path: Path) -> None:
    _write(tmp_path, "b.md", "a.txt", "2022/c.html")
    _write(tmp_path, "plain.md", "notes.txt", "saved.html", text="no front matter")
    assert _names(tmp_path) == ["2022/c.html", "a.txt", "b.md", "plain.md"]


def test_a_post_has_the_same_name_in_its_site_its_folder_and_alone(tmp_path: Path) -> None:
    _write(tmp_path, "_posts/2022-01-01-a.md", "_config.yml")
    for path in (tmp_path, tmp_path / "_posts", tmp_path / "_posts" / "2022-01-01-a.md"):
        assert _names(path) == ["_posts/2022-01-01-a.md"]
        assert JEKYLL.folder(path) == tmp_path


def test_a_site_says_its_address_and_its_zone(tmp_path: Path) -> None:
    _write(tmp_path, "_posts/2022-01-01-a.md")
    _write(tmp_path, "_config.yml", text='url: "https://blog.example"\ntimezone: Asia/Shanghai\nbroken: "a"b\n')
    [entry] = JEKYLL.entries(tmp_path)
    assert (entry.site, entry.zone) == ("https://blog.example", "Asia/Shanghai")


@pytest.mark.skipif(not SEED.exists(), reason="the seed is not here")
def test_the_seed_is_one_post() -> None:
    assert JEKYLL.recognises(SEED)
    [entry] = JEKYLL.entries(SEED)
    item = JEKYLL.read(entry)
    assert item.title == "蓝海银行：金融活水滴灌小微企业 倾力推进共同富裕"
    assert (item.source, item.tags, item.section) == ("大众网", ("大众网新闻",), "dazhongwang")
    assert item.link == "http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW202203022294529950"
    assert item.html.count("<p") == 37
    assert "返回" not in item.html
    assert item.oddities == ()


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), lambda path: _write(path, "a.png", "x.css")])
def test_where_there_is_no_post_that_is_said(tmp_path: Path, make: object) -> None:
    assert callable(make)
    make(tmp_path / "there")
    assert not JEKYLL.recognises(tmp_path / "there")
    with pytest.raises(ImportFailed) as caught:
        JEKYLL.entries(tmp_path / "there")
    assert caught.value.reason is Reason.NOTHING_TO_IMPORT


def test_where_there_is_nothing_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed) as caught:
        JEKYLL.entries(tmp_path / "nowhere")
    assert caught.value.reason is Reason.NO_SUCH_FILE
    assert not any(importer.recognises(tmp_path / "nowhere") for importer in IMPORTERS)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_that_leads_out_is_told_and_not_followed(tmp_path: Path) -> None:
    _write(tmp_path, "outside/secret.md", "outside/more/b.md", "site/_posts/2022-01-01-a.md")
    posts = tmp_path / "site" / "_posts"
    (posts / "2022-01-02-secret.md").symlink_to(tmp_path / "outside" / "secret.md")
    (posts / "more").symlink_to(tmp_path / "outside" / "more")
    (posts / "2022-01-03-same.md").symlink_to(posts / "2022-01-01-a.md")
    (posts / "2022-01-04-gone.md").symlink_to(tmp_path / "gone")
    (posts / "round").symlink_to(posts)
    (posts / "circle").symlink_to(posts / "circle")
    found = {entry.name: entry.failure and entry.failure.reason for entry in JEKYLL.entries(tmp_path / "site")}
    assert found == {
        "_posts/2022-01-01-a.md": None,
        "_posts/2022-01-02-secret.md": Reason.OUTSIDE_FOLDER,
        "_posts/more": Reason.OUTSIDE_FOLDER,
    }


@pytest.mark.skipif(os.name == "nt", reason="there are no such files there")
def test_a_pipe_is_no_post(tmp_path: Path) -> None:
    _write(tmp_path, "_posts/2022-01-01-a.md")
    os.mkfifo(tmp_path / "_posts" / "2022-01-02-pipe.md")
    os.mkfifo(tmp_path / "_config.yml")
    assert _names(tmp_path) == ["_posts/2022-01-01-a.md"]
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.txt").symlink_to(tmp_path / "_config.yml")
    assert not JEKYLL.recognises(tmp_path / "folder")
    assert not JEKYLL.recognises(tmp_path / "_config.yml")


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    _write(tmp_path, "_posts/2022-01-01-a.md", "_posts/2022-01-02-b.md")
    entries = JEKYLL.entries(tmp_path)
    (tmp_path / "_posts" / "2022-01-01-a.md").unlink()
    first, second = entries
    assert first.failure is not None
    assert first.failure.reason is Reason.UNREADABLE_FILE
    assert second.failure is None


def test_a_file_past_all_use_is_left_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path, "_posts/2022-01-01-a.md")
    monkeypatch.setattr(site_module, "LARGEST", 10)
    [entry] = JEKYLL.entries(tmp_path)
    assert entry.failure is not None
    assert (entry.failure.reason, entry.data) == (Reason.TOO_BIG_TO_IMPORT, b"")


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be there")
def test_names_may_have_any_characters(tmp_path: Path) -> None:
    _write(tmp_path, "_posts/2022-01-01-a b#c?d%e'f\"g\n😀.md")
    Path(os.fsdecode(os.fsencode(tmp_path / "_posts") + b"/2022-01-02-\xff.md")).write_text(POST, encoding="utf-8")
    names = _names(tmp_path)
    assert len(names) == 2
    for name in names:
        name.encode()
        assert JEKYLL.read(Entry(name=name, data=POST.encode())).title == "a"
