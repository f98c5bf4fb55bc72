"""What a pane says when it has nothing to show."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QLabel, QWidget

from tearsheet.gui import fonts, icons, paint
from tearsheet.gui.keys import keys_or_name, shown_keys
from tearsheet.gui.theme import current
from tearsheet.text.words import _

_WIDE, _NARROW = 560.0, 280.0
_TITLE, _WORDS, _UNDER = 44.0, 26.0, 19.0
_SHEET = 112.0
_ROW, _ICON = 24.0, 36.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """One way to begin: an icon, words, quieter ones `under` them, perhaps a `command` that does it.

    With `typed` what is under them is to be typed as it stands.
    """

    icon: str
    words: str
    under: str
    command: str = ""
    typed: bool = False


class Empty(QLabel):  # a label for screen readers' sake; it draws itself
    """A calm page: a headline, perhaps an icon, a sentence; or, with hints, the page a library begins with.

    `surface` is a theme's colour name. `wanted` brings the command of a hint that was pressed.
    """

    wanted = Signal(str)

    def __init__(self, surface: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._surface = surface
        self._icon, self._headline, self._words, self._foot = "", "", "", ""
        self._hints: tuple[Hint, ...] = ()
        self._places: tuple[tuple[QRectF, Hint], ...] = ()
        self._on: Hint | None = None
        self.setMouseTracking(True)

    def say(
        self, headline: str, words: str = "", *, icon: str = "", hints: tuple[Hint, ...] = (), foot: str = ""
    ) -> None:
        """Show this from now on; `foot` stands below the hints."""
        self._icon, self._headline, self._words, self._hints, self._foot = icon, headline, words, hints, foot
        self._places = ()
        self.setAccessibleName(headline)
        told = (f"{hint.words}. {hint.under}" for hint in hints)
        self.setAccessibleDescription(" ".join(filter(None, (words, *told, foot))))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        on = self._hint_at(event.position())
        if on is not self._on:
            self._on = on
            self.setCursor(Qt.CursorShape.PointingHandCursor if on else Qt.CursorShape.ArrowCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        hint = self._hint_at(event.position())
        if hint is not None:
            self.wanted.emit(hint.command)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(getattr(current(), self._surface)))
        if self._hints:
            self._draw_first_page(painter)
        else:
            self._draw_calm(painter)

    def _draw_calm(self, painter: QPainter) -> None:
        colours = current()
        title, plain = fonts.ui(fonts.LARGE, strong=True), fonts.ui(fonts.TEXT)
        width = min(self.width() - 48.0, _NARROW)
        headline = paint.lines(self._headline, title, width, 3)
        words = paint.lines(self._words, plain, width, 4)
        height = len(headline) * 22 + len(words) * 21 + 24 + (40 if self._icon else 0)
        y = max(24.0, (self.height() - height) * 0.38)
        if self._icon:
            icons.draw(painter, self._icon, QRectF(self.width() / 2 - 12, y, 24, 24), colours.faint)
            y += 40
        y = self._centred(painter, headline, y, 22, title, colours.ink) + 4
        self._centred(painter, words, y, 21, plain, colours.faint)

    def _draw_first_page(self, painter: QPainter) -> None:
        """Draw a torn sheet, large words, and a card with a row for each hint; where it is low, less of it."""
        colours = current()
        title, step, gap, plain, small = fonts.display(31), _TITLE, 32, fonts.ui(15), fonts.ui(fonts.SMALL)
        width = min(self.width() - 48.0, _WIDE)
        headline, words = paint.lines(self._headline, title, width, 2), paint.lines(self._words, plain, width, 3)
        foot = paint.lines(self._foot, small, width, 2)
        card = sum(self._row_height(hint, width) for hint in self._hints)
        height = len(headline) * step + len(words) * _WORDS + 8 + gap + card
        if height + 48 > self.height():
            title, step, gap = fonts.display(23), 32.0, 16
            headline = paint.lines(self._headline, title, width, 2)
            height = len(headline) * step + len(words) * _WORDS + 8 + gap + card
        foot = foot if height + 48 + len(foot) * _UNDER <= self.height() else ()
        height += 16 + len(foot) * _UNDER
        sheet = _SHEET if height + _SHEET + 48 <= self.height() else 0.0
        y = max(16.0, (self.height() - height - sheet) * 0.44)
        if sheet:
            _draw_sheet(painter, QPointF(self.width() / 2, y + 44))
        y = self._centred(painter, headline, y + sheet, step, title, colours.ink) + 8
        y = self._centred(painter, words, y, _WORDS, plain, colours.soft) + gap
        box = QRectF((self.width() - width) / 2, y, width, card)
        paint.card(painter, box, radius=12, fill=colours.card, reach=10, outline=True)
        self._draw_hints(painter, box)
        self._centred(painter, foot, box.bottom() + 16, _UNDER, small, colours.faint)

    def _draw_hints(self, painter: QPainter, box: QRectF) -> None:
        colours, places, y = current(), [], box.top()
        for hint in self._hints:
            row = QRectF(box.left(), y, box.width(), self._row_height(hint, box.width()))
            places.append((row, hint))
            if hint is self._on:
                paint.pill(painter, row.adjusted(4, 4, -4, -4), radius=9, fill=colours.pane)
            if y > box.top():
                painter.fillRect(QRectF(row.left() + 20, y, row.width() - 40, 1), QColor(colours.line))
            self._draw_hint(painter, row, hint)
            y = row.bottom()
        self._places = tuple(places)

    def _draw_hint(self, painter: QPainter, row: QRectF, hint: Hint) -> None:
        colours = current()
        disc = QRectF(row.left() + 20, row.center().y() - _ICON / 2, _ICON, _ICON)
        paint.pill(painter, disc, radius=_ICON / 2, fill=colours.accent_soft)
        icons.draw(painter, hint.icon, disc.adjusted(10, 10, -10, -10), colours.accent_ink)
        left, right, y = disc.right() + 16, row.right() - 20, row.top() + _ROW / 2 + 4
        painter.setFont(fonts.ui(fonts.LARGE, strong=True))
        painter.setPen(QColor(colours.ink))
        keys = shown_keys(hint.command)
        beside = paint.keycap(painter, right, y + 10, keys, colour=colours.soft).left() - 8 if keys else right
        painter.setPen(QColor(colours.ink))
        cut = QFontMetricsF(painter.font()).elidedText(hint.words, Qt.TextElideMode.ElideRight, beside - left)
        painter.drawText(QRectF(left, y, beside - left, 20), Qt.AlignmentFlag.AlignVCenter, cut)
        painter.setFont(_under(hint))
        painter.setPen(QColor(colours.soft))
        for number, line in enumerate(paint.lines(hint.under, _under(hint), right - left, 3)):
            below = QRectF(left, y + 22 + number * _UNDER, right - left, _UNDER)
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, line)

    def _row_height(self, hint: Hint, width: float) -> float:
        room = width - 40 - _ICON - 16
        return _ROW + 24 + 6 + _UNDER * len(paint.lines(hint.under, _under(hint), room, 3))

    def _centred(
        self, painter: QPainter, lines: tuple[str, ...], y: float, step: float, font: QFont, colour: str
    ) -> float:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        for line in lines:
            painter.drawText(QRectF(0, y, self.width(), step), Qt.AlignmentFlag.AlignCenter, line)
            y += step
        return y

    def _hint_at(self, point: QPointF) -> Hint | None:
        return next((hint for row, hint in self._places if hint.command and row.contains(point)), None)


def invitation() -> tuple[Hint, ...]:
    """Return the three ways to keep a first article."""
    return (
        Hint(
            icon="queue",
            words=_("Drag a link here"),
            under=_("Out of a page or the address bar of your browser, anywhere onto this window."),
        ),
        Hint(
            icon="plus",
            words=_("Paste or type a link"),
            under=_("{keys} keeps one that you have copied, at once.").format(keys=keys_or_name("paste")),
            command="save-link",
        ),
        Hint(icon="terminal", words=_("From the command line"), under="tearsheet capture URL", typed=True),
    )


def _under(hint: Hint) -> QFont:
    if not hint.typed:
        return fonts.ui(fonts.TEXT)
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(fonts.TEXT)
    return font


def _draw_sheet(painter: QPainter, middle: QPointF) -> None:
    """Draw a page torn out of a paper, and the seal that says it is kept, over a paler one."""
    colours = current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(middle)
    for turn, fill, shade in ((7.0, colours.pane, 0.0), (-4.0, colours.card, 0.06 * colours.shadow_strength)):
        painter.save()
        painter.rotate(turn)
        painter.setPen(Qt.PenStyle.NoPen)
        for spread in (3.0, 2.0, 1.0):
            shadow = QColor(colours.shadow)
            shadow.setAlphaF(shade)
            painter.setBrush(shadow)
            painter.drawPolygon(_torn(spread).translated(0, spread))
        painter.setBrush(QColor(fill))
        painter.setPen(QColor(colours.line))
        painter.drawPolygon(_torn(0))
        painter.restore()
    painter.rotate(-4.0)
    for top, width, height, colour in (
        *((-30, 40, 5, colours.ink), (-21, 26, 5, colours.ink)),
        *((-8, 48, 2, colours.handle), (-2, 48, 2, colours.handle), (4, 44, 2, colours.handle)),
        *((10, 48, 2, colours.handle), (16, 22, 2, colours.handle)),
    ):
        paint.pill(painter, QRectF(-24, top, width, height), radius=1, fill=colour)
    paint.pill(painter, QRectF(10, 15, 14, 14), radius=3, fill=colours.accent)
    painter.setPen(QColor(colours.on_accent))
    painter.drawRect(QRectF(13, 18, 8, 8))
    painter.restore()


def _torn(spread: float) -> QPolygonF:
    """Return the outline of a page whose lower edge was torn, a little larger by `spread`."""
    edge = (38, 41, 37, 42, 39, 43, 38, 41, 36, 40, 38)
    right, left = 34 + spread, -34 - spread
    torn = [QPointF(right - place * (right - left) / 10, y + spread) for place, y in enumerate(edge)]
    return QPolygonF([QPointF(left, -42 - spread), QPointF(right, -42 - spread), *torn])
