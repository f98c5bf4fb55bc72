"""The sheet that lists every key there is, found as one types."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.buttons import QuietButton
from tearsheet.gui.commands import groups
from tearsheet.gui.fields import IconField
from tearsheet.gui.floating import Sheet
from tearsheet.gui.keys import keys_of, keys_text
from tearsheet.gui.scrolling import scrolled
from tearsheet.gui.theme import current
from tearsheet.gui.words import Words
from tearsheet.text.words import _

_WIDE, _NARROW, _ENOUGH = 840, 480, 1000
_HEIGHT, _LEAST, _AROUND = 560, 160, 48
_LINE, _HEAD, _BETWEEN = 28, 32, 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What is done, and the keys for it as Qt writes them."""

    words: str
    keys: tuple[str, ...]


class KeysSheet(Sheet):
    """Two columns where the window is wide; `change_wanted` asks for the page on which keys are changed."""

    change_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        columns = 2 if window.width() >= _ENOUGH else 1
        super().__init__(window, _("All keys"), width=_WIDE if columns == 2 else _NARROW)
        self.search = IconField("search", _("Find a command or its keys"), self, boxed=True)
        self.search.textChanged.connect(self._narrow)
        self._none = Words(_("No key does that."), self, colour="faint")
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(40)
        self._columns = [QVBoxLayout() for _column in range(columns)]
        for column in self._columns:
            column.setSpacing(0)
            row.addLayout(column, 1)
        self.blocks = [_Block(words, keys, inner) for words, keys in listed()]
        self._area = scrolled(inner, self)
        change = QuietButton(_("Change keys…"), self, icon="keys")
        change.clicked.connect(self._change)
        self.body.addWidget(self.search)
        self.body.addWidget(self._none)
        self.body.addWidget(self._area)
        self.body.addWidget(change, 0, Qt.AlignmentFlag.AlignRight)
        self.add_cross()
        self._narrow("")

    def open(self) -> None:
        super().open()
        self._fit()
        self.search.setFocus()

    def shown(self) -> tuple[Key, ...]:
        """Return what is listed now."""
        return tuple(key for block in self.blocks for key in block.shown)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        bar = self._area.verticalScrollBar()
        steps: dict[int, int] = {Qt.Key.Key_Down: _LINE, Qt.Key.Key_Up: -_LINE}
        pages: dict[int, int] = {Qt.Key.Key_PageDown: bar.pageStep(), Qt.Key.Key_PageUp: -bar.pageStep()}
        by = {**steps, **pages}.get(event.key())
        if by is not None:
            bar.setValue(bar.value() + by)
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        rest = self.card.body.totalSizeHint().height() - self._area.height()
        self._area.setFixedHeight(min(_HEIGHT, max(_LEAST, self.height() - max(rest, 0) - _AROUND)))
        self.card.setMinimumHeight(0)

    def _narrow(self, text: str) -> None:
        """Show what fits, and share it out among the columns anew."""
        for block in self.blocks:
            block.narrow(text.strip().casefold())
            for column in self._columns:
                column.removeWidget(block)
        filled = [block for block in self.blocks if block.shown]
        for column, blocks in zip(self._columns, _shared(filled, len(self._columns)), strict=True):
            while column.count():
                column.takeAt(0)
            for block in blocks:
                column.addWidget(block)
            column.addStretch(1)
        for block in self.blocks:
            block.setVisible(bool(block.shown))
        self._none.setVisible(not filled)

    def _change(self) -> None:
        self.close_sheet()
        self.change_wanted.emit()


def listed() -> Iterable[tuple[str, tuple[Key, ...]]]:
    """Return every key by what it belongs to, those that nobody can change last."""
    for group in groups():
        held = ((command.words.rstrip("…"), keys_of(command.name)) for command in group.commands)
        yield group.words, tuple(Key(words=words, keys=keys) for words, keys in held if keys)
    yield (
        _("Always"),
        (
            Key(words=_("Read the chosen article"), keys=("Return",)),
            Key(words=_("One screen on"), keys=("Space",)),
            Key(words=_("One screen back"), keys=("Shift+Space",)),
            Key(words=_("Larger letters"), keys=("Ctrl++",)),
            Key(words=_("Smaller letters"), keys=("Ctrl+-",)),
            Key(words=_("Usual letters"), keys=("Ctrl+0",)),
            Key(words=_("Next place found"), keys=("F3",)),
            Key(words=_("Previous place found"), keys=("Shift+F3",)),
            Key(words=_("Close, or go back"), keys=("Esc",)),
        ),
    )


def _shared(blocks: Sequence["_Block"], columns: int) -> list[Sequence["_Block"]]:
    """Share blocks out among one or two columns, in their order, so that the longer one is as short as can be."""
    if columns == 1:
        return [blocks]
    cut = min(range(len(blocks) + 1), key=lambda place: (max(_height(blocks[:place]), _height(blocks[place:])), -place))
    return [blocks[:cut], blocks[cut:]]


def _height(blocks: Sequence["_Block"]) -> int:
    return sum(block.sizeHint().height() for block in blocks)


class _Block(QLabel):  # a label for screen readers' sake; it draws itself
    """A heading and lines of words, each with its keys at the right."""

    def __init__(self, words: str, keys: tuple[Key, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._words, self._keys = words, keys
        self.shown = keys
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def narrow(self, wanted: str) -> None:
        """Show what has these letters in its words or its keys."""
        self.shown = tuple(key for key in self._keys if wanted in _letters(key))
        self.setAccessibleDescription(
            "; ".join(f"{key.words}: {', '.join(map(keys_text, key.keys))}" for key in self.shown)
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(_NARROW - 80, _HEAD + _LINE * len(self.shown) + _BETWEEN)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours, painter = current(), QPainter(self)
        painter.setFont(fonts.ui(fonts.SMALL, strong=True))
        painter.setPen(QColor(colours.soft))
        painter.drawText(QRectF(0, 0, self.width(), _HEAD), Qt.AlignmentFlag.AlignVCenter, self._words)
        for row, key in enumerate(self.shown):
            top = _HEAD + row * _LINE
            painter.fillRect(QRectF(0, top, self.width(), 1), QColor(colours.line))
            painter.setFont(fonts.ui())
            caps = map(keys_text, key.keys)
            left = paint.keycaps(painter, self.width(), top + _LINE / 2 + 0.5, caps, colour=colours.soft)
            painter.setPen(QColor(colours.ink))
            cut = QFontMetricsF(painter.font()).elidedText(key.words, Qt.TextElideMode.ElideRight, left - 4)
            painter.drawText(QRectF(0, top, left, _LINE), Qt.AlignmentFlag.AlignVCenter, cut)


def _letters(key: Key) -> str:
    return " ".join((key.words, *map(keys_text, key.keys))).casefold()
