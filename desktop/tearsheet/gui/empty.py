"""What a pane says when it has nothing to show."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from tearsheet.gui import fonts, icons, paint
from tearsheet.gui.buttons import keys_text
from tearsheet.gui.theme import current
from tearsheet.text.words import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """One thing to do: an icon, words, perhaps the keys for it."""

    icon: str
    words: str
    keys: str = ""


class Empty(QWidget):
    """A calm page: a headline, perhaps an icon, a sentence, things to do. `surface` is a theme's colour name."""

    def __init__(self, surface: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._surface = surface
        self._icon, self._headline, self._words = "", "", ""
        self._hints: tuple[Hint, ...] = ()

    def say(self, headline: str, words: str = "", *, icon: str = "", hints: tuple[Hint, ...] = ()) -> None:
        """Show this from now on."""
        self._icon, self._headline, self._words, self._hints = icon, headline, words, hints
        self.setAccessibleName(headline)
        self.setAccessibleDescription(" ".join((words, *(hint.words for hint in hints))))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(getattr(colours, self._surface)))
        large = bool(self._hints)
        title = fonts.display(31) if large else fonts.ui(fonts.LARGE, strong=True)
        plain = fonts.ui(15 if large else fonts.TEXT)
        width = min(self.width() - 48.0, 560.0 if large else 280.0)
        headline = paint.lines(self._headline, title, width, 3)
        words = paint.lines(self._words, plain, width, 4)
        step, line = (44, 26) if large else (22, 21)
        height = len(headline) * step + len(words) * line + 24 + len(self._hints) * 48 + (40 if self._icon else 0)
        y = max(24.0, (self.height() - height) * (0.42 if large else 0.38))
        if self._icon:
            icons.draw(painter, self._icon, QRectF(self.width() / 2 - 12, y, 24, 24), colours.faint)
            y += 40
        painter.setFont(title)
        painter.setPen(QColor(colours.ink))
        y = self._centred(painter, headline, y, step) + (8 if large else 4)
        painter.setFont(plain)
        painter.setPen(QColor(colours.soft if large else colours.faint))
        y = self._centred(painter, words, y, line) + 24
        self._draw_hints(painter, y)

    def _centred(self, painter: QPainter, lines: tuple[str, ...], y: float, step: float) -> float:
        for line in lines:
            painter.drawText(QRectF(0, y, self.width(), step), Qt.AlignmentFlag.AlignCenter, line)
            y += step
        return y

    def _draw_hints(self, painter: QPainter, y: float) -> None:
        colours = current()
        painter.setFont(fonts.ui(fonts.LARGE))
        metrics = QFontMetricsF(painter.font())
        widest = max((metrics.horizontalAdvance(hint.words) for hint in self._hints), default=0.0)
        room = widest + 32 + (88 if any(hint.keys for hint in self._hints) else 0)
        left = (self.width() - room) / 2
        for hint in self._hints:
            icons.draw(painter, hint.icon, QRectF(left, y + 8, 16, 16), colours.accent_ink)
            painter.setPen(QColor(colours.ink))
            painter.setFont(fonts.ui(fonts.LARGE))
            painter.drawText(QRectF(left + 32, y, widest + 4, 32), Qt.AlignmentFlag.AlignVCenter, hint.words)
            if hint.keys:
                paint.keycap(painter, left + room, y + 16, keys_text(hint.keys), colour=colours.soft)
            y += 40


def invitation() -> tuple[Hint, ...]:
    """Return the three ways to keep a first article."""
    return (
        Hint(icon="queue", words=_("Drop a link anywhere on this window")),
        Hint(icon="link", words=_("Paste one you have copied"), keys="Ctrl+V"),
        Hint(icon="plus", words=_("Type or paste it yourself"), keys="Ctrl+N"),
    )
