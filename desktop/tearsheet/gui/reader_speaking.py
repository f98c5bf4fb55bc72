"""A small bar above the article while it is read aloud."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.buttons import IconButton
from tearsheet.gui.speaking import SPEEDS
from tearsheet.gui.spoken import announce
from tearsheet.text.words import _


class SpeakingBar(QWidget):
    """`turned` asks to pause or go on, `moved` for another sentence, back when negative; `sped` brings a speed to keep,
    `left` says that it is enough.
    """

    turned = Signal()
    moved = Signal(int)
    sped = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speed, self._paused = 0, False
        self._previous = IconButton("up", "", self)
        self._turn = IconButton("pause", "", self, command="read-aloud")
        self._next = IconButton("down", "", self)
        self._slower = IconButton("minus", "", self)
        self._shown = QLabel(self)
        self._faster = IconButton("plus", "", self)
        self._close = IconButton("close", "", self)
        self._shown.setFont(fonts.ui(fonts.SMALL))
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._turn.clicked.connect(self.turned)
        self._close.clicked.connect(self.left)
        for button, by in ((self._previous, -1), (self._next, 1)):
            button.clicked.connect(lambda _on=False, by=by: self.moved.emit(by))
        for button, by in ((self._slower, -1), (self._faster, 1)):
            button.clicked.connect(lambda _on=False, by=by: self._hurry(by))
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 4, 12, 4)
        row.setSpacing(4)
        for part in (self._turn, self._previous, self._next):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._slower)
        row.addWidget(self._shown)
        row.addWidget(self._faster)
        row.addSpacing(12)
        row.addWidget(self._close)
        self.speak()
        self.hide()

    def speak(self) -> None:
        """Take on the window's language."""
        self._previous.say(_("Previous sentence"))
        self._next.say(_("Next sentence"))
        self._slower.say(_("Slower"))
        self._faster.say(_("Faster"))
        self._close.say(_("Stop reading aloud"))
        self.setAccessibleName(_("Read aloud"))
        metrics = QFontMetricsF(self._shown.font())
        widest = max(metrics.horizontalAdvance(_speed_words(speed)) for speed in SPEEDS)
        self._shown.setMinimumWidth(round(widest) + 8)
        self._say_speed()
        self.show_state(paused=self._paused)

    def begin(self, speed: int) -> None:
        """Show the bar with the speed that is kept."""
        self._speed = speed
        self._say_speed()
        self.show_state(paused=False)
        self.show()

    def show_state(self, *, paused: bool) -> None:
        """Offer to pause, or to go on."""
        self._paused = paused
        self._turn.show_icon("play" if paused else "pause")
        self._turn.say(_("Go on reading aloud") if paused else _("Pause reading aloud"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        paint.bar(self)

    def _hurry(self, by: int) -> None:
        speed = min(max(self._speed + by, SPEEDS[0]), SPEEDS[-1])
        if speed != self._speed:
            self._speed = speed
            self._say_speed()
            announce(self, self._shown.text())
            self.sped.emit(speed)

    def _say_speed(self) -> None:
        self._shown.setText(_speed_words(self._speed))
        self._slower.setEnabled(self._speed > SPEEDS[0])
        self._faster.setEnabled(self._speed < SPEEDS[-1])


def _speed_words(speed: int) -> str:
    """Return a speed in steps from the usual one: how fast that is, each voice has its own mind about."""
    return _("Speed {steps}").format(steps=f"{speed:+}".replace("-", "−")) if speed else _("Usual speed")
