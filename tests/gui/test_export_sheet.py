"""How articles are taken away is asked on one sheet, which shows the file and remembers what was chosen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tearsheet.gui.export_sheet import ExportSheet
from tearsheet.model.ids import ArticleId
from tests.support.windows import Opened, library_of


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Opened]:
    desk = library_of(tmp_path / "library", ["The river", "The lock"])
    window = Opened(qtbot, desk)
    window.window.resize(1200, 800)
    window.until(lambda: window.window.articles.model.ids == (2, 1))
    window.window.articles.go_to(ArticleId(1))
    window.until(lambda: window.session.organising.chosen == (1,))
    yield window
    window.close()
    desk.close()


def asked(opened: Opened) -> ExportSheet:
    opened.do("export")
    (sheet,) = opened.window.findChildren(ExportSheet)
    return sheet


def test_the_very_file_is_shown_and_follows_what_is_chosen(opened: Opened) -> None:
    sheet = asked(opened)
    opened.until(lambda: 'title: "The river"' in sheet.preview.toPlainText())
    assert sheet.name.text == "The river.md"

    sheet.formats["json"].click()
    opened.until(lambda: sheet.name.text == "The river.json")
    sheet._set("layout", "lines")
    opened.until(lambda: sheet.name.text == "articles.jsonl")

    sheet.formats["jekyll"].click()
    opened.until(lambda: "layout: post" in sheet.preview.toPlainText())
    assert sheet.name.text.startswith("_posts/")
    assert "zone" in sheet.choices and "names" not in sheet.choices


def test_what_cannot_be_made_says_why(opened: Opened, tmp_path: Path) -> None:
    template = tmp_path / "mine.md"
    template.write_text("{{ titel }}", "utf-8")
    sheet = asked(opened)

    sheet.take_file("template", template)

    opened.until(lambda: "titel" in sheet.preview.toPlainText() and "{{" not in sheet.preview.toPlainText())
    assert sheet.choices["template"].text() == "mine.md"


def test_files_are_written_once_there_is_a_folder_and_the_next_time_all_is_as_it_was(
    opened: Opened, tmp_path: Path
) -> None:
    sheet = asked(opened)
    wanted: list[None] = []
    sheet.folder_wanted.disconnect()
    sheet.folder_wanted.connect(lambda: wanted.append(None))
    sheet.go_on.click()
    assert wanted and not list(tmp_path.glob("out/*"))

    sheet._set("highlights", "none")
    sheet.take_folder(tmp_path / "out")
    sheet.go_on.click()
    opened.until(lambda: opened.session.toasts.text == "Exported 1 article")
    assert (tmp_path / "out" / "The river.md").exists()

    again = asked(opened)
    assert again.target.folder == str(tmp_path / "out")
    assert dict(again.target.options)["highlights"] == "none"
    assert dict(again.target.options)["pictures"] == "folder"


def test_a_site_speaks_the_windows_language_until_another_is_chosen(opened: Opened) -> None:
    sheet = asked(opened)
    sheet.formats["hugo"].click()
    assert sheet.choices["language"].text() == "English"


def test_a_narrow_window_has_no_room_for_the_file(opened: Opened) -> None:
    sheet = asked(opened)
    assert sheet.preview.isVisible()
    opened.window.resize(680, 520)
    opened.until(lambda: not sheet.preview.isVisible())
    assert sheet.go_on.isVisible()
