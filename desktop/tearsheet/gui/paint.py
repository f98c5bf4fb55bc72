"""Draw what every pane has in common: raised cards, soft shadows, text cut to whole lines."""

import re
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from tearsheet.gui.theme import current

SHADOW = 12
"""How far a floating card's shadow reaches, in pixels; its widget keeps this margin around the card."""

_QUOTES = re.compile("[‘’“”]")
_CHINESE = re.compile("[\u2e80-\U0003ffff]")
_BETWEEN_LATIN = re.compile("(?<=[^\\W\\d_\u2e80-\U0003ffff])’(?=[^\\W\\d_\u2e80-\U0003ffff])")
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")
_WIDE = 0.6


def card(painter: QPainter, rect: QRectF, *, radius: float, fill: str, reach: int = 6, outline: bool = False) -> None:
    """Draw a rounded card over its own soft shadow, which falls a little downwards."""
    colours = current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    shade = QColor(colours.shadow)
    for step in range(reach, 0, -1):
        # Each ring lies on those outside it, so that the shade grows towards the card as a blur would.
        shade.setAlphaF(0.002 + 0.016 * colours.shadow_strength * (1 - step / reach) ** 2)
        painter.setBrush(shade)
        spread = rect.adjusted(-step, -step * 0.5, step, step * 1.2)
        painter.drawRoundedRect(spread, radius + step, radius + step)
    painter.setBrush(QColor(fill))
    painter.setPen(QPen(QColor(colours.line), 1) if outline else Qt.PenStyle.NoPen)
    inner = rect.adjusted(0.5, 0.5, -0.5, -0.5) if outline else rect
    painter.drawRoundedRect(inner, radius, radius)
    painter.restore()


def pill(painter: QPainter, rect: QRectF, *, radius: float, fill: str | QColor) -> None:
    """Draw a filled rounded rectangle without an edge."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(rect, radius, radius)
    painter.restore()


def bar(widget: QWidget) -> None:
    """Draw the ground of a bar above the article, with its line below; to be called while it is painted."""
    colours, painter = current(), QPainter(widget)
    painter.fillRect(widget.rect(), QColor(colours.pane))
    painter.fillRect(0, widget.height() - 1, widget.width(), 1, QColor(colours.line))


def focus_ring(painter: QPainter, rect: QRectF, *, radius: float) -> None:
    """Draw where the keyboard is: an accent line just inside `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(current().accent_ink), 1.5))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius - 1, radius - 1)
    painter.restore()


def keycap(painter: QPainter, right: float, middle: float, keys: str, *, colour: str) -> QRectF:
    """Draw a shortcut as a small outlined key that ends at `right`; return where it stands."""
    font = QFont(painter.font())
    font.setPixelSize(11)
    font.setWeight(QFont.Weight.Normal)
    width = QFontMetricsF(font).horizontalAdvance(keys) + 10
    rect = QRectF(right - width, middle - 8, width, 16)
    edge = QColor(colour)
    edge.setAlphaF(0.45)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    painter.setPen(QPen(edge, 1))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(QColor(colour))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, keys)
    painter.restore()
    return rect


def keycaps(painter: QPainter, right: float, middle: float, keys: Iterable[str], *, colour: str) -> float:
    """Draw several shortcuts side by side, the last one ending at `right`; return where they begin."""
    for each in reversed(tuple(keys)):
        right = keycap(painter, right, middle, each, colour=colour).left() - 6
    return right


def lines(text: str, font: QFont, width: float, most: int) -> tuple[str, ...]:
    """Break `text` into at most `most` lines of `width` pixels, the last one ending in … where text is left over."""
    text = _with_narrow_quotes(text, font)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    broken = [text_between(text, start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    if broken:
        broken[-1] = QFontMetricsF(font).elidedText(broken[-1], Qt.TextElideMode.ElideRight, width).replace(" …", "…")
    return tuple(broken)


def passage(
    painter: QPainter,
    box: QRectF,
    text: str,
    hits: Sequence[tuple[int, int]],
    *,
    font: QFont,
    colour: str,
    ground: str,
    ink: str,
    step: float,
) -> None:
    """Write `text` in as many lines of `step` pixels as `box` has room for, with the hits on a ground of their own."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats([_hit(text, start, end, ground, ink) for start, end in hits])
    more = QFontMetricsF(font).horizontalAdvance("…")
    layout.beginLayout()
    for number in range(most := max(1, int(box.height() // step))):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(box.width() - (more if number == most - 1 else 0))
        line.setPosition(QPointF(0, number * step + (step - line.height()) / 2))
    layout.endLayout()
    painter.setPen(QColor(colour))
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        line.draw(painter, box.topLeft())
        if number == most - 1 and line.textStart() + line.textLength() < utf16(text):
            end = QPointF(line.naturalTextWidth(), line.y() + line.ascent())
            painter.setFont(font)
            painter.drawText(box.topLeft() + end, "…")


def _hit(text: str, start: int, end: int, ground: str, ink: str) -> QTextLayout.FormatRange:
    marked = QTextLayout.FormatRange()
    marked.start, marked.length = utf16(text[:start]), utf16(text[start:end])
    marked.format.setBackground(QColor(ground))
    marked.format.setForeground(QColor(ink))
    return marked


def utf16(text: str) -> int:
    """Return how long a text is in UTF-16 units, as Qt counts them."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _with_narrow_quotes(text: str, font: QFont) -> str:
    """Return Latin text with straight quotes where the font has only Chinese ones, as wide as a Chinese letter."""
    if not _QUOTES.search(text) or QFontMetricsF(font).horizontalAdvance("’") < _WIDE * font.pixelSize():
        return text
    return _BETWEEN_LATIN.sub("'", text) if _CHINESE.search(text) else text.translate(_STRAIGHT)


def text_between(text: str, start: int, end: int) -> str:
    """Return a slice given in UTF-16 units, as Qt counts them."""
    return text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode("utf-16-le", "replace").strip()


def rounded(picture: QPixmap, side: int, radius: float, ratio: float) -> QPixmap:
    """Return the middle of `picture` as a square of `side` pixels with rounded corners."""
    result = QPixmap(round(side * ratio), round(side * ratio))
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    scale = max(side / max(1, picture.width()), side / max(1, picture.height()))
    painter.setBrush(picture)
    painter.setPen(Qt.PenStyle.NoPen)
    brush = painter.brush()
    transform = painter.transform()
    transform.reset()
    offset = QPointF((side - picture.width() * scale) / 2, (side - picture.height() * scale) / 2)
    transform.translate(offset.x(), offset.y())
    transform.scale(scale, scale)
    brush.setTransform(transform)
    painter.setBrush(brush)
    painter.drawRoundedRect(QRectF(0, 0, side, side), radius, radius)
    painter.end()
    return result
