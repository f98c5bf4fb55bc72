"""A field for what several things may each say otherwise: it says nothing unless it is typed in or cleared."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from tearsheet.gui.buttons import IconButton
from tearsheet.text.words import _

_SIDE, _MARGIN = 24, 6


class ValueField(QLineEdit):
    """Shows the value that all have; its button clears it for all of them, and then brings back what was there."""

    def __init__(self, values: Sequence[str], name: str, parent: QWidget) -> None:
        self._several = len(set(values)) > 1
        self._before = "" if self._several else values[0].strip()
        self._cleared = False
        super().__init__(self._before, parent)
        self.setAccessibleName(name)
        self.setCursorPosition(0)
        self.setTextMargins(0, 0, _SIDE, 0)
        self.button = IconButton("close", _("Clear"), self, side=_SIDE)
        self.button.resize(self.button.sizeHint())
        self.button.clicked.connect(self._clear_or_bring_back)
        self.textChanged.connect(self._look)
        self._look()

    @property
    def new(self) -> str | None:
        """What is wanted now, nothing ("") where it was cleared; None where it stays as it is."""
        text = self.text().strip()
        return text if text != self._before or self._cleared else None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.button.move(self.width() - _MARGIN - self.button.width(), (self.height() - self.button.height()) // 2)

    def _clear_or_bring_back(self) -> None:
        if self._can_clear:
            self._cleared = True
            self.clear()
        else:
            self._cleared = False
            self.setText(self._before)
        self._look()
        self.setFocus()

    def _look(self) -> None:
        """Say in an empty field why it is so, and on the button what it does."""
        if self.text():
            self._cleared = False
        gone = bool(self._cleared or (self._before and not self.text()))
        self.setPlaceholderText(_("Cleared") if gone else _("Several values") if self._several else "")
        self.button.show_icon("close" if self._can_clear else "undo")
        self.button.say(_("Clear") if self._can_clear else _("Leave as it is"))
        self.button.setAccessibleName(f"{self.button.accessibleName()}: {self.accessibleName()}")
        self.button.setVisible(self._can_clear or gone)

    @property
    def _can_clear(self) -> bool:
        return bool(self.text()) or (self._several and not self._cleared)
