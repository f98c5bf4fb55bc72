"""The row above an article: where it comes from, how it is set, and what can be done with it."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.buttons import Button, IconButton, QuietButton
from tearsheet.gui.theme import current
from tearsheet.gui.words import Words
from tearsheet.text.words import _

_LEAST_ORIGIN = 40


class ReaderTools(QWidget):
    """The `version`, the way back, the contents and Aa (`letters`) are the reader's; the window adds its buttons."""

    settings_wanted = Signal()
    contents_wanted = Signal()
    back_wanted = Signal()
    versions_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(48)
        self._paper = current().paper
        self._origin = Words("", self, colour="faint", font=fonts.ui(fonts.SMALL))
        self._origin.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.version = QuietButton("", self, after="down")
        self.version.clicked.connect(self.versions_wanted)
        self.back = IconButton("back", "", self, command="back")
        self.back.clicked.connect(self.back_wanted)
        self.contents = IconButton("contents", "", self, command="contents")
        self.contents.clicked.connect(self.contents_wanted)
        self.letters = _LettersButton(self)
        self.letters.clicked.connect(self.settings_wanted)
        self._jumped, self._outlined = False, False
        self._buttons: list[QWidget] = [self.letters]
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 8, 20, 8)
        self._row.setSpacing(4)
        self._row.addWidget(self._origin)
        self._row.addWidget(self.version)
        self._row.addStretch(1)
        for button in (self.back, self.contents, self.letters):
            self._row.addWidget(button)
        self.speak()

    def speak(self) -> None:
        """Take on the window's language."""
        self.contents.say(_("Contents"))
        self.back.say(_("Back to where you were"))
        self.version.explain(_("Versions…"), command="versions")
        self.letters.setAccessibleName(_("Text settings"))
        self.letters.setToolTip(_("Text settings"))

    def add(self, button: QWidget) -> None:
        """Put a button of the window's at the end of the row."""
        button.setParent(self)
        QWidget.setTabOrder(self._buttons[-1], button)
        self._row.addWidget(button)
        self._buttons.append(button)
        self._offer()

    def show_origin(self, words: str, version: str = "") -> None:
        """Say where the article comes from, and which `version` it is where there are several.

        Nothing when none is shown, and then there is nothing to do with it.
        """
        self._origin.say(words)
        self.version.setText(version)
        self.version.setAccessibleName(version)
        self.version.updateGeometry()
        self._offer()

    def show_ways(self, *, back: bool | None = None, contents: bool | None = None) -> None:
        """Offer the way back and the contents where there are any."""
        self._jumped = self._jumped if back is None else back
        self._outlined = self._outlined if contents is None else contents
        self._offer()

    def origin(self) -> str:
        """Return what it says of where the article comes from."""
        return self._origin.text

    def use_paper(self, colour: str) -> None:
        """Stand on paper of this colour, in the window's letters, from now on."""
        self._paper = colour
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._offer()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        QPainter(self).fillRect(self.rect(), QColor(self._paper))

    def _offer(self) -> None:
        """Show what there is to do, as far as there is room: what goes is in the menu that the last button opens."""
        wanted: dict[QWidget, bool] = dict.fromkeys(self._buttons, bool(self.origin()))
        wanted[self._origin] = True
        wanted[self.version] = bool(self.version.text())
        wanted[self.back] = self._jumped and bool(self.origin())
        wanted[self.contents] = self._outlined and bool(self.origin())
        margins = self._row.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        needed = sum(self._least_of(part) for part, holds in wanted.items() if holds)
        for part in (self._origin, *reversed(self._buttons[1:-1])):
            if needed > room and wanted[part]:
                wanted[part] = False
                needed -= self._least_of(part)
        for part, holds in wanted.items():
            part.setVisible(holds)

    def _least_of(self, part: QWidget) -> int:
        return self._row.spacing() + (_LEAST_ORIGIN if part is self._origin else part.sizeHint().width())


class _LettersButton(Button):
    """Aa."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setFont(fonts.ui(15))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(36, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours, rect, painter = current(), QRectF(self.rect()), QPainter(self)
        if self.hovered or self.isDown():
            paint.pill(painter, rect, radius=6, fill=colours.pane_hover)
        painter.setFont(self.font())
        painter.setPen(QColor(colours.ink if self.hovered else colours.soft))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "Aa")
        self.ring(painter, 6)
