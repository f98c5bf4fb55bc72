"""Draw a highlight's row: its words as they are marked, the note on them, and the article that they are of."""

from datetime import datetime
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tearsheet.gui import fonts, icons, paint
from tearsheet.gui.highlights_model import LISTED_ROLE, quote_of, state_of
from tearsheet.gui.mark_colours import MarkColours, mark_colours
from tearsheet.gui.moments import day, sentence
from tearsheet.gui.theme import Theme, current
from tearsheet.model.annotation import Colour, ListedAnnotation
from tearsheet.text.words import _, language

_AROUND = 12
_SIDES = 8 + 16
_QUOTE, _NOTE, _META = 25, 20, 20
_MOST_QUOTE, _MOST_NOTE = 4, 3
_LONGEST = 600
"""No more characters of a text are laid out than a few lines can hold."""

Index = QModelIndex | QPersistentModelIndex


class HighlightDelegate(QStyledItemDelegate):
    """The model knows how high rows are; this draws them."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        listed: ListedAnnotation = index.data(LISTED_ROLE)
        colours, rect = current(), QRectF(option.rect).adjusted(8, 1, -8, -1)
        flags = QStyle.StateFlag
        if option.state & flags.State_Selected:
            paint.card(painter, rect, radius=10, fill=colours.selected, reach=10)
        elif option.state & flags.State_MouseOver:
            paint.pill(painter, rect, radius=10, fill=colours.pane_hover)
        if option.state & flags.State_HasFocus and option.state & flags.State_KeyboardFocusChange:
            paint.focus_ring(painter, rect, radius=10)
        box = rect.adjusted(_SIDES - 8, _AROUND, -(_SIDES - 8), -_AROUND)
        quote, note = laid_out(listed, option.rect.width() - 2 * _SIDES)
        top = write_marked(painter, box, quote, listed.placed.annotation.colour, size=15, step=_QUOTE)
        top += 4 if quote and note else 0
        top = _write(painter, box, top, note, fonts.ui(), colours.ink if not quote else colours.soft, _NOTE)
        line = QRectF(box.left(), top + 4, box.width(), _META)
        if marks := _marks(listed):
            _line(painter, line, marks, colours.accent_ink)
            line.translate(0, _META)
        _meta(painter, line, listed, colours)


def height_of(listed: ListedAnnotation, width: int) -> int:
    """Return how high a row of this width is: as high as what it says."""
    quote, note = laid_out(listed, width - 2 * _SIDES)
    parts = [len(quote) * _QUOTE, len(note) * _NOTE + (4 if quote and note else 0), _META * bool(_marks(listed))]
    return 2 * _AROUND + sum(parts) + 4 + _META + 2


def laid_out(listed: ListedAnnotation, width: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines of a highlight's words and those of its note."""
    annotation = listed.placed.annotation
    quote = quote_of(listed) or ("" if annotation.selector is None else _("Picture"))
    return _lines(quote[:_LONGEST], " ".join(annotation.note[:_LONGEST].split()), round(width), language())


@lru_cache(maxsize=4096)
def _lines(quote: str, note: str, width: int, _language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    said = paint.lines(quote, fonts.reading(15), width, _MOST_QUOTE) if quote else ()
    return said, paint.lines(note, fonts.ui(), width, _MOST_NOTE) if note else ()


def write_marked(
    painter: QPainter, box: QRectF, lines: tuple[str, ...], colour: Colour, *, size: int, step: int
) -> float:
    """Write lines as the page marks them, with the rule that tells the colours apart; return where the next begins."""
    font, colours = fonts.reading(size), current()
    shades = mark_colours("dark" if colours.dark else "light", colour)
    metrics, top = QFontMetricsF(font), box.top()
    painter.setFont(font)
    for line in lines:
        width = min(metrics.horizontalAdvance(line), box.width())
        ground = QRectF(box.left() - 2, top + 1, width + 4, step - 3)
        paint.pill(painter, ground, radius=2, fill=shades.surface)
        _rule(painter, ground, colour, shades)
        painter.setPen(QColor(colours.ink))
        painter.drawText(QRectF(box.left(), top, box.width() + 4, step - 2), Qt.AlignmentFlag.AlignVCenter, line)
        top += step
    return top


def _rule(painter: QPainter, ground: QRectF, colour: Colour, shades: MarkColours) -> None:
    """Draw the line under marked words: none, solid, double, dotted or dashed, as the colour is."""
    if colour is Colour.YELLOW:
        return
    style = {Colour.PINK: Qt.PenStyle.DotLine, Colour.PURPLE: Qt.PenStyle.DashDotLine}.get(
        colour, Qt.PenStyle.SolidLine
    )
    painter.setPen(QPen(QColor(shades.rule), 1.5 if colour is Colour.PINK else 1, style))
    for up in (1.0, 3.0) if colour is Colour.BLUE else (1.0,):
        y = ground.bottom() - up
        painter.drawLine(QPointF(ground.left(), y), QPointF(ground.right(), y))


def _write(
    painter: QPainter, box: QRectF, top: float, lines: tuple[str, ...], font: QFont, colour: str, step: int
) -> float:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    for line in lines:
        painter.drawText(QRectF(box.left(), top, box.width() + 2, step), Qt.AlignmentFlag.AlignVCenter, line)
        top += step
    return top


def _meta(painter: QPainter, box: QRectF, listed: ListedAnnotation, colours: Theme) -> None:
    """Write of which article a highlight is, whose end gives way, and when it was made."""
    annotation = listed.placed.annotation
    if annotation.selector is None:
        icons.draw(painter, "note", QRectF(box.left(), box.center().y() - 6, 12, 12), colours.faint)
        box = box.adjusted(18, 0, 0, 0)
    metrics = QFontMetricsF(fonts.ui(fonts.SMALL))
    when = day(annotation.created.astimezone(), datetime.now().astimezone())
    room = box.width() - metrics.horizontalAdvance(f" · {when}")
    article = metrics.elidedText(sentence((listed.title, listed.source)), Qt.TextElideMode.ElideRight, room)
    _line(painter, box, sentence((article, when)), colours.faint)


def _marks(listed: ListedAnnotation) -> str:
    """Return where a highlight does not stand well, and its tags."""
    return sentence((state_of(listed), " ".join(f"#{tag}" for tag in listed.placed.annotation.tags)))


def _line(painter: QPainter, box: QRectF, words: str, colour: str) -> None:
    painter.setFont(fonts.ui(fonts.SMALL))
    painter.setPen(QColor(colour))
    cut = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, box.width() + 2)
    painter.drawText(box.adjusted(0, 0, 2, 0), Qt.AlignmentFlag.AlignVCenter, cut)
