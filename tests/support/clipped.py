"""Open everything the window can show and print each part that has less room than its words ask for.

Run by tests.gui.test_clipping in a process of its own, for Qt reads its scale only once: LANGUAGE FOLDER.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from tearsheet.gui.app import Program, make_application
from tearsheet.gui.capturing import Handed
from tearsheet.gui.floating import Sheet
from tearsheet.gui.preferences import Page, PreferencesSheet
from tearsheet.gui.session import Session
from tearsheet.gui.sheets import Offer
from tearsheet.gui.words import Words
from tearsheet.settings.preferences import Preferences
from tearsheet.text.words import use_language
from tests.support.windows import library_of

_TIGHT = (880, 520)
"""The smallest window there is."""


def main() -> None:
    language, folder = sys.argv[1:]
    use_language(language)
    make_application()
    desk = library_of(Path(folder), ("金融活水滴灌小微企业 倾力推进共同富裕", "A walk by the river"))
    program = Program(lambda: desk, Preferences(theme="light", language=language))
    program.open_window()
    while program.session is None or program.session.browsing.counts is None:
        _wait(20)
    program.window.resize(*_TIGHT)
    for scene in _scenes(program.session):
        _wait(150)
        for part, words in _clipped(program.window):
            print(f"{scene}: {type(part).__name__} {words!r} {part.width()}x{part.height()}")
        for sheet in program.window.findChildren(Sheet):
            sheet.close_sheet()
    program.session.reader.close_view()
    program.window.close()
    program.close()


def _scenes(session: Session) -> Iterator[str]:
    window, captures = session.window, session.captures
    yield "list"
    window.articles.focus_list()
    yield "article"
    for command in ("tag", "export", "keys", "preferences", "check-library"):
        window.actions_by_name[command].trigger()
        yield command
    for page in Page:
        window.actions_by_name["preferences"].trigger()
        for sheet in window.findChildren(PreferencesSheet):
            sheet.names[page].click()
        yield f"preferences: {page.name}"
    window.actions_by_name["save-link"].trigger()
    yield "bar"
    captures.start("file:///refused")
    yield "failed"
    session.capturing.bar.close_bar()
    session.toasts.say("x" * 200, serious=True)
    yield "message"
    session.browsing.show_queue()
    yield "queue"
    session.capturing._keep(Handed(links=tuple(Offer(url=f"https://news.example/{n}") for n in range(12))))
    yield "question"


def _clipped(window: QWidget) -> Iterator[tuple[QWidget, str]]:
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and (_less(button) or _outside(button, window)):
            yield button, button.text() or button.accessibleName()
    for field in window.findChildren(QLineEdit):
        room = field.width() - 48
        if field.isVisible() and field.fontMetrics().horizontalAdvance(field.placeholderText()) > max(room, 0) + 24:
            yield field, field.placeholderText()
    for words in window.findChildren(Words):
        wanted = words.heightForWidth(words.width()) if words.hasHeightForWidth() else words.sizeHint().height()
        if words.isVisible() and words.text and words.height() < wanted:
            yield words, words.text


def _less(button: QAbstractButton) -> bool:
    wanted = button.sizeHint()
    return button.width() < wanted.width() or button.height() < wanted.height()


def _outside(part: QWidget, window: QWidget) -> bool:
    """Tell whether a part sticks out of the window, unless it is in something that scrolls."""
    corner = part.mapTo(window, part.rect().topLeft())
    return corner.x() < 0 or corner.x() + part.width() > window.width()


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
