"""Quiet messages at the bottom right, each perhaps with one thing to do about it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.buttons import IconButton, QuietButton
from tearsheet.gui.floating import Card
from tearsheet.gui.spoken import announce
from tearsheet.gui.words import Words
from tearsheet.model.errors import Failure
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _

_SHORT, _LONG = 4000, 9000
_WIDEST = 480


class Toasts(QObject):
    """Shows one message at a time; a new one takes the place of the old."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._card: Card | None = None
        self._words = Words()
        self._floor = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.clear)
        window.installEventFilter(self)

    @property
    def text(self) -> str:
        """What is being said, nothing when nothing is."""
        return self._card.accessibleName() if self._card is not None else ""

    def say_failure(self, failure: Failure) -> None:
        """Say what went wrong, what was kept, and what to do."""
        self.say(in_words(failure), serious=True)

    def say(
        self,
        words: str,
        *,
        action: str = "",
        then: Callable[[], None] | None = None,
        other: str = "",
        instead: Callable[[], None] | None = None,
        serious: bool = False,
    ) -> None:
        """Show `words`, with a button that does `then`, and perhaps an `other` one that does something `instead`.

        What is serious stays until it is put away.
        """
        self.clear()
        card = Card(self._window, radius=20)
        card.setAccessibleName(words)
        row = QHBoxLayout()
        row.setContentsMargins(20, 6, 8, 6)
        row.setSpacing(4)
        self._words = Words(words, card, colour="ink", font=fonts.ui(), most=3)
        row.addWidget(self._words, 1)
        for name, act in ((action, then), (other, instead)):
            if act is not None:
                button = QuietButton(name, card, leading=True)
                button.clicked.connect(self.clear)
                button.clicked.connect(act)
                row.addWidget(button)
        close = IconButton("close", _("Close"), card)
        close.clicked.connect(self.clear)
        row.addWidget(close)
        card.body.addLayout(row)
        self._card = card
        self._place()
        card.show()
        card.raise_()
        announce(card, ", ".join((words, *self.offers)), urgent=serious)
        if not serious:
            self._rest.start(_LONG if then is not None else _SHORT)

    @property
    def offers(self) -> tuple[str, ...]:
        """The names of what can be done about it."""
        return tuple(button.text() for button in self._buttons())

    def press(self, name: str = "") -> None:
        """Do what the message offers first, or by this name."""
        for button in self._buttons():
            if name in ("", button.text()):
                button.click()
                return

    def _buttons(self) -> list[QuietButton]:
        return self._card.findChildren(QuietButton) if self._card is not None else []

    def stand_above(self, height: int) -> None:
        """Leave so many pixels at the foot of the window to something else."""
        self._floor = height
        if self._card is not None:
            self._place()

    def clear(self) -> None:
        """Take the message away."""
        self._rest.stop()
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Resize and self._card is not None:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        assert self._card is not None  # noqa: S101 - asked only while it shows
        margin = 2 * paint.SHADOW
        words = self._words
        wanted = words.fontMetrics().horizontalAdvance(words.text) + 8
        others = sum(button.sizeHint().width() + 4 for button in self._buttons()) + 64
        width = min(wanted + others, _WIDEST, self._window.width() - 48)
        self._card.setFixedWidth(width + margin)
        height = max(44, words.heightForWidth(width - others) + 20) + margin
        self._card.setFixedHeight(height)
        self._card.move(
            self._window.width() - width - 24 - paint.SHADOW, self._window.height() - height - 12 - self._floor
        )
