"""The reader where there is no web view: plainer, and as closed to the world."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot

from tearsheet.gui.reader import ReaderPane
from tearsheet.gui.reader_page import OPEN_FILE, RETRY_PICTURES, ready_page
from tearsheet.gui.reader_plain import PlainDisplay
from tearsheet.gui.reader_style import ReadingStyle
from tearsheet.gui.reader_words import page_words
from tearsheet.model.ids import ArticleId, Sha256
from tests.support.evil_page import CountingServer, evil_body
from tests.support.pngs import png
from tests.support.reader_articles import BASE, blob_of, english_article


@pytest.fixture
def opened() -> list[Sha256]:
    return []


@pytest.fixture
def pane(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, opened: list[Sha256]) -> Iterator[ReaderPane]:
    monkeypatch.setenv("TEARSHEET_SAFE", "1")

    def open_blob(sha256: Sha256) -> bytes:
        opened.append(sha256)
        return png(900, 40)

    reader = ReaderPane(open_blob)
    qtbot.addWidget(reader)
    reader.resize(700, 600)
    reader.show()
    yield reader


def browser(pane: ReaderPane) -> QTextBrowser:
    assert isinstance(pane.display, PlainDisplay)
    widget = pane.display.widget()
    assert isinstance(widget, QTextBrowser)
    return widget


def test_the_whole_article_stands_in_it(pane: ReaderPane, opened: list[Sha256]) -> None:
    picture = blob_of(png(900, 40))
    pane.show_article(english_article(picture))
    text = browser(pane).toPlainText()
    for words in ("A walk by the river", "Ada Marsh", "1.94", "bank gives way at the mill", "Picture missing"):
        assert words in text
    assert opened == [picture.sha256]


def test_without_the_web_engine_it_takes_over(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "tearsheet.gui.web_display", None)
    reader = ReaderPane(lambda _sha256: b"")
    qtbot.addWidget(reader)
    reader.show_article(BASE)
    assert isinstance(reader.display, PlainDisplay)
    assert "there is no web view" in caplog.text


def test_it_opens_no_file_and_makes_no_connection(pane: ReaderPane, tmp_path: Path) -> None:
    server = CountingServer()
    secret = tmp_path / "secret.png"
    secret.write_bytes(png(900, 40))
    pane.show_article(BASE)
    view = browser(pane)
    view.setHtml(f'{evil_body(server.url)}<img src="{secret.as_uri()}"><img src="{secret}">')
    view.grab()
    for address in (
        secret.as_uri(),
        str(secret),
        f"{server.url}/img",
        "qrc:/x",
        f"article://reader/picture/{'0' * 64}",
    ):
        kinds = QTextDocument.ResourceType
        for kind in (kinds.ImageResource, kinds.HtmlResource, kinds.StyleSheetResource):
            assert view.loadResource(kind.value, QUrl(address)) is None
    assert server.connections == 0
    server.close()


def test_links_and_buttons_are_told(pane: ReaderPane) -> None:
    told: list[object] = []
    pane.link_clicked.connect(told.append)
    pane.retry_pictures.connect(told.append)
    pane.show_article(english_article())
    page = ready_page(english_article(), words=page_words())
    button = page.html.split('class="ts-button" href="')[1].split('"')[0]
    for address in (button, "https://a.example/?q=1", "file:///etc/passwd", "javascript:x", "article://press/x/y"):
        browser(pane).anchorClicked.emit(QUrl(address))
    assert told == [7, "https://a.example/?q=1"]
    assert {RETRY_PICTURES, OPEN_FILE} & set(button.split("/")) == {RETRY_PICTURES}


def test_an_article_left_in_the_middle_is_opened_there_again(pane: ReaderPane) -> None:
    paragraphs = "".join(f"<p>{n}: {'and so on ' * 40}</p>" for n in range(80))
    long = replace(BASE, id=ArticleId(2), uid="u2", html=paragraphs)
    pane.show_article(long)
    bar = browser(pane).verticalScrollBar()
    bar.setValue(3000)
    pane.show_article(BASE)
    pane.show_article(long)
    assert abs(bar.value() - 3000) < 40
    top = browser(pane).cursorForPosition(browser(pane).viewport().rect().topLeft()).block().text()[:3]
    pane.set_style(ReadingStyle(size=24))
    assert browser(pane).cursorForPosition(browser(pane).viewport().rect().topLeft()).block().text()[:3] == top


def test_words_are_found_and_gone_through(pane: ReaderPane, qtbot: QtBot) -> None:
    pane.show_article(replace(BASE, html="<p>Alpha 金融 ALPHA</p><p>alpha 金融</p>"))
    display = pane.display
    assert display is not None
    with qtbot.waitSignal(display.found) as found:
        display.find("alpha")
    assert found.args == [1, 3]
    with qtbot.waitSignal(display.found) as found:
        display.find_next(-1)
    assert found.args == [3, 3]
    assert len(browser(pane).extraSelections()) == 3
