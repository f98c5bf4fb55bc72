"""A label that takes its colour from the theme and its text in whole lines."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.theme import current


class Words(QLabel):  # a label for screen readers' sake; it draws itself
    """Text in `colour` (a theme's colour name), at most `most` lines of it; what does not fit ends in … and a tip."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        colour: str = "ink",
        font: QFont | None = None,
        most: int = 1,
    ) -> None:
        super().__init__(parent)
        self._colour, self._most = colour, most
        self.setFont(font or fonts.ui())
        self._step = round(QFontMetricsF(self.font()).height() * 1.12)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(most > 1)
        self.setSizePolicy(policy)
        self._text = ""
        self.say(text)

    @property
    def text(self) -> str:  # type: ignore[override]  # what is said, not what a QLabel holds
        return self._text

    def say(self, text: str, *, colour: str = "") -> None:
        """Show `text`, from now on in `colour` where one is given."""
        self._colour = colour or self._colour
        self._text = " ".join(text.split()) if self._most == 1 else text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return self._most > 1

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        return self._step * max(1, len(paint.lines(self._text, self.font(), width, self._most)))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        width = QFontMetricsF(self.font()).horizontalAdvance(self._text)
        return QSize(round(width) + 2 if self._most == 1 else 240, self._step)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(24, self._step)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(QColor(getattr(current(), self._colour)))
        shown = paint.lines(self._text, self.font(), self.width(), self._most)
        top = max(0.0, (self.height() - len(shown) * self._step) / 2)
        for row, line in enumerate(shown):
            box = QRectF(0, top + row * self._step, self.width() + 2, self._step)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, line)
        self.setToolTip(self._text if shown and shown[-1].endswith("…") and not self._text.endswith("…") else "")
