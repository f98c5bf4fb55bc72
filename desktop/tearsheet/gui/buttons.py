"""Draw the window's buttons: the accent one, quiet ones with words, and bare icons."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from tearsheet.gui import fonts, icons, paint
from tearsheet.gui.keys import keys_text, shown_keys
from tearsheet.gui.theme import current
from tearsheet.text.words import _


class Button(QAbstractButton):
    """A button that knows whether the pointer is over it and draws no frame of the system's."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(words)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hovered = False
        self._tip = self._keys = self._command = ""

    def explain(self, words: str, *, keys: str = "", command: str = "") -> None:
        """Say this in the tip from now on, with fixed `keys` or those that a `command` has."""
        self._tip, self._keys, self._command = words, keys, command
        self.show_keys()

    def show_keys(self) -> None:
        """Name the keys that hold now."""
        if self._tip:
            keys = keys_text(self._keys) if self._keys else shown_keys(self._command)
            self.setToolTip("  ".join(filter(None, (self._tip, keys))))
            if self._keys or self._command:  # else somebody may have described it otherwise
                self.setAccessibleDescription(keys)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        self.hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        self.hovered = False
        self.update()
        super().leaveEvent(event)

    def ring(self, painter: QPainter, radius: float) -> None:
        if self.hasFocus():
            paint.focus_ring(painter, QRectF(self.rect()), radius=radius)


class AccentButton(Button):
    """The one thing to do: words on the accent, perhaps an icon before them and the keys of a `command` after."""

    def __init__(self, words: str, parent: QWidget | None = None, *, icon: str = "", command: str = "") -> None:
        super().__init__(words, parent)
        self._icon, self._command = icon, command
        self.setFont(fonts.ui(strong=True))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        width = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        return QSize(round(width + 32 + (24 if self._icon else 0) + (48 if self._command else 0)), 36)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours, rect = current(), QRectF(self.rect())
        painter = QPainter(self)
        live, keys = self.isEnabled(), shown_keys(self._command)
        fill = (colours.accent_hover if self.hovered or self.isDown() else colours.accent) if live else colours.line
        text = colours.on_accent if live else colours.faint
        paint.pill(painter, rect, radius=8, fill=fill)
        painter.setFont(self.font())
        painter.setPen(QColor(text))
        if not self._icon and not keys:
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text())
        else:
            left = 12.0
            if self._icon:
                icons.draw(painter, self._icon, QRectF(left, rect.center().y() - 8, 16, 16), text)
                left += 24
            painter.drawText(rect.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
            if keys:
                paint.keycap(painter, rect.right() - 12, rect.center().y(), keys, colour=text)
        if self.hasFocus():
            painter.setPen(QColor(colours.on_accent))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(rect.adjusted(2.5, 2.5, -2.5, -2.5), 6, 6)


class QuietButton(Button):
    """Words that can be pressed, with an icon before or `after` them; in the accent colour when `leading`."""

    def __init__(
        self, words: str, parent: QWidget | None = None, *, icon: str = "", after: str = "", leading: bool = False
    ) -> None:
        super().__init__(words, parent)
        self._icon, self._after = icon, after
        self._leading = leading
        self.setFont(fonts.ui(fonts.SMALL, strong=leading))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        width = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        return QSize(round(width + 17 + (20 if self._icon or self._after else 0)), 28)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours, rect = current(), QRectF(self.rect())
        painter = QPainter(self)
        live = self.isEnabled()
        text = (colours.accent_ink if self._leading else colours.soft) if live else colours.faint
        if live and (self.hovered or self.isDown()):
            paint.pill(painter, rect, radius=6, fill=colours.accent_soft if self._leading else colours.pane_hover)
        painter.setFont(self.font())
        painter.setPen(QColor(text))
        left = 8.0
        if self._icon:
            icons.draw(painter, self._icon, QRectF(left - 1, rect.center().y() - 8, 16, 16), text)
            left += 20
        painter.drawText(rect.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._after:
            icons.draw(painter, self._after, QRectF(rect.right() - 23, rect.center().y() - 7, 14, 14), text)
        self.ring(painter, 6)


class IconButton(Button):
    """An icon alone; what it does stands in its tip, with the keys of its `command` or those it is given."""

    def __init__(
        self,
        icon: str,
        words: str,
        parent: QWidget | None = None,
        *,
        keys: str = "",
        command: str = "",
        side: int = 32,
    ) -> None:
        super().__init__("", parent)
        self._side = side
        self.icon_name = icon
        self.explain(words, keys=keys, command=command)
        self.setAccessibleName(words)

    def say(self, words: str) -> None:
        """Be called something else from now on."""
        self.setAccessibleName(words)
        self.explain(words, keys=self._keys, command=self._command)

    def show_icon(self, icon: str) -> None:
        self.icon_name = icon
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._side, self._side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours, rect = current(), QRectF(self.rect())
        painter = QPainter(self)
        if self.hovered or self.isDown():
            paint.pill(painter, rect, radius=6, fill=colours.pane_hover)
        colour = colours.accent_ink if self.isChecked() else colours.ink if self.hovered else colours.soft
        icons.draw(painter, self.icon_name, QRectF(rect.center().x() - 8, rect.center().y() - 8, 16, 16), colour)
        self.ring(painter, 6)


def sidebar_opener(parent: QWidget) -> IconButton:
    """Return the button at the corner of a list that shows the sidebar; the window shows it where there is none."""
    opener = IconButton("sidebar", _("Show the sidebar"), parent, command="sidebar")
    opener.hide()
    return opener
