"""Show what became of a text: a calm page with each change marked in it and beside it, filled little by little."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QRectF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.comparing_text import Fold, Shown, Stretch, fold_words, in_blocks, label, other_end
from tearsheet.gui.keys import owner_of, pressed_keys
from tearsheet.gui.moments import number
from tearsheet.gui.scrolling import FocusRing, OverlayScrollBar
from tearsheet.gui.theme import Theme, current
from tearsheet.model.comparison import Change, Fate
from tearsheet.text.words import _, ngettext

_MEASURE = 680
_EDGE = 40
_BUDGET = 10
"""Milliseconds of writing at a time, so that keys and the pointer never wait."""

_BLOCK = 6000
"""The most characters that are laid out as one; a paragraph without end would hold the window up."""

_ABOVE = 96
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
_FOLD, _MOVE = "fold", "move"


class ComparisonView(QTextBrowser):
    """`moved` says that another change is the current one, `left` that Escape was pressed."""

    moved = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Stretch, ...] = ()
        self._open: set[int] = set()
        self._writing: Iterator[None] = iter(())
        self._current = -1
        self._sizing = False
        self._soon = QTimer(self, interval=0)
        self._soon.timeout.connect(self._go_on)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptDrops(False)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(_("What has changed"))
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(_EDGE)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(self._follow)
        OverlayScrollBar(self)
        FocusRing(self)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        return self._shown

    @property
    def changes(self) -> tuple[int, ...]:
        """Where in the stretches the changes are."""
        return tuple(place for place, stretch in enumerate(self._shown) if not stretch.kept)

    @property
    def current(self) -> int:
        """The number of the change that is looked at, -1 before the first."""
        return self.changes.index(self._current) if self._current in self.changes else -1

    @property
    def writing(self) -> bool:
        """Say whether more is still being written below."""
        return self._soon.isActive()

    def show_stretches(self, shown: Sequence[Stretch]) -> None:
        """Show these from the top, what is the same folded."""
        self._shown, self._current = tuple(shown), -1
        self._open.clear()
        self._write_anew()

    def unfold_all(self, *, on: bool) -> None:
        """Show all that is folded, or fold it again; the current change stays in view."""
        self._open = set(range(len(self._shown))) if on else set()
        self._write_anew()
        if self._current >= 0:
            self._go_to(self._current)

    def step(self, by: int) -> None:
        """Go to the next change, or back for a negative number; not round at the ends."""
        changes = self.changes
        if changes:
            wanted = min(max(self.current + by, 0), len(changes) - 1)
            self._go_to(changes[wanted])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take the keys that go from article to article and from mark to mark elsewhere for going on here."""
        match owner_of(pressed_keys(event.key(), event.modifiers())):
            case "next" | "next-mark":
                self.step(1)
            case "previous" | "previous-mark":
                self.step(-1)
            case _:
                self._move_about(event)

    def _move_about(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.left.emit()
            case Qt.Key.Key_Space:
                bar = self.verticalScrollBar()
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                bar.setValue(bar.value() + (-1 if back else 1) * (bar.pageStep() - 48))
            case Qt.Key.Key_A if not event.modifiers():
                event.ignore()  # the pane's
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        if not self._sizing:  # other margins are another size in their turn
            self._sizing = True
            side = max(0, (self.width() - _MEASURE - 2 * _EDGE) // 2)
            self.setViewportMargins(side, 0, side, 0)
            self._sizing = False
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._shown:
            self._write_anew()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, box in self._visible():
            self._mark(painter, place, box)
        painter.end()
        super().paintEvent(event)

    def _visible(self) -> Iterator[tuple[int, QRectF]]:
        """Yield the changes on the screen and where each stands in the view."""
        layout, top = self.document().documentLayout(), self.verticalScrollBar().value()
        block = self.cursorForPosition(self.viewport().rect().topLeft()).block()
        while block.previous().isValid() and block.previous().userState() == block.userState():
            block = block.previous()
        while block.isValid():
            box = layout.blockBoundingRect(block).translated(0, -top)
            place = block.userState()
            block = block.next()
            while block.isValid() and block.userState() == place:
                box = box.united(layout.blockBoundingRect(block).translated(0, -top))
                block = block.next()
            if box.top() > self.viewport().height():
                return
            if 0 <= place < len(self._shown):
                yield place, box

    def _mark(self, painter: QPainter, place: int, box: QRectF) -> None:
        """Draw a bar beside a change, broken for what is gone, and a ground under the current one."""
        colours, fate = current(), self._shown[place].fate
        if fate is Fate.KEPT:
            line = QColor(colours.line)
            middle = box.center().y() + 2
            painter.fillRect(QRectF(_EDGE, middle, box.width() / 2 - 120, 1), line)
            painter.fillRect(QRectF(_EDGE + box.width() / 2 + 120, middle, box.width() / 2 - 120, 1), line)
            return
        area = QRectF(_EDGE - 24, box.top() - 6, self.viewport().width() - 2 * _EDGE + 40, box.height() + 12)
        if place == self._current:
            paint.pill(painter, area, radius=8, fill=colours.pane)
        bar = QRectF(area.left() + 8, box.top() + 2, 3, box.height() - 4)
        if fate in (Fate.REMOVED, Fate.MOVED_AWAY):
            painter.setPen(QPen(QColor(_colour(fate, colours)), 3, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(bar.center().x(), bar.top()), QPointF(bar.center().x(), bar.bottom()))
        else:
            paint.pill(painter, bar, radius=1.5, fill=_colour(fate, colours))

    def _follow(self, url: QUrl) -> None:
        kind, _colon, place = url.toString().partition(":")
        if kind == _FOLD:
            self._unfold(int(place))
        elif kind == _MOVE:
            other = other_end(self._shown, int(place))
            if other is not None:
                self._go_to(other)

    def _go_to(self, place: int) -> None:
        """Bring a stretch into view and make it the current change."""
        block = self._block_of(place)
        while not block.isValid() and self.writing:
            self._go_on()
            block = self._block_of(place)
        if not block.isValid():
            return
        self._current = place
        cursor = QTextCursor(block)
        self.setTextCursor(cursor)
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(max(0, round(top) - _ABOVE))
        self.viewport().update()
        self.moved.emit()

    def _block_of(self, place: int) -> QTextBlock:
        """Return the first block of a stretch, an invalid one before it is written."""
        block = self.document().begin()
        while block.isValid() and block.userState() != place:
            block = block.next()
        return block

    def _write_anew(self) -> None:
        self.clear()
        self.document().setDefaultFont(fonts.reading(17))
        self._writing = self._written(QTextCursor(self.document()), range(len(self._shown)))
        self._go_on()
        self.moveCursor(QTextCursor.MoveOperation.Start)  # which what is written there has moved along
        self._soon.start()

    def _go_on(self) -> None:
        """Write for a few milliseconds."""
        clock = QElapsedTimer()
        clock.start()
        edit = QTextCursor(self.document())
        edit.beginEditBlock()
        for _block in self._writing:
            if clock.elapsed() >= _BUDGET:
                edit.endEditBlock()
                return
        edit.endEditBlock()
        self._soon.stop()

    def _unfold(self, place: int) -> None:
        """Put what a fold hides in its place."""
        while self.writing:
            self._go_on()
        self._open.add(place)
        first = self._block_of(place)
        cursor = QTextCursor(first)
        last = first
        while last.next().isValid() and last.next().userState() == place:
            last = last.next()
        top = self.verticalScrollBar().value()
        cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        cursor.block().setUserState(-1)
        self._writing = self._written(cursor, (place,))
        self._go_on()
        self._soon.start()
        self.verticalScrollBar().setValue(top)

    def _written(self, cursor: QTextCursor, places: Sequence[int]) -> Iterator[None]:
        """Write stretches from an empty block on, pausing after each block."""
        first = True
        for place in places:
            for _block in self._blocks(cursor, place, first=first):
                first = False
                yield

    def _blocks(self, cursor: QTextCursor, place: int, *, first: bool) -> Iterator[None]:
        stretch, whole = self._shown[place], place in self._open
        if stretch.kept and not whole:
            _begin(cursor, place, _folded_block(), first=first)
            cursor.insertText(f"···  {fold_words(stretch)}  ···", _link(f"{_FOLD}:{place}", current().faint))
            yield
            return
        words = label(self._shown, place)
        if words:
            _begin(cursor, place, _label_block(), first=first)
            self._label(cursor, place, words)
            first = False
            yield
        for passage in stretch.passages:
            for pieces in in_blocks(passage, whole=whole, most=_BLOCK):
                _begin(cursor, place, _body_block(), first=first)
                self._body(cursor, place, pieces, passage.fate)
                first = False
                yield

    def _label(self, cursor: QTextCursor, place: int, words: str) -> None:
        fate = self._shown[place].fate
        colour = _colour(fate, current())
        if fate in (Fate.MOVED_AWAY, Fate.MOVED_HERE):
            form = _link(f"{_MOVE}:{place}", colour)
            cursor.insertText(f"{words}  {_arrow(place, other_end(self._shown, place))}", form)
        else:
            cursor.insertText(words, _small(colour))

    def _body(self, cursor: QTextCursor, place: int, pieces: Sequence[Shown], fate: Fate) -> None:
        for piece in pieces:
            if isinstance(piece, Fold):
                count = ngettext("{count} character the same", "{count} characters the same", piece.count)
                words = f" ··· {count.format(count=number(piece.count))} ··· "
                cursor.insertText(words, _link(f"{_FOLD}:{place}", current().faint))
            else:
                cursor.insertText(piece.text.replace("\n", "\u2028"), _letters(piece.change, fate))


def _begin(cursor: QTextCursor, place: int, form: QTextBlockFormat, *, first: bool) -> None:
    """Begin a block of a stretch; the first one written stands in the block that is there."""
    if first:
        cursor.setBlockFormat(form)
    else:
        cursor.insertBlock(form)
    cursor.block().setUserState(place)


def _folded_block() -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    form.setTopMargin(4)
    form.setBottomMargin(20)
    return form


def _label_block() -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setBottomMargin(2)
    return form


def _body_block() -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setLineHeight(136, _PROPORTIONAL)
    form.setBottomMargin(20)
    return form


def _small(colour: str) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFont(fonts.ui(fonts.SMALL, strong=True))
    form.setForeground(QColor(colour))
    return form


def _link(address: str, colour: str) -> QTextCharFormat:
    form = _small(colour)
    form.setFont(fonts.ui(fonts.SMALL))
    form.setAnchor(True)
    form.setAnchorHref(address)
    return form


def _letters(change: Change, fate: Fate) -> QTextCharFormat:
    """Return how words are written: what came is underlined, what went is struck, each on a ground of its colour.

    Of a passage that came or went whole its label says so, and nobody wants to read it struck through.
    """
    colours, form = current(), QTextCharFormat()
    form.setFont(fonts.reading(17))
    form.setForeground(QColor(colours.soft if fate in (Fate.REMOVED, Fate.MOVED_AWAY, Fate.KEPT) else colours.ink))
    if change is Change.ADDED and fate is not Fate.ADDED:
        form.setForeground(QColor(colours.added))
        form.setBackground(QColor(colours.added_soft))
        form.setFontUnderline(True)
    elif change is Change.REMOVED and fate is not Fate.REMOVED:
        form.setForeground(QColor(colours.removed))
        form.setBackground(QColor(colours.removed_soft))
        form.setFontStrikeOut(True)
    return form


def _colour(fate: Fate, colours: Theme) -> str:
    match fate:
        case Fate.ADDED:
            return colours.added
        case Fate.REMOVED:
            return colours.removed
        case Fate.MOVED_AWAY | Fate.MOVED_HERE:
            return colours.moved
        case _:
            return colours.handle


def _arrow(place: int, other: int | None) -> str:
    return "↓" if other is not None and other > place else "↑"
