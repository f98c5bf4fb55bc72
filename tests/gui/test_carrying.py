"""Articles are dragged out as notes and as links, and copied with their titles."""

import os
import tempfile
from pathlib import Path
from urllib.parse import quote

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget

from tearsheet.gui import carrying
from tearsheet.model.ids import ArticleId
from tests.gui.conftest import Open
from tests.support.windows import Opened, mime


def carried(opened: Opened) -> QMimeData:
    return opened.session.carrying.carried(opened.session.organising.chosen)


def files(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls()]


def test_an_article_is_dragged_out_as_a_note_with_a_safe_name(open_window: Open) -> None:
    opened = open_window("Money: 12/3 <of> it")
    opened.choose("Money: 12/3 <of> it")
    (file,) = files(carried(opened))
    assert file.name == "Money - 12-3 of it.md"
    assert "The text of Money" in file.read_text("utf-8")


def test_and_as_its_address_and_a_link(open_window: Open) -> None:
    opened = open_window("A & B")
    opened.choose("A & B")
    data = carried(opened)
    assert data.text() == "https://news.example/A & B"
    assert data.html() == '<a href="https://news.example/A &amp; B">A &amp; B</a>'
    moz = bytes(data.data("text/x-moz-url").data()).decode("utf-16-le")
    assert moz == "https://news.example/A & B\nA & B"


def test_what_is_dropped_in_a_text_file_of_addresses_is_a_list_of_files(open_window: Open) -> None:
    opened = open_window("One")
    opened.choose("One")
    data = carried(opened)
    (file,) = files(data)
    assert bytes(data.data("text/uri-list").data()).decode().strip() == f"file://{quote(str(file))}"


def test_several_go_at_once_in_the_order_of_the_list(open_window: Open) -> None:
    opened = open_window("One", "Two", "Two")
    opened.window.articles.view.selectAll()
    data = carried(opened)
    assert [file.name.split(" (")[0].removesuffix(".md") for file in files(data)] == ["Two", "One"]
    assert data.text().splitlines() == ["https://news.example/Two", "https://news.example/One"]


def test_no_file_is_written_before_somebody_asks_for_it(open_window: Open) -> None:
    opened = open_window("One")
    opened.choose("One")
    data = carried(opened)
    assert data.hasFormat("text/uri-list") and data.text()
    assert opened.session.carrying._folders._around is None


def test_the_files_are_gone_with_the_window(open_window: Open) -> None:
    opened = open_window("One")
    opened.choose("One")
    (file,) = files(carried(opened))
    assert file.exists()
    opened.window.closing.emit()
    assert not file.exists()


def test_a_window_takes_away_what_one_that_was_killed_left(
    open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / "tearsheet-drag-of-a-killed-one"
    left.mkdir()
    os.utime(left, (0, 0))
    opened = open_window("One")
    opened.until(lambda: not left.exists())


def test_very_many_go_as_links_alone(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "MOST_FILES", 1)
    opened = open_window("One", "Two")
    opened.window.articles.view.selectAll()
    assert [url.toString() for url in carried(opened).urls()] == [
        "https://news.example/Two",
        "https://news.example/One",
    ]
    assert opened.session.toasts.text.startswith("So many go as links only")


def test_what_cannot_be_written_is_said_and_goes_as_a_link(
    open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_window("One")
    opened.choose("One")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert [url.toString() for url in carried(opened).urls()] == ["https://news.example/One"]
    assert "nowhere" in opened.session.toasts.text


def test_an_article_that_is_gone_carries_nothing(open_window: Open) -> None:
    opened = open_window("One")
    data = opened.session.carrying.carried((ArticleId(999),))
    assert data.urls() == [] and data.text() == ""
    assert opened.session.toasts.text


def test_pulling_a_row_begins_a_drag_and_a_press_alone_does_not(open_window: Open) -> None:
    opened = open_window("One", "Two")
    opened.until_listed("Two", "One")
    view = opened.window.articles.view
    opened.window.articles.drag_wanted.disconnect(opened.session.carrying.drag)
    begun: list[tuple[int, ...]] = []
    opened.window.articles.drag_wanted.connect(lambda: begun.append(opened.session.organising.chosen))
    row = view.visualRect(view.model().index(1, 0)).center()
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(view.viewport(), left, pos=row)
    QTest.mouseMove(view.viewport(), row + QPoint(2, 1))
    assert begun == []
    for step in (20, 40):
        _pull(view.viewport(), row + QPoint(step, 0))
    assert begun == [(opened.ids[1],)]
    QTest.mouseRelease(view.viewport(), left, pos=row)


def _pull(target: QWidget, to: QPoint) -> None:
    """Move the pointer with the left button down, which QTest cannot."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(to), QPointF(to), Qt.MouseButton.NoButton, left, none)
    QApplication.sendEvent(target, event)


def test_several_that_are_chosen_stay_so_while_they_are_pulled(open_window: Open) -> None:
    opened = open_window("One", "Two", "Three")
    opened.until_listed("Three", "Two", "One")
    view = opened.window.articles.view
    opened.window.articles.drag_wanted.disconnect(opened.session.carrying.drag)
    begun: list[int] = []
    opened.window.articles.drag_wanted.connect(lambda: begun.append(len(opened.session.organising.chosen)))
    view.selectAll()
    row = view.visualRect(view.model().index(1, 0)).center()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=row)
    _pull(view.viewport(), row + QPoint(0, 60))
    assert begun == [3]


def test_the_picture_at_the_pointer_has_the_title_and_how_many() -> None:
    one, many = carrying._picture("A walk by the river", 1, 2.0), carrying._picture("A walk by the river", 12, 2.0)
    assert one.size() == many.size() and one.devicePixelRatio() == 2.0
    assert one.toImage() != many.toImage()


def test_copying_on_the_list_takes_title_and_link(open_window: Open) -> None:
    opened = open_window("One", "Two")
    opened.choose("One")
    opened.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    opened.until(lambda: opened.session.toasts.text == "Title and link copied")
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text() == "One\nhttps://news.example/One"
    assert clipboard.mimeData().html() == '<a href="https://news.example/One">One</a>'


def test_copying_in_the_search_takes_the_words(open_window: Open) -> None:
    opened = open_window("One")
    opened.choose("One")
    opened.do("find")
    search = opened.window.articles.search
    QTest.keyClicks(search, "river")
    search.selectAll()
    QTest.keyClick(search, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "river"


def test_copying_in_the_article_takes_what_is_selected_there(open_window: Open) -> None:
    opened = open_window("One")
    opened.choose("One")
    assert opened.session.reader.display is not None
    page = opened.session.reader.display.widget()
    page.setFocus()
    assert isinstance(page, QTextBrowser)
    page.selectAll()
    QTest.keyClick(page, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "The text of One." in QGuiApplication.clipboard().text()


def test_a_link_from_elsewhere_is_still_welcome(open_window: Open) -> None:
    opened = open_window("One")
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    data = mime(plain="https://news.example/x")
    enter = QDragEnterEvent(QPoint(300, 300), copy, data, left, none)
    QApplication.sendEvent(opened.window, enter)
    assert enter.isAccepted()


def test_copying_as_markdown_takes_the_notes_that_an_export_writes(open_window: Open) -> None:
    opened = open_window("One", "Two")
    opened.choose("One")

    opened.do("copy-markdown")

    opened.until(lambda: opened.session.toasts.text == "Article copied as Markdown")
    note = QGuiApplication.clipboard().text()
    assert note.startswith('---\ntitle: "One"\n') and note.endswith("\n")
