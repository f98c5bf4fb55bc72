"""Articles are taken away from the window into a folder, and what is a person's own there is left alone and said."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from tearsheet.gui.export_sheet import Target
from tearsheet.model.query import Query
from tests.support.windows import Opened, library_of


def test_a_site_is_exported_into_a_folder_that_has_files_of_a_persons_own(qtbot: QtBot, tmp_path: Path) -> None:
    desk = library_of(tmp_path / "library", ["one", "two"])
    site = tmp_path / "site"
    site.mkdir()
    (site / "_config.yml").write_text("title: Mine\n", "utf-8")
    opened = Opened(qtbot, desk)

    opened.session.exporting.write(desk.library.ids(Query()), Target(form="jekyll", folder=str(site)))

    wanted = "Exported 2 articles · 1 file that is your own was left as it is."
    opened.until(lambda: opened.session.toasts.text == wanted)
    assert (site / "_config.yml").read_text("utf-8") == "title: Mine\n"
    assert len(list((site / "_posts").glob("*.md"))) == 2
    opened.close()
    desk.close()
