"""Turn the name of a line icon into a picture of it in a colour."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from tearsheet.resources import resource

SIZE = 16


@lru_cache(maxsize=256)
def pixmap(name: str, colour: str, size: int = SIZE, ratio: float = 1.0) -> QPixmap:
    """Return icon `name` in `colour`, `size` logical pixels wide on a screen of `ratio` device pixels each."""
    result = QPixmap(round(size * ratio), round(size * ratio))
    result.fill(Qt.GlobalColor.transparent)
    result.setDevicePixelRatio(ratio)
    painter = QPainter(result)
    _renderer(name, colour).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return result


def draw(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """Draw icon `name` filling `rect`."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(rect.topLeft(), pixmap(name, colour, round(rect.width()), ratio))


def program_icon() -> QIcon:
    """Return the program's own icon, for the window manager."""
    icon = QIcon()
    for size in (16, 32, 48, 128):
        icon.addPixmap(pixmap("tearsheet", "", size))
    return icon


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = resource(f"icons/{name}.svg").read_bytes()
    return QSvgRenderer(QByteArray(drawing.replace(b"currentColor", colour.encode())))
