"""A real window over a real library, and what a person does with it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QObject, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QImage,
    QImageWriter,
    QPaintEvent,
    QRegion,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tearsheet.gui.app import Program, make_application
from tearsheet.gui.captures import Captures
from tearsheet.gui.panes import ROOM
from tearsheet.gui.reader_plain import PlainDisplay
from tearsheet.gui.session import Session
from tearsheet.gui.underway import Underway
from tearsheet.gui.window import MainWindow
from tearsheet.model.article import Resource
from tearsheet.model.errors import Failure
from tearsheet.model.ids import ArticleId
from tearsheet.settings.preferences import Preferences
from tearsheet.workflows.desk import Desk
from tests.support.desks import desk_at
from tests.support.keepings import keeping

WAIT = 15_000


class Opened:
    """A program with its window open and its library shown."""

    def __init__(
        self,
        qtbot: QtBot,
        desk: Desk,
        *,
        preferences: Preferences | None = None,
        failure: Failure | None = None,
        open_desk: Callable[[str, Preferences], Desk] | None = None,
    ) -> None:
        make_application()
        self.bot = qtbot
        self.desk = desk
        chosen = preferences or Preferences(theme="light", language="en")
        self.program = Program(lambda: desk, chosen, failure, open_desk)
        self.window.resize(self.window.size().expandedTo(QSize(ROOM, 0)))  # the screen without a screen is narrower
        self.program.open_window()
        qtbot.waitUntil(lambda: self.program.session is not None, timeout=WAIT)
        qtbot.waitUntil(lambda: self.session.browsing.counts is not None, timeout=WAIT)
        self.until(lambda: len(self.ids) == len(desk.library.ids(self.session.browsing.query)))

    @property
    def window(self) -> MainWindow:
        return self.program.window

    @property
    def session(self) -> Session:
        assert self.program.session is not None
        return self.program.session

    @property
    def captures(self) -> Captures:
        return self.session.captures

    @property
    def ids(self) -> tuple[ArticleId, ...]:
        """The articles that are listed."""
        return self.window.articles.model.ids

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles that are listed, as far as they have come."""
        summaries = (self.window.articles.model.summary(article) for article in self.ids)
        return tuple(summary.title if summary is not None else "" for summary in summaries)

    @property
    def ended(self) -> tuple[Underway, ...]:
        return tuple(capture for capture in self.captures.own if not capture.running)

    def until(self, holds: Callable[[], bool]) -> None:
        self.bot.waitUntil(holds, timeout=WAIT)

    def until_listed(self, *titles: str) -> None:
        """Wait until exactly these titles are listed, in this order."""
        self.window.articles.view.grab()  # what nobody looks at is not loaded
        self.until(lambda: self.titles == titles)

    def choose(self, title: str) -> ArticleId:
        """Select an article and wait until it is read."""
        self.window.articles.view.grab()
        self.until(lambda: title in self.titles)
        article = self.ids[self.titles.index(title)]
        self.window.articles.go_to(article)
        self.until(lambda: self.session.browsing.article is not None and self.session.browsing.article.id == article)
        return article

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key on the list."""
        self.window.activateWindow()
        self.window.articles.view.setFocus()
        QTest.keyClick(self.window.articles.view, key, modifier)

    def do(self, command: str) -> None:
        self.window.actions_by_name[command].trigger()

    def close(self) -> None:
        display = self.session.reader.display
        if display is None or isinstance(display, PlainDisplay):
            self.session.reader.close_view()
        else:
            with self.bot.waitSignal(display.widget().destroyed, timeout=WAIT):  # before Chromium's profile is missed
                self.session.reader.close_view()
        self.window.close()
        self.program.close()
        self.window.deleteLater()
        QApplication.processEvents()


def mime(**formats: str) -> QMimeData:
    """Return what a browser offers; names have _ for the characters that Python's do not."""
    data = QMimeData()
    names = {"uri_list": "text/uri-list", "plain": "text/plain", "html": "text/html", "netscape": "_NETSCAPE_URL"}
    for name, text in formats.items():
        data.setData(names[name], QByteArray(text.encode()))
    return data


def drop(target: QWidget, data: QMimeData) -> Qt.DropAction:
    """Drag `data` over a widget and let go, as Qt tells of it; return what the window says it does with it."""
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(300, 300), copy | Qt.DropAction.MoveAction, data, left, none)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(target, QDragMoveEvent(QPoint(310, 310), copy, data, left, none))
    let_go = QDropEvent(QPointF(310, 310), copy | Qt.DropAction.MoveAction, data, left, none)
    QApplication.sendEvent(target, let_go)
    return let_go.dropAction()


def library_of(folder: Path, titles: Sequence[str] = (), *, pictures: bool = False) -> Desk:
    """Return a desk whose library has an article of each title, the last one newest."""
    desk = desk_at(folder)
    for title in titles:
        resources: tuple[Resource, ...] = ()
        if pictures:
            blob = desk.library.put_blob(_picture(), "image/png", width=80, height=60)
            resources = (Resource(url="https://news.example/p.png", blob=blob),)
        desk.library.add(keeping(title, f"The text of {title}.", title=title, source="Bench", resources=resources))
    return desk


def _picture() -> bytes:
    image = QImage(QSize(80, 60), QImage.Format.Format_RGB32)
    image.fill(0xB8432F)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


class Painted(QObject):
    """Remembers which `region` of a widget was painted since."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return super().eventFilter(watched, event)
