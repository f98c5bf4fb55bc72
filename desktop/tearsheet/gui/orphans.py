"""What speaks up quietly at the foot of an article: highlights whose words are not in it, and what is to be done."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.buttons import IconButton, QuietButton
from tearsheet.gui.floating import Card
from tearsheet.gui.mark_colours import mark_colours
from tearsheet.gui.scrolling import OverlayScrollBar
from tearsheet.gui.theme import current
from tearsheet.gui.words import Words
from tearsheet.model.annotation import PlacedAnnotation
from tearsheet.model.ids import AnnotationId
from tearsheet.text.words import _, ngettext

_EDGE, _FOOT, _PILL = 20, 20, 40
_WIDTH, _MOST_HEIGHT = 376, 376


class Pill(Card):
    """A line at the foot of the pane, with what can be done about it."""

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane, radius=_PILL / 2)
        self._pane = pane
        self._words = Words("", self, colour="soft", font=fonts.ui(fonts.SMALL))
        self.button = QuietButton("", self, leading=True)
        self._act: Callable[[], None] = lambda: None
        self.button.clicked.connect(lambda: self._act())
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        self.body.addLayout(row)
        pane.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What is said, nothing when nothing is."""
        return self._words.text if self.isVisibleTo(self._pane) else ""

    def say(self, words: str, action: str, act: Callable[[], None]) -> None:
        """Show `words`, and a button that does `act`."""
        self._act = act
        self._words.say(words)
        self.button.setText(action)
        self.button.setAccessibleName(action)
        self.button.updateGeometry()
        self.setAccessibleName(words)
        self.show()
        self.raise_()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        wanted = self._words.sizeHint().width() + self.button.sizeHint().width() + 40
        width = min(wanted, self._pane.width() - 2 * _EDGE) + 2 * paint.SHADOW
        self.setFixedSize(width, _PILL + 2 * paint.SHADOW)
        self.move(
            self._pane.width() - width - _EDGE + paint.SHADOW,
            self._pane.height() - self.height() - _FOOT + paint.SHADOW,
        )


class OrphanTray(Card):
    """Lists highlights without a place. The signals bring an AnnotationId."""

    shown_where_made = Signal(int)
    link_wanted = Signal(int)
    deleted = Signal(int)
    closed = Signal()

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane, radius=14)
        self._pane = pane
        self.rows: dict[AnnotationId, OrphanRow] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = Words("", self, font=fonts.ui(strong=True))
        close = IconButton("close", _("Close"), self, keys="Esc", side=28)
        close.clicked.connect(self.close_tray)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 8, 4)
        head.addWidget(self._title, 1)
        head.addWidget(close)
        self._column = QWidget()
        self._list = QVBoxLayout(self._column)
        self._list.setContentsMargins(8, 0, 8, 8)
        self._list.setSpacing(4)
        self._area = QScrollArea(self)
        self._area.setWidget(self._column)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.viewport().setAutoFillBackground(False)
        self._column.setAutoFillBackground(False)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the rows in it have the keyboard
        OverlayScrollBar(self._area)
        self.body.addLayout(head)
        self.body.addWidget(self._area)
        pane.installEventFilter(self)
        self.hide()

    def show_orphans(self, orphans: Sequence[tuple[PlacedAnnotation, str]]) -> None:
        """List these, each with the version it was made on, in words; none close the tray."""
        for row in self.rows.values():
            row.hide()
            row.deleteLater()
        self.rows = {}
        for placed, made in orphans:
            row = OrphanRow(placed, made, self._column)
            row.show_where_made.clicked.connect(self._teller(self.shown_where_made, placed.annotation.id))
            row.link.clicked.connect(self._teller(self.link_wanted, placed.annotation.id))
            row.delete.clicked.connect(self._teller(self.deleted, placed.annotation.id))
            self._list.addWidget(row)
            self.rows[placed.annotation.id] = row
        self._title.say(orphans_in_words(len(orphans)))
        if not orphans:
            self.close_tray()
        elif self.isVisible():
            self._place()

    def open(self) -> None:
        """Show the tray and give it the keyboard."""
        self._place()
        self.show()
        self.raise_()
        first = next(iter(self.rows.values()), None)
        (first.link if first is not None else self).setFocus(Qt.FocusReason.TabFocusReason)

    def close_tray(self) -> None:
        """Put the tray away."""
        if self.isVisible():
            self._pane.setFocus()
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.close_tray()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _teller(self, signal: object, id: AnnotationId) -> Callable[[], None]:  # noqa: A002 - the field's word
        return lambda: signal.emit(id)  # type: ignore[attr-defined]

    def _place(self) -> None:
        width = min(_WIDTH, self._pane.width() - 2 * _EDGE)
        inner = width - 16
        rows = sum(row.heightForWidth(inner) + 4 for row in self.rows.values()) + 8
        room = self._pane.height() - 2 * _FOOT - 56
        self._area.setFixedHeight(min(rows, _MOST_HEIGHT, room))
        self.setFixedSize(width + 2 * paint.SHADOW, self._area.height() + 40 + 2 * paint.SHADOW)
        self.move(
            self._pane.width() - self.width() - _EDGE + paint.SHADOW,
            self._pane.height() - self.height() - _FOOT + paint.SHADOW,
        )


class OrphanRow(QWidget):
    """The words it stood on, the note, and what can be done."""

    def __init__(self, placed: PlacedAnnotation, made: str, parent: QWidget) -> None:
        super().__init__(parent)
        annotation = placed.annotation
        self._colour = annotation.colour
        quote = annotation.selector.exact if annotation.selector is not None else ""
        words = " ".join(quote.split()) or _("A picture")
        self.setAccessibleName(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.setSpacing(4)
        said = QVBoxLayout()
        said.setContentsMargins(8, 0, 0, 0)
        said.setSpacing(2)
        said.addWidget(Words(words, self, most=3))
        if annotation.note:
            said.addWidget(Words(annotation.note[:400], self, colour="soft", font=fonts.ui(fonts.SMALL), most=2))
        said.addWidget(Words(made, self, colour="faint", font=fonts.ui(fonts.SMALL)))
        column.addLayout(said)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(4)
        self.link = QuietButton(_("Link here…"), self, leading=True)
        self.show_where_made = QuietButton(_("Show in its version"), self)
        self.delete = IconButton("trash", _("Delete"), self, side=28)
        buttons.addWidget(self.link)
        buttons.addWidget(self.show_where_made)
        buttons.addStretch(1)
        buttons.addWidget(self.delete)
        column.addLayout(buttons)
        for button in (self.link, self.show_where_made, self.delete):
            button.setAccessibleDescription(words)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else 0

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter, colours = QPainter(self), current()
        rect = QRectF(self.rect())
        paint.pill(painter, rect, radius=8, fill=colours.pane)
        rule = mark_colours("dark" if colours.dark else "light", self._colour).rule
        paint.pill(painter, QRectF(6, 10, 3, rect.height() - 20), radius=1.5, fill=QColor(rule))


def orphans_in_words(count: int) -> str:
    """Return how many highlights are not in the version that is shown."""
    return ngettext(
        "{count} highlight is not in this version", "{count} highlights are not in this version", count
    ).format(count=f"{count:,}")
