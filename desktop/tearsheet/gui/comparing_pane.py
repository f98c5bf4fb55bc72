"""The pane in which two versions of an article are compared: which two, how much is different, and where."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from tearsheet.gui import fonts
from tearsheet.gui.buttons import IconButton, QuietButton
from tearsheet.gui.comparing_text import Stretch, summary
from tearsheet.gui.comparing_view import ComparisonView
from tearsheet.gui.empty import Empty
from tearsheet.gui.floating import stay_inside
from tearsheet.gui.menus import Menu
from tearsheet.gui.moments import number, sentence
from tearsheet.gui.theme import current
from tearsheet.gui.versions_sheet import VersionWords
from tearsheet.gui.words import Words
from tearsheet.model.ids import VersionId
from tearsheet.text.words import _


class ComparingPane(QWidget):
    """Covers the window until it is closed.

    `pair_wanted` brings two other versions to compare, the one to start from first; `chosen` the version to show from
    now on; `closed` comes once.
    """

    pair_wanted = Signal(object, object)
    chosen = Signal(object)
    closed = Signal()

    def __init__(self, window: QWidget, title: str, versions: Sequence[VersionWords]) -> None:
        super().__init__(window)
        self._window, self._versions = window, tuple(versions)
        self._returns = window.focusWidget()
        self._pair = (versions[-1].id, versions[0].id)
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Compare versions"))
        self.view = ComparisonView(self)
        self.view.left.connect(self.close_pane)
        self.view.moved.connect(self._count)
        self.empty = Empty("paper", self)
        self._lay_out(title)
        window.installEventFilter(self)

    def open(self) -> None:
        """Cover the window and take the keyboard."""
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802 - Qt's names
        """Stay in the pane: nobody sees what is under it."""
        return stay_inside(self, forward=next)

    def close_pane(self) -> None:
        """Give the keyboard back, first, as a Sheet does, and go."""
        self._window.removeEventFilter(self)
        if self._returns is not None:
            self._returns.setFocus()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def say_busy(self, older: VersionId, newer: VersionId) -> None:
        """Say that these two are being compared."""
        self._pair = (older, newer)
        for button, version in ((self.older, older), (self.newer, newer)):
            words = self._words_of(version)
            button.setText(words)
            button.setAccessibleName(words)
            button.updateGeometry()
        self._offer_to_show()
        self._said.say("")
        self._tell(_("Comparing…"), "")

    def say_failed(self, words: str) -> None:
        """Say why they cannot be compared."""
        self._tell(_("These versions cannot be compared"), words, icon="warning")

    def show_stretches(self, shown: Sequence[Stretch]) -> None:
        """Show what is different, and how much that is."""
        self.view.show_stretches(shown)
        if not self.view.changes:
            words = _("Their words are the same. Pictures, links or how they are set may be different.")
            self._tell(_("Nothing has changed"), words, icon="check")
            return
        self._said.say(summary(shown))
        self._stack.setCurrentWidget(self.view)
        for tool in self._tools:
            tool.show()
        self._count()
        self.view.setFocus()

    @property
    def said(self) -> str:
        """What is said in a line: of the changes, or in their place."""
        shown = self._stack.currentWidget() is self.view
        return self._said.text if shown else self.empty.accessibleName()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if watched is self._window and event.type() is QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.close_pane()
        elif event.key() == Qt.Key.Key_A and self._everything.isVisible():
            self._everything.click()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(current().paper))
        painter.fillRect(0, self._bar.geometry().bottom(), self.width(), 1, QColor(current().line))

    def _lay_out(self, title: str) -> None:
        back = IconButton("back", _("Back"), self, keys="Esc")
        back.clicked.connect(self.close_pane)
        self.older, self.newer = (QuietButton("", self, after="down") for _side in range(2))
        self.older.clicked.connect(partial(self._offer_versions, self.older, self._take_older))
        self.newer.clicked.connect(partial(self._offer_versions, self.newer, self._take_newer))
        self.show_it = QuietButton("", self, leading=True)
        self.show_it.clicked.connect(self._choose)
        self._said = Words("", self, colour="soft", font=fonts.ui(fonts.SMALL))
        self._place = Words("", self, colour="soft", font=fonts.ui(fonts.SMALL))
        before = IconButton("up", _("Previous change"), self, command="previous-mark")
        before.clicked.connect(partial(self.view.step, -1))
        after = IconButton("down", _("Next change"), self, command="next-mark")
        after.clicked.connect(partial(self.view.step, 1))
        self._everything = QuietButton(_("Show everything"), self)
        self._everything.setCheckable(True)
        self._everything.explain(_("Show the paragraphs that are the same, too"), keys="A")
        self._everything.toggled.connect(self._unfold)
        self._tools = (self._everything, self._place, before, after)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 20, 0)
        head.setSpacing(8)
        arrow = Words("→", self, colour="faint")
        arrow.setFixedWidth(16)
        heading = Words(title, self, font=fonts.ui(fonts.LARGE, strong=True))
        head.addWidget(back)
        head.addWidget(heading, 1)
        for part in (self.older, arrow, self.newer, self.show_it):
            head.addWidget(part)
        below = QHBoxLayout()
        below.setContentsMargins(56, 0, 20, 8)
        below.setSpacing(4)
        below.addWidget(self._said, 1)
        for tool in self._tools:
            below.addWidget(tool)
        self._bar = QWidget(self)
        bar = QVBoxLayout(self._bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(0)
        bar.addLayout(head)
        bar.addLayout(below)
        self._bar.setFixedHeight(88)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addLayout(self._stack, 1)

    def _tell(self, headline: str, words: str, *, icon: str = "") -> None:
        for tool in self._tools:
            tool.hide()
        self.empty.say(headline, words, icon=icon)
        self._stack.setCurrentWidget(self.empty)
        self.setFocus()

    def _count(self) -> None:
        changes, on = self.view.changes, self.view.current + 1
        words = _("{number} of {count}") if on else _("{count} in all")
        self._place.say(words.format(number=number(on), count=number(len(changes))))
        self._place.setFixedWidth(self._place.sizeHint().width() + 8)

    def _unfold(self, on: bool) -> None:
        self._everything.setText(_("Fold what is the same") if on else _("Show everything"))
        self._everything.updateGeometry()
        self.view.unfold_all(on=on)
        self.view.setFocus()

    def _words_of(self, version: VersionId) -> str:
        said = next(each for each in self._versions if each.id == version)
        return sentence((said.moment, _("shown") if said.shown else ""))

    def _offer_versions(self, button: QuietButton, take: Callable[[VersionId], None]) -> None:
        menu = Menu(self)
        for version in self._versions:
            action = menu.addAction(sentence((self._words_of(version.id), version.length)))
            action.setCheckable(True)
            action.setChecked(version.id == self._pair[button is self.newer])
            action.triggered.connect(lambda _checked, version=version.id: take(version))
        menu.exec(button.mapToGlobal(button.rect().bottomLeft()))

    def _take_older(self, version: VersionId) -> None:
        self.pair_wanted.emit(version, self._pair[1])

    def _take_newer(self, version: VersionId) -> None:
        self.pair_wanted.emit(self._pair[0], version)

    def _offer_to_show(self) -> None:
        """Offer to show the one of the two that is not shown, rather the one on the right."""
        self._other = next((version for version in reversed(self._pair) if not self._is_shown(version)), None)
        words = (
            _("Show the version on the right") if self._other == self._pair[1] else _("Show the version on the left")
        )
        self.show_it.setText(words)
        self.show_it.setAccessibleName(words)
        self.show_it.updateGeometry()
        self.show_it.setVisible(self._other is not None)

    def _is_shown(self, version: VersionId) -> bool:
        return any(each.shown for each in self._versions if each.id == version)

    def _choose(self) -> None:
        version = self._other
        self.close_pane()
        self.chosen.emit(version)
