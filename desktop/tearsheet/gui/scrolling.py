"""Scroll bars that lie over what they scroll, thin, and fade away when nobody needs them."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollArea, QWidget

from tearsheet.gui import paint
from tearsheet.gui.theme import current

_WIDTH = 10
_REST = 900
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


def own_viewport(area: QAbstractScrollArea) -> QWidget:
    """Give `area` a viewport made here, before anything asks for it, and return it.

    For one that Qt made, PySide looks through all kinds of widgets for the right one, which it makes ready on the way:
    12 ms before the first paint.
    """
    viewport = QWidget()
    area.setViewport(viewport)
    return viewport


def scrolled(part: QWidget, parent: QWidget) -> QScrollArea:
    """Return an area without a frame in which `part`, as wide as there is room, can be scrolled."""
    area = QScrollArea(parent)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(part)
    area.setWidgetResizable(True)
    area.viewport().setAutoFillBackground(False)
    part.setAutoFillBackground(False)
    OverlayScrollBar(area)
    return area


def show_focus(view: QWidget) -> None:
    """Let a list show which row has the keyboard: it came by a key. Qt takes only Tab for one."""
    view.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)


class FocusRing(QWidget):
    """A ring around a text that scrolls, while it has the keyboard and came to it by a key."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area.parentWidget())
        self._area = area
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        area.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QFocusEvent):
            self.setParent(self._area.parentWidget())  # which its layout has chosen by now
            self._place()
            self.setVisible(event.gotFocus() and event.reason() in _BY_KEY)
            self.raise_()
        elif event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        paint.focus_ring(QPainter(self), QRectF(self.rect()), radius=6)

    def _place(self) -> None:
        """Stand around the text as far as there is room, so that no letter is cut."""
        around = self._area.parentWidget()
        if around is not None:
            self.setGeometry(self._area.geometry().adjusted(-8, -4, 8, 4) & around.rect())


class OverlayScrollBar(QWidget):
    """A thin handle over the right edge of `area`, in place of its own scroll bar, which stays the model."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._bar = area.verticalScrollBar()
        self._grip: float | None = None
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._fade)
        self._bar.valueChanged.connect(self._moved)
        self._bar.rangeChanged.connect(self._moved)
        area.installEventFilter(self)
        area.viewport().installEventFilter(self)
        area.viewport().setMouseTracking(True)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._area.width() - _WIDTH, 0, _WIDTH, self._area.height())
            self.raise_()
        elif event.type() is QEvent.Type.MouseMove and isinstance(event, QMouseEvent) and self._is_near(event):
            self._wake()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        wide = self.underMouse() or self._grip is not None
        handle = self._handle()
        width = 6 if wide else 4
        painter = QPainter(self)
        paint.pill(
            painter,
            QRectF(_WIDTH - width - 2, handle.y(), width, handle.height()),
            radius=width / 2,
            fill=current().handle,
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        handle = self._handle()
        if handle.top() <= event.position().y() <= handle.bottom():
            self._grip = event.position().y() - handle.top()
        else:
            self._grip = handle.height() / 2
            self._follow(event.position().y())
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._grip is not None:
            self._follow(event.position().y())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._grip = None
        self._wake()

    def _is_near(self, event: QMouseEvent) -> bool:
        return event.position().x() > self._area.width() - 3 * _WIDTH

    def _handle(self) -> QRectF:
        span = self._bar.maximum() - self._bar.minimum()
        track = self.height() - 4
        length = max(32.0, track * self._bar.pageStep() / max(1, span + self._bar.pageStep()))
        top = 2 + (track - length) * (self._bar.value() - self._bar.minimum()) / max(1, span)
        return QRectF(0, top, _WIDTH, length)

    def _follow(self, y: float) -> None:
        free = self.height() - 4 - self._handle().height()
        share = (y - (self._grip or 0) - 2) / max(1.0, free)
        span = self._bar.maximum() - self._bar.minimum()
        self._bar.setValue(self._bar.minimum() + round(share * span))

    def _moved(self) -> None:
        """Show up when somebody scrolls, not when a list is filled."""
        if self._area.underMouse() or self._area.hasFocus() or self.isVisible():
            self._wake()

    def _wake(self) -> None:
        self.setVisible(self._bar.maximum() > self._bar.minimum())
        self.update()
        self._rest.start()

    def _fade(self) -> None:
        if self.underMouse() or self._grip is not None:
            self._rest.start()
        else:
            self.hide()
