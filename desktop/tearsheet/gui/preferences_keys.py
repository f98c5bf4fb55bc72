"""The page of preferences on which every command can be given other keys."""

from collections.abc import Iterable
from enum import Enum, auto

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from tearsheet.gui import fonts, keys, paint
from tearsheet.gui.buttons import Button, IconButton, QuietButton
from tearsheet.gui.commands import Command, commands, groups
from tearsheet.gui.fields import IconField
from tearsheet.gui.scrolling import scrolled
from tearsheet.gui.theme import current
from tearsheet.gui.words import Words
from tearsheet.text.words import _

_ROW, _TALL = 36, 72
_EDGE = 12


class KeysPage(QWidget):
    """`changed` brings what differs from the usual keys, by command, whenever that changes."""

    changed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._before: dict[str, str] | None = None
        self.search = IconField("search", _("Find a command or its keys"), self, boxed=True)
        self.search.textChanged.connect(self._narrow)
        self.rows: dict[str, KeyRow] = {}
        self._heads: list[tuple[QWidget, tuple[str, ...]]] = []
        self._none = Words(_("No command is called that."), self, colour="faint")
        self._none.hide()
        self._area = self._filled()
        self.all_usual = QuietButton("", self)
        self.all_usual.clicked.connect(self._restore_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self._none)
        column.addWidget(self._area, 1)
        column.addWidget(self.all_usual, 0, Qt.AlignmentFlag.AlignRight)
        self._refresh()

    def _filled(self) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 12, 8)
        column.setSpacing(0)
        for group in groups():
            head = Words(group.words, inner, colour="soft", font=fonts.ui(fonts.SMALL, strong=True))
            head.setFixedHeight(36)
            column.addWidget(head)
            self._heads.append((head, tuple(command.name for command in group.commands)))
            for command in group.commands:
                column.addWidget(self._row(command, inner))
        column.addStretch(1)
        return scrolled(inner, self)

    def _row(self, command: Command, parent: QWidget) -> "KeyRow":
        row = KeyRow(command, parent)
        row.given.connect(self._give)
        row.restored.connect(self._restore)
        row.stepped.connect(self._step)
        row.reached.connect(self._reach)
        self.rows[command.name] = row
        if len(self.rows) == 1:
            row.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return row

    def _give(self, name: str, wanted: str) -> None:
        self._use(keys.with_keys(name, wanted))

    def _restore(self, name: str) -> None:
        self._use(keys.with_usual_keys(name))

    def _restore_all(self) -> None:
        before = dict(keys.given_keys())
        self._use(self._before if self._before is not None else {})
        self._before = None if self._before is not None else before
        self._refresh()

    def _use(self, given: dict[str, str]) -> None:
        self._before = None
        self.changed.emit(given)
        self._refresh()

    def _refresh(self) -> None:
        for row in self.rows.values():
            row.rest()
        self.all_usual.setText(
            _("Back to my own keys") if self._before is not None else _("All back to the usual keys")
        )
        self.all_usual.setAccessibleName(self.all_usual.text())
        self.all_usual.setEnabled(self._before is not None or bool(keys.given_keys()))
        self.all_usual.updateGeometry()

    def _narrow(self, text: str) -> None:
        wanted = text.strip().casefold()
        for row in self.rows.values():
            row.setVisible(row.fits(wanted))
        for head, names in self._heads:
            head.setVisible(any(self.rows[name].fits(wanted) for name in names))
        shown = self._shown()
        self._none.setVisible(not shown)
        if shown:
            self._offer(shown[0])

    def _shown(self) -> list["KeyRow"]:
        return [row for row in self.rows.values() if not row.isHidden()]

    def _step(self, by: int) -> None:
        shown = self._shown()
        on = next((place for place, row in enumerate(shown) if row.hasFocus()), 0)
        shown[min(max(on + by, 0), len(shown) - 1)].setFocus(Qt.FocusReason.TabFocusReason)

    def _reach(self, reached: "KeyRow") -> None:
        self._offer(reached)
        self._area.ensureWidgetVisible(reached, 0, _ROW)

    def _offer(self, offered: "KeyRow") -> None:
        """Let Tab come to one row, where the keyboard was last: it does not go through all of them."""
        for row in self.rows.values():
            row.setFocusPolicy(Qt.FocusPolicy.TabFocus if row is offered else Qt.FocusPolicy.NoFocus)


class _State(Enum):
    REST = auto()
    WAITING = auto()
    TAKEN = auto()
    REFUSED = auto()


