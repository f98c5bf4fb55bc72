"""Menus without the system's frame: rounded corners, quiet shortcuts on the right, a tick before what holds."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QPainter, QPainterPath, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from tearsheet.gui import fonts, icons, paint
from tearsheet.gui.keys import keys_text
from tearsheet.gui.theme import Theme, current

_RADIUS = 10


class Menu(QMenu):
    """Draws its own lines. X11 may have no compositor, so there the corners are cut out."""

    def __init__(self, parent: QWidget | None = None, title: str = "") -> None:
        super().__init__(title, parent)
        self._cut = QGuiApplication.platformName() == "xcb"
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, not self._cut)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if self._cut:
            shape = QPainterPath()
            shape.addRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
            self.setMask(QRegion(shape.toFillPolygon().toPolygon()))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(colours.card))
        painter.setPen(QColor(colours.line))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        for action in self.actions():
            box = QRectF(self.actionGeometry(action))
            if action.isSeparator():
                painter.fillRect(QRectF(box.left() + 6, box.center().y(), box.width() - 12, 1), QColor(colours.line))
            else:
                self._line(painter, box, action, colours)

    def _line(self, painter: QPainter, box: QRectF, action: QAction, colours: Theme) -> None:
        on = action is self.activeAction() and action.isEnabled()
        if on:
            paint.pill(painter, box, radius=6, fill=colours.accent_soft)
        left = box.left() + 12
        if any(other.isCheckable() for other in self.actions()):
            if action.isChecked():
                icons.draw(painter, "check", QRectF(left - 2, box.center().y() - 7, 14, 14), colours.accent_ink)
            left += 20
        painter.setFont(fonts.ui())
        painter.setPen(QColor(colours.accent_ink if on else colours.ink if action.isEnabled() else colours.faint))
        painter.drawText(box.adjusted(left - box.left(), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, action.text())
        painter.setFont(fonts.ui(fonts.SMALL))
        painter.setPen(QColor(colours.accent_ink if on else colours.faint))
        sides = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(box.adjusted(0, 0, -12, 0), sides, keys_text(action.shortcut()))
