"""Files are written whole into the folder, and nowhere else."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Event

import pytest

from tearsheet.export import Exporter
from tearsheet.model.article import Article
from tearsheet.model.errors import Cancelled, ExportError
from tearsheet.model.export import ExportedFile, ExportOptions
from tearsheet.model.ids import ArticleId, Sha256
from tearsheet.workflows import export as workflow
from tearsheet.workflows.capture import capture
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.export import export, formats
from tearsheet.workflows.share_site import ShareSite


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


def test_a_format_nobody_knows_is_an_error(desk: Desk, kept: ArticleId, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="papyrus"):
        export(desk, [kept], format="papyrus", to=tmp_path)


def test_an_exporter_cannot_write_outside_the_folder(
    desk: Desk, kept: ArticleId, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def escape(
        _articles: Iterable[Article], _options: ExportOptions, _open_blob: Callable[[Sha256], bytes]
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
