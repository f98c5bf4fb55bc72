"""The command palette: every command and every article, found by a few letters."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tearsheet.gui import fonts, icons, paint
from tearsheet.gui.background import Background
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.commands import commands
from tearsheet.gui.fields import IconField
from tearsheet.gui.floating import Card
from tearsheet.gui.keys import shown_keys
from tearsheet.gui.spoken import announce
from tearsheet.gui.theme import current
from tearsheet.gui.window import MainWindow
from tearsheet.model.article import ArticleSummary
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Sort
from tearsheet.text.queries import parse
from tearsheet.text.words import _
from tearsheet.workflows import search
from tearsheet.workflows.desk import Desk

_WIDTH, _ROW = 600, 40
_AROUND = 104
"""The height of the field, the shadows, and a little air below."""

_MOST_COMMANDS, _MOST_ARTICLES = 6, 6
_TYPING = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the palette: a command by its name, or an article."""

    words: str
    icon: str
    aside: str = ""
    command: str = ""
    article: ArticleId | None = None


class Palette(Card):
    """Opens over the panes; Up, Down and Enter choose, Escape goes back."""

    def __init__(self, window: MainWindow, browsing: Browsing, background: Background, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._browsing, self._background, self._desk = window, browsing, background, desk
        self._returns: QWidget | None = None
        self.setAccessibleName(_("All commands"))
        self._asked = 0
        self.field = IconField("search", _("What would you like to do, or read?"), self)
        self.field.setFont(fonts.ui(16))
        self.field.setMinimumHeight(32)
        self.rows = _Entries(self)
        head = QVBoxLayout()
        head.setContentsMargins(18, 12, 18, 12)
        head.addWidget(self.field)
        self.body.addLayout(head)
        self.body.addWidget(self.rows)
        self._pause = QTimer(self, singleShot=True, interval=_TYPING)
        self._pause.timeout.connect(self._find_articles)
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.rows.taken.connect(self._take)
        window.actions_by_name["palette"].triggered.connect(self.open)
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show the palette, empty."""
        self._returns = self._window.focusWidget()
        self.field.clear()
        self._typed("")
        self.show()
        self.raise_()
        self.field.setFocus()

    def close_palette(self) -> None:
        """Give the keyboard back (first, as a Sheet does) and put the palette away."""
        if self._returns is not None:
            self._returns.setFocus()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._pressed(event)
        if watched is self.field and event.type() is QEvent.Type.FocusOut:
            self.hide()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        line = QRectF(paint.SHADOW + 1, self.rows.y() - 1, self.width() - 2 * paint.SHADOW - 2, 1)
        QPainter(self).fillRect(line, QColor(current().line))

    def _pressed(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_palette()
            case Qt.Key.Key_Down | Qt.Key.Key_Tab:
                self.rows.step(1)
            case Qt.Key.Key_Up | Qt.Key.Key_Backtab:
                self.rows.step(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take()
            case _:
                return False
        return True

    def _typed(self, text: str) -> None:
        wanted = text.strip().casefold()
        named = {command.name: self._window.actions_by_name[command.name].text() for command in commands()}
        fitting = [
            command for command in commands() if wanted in named[command.name].casefold() and command.name != "palette"
        ]
        self.rows.entries = [
            Entry(
                words=named[command.name],
                icon=command.icon or "chevron",
                aside=shown_keys(command.name),
                command=command.name,
            )
            for command in fitting[:_MOST_COMMANDS]
        ]
        self._refill()
        self._asked += 1
        if wanted:
            self._pause.start()

    def _find_articles(self) -> None:
        asked = self._asked
        self._background.run(
            lambda: search.summaries(
                self._desk, parse(self.field.text()), sort=Sort.RELEVANCE, limit=_MOST_ARTICLES, offset=0
            ),
            done=lambda found: self._found(asked, found),
        )

    def _found(self, asked: int, found: tuple[ArticleSummary, ...]) -> None:
        if asked == self._asked:
            self.rows.entries = [entry for entry in self.rows.entries if entry.command] + [
                Entry(words=summary.title or summary.url, icon="all", aside=summary.source, article=summary.id)
                for summary in found
            ]
            self._refill()

    def _refill(self) -> None:
        self.rows.begin()
        if self.isVisible():
            self.rows.tell()
        self._place()

    def _place(self) -> None:
        width = min(_WIDTH, self._window.width() - 64) + 2 * paint.SHADOW
        top = max(24, self._window.height() // 8)
        self.rows.fit(self._window.height() - top - _AROUND)
        self.setFixedSize(width, self.body.totalSizeHint().height())
        self.move((self._window.width() - width) // 2, top)

    def _take(self) -> None:
        if not self.rows.entries:
            return
        entry = self.rows.entries[self.rows.on]
        self.close_palette()
        if entry.article is not None:
            self._browsing.go_to(entry.article)
        else:
            self._window.actions_by_name[entry.command].trigger()


class _Entries(QWidget):
    """As many of the entries as there is room for, always among them the one that Enter would take."""

    taken = Signal()

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self.entries: list[Entry] = []
        self.on = 0
        self._first, self._most = 0, 1
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def begin(self) -> None:
        """Be on the first one again."""
        self.on = self._first = 0
        self.update()

    def fit(self, height: int) -> None:
        """Be as high as the entries are, `height` at most."""
        self._most = min(len(self.entries), max(1, (height - 8) // _ROW))
        self.setFixedHeight(_ROW * self._most + (8 if self.entries else 0))
        self._scroll_to_it()

    def step(self, by: int) -> None:
        """Go down, or up for a negative number, and round at the ends."""
        if self.entries:
            self.on = (self.on + by) % len(self.entries)
            self._scroll_to_it()
            self.tell()

    def _scroll_to_it(self) -> None:
        first = min(max(self._first, self.on - self._most + 1), self.on)
        self._first = max(0, min(first, len(self.entries) - self._most))
        self.update()

    def tell(self) -> None:
        """Say to a screen reader which line Enter would take: the keyboard stays on the field."""
        if self.entries:
            entry = self.entries[self.on]
            announce(self, ", ".join(filter(None, (entry.words, entry.aside))))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(_WIDTH, _ROW * len(self.entries))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        row = self._first + int(event.position().y()) // _ROW
        if 0 <= row < len(self.entries) and row != self.on:
            self.on = row
            self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        by = -event.angleDelta().y()
        if by:
            self.on = max(0, min(self.on + (1 if by > 0 else -1), len(self.entries) - 1))
            self._scroll_to_it()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self.rect().contains(event.position().toPoint()):
            self.taken.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours = current()
        painter = QPainter(self)
        for place, entry in enumerate(self.entries[self._first : self._first + self._most]):
            row = QRectF(8, place * _ROW + 4, self.width() - 16, _ROW)
            chosen = self._first + place == self.on
            if chosen:
                paint.pill(painter, row, radius=8, fill=colours.accent_soft)
            text = colours.accent_ink if chosen else colours.ink
            icon = QRectF(row.left() + 10, row.center().y() - 8, 16, 16)
            icons.draw(painter, entry.icon, icon, colours.accent_ink if chosen else colours.faint)
            painter.setFont(fonts.ui(fonts.SMALL))
            aside = QFontMetricsF(painter.font()).elidedText(entry.aside, Qt.TextElideMode.ElideRight, 160)
            room = QFontMetricsF(painter.font()).horizontalAdvance(aside)
            painter.setPen(QColor(colours.accent_ink if chosen else colours.faint))
            sides = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(row.adjusted(0, 0, -12, 0), sides, aside)
            painter.setFont(fonts.ui(fonts.LARGE))
            painter.setPen(QColor(text))
            words = row.adjusted(38, 0, -24 - room, 0)
            cut = QFontMetricsF(painter.font()).elidedText(entry.words, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, cut)