class KeyRow(Button):
    """A command and its keys. Pressed, it waits for other keys, and asks when another command has them.

    `given` brings the command's name and its new keys, "" for none.
    """

    given = Signal(str, str)
    restored = Signal(str)
    stepped = Signal(int)
    reached = Signal(object)

    def __init__(self, command: Command, parent: QWidget) -> None:
        super().__init__(command.words.rstrip("…"), parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._name, self._state, self._wanted, self._said = command.name, _State.REST, "", ""
        self.clicked.connect(self.wait)
        self.usual = IconButton("undo", _("Back to the usual keys"), self, side=24)
        self.usual.clicked.connect(lambda: self.restored.emit(self._name))
        self.without = QuietButton(_("No keys"), self)
        self.without.clicked.connect(lambda: self.given.emit(self._name, ""))
        self.take = QuietButton(_("Take them over"), self, leading=True)
        self.take.clicked.connect(lambda: self.given.emit(self._name, self._wanted))
        self.leave = QuietButton(_("Leave it"), self)
        self.leave.clicked.connect(self.rest)
        foot = QHBoxLayout(self)
        foot.setContentsMargins(_EDGE, 4, 8, 4)
        foot.setSpacing(4)
        foot.addStretch(1)
        for button in (self.without, self.take, self.leave, self.usual):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self.rest()

    def rest(self) -> None:
        """Show the keys there are."""
        self._show(_State.REST)

    def wait(self) -> None:
        """Wait for keys."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show(_State.WAITING)

    def fits(self, wanted: str) -> bool:
        """Tell whether what is looked for is in the words or the keys."""
        held = (keys.keys_text(each).casefold() for each in keys.keys_of(self._name))
        return wanted in self.text().casefold() or any(wanted in each for each in held)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(320, _TALL if self._state in (_State.TAKEN, _State.REFUSED) else _ROW)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and self._state is not _State.REST:
            event.accept()  # what is pressed now is no command
            return True
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._waits:
            self.keyPressEvent(event)  # Tab too, which would go on to the next part
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key = event.key()
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if key == Qt.Key.Key_Escape and self._state is not _State.REST:
            self.rest()
        elif self._state is _State.TAKEN and enter:
            self.given.emit(self._name, self._wanted)
        elif self._waits:
            self._press(keys.pressed_keys(key, event.modifiers()))
        elif enter:
            self.click()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusInEvent(event)
        self.reached.emit(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        if self._waits:
            self.rest()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours, painter = current(), QPainter(self)
        rect, rests = QRectF(self.rect()), self._state is _State.REST
        if not rests or self.hovered:
            paint.pill(painter, rect, radius=8, fill=colours.pane)
        line = QRectF(_EDGE, 0, rect.width() - 2 * _EDGE, _ROW)
        beside = float(min((button.x() for button in self._beside()), default=self.width() - 4) - 8)
        painter.setFont(fonts.ui(fonts.SMALL))
        painter.setPen(QColor(colours.accent_ink))
        if self._state is _State.WAITING:
            asked = _("Press the new keys")
            painter.drawText(QRectF(line.left(), 0, beside - line.left(), _ROW), _RIGHT, asked)
            beside -= QFontMetricsF(painter.font()).horizontalAdvance(asked) + 8
        else:
            shown = keys.keys_of(self._name) if rests else (self._wanted,)
            colour = colours.accent_ink if not rests or self._name in keys.given_keys() else colours.soft
            beside = paint.keycaps(painter, beside, _ROW / 2, map(keys.keys_text, shown), colour=colour)
            if not shown and self._name in keys.given_keys():
                painter.setPen(QColor(colours.faint))
                painter.drawText(QRectF(line.left(), 0, beside - line.left(), _ROW), _RIGHT, _("No keys"))
        if self._said:
            painter.drawText(QRectF(line.left(), _ROW, rect.width(), _TALL - _ROW - 4), _LEFT, self._said)
        painter.setFont(fonts.ui())
        painter.setPen(QColor(colours.ink))
        room = beside - line.left() - 8
        cut = QFontMetricsF(painter.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, _LEFT, cut)
        self.ring(painter, 8)

    @property
    def _waits(self) -> bool:
        return self._state in (_State.WAITING, _State.REFUSED)

    def _beside(self) -> Iterable[QWidget]:
        """Return the buttons that stand in the same line as the keys."""
        if self._state in (_State.REST, _State.WAITING):
            return [part for part in (self.without, self.usual) if not part.isHidden()]
        return ()

    def _press(self, pressed: str) -> None:
        if not pressed:
            return
        self._wanted = pressed
        owner = keys.owner_of(pressed, beside=self._name)
        if not keys.may_have(pressed):
            self._show(_State.REFUSED, _("These are needed everywhere. Press others."))
        elif owner:
            words = next(command.words for command in commands() if command.name == owner).rstrip("…")
            self._show(_State.TAKEN, _("They belong to “{command}”.").format(command=words))
        else:
            self.given.emit(self._name, pressed)

    def _show(self, state: _State, said: str = "") -> None:
        self._state, self._said = state, said
        held = keys.keys_of(self._name)
        usual = keys.usual_keys(self._name)
        self.usual.setVisible(state is _State.REST and held != usual)
        self.without.setVisible(state is _State.WAITING and bool(held))
        self.take.setVisible(state is _State.TAKEN)
        self.leave.setVisible(state is _State.TAKEN)
        names = ", ".join(map(keys.keys_text, held)) or _("No keys")
        self.setAccessibleName(_("{field}: {choice}").format(field=self.text(), choice=said or names))
        self.setFixedHeight(self.sizeHint().height())
        self.update()
        if said:
            QTimer.singleShot(0, self, lambda: self.reached.emit(self))  # once it has its height


_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
