"""The left pane: the button that saves a link, the parts of the library, and how far running captures are."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.buttons import AccentButton, Button, IconButton
from tearsheet.gui.moments import percent
from tearsheet.gui.panes import LEAST_SIDEBAR
from tearsheet.gui.scope import EVERYTHING, Scope
from tearsheet.gui.sidebar_rows import ROW_ROLE, Row, fill, show_number
from tearsheet.gui.sidebar_tree import SidebarTree, name_of
from tearsheet.gui.theme import current
from tearsheet.model.query import Counts
from tearsheet.text.words import _


class Sidebar(QWidget):
    """Shows what there is and lets a person choose a part of it.

    `scope_chosen` brings each part the keyboard comes by; `picked` says that one was clicked on or Enter pressed on it.
    `menu_wanted` brings the Scope of a row and a place on the screen; `tag_moved` a tag and what it was dropped on, ""
    for the top.
    """

    save_wanted = Signal()
    scope_chosen = Signal(object)
    progress_clicked = Signal()
    menu_wanted = Signal(object, QPoint)
    tag_moved = Signal(str, str)
    command_wanted = Signal(str)
    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(LEAST_SIDEBAR)
        self._scope = EVERYTHING
        self._closed: set[str] = set()
        self._counts: Counts | None = None
        self._searches: tuple[str, ...] = ()
        self._found: dict[Scope, int] = {}
        save = AccentButton(_("Save link"), self, icon="plus", command="save-link")
        save.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        save.clicked.connect(self.save_wanted)
        self.rows = SidebarTree(self)
        self.rows.chosen.connect(self._choose)
        self.rows.picked.connect(self.picked)
        self.rows.menu_wanted.connect(self.menu_wanted)
        self.rows.tag_moved.connect(self.tag_moved)
        self.rows.expanded.connect(lambda index: self._closed.discard(name_of(index)))
        self.rows.collapsed.connect(lambda index: self._closed.add(name_of(index)))
        self.progress = ProgressCard(self)
        self.progress.clicked.connect(self.progress_clicked)
        self.progress.hide()
        self.run = RunCard(self)
        self.check = RunCard(self)
        self.bringing = RunCard(self)
        for card in (self.run, self.check, self.bringing):
            card.hide()
        top = QVBoxLayout()
        top.setContentsMargins(16, 16, 16, 4)
        top.addWidget(save)
        foot = QVBoxLayout()
        foot.setContentsMargins(16 - paint.SHADOW, 0, 16 - paint.SHADOW, 0)
        foot.setSpacing(8 - 2 * paint.SHADOW)
        foot.addWidget(self.bringing)
        foot.addWidget(self.check)
        foot.addWidget(self.run)
        foot.addWidget(self.progress)
        corner = QHBoxLayout()
        corner.setContentsMargins(12, 4, 12, 8)
        corner.setSpacing(4)
        for name, icon, words in (
            ("preferences", "settings", _("Preferences")),
            ("keys", "keys", _("All keys")),
            ("sidebar", "sidebar", _("Hide the sidebar")),
        ):
            button = IconButton(icon, words, self, command=name)
            button.clicked.connect(lambda _checked=False, name=name: self.command_wanted.emit(name))
            corner.addWidget(button)
        corner.insertStretch(2, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.rows, 1)
        layout.addLayout(foot)
        layout.addLayout(corner)
        self.show_counts(None)

    def show_counts(self, counts: Counts | None) -> None:
        """Show these numbers, keeping what is chosen and what is folded."""
        self._counts = counts
        self._build()

    def show_searches(self, names: Sequence[str]) -> None:
        """Show a row for each saved search."""
        if tuple(names) != self._searches:
            self._searches = tuple(names)
            self._build()

    def show_found(self, scope: Scope, number: int) -> None:
        """Show how many articles are in the bin, or fit a saved search."""
        self._found[scope] = number
        show_number(self.rows.standard, scope, number)

    def _build(self) -> None:
        place, closed = self.rows.verticalScrollBar().value(), set(self._closed)
        self.rows.blockSignals(True)  # rows that come and go are not chosen or folded by anybody
        fill(self.rows.standard, self._counts, self._searches, self._found)
        for index in self.rows.indexes():
            row: Row = index.data(ROW_ROLE)
            self.rows.setExpanded(index, row.opens and name_of(index) not in closed)
        self.rows.blockSignals(False)
        self.show_scope(self._scope)
        self.rows.verticalScrollBar().setValue(place)

    def show_scope(self, scope: Scope) -> None:
        """Mark a row as the one that is shown, without telling anybody."""
        self._scope = scope
        for index in self.rows.indexes():
            row: Row = index.data(ROW_ROLE)
            if row.scope == scope:
                self.rows.mark(index)
                return
        self.rows.clearSelection()

    def _choose(self, scope: Scope) -> None:
        if scope != self._scope:
            self._scope = scope
            self.scope_chosen.emit(scope)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        QPainter(self).fillRect(self.rect(), QColor(current().side))


class ProgressCard(Button):
    """The card at the foot: how many captures are done of how many, and a thin bar."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._words, self._aside, self._share = "", "", 0.0

    def show_progress(self, words: str, aside: str, share: float) -> None:
        """Show a sentence, a few quiet words on the right, and a bar filled to `share` of its width."""
        self._words, self._aside, self._share = words, aside, share
        self.setAccessibleName(words)
        self.setAccessibleDescription(percent(share))
        self.show()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(160, 52 + 2 * paint.SHADOW)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours, margin = current(), paint.SHADOW
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        paint.card(painter, rect, radius=8, fill=colours.card)
        inner = rect.adjusted(12, 10, -12, -12)
        painter.setFont(fonts.ui(fonts.SMALL))
        metrics = QFontMetricsF(painter.font())
        aside = metrics.horizontalAdvance(self._aside)
        painter.setPen(QColor(colours.faint))
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, self._aside)
        painter.setPen(QColor(colours.ink))
        room = inner.width() - aside - (8 if aside else 0)
        painter.drawText(
            inner, Qt.AlignmentFlag.AlignTop, metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        )
        _bar(painter, inner, self._share)
        self.ring(painter, 8)


