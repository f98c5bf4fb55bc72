"""The card under Aa, where a person says how articles are set."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QWidget, QWidgetAction

from tearsheet.gui import fonts, paint
from tearsheet.gui.buttons import Button
from tearsheet.gui.menus import Menu
from tearsheet.gui.reader_style import FACES, LEADINGS, MEASURES, THEMES, ReadingStyle, colours_of
from tearsheet.gui.theme import current
from tearsheet.text.words import _


class SettingsCard(Menu):
    """Theme, letters and lines of the reader; tells each change at once, so that it is seen while it is made."""

    changed = Signal(object)

    def __init__(self, style: ReadingStyle, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        card = QWidget(self)
        grid = QGridLayout(card)
        grid.setContentsMargins(14, 10, 14, 10)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        faces = zip((_("Serif"), _("Sans")), FACES, strict=True)
        measures = zip((_("Narrow"), _("Medium"), _("Wide")), MEASURES, strict=True)
        leadings = zip((_("Tight"), _("Medium"), _("Loose")), LEADINGS, strict=True)
        for row, (words, choice) in enumerate(
            (
                (_("Theme"), self._themes()),
                (_("Size"), self._sizes()),
                (_("Letters"), self._choice("face", [_Segment(name, value) for name, value in faces])),
                (_("Width"), self._choice("measure", [_Segment(name, value) for name, value in measures])),
                (_("Lines"), self._choice("leading", [_Segment(name, value) for name, value in leadings])),
            )
        ):
            label = QLabel(words, card)
            label.setFont(fonts.ui(fonts.SMALL))
            label.setStyleSheet(f"color: {current().soft}")
            grid.addWidget(label, row, 0)
            grid.addWidget(choice, row, 1)
        action = QWidgetAction(self)
        action.setDefaultWidget(card)
        self.addAction(action)

    def _change(self, style: ReadingStyle) -> None:
        self._style = style
        self.changed.emit(style)

    def _themes(self) -> QWidget:
        swatches = [_Swatch("", _("Like the window")), *(_Swatch(name, label) for name, label in _theme_names())]
        for swatch in swatches:
            swatch.setChecked(swatch.theme == self._style.theme)
            swatch.clicked.connect(lambda _on, name=swatch.theme: self._change(replace(self._style, theme=name)))
        return _row(swatches, spacing=8)

    def _sizes(self) -> QWidget:
        smaller, larger = _Segment("A", 0, size=12), _Segment("A", 0, size=19)
        smaller.setAccessibleName(_("Smaller letters"))
        larger.setAccessibleName(_("Larger letters"))
        shown = QLabel(str(self._style.size))
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown.setMinimumWidth(40)
        for button, step in ((smaller, -1), (larger, 1)):
            button.setCheckable(False)
            button.clicked.connect(lambda _on, by=step: self._change(self._style.bigger(by)))
            button.clicked.connect(lambda _on: shown.setText(str(self._style.size)))
        return _row((smaller, shown, larger), exclusive=False)

    def _choice(self, field: str, segments: "list[_Segment]") -> QWidget:
        """Return buttons for one field of the style, whose values are the segments' own."""
        for segment in segments:
            segment.setChecked(getattr(self._style, field) == segment.value)
            segment.clicked.connect(
                lambda _on, value=segment.value: self._change(replace(self._style, **{field: value}))
            )
        return _row(segments)


def _theme_names() -> Iterable[tuple[str, str]]:
    return zip(THEMES, (_("Light"), _("Sepia"), _("Dark"), _("Black")), strict=True)


def _row(widgets: Iterable[QWidget], *, spacing: int = 2, exclusive: bool = True) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    group = QButtonGroup(row)
    for widget in widgets:
        layout.addWidget(widget)
        if exclusive and isinstance(widget, Button):
            group.addButton(widget)
    layout.addStretch()
    return row


class _Segment(Button):
    """One of a few words to choose from; the chosen one stands on a soft ground."""

    def __init__(self, words: str, value: int | str, *, size: int = fonts.SMALL) -> None:
        super().__init__(words)
        self.value = value
        self.setCheckable(True)
        self.setFont(fonts.ui(size))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(round(QFontMetricsF(self.font()).horizontalAdvance(self.text()) + 22), 28)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours, rect, painter = current(), QRectF(self.rect()), QPainter(self)
        if self.isChecked():
            paint.pill(painter, rect, radius=6, fill=colours.accent_soft)
        elif self.hovered:
            paint.pill(painter, rect, radius=6, fill=colours.pane_hover)
        painter.setFont(self.font())
        painter.setPen(QColor(colours.accent_ink if self.isChecked() else colours.ink))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text())
        self.ring(painter, 6)


class _Swatch(Button):
    """A theme as a disc of its paper with a letter of its ink; the window's own is half light, half dark."""

    def __init__(self, theme: str, words: str) -> None:
        super().__init__()
        self.theme = theme
        self.setCheckable(True)
        self.setAccessibleName(words)
        self.setToolTip(words)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(32, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours, painter = current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        painter.setPen(QPen(QColor(colours.handle), 1))
        painter.setBrush(QColor(colours_of(self.theme or "light")["paper"]))
        painter.drawEllipse(disc)
        if self.theme:
            painter.setPen(QColor(colours_of(self.theme)["ink"]))
            painter.setFont(fonts.display(13))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, "A")
        else:
            painter.setBrush(QColor(colours_of("dark")["paper"]))
            painter.drawChord(disc, 45 * 16, -180 * 16)
        if self.isChecked():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent_ink), 2))
            painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        self.ring(painter, 16)
