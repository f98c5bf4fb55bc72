"""Files are written whole into the folder, and nowhere else."""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Event

import pytest

from tearsheet.export import Exporter
from tearsheet.model.errors import Cancelled, ExportError
from tearsheet.model.export import AnnotatedArticle, ExportedFile, ExportOptions
from tearsheet.model.ids import ArticleId, Sha256
from tearsheet.model.query import Query
from tearsheet.workflows import export as workflow
from tearsheet.workflows.annotate import annotate
from tearsheet.workflows.capture import capture
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.export import export, formats
from tearsheet.workflows.organise import tag
from tearsheet.workflows.search import ids
from tearsheet.workflows.share_site import ShareSite
from tests.support.keepings import keeping


@pytest.fixture
def kept(desk: Desk, site: ShareSite) -> ArticleId:
    captured = capture(desk, site.share_link(site.articles[0]))
    assert captured.article is not None
    return captured.article


@pytest.mark.parametrize("name", [exporter.name for exporter in formats()])
def test_every_format_writes_its_files(name: str, desk: Desk, kept: ArticleId, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    written = export(desk, [kept], format=name, to=folder)
    assert written
    assert sorted(written) == sorted(path for path in folder.rglob("*") if path.is_file())


def test_an_export_twice_gives_the_same_files(desk: Desk, kept: ArticleId, tmp_path: Path) -> None:
    first = export(desk, [kept], format="markdown", to=tmp_path / "out")
    before = [path.read_bytes() for path in first]
    assert export(desk, [kept], format="markdown", to=tmp_path / "out") == first
    assert [path.read_bytes() for path in first] == before


def test_a_file_that_would_not_change_is_not_written_again(desk: Desk, kept: ArticleId, tmp_path: Path) -> None:
    written = export(desk, [kept], format="jekyll", to=tmp_path / "out")
    for path in written:
        os.utime(path, (1, 1))
    tag(desk, [kept], add=["new"])
    assert set(written) < set(export(desk, [kept], format="jekyll", to=tmp_path / "out"))
    again = {path.relative_to(tmp_path / "out").parts[0] for path in written if path.stat().st_mtime != 1}
    assert again == {"_posts"}


def test_a_persons_own_file_is_left_alone_and_named(desk: Desk, kept: ArticleId, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    own = folder / "_layouts" / "post.html"
    own.parent.mkdir(parents=True)
    own.write_text("mine")
    left: list[Path] = []
    written = export(desk, [kept], format="jekyll", to=folder, left_alone=left.append)
    assert left == [own]
    assert own not in written
    assert own.read_text() == "mine"
    (post,) = (folder / "_posts").iterdir()
    config = folder / "_config.yml"
    for changed in (post, config):
        changed.write_text(changed.read_text("utf-8") + "# mine too\n", "utf-8")
    tag(desk, [kept], add=["new"])
    left.clear()
    export(desk, [kept], format="jekyll", to=folder, left_alone=left.append)
    assert set(left) == {own, post, config}
    assert post.read_text("utf-8").endswith("# mine too\n")


def test_an_article_goes_with_its_annotations(desk: Desk, kept: ArticleId, tmp_path: Path) -> None:
    annotate(desk, desk.library.article(kept), 0, 5, note="why")
    (path,) = (path for path in export(desk, [kept], format="jsonld", to=tmp_path) if path.suffix == ".jsonld")
    collection = json.loads(path.read_text("utf-8"))
    assert collection["total"] == 1
    assert collection["first"]["items"][0]["body"][0]["value"] == "why"


@pytest.mark.parametrize("contents", (None, b"\xff\xfe\xff", b"x" * (2 << 20)), ids=("missing", "no text", "long"))
def test_a_template_that_cannot_be_read_is_named(
    contents: bytes | None, desk: Desk, kept: ArticleId, tmp_path: Path
) -> None:
    template = tmp_path / "template.md"
    if contents is not None:
        template.write_bytes(contents)
    options = ExportOptions(values=(("template", str(template)),))
    with pytest.raises(ExportError, match=r"template\.md"):
        export(desk, [kept], format="markdown", to=tmp_path / "out", options=options)
    assert not (tmp_path / "out").exists()


def test_of_two_of_one_title_the_first_has_the_plain_name(desk: Desk, tmp_path: Path) -> None:
    for name in ("a", "b"):
        desk.library.add(keeping(name, title="Tea"))
    for order in (sorted(ids(desk, Query())), ids(desk, Query())):
        files = export(desk, order, format="text", to=tmp_path)
        assert files[0].name == "Tea.txt"
        assert desk.library.article(order[0]).url in files[0].read_text("utf-8")


def test_a_format_nobody_knows_is_an_error(desk: Desk, kept: ArticleId, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="papyrus"):
        export(desk, [kept], format="papyrus", to=tmp_path)


def test_an_exporter_cannot_write_outside_the_folder(
    desk: Desk, kept: ArticleId, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def escape(
        _articles: Iterable[AnnotatedArticle], _options: ExportOptions, _open_blob: Callable[[Sha256], bytes]
    ) -> Iterator[ExportedFile]:
        yield ExportedFile(path="../outside.txt", data=b"x")

    wild = Exporter(name="wild", title="Wild", extension="txt", options=(), export=escape)
    monkeypatch.setattr(workflow, "EXPORTERS", (wild,))
    with pytest.raises(ExportError):
        export(desk, [kept], format="wild", to=tmp_path / "out")
    assert not (tmp_path / "outside.txt").exists()


def test_a_cancelled_export_leaves_whole_files_only(desk: Desk, kept: ArticleId, tmp_path: Path) -> None:
    stop = Event()
    stop.set()
    with pytest.raises(Cancelled):
        export(desk, [kept], format="markdown", to=tmp_path / "out", cancelled=stop)
    assert not (tmp_path / "out").exists()