class RunCard(Button):
    """The card of a long run: what runs and how far it is, then what it came to. `crossed` stops it or puts it away."""

    crossed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._words, self._under, self._share = "", "", -1.0
        self.cross = IconButton("close", "", self, side=24)
        self.cross.resize(self.cross.sizeHint())
        self.cross.clicked.connect(self.crossed)

    def show_run(self, words: str, under: str, share: float, *, cross: str) -> None:
        """Show what runs, quiet words below, a bar filled to `share` of its width; `cross` is what the cross does."""
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._say(words, under, share, cross)

    def show_over(self, words: str, under: str, *, cross: str) -> None:
        """Show what was run and, below, what there is to see of it; the card can be pressed now."""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._say(words, under, -1.0, cross)

    def _say(self, words: str, under: str, share: float, cross: str) -> None:
        self._words, self._under, self._share = words, under, share
        self.setAccessibleName(f"{words}. {under}")
        self.setAccessibleDescription(percent(share) if share >= 0 else "")
        self.cross.setAccessibleName(cross)
        self.cross.setToolTip(cross)
        self.updateGeometry()
        self.show()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(160, (68 if self._share >= 0 else 58) + 2 * paint.SHADOW)

    def resizeEvent(self, _event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self.cross.move(self.width() - paint.SHADOW - 8 - self.cross.width(), paint.SHADOW + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours, margin = current(), paint.SHADOW
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        paint.card(painter, rect, radius=8, fill=colours.card)
        inner = rect.adjusted(12, 10, -12, -12)
        lines = ((self._words, colours.ink, inner.width() - 28), (self._under, _quiet(self._share), inner.width()))
        painter.setFont(fonts.ui(fonts.SMALL))
        for row, (words, colour, room) in enumerate(lines):
            painter.setPen(QColor(colour))
            cut = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.drawText(inner.adjusted(0, row * 20, 0, 0), Qt.AlignmentFlag.AlignTop, cut)
        if self._share >= 0:
            _bar(painter, inner, self._share)
        self.ring(painter, 8)


def _bar(painter: QPainter, inner: QRectF, share: float) -> None:
    """Draw a thin bar along the bottom of a card, filled to `share` of its width."""
    colours = current()
    bar = QRectF(inner.left(), inner.bottom() - 3, inner.width(), 3)
    paint.pill(painter, bar, radius=1.5, fill=colours.line)
    if share > 0:
        bar.setWidth(max(3.0, bar.width() * min(1.0, share)))
        paint.pill(painter, bar, radius=1.5, fill=colours.accent)


def _quiet(share: float) -> str:
    """Return the colour of the lower words: those of a run that is over can be acted on."""
    return current().faint if share >= 0 else current().accent_ink
