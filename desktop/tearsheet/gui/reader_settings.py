"""Where a person says how articles are set: the choices, and the card under Aa that shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.buttons import Button
from tearsheet.gui.floating import Popover
from tearsheet.gui.reader_style import (
    EDGES,
    FACES,
    LEADINGS,
    MEASURES,
    PARAGRAPHS,
    SCRIPTS,
    THEMES,
    ReadingStyle,
    colours_of,
)
from tearsheet.gui.spoken import announce
from tearsheet.gui.theme import current
from tearsheet.gui.words import Words
from tearsheet.text.words import _

_NARROW = 400


class SettingsCard(Popover):
    """Theme, letters and lines of the reader; tells each change at once, so that it is seen while it is made."""

    changed = Signal(object)

    def __init__(self, style: ReadingStyle, pane: QWidget, *, chinese: bool) -> None:
        """`chinese` offers a choice of scripts."""
        super().__init__(pane)
        close = pane.width() < _NARROW
        self._choices = StyleChoices(style, self, chinese=chinese, close=close)
        self._choices.changed.connect(self.changed)
        around = QHBoxLayout()
        around.setContentsMargins(*((12, 14, 8, 14) if close else (20, 14, 20, 14)))
        around.addWidget(self._choices)
        self.body.addLayout(around)
        self.setAccessibleName(_("Text settings"))

    def open(self, place: QPoint) -> None:
        """Show the card below `place` of the pane, the keyboard on the theme that holds."""
        hint = self.body.totalSizeHint()
        size = QSize(hint.width() - 2 * paint.SHADOW, hint.height() - 2 * paint.SHADOW)
        self.open_at(place, size, self._choices.first)


class StyleChoices(QWidget):
    """A row for each thing to choose; `changed` brings the ReadingStyle it makes."""

    changed = Signal(object)

    def __init__(
        self,
        style: ReadingStyle,
        parent: QWidget,
        *,
        chinese: bool,
        size: int = fonts.SMALL,
        gap: int = 10,
        close: bool = False,
    ) -> None:
        """`chinese` offers a choice of scripts; `size` is that of the words, `gap` stands between the rows.

        With `close` the words of a row stand close together.
        """
        super().__init__(parent)
        self._style, self._size = style, size
        self._around = 12 if close else 22
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8 if close else 16)
        grid.setVerticalSpacing(gap)
        grid.setColumnStretch(1, 1)
        choices = [(words, self._choice(field, words, options)) for field, words, options in _fields(chinese=chinese)]
        rows = [(_("Theme"), self._themes()), (_("Size"), self._sizes()), *choices]
        for row, (words, choice) in enumerate(rows):
            grid.addWidget(Words(words, self, colour="soft", font=fonts.ui(size)), row, 0)
            grid.addWidget(choice, row, 1)

    @property
    def first(self) -> QWidget:
        """The theme that holds."""
        swatches = self.findChildren(_Swatch)
        return next((swatch for swatch in swatches if swatch.isChecked()), swatches[0])

    def _change(self, style: ReadingStyle) -> None:
        self._style = style
        self.changed.emit(style)

    def _themes(self) -> QWidget:
        swatches = [_Swatch("", _("Like the window")), *(_Swatch(name, label) for name, label in _theme_names())]
        for swatch in swatches:
            swatch.setAccessibleName(_("{field}: {choice}").format(field=_("Theme"), choice=swatch.toolTip()))
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

        def tell() -> None:
            shown.setText(str(self._style.size))
            shown.setAccessibleName(_("{field}: {choice}").format(field=_("Size"), choice=self._style.size))
            announce(shown, shown.text())

        shown.setAccessibleName(_("{field}: {choice}").format(field=_("Size"), choice=self._style.size))
        for button, step in ((smaller, -1), (larger, 1)):
            button.setCheckable(False)
            button.clicked.connect(lambda _on, by=step: self._change(self._style.bigger(by)))
            button.clicked.connect(tell)
        return _row((smaller, shown, larger), exclusive=False)

    def _choice(self, field: str, words: str, options: "Options") -> QWidget:
        """Return buttons for one field of the style."""
        segments = [_Segment(name, value, size=self._size, around=self._around) for name, value in options]
        for segment in segments:
            segment.setAccessibleName(_("{field}: {choice}").format(field=words, choice=segment.text()))
            segment.setChecked(getattr(self._style, field) == segment.value)
            segment.clicked.connect(
                lambda _on, value=segment.value: self._change(replace(self._style, **{field: value}))
            )
        return _row(segments)


Options = Sequence[tuple[str, int | str]]


def _fields(*, chinese: bool) -> Iterable[tuple[str, str, Options]]:
    """Return what is chosen by a word: the style's field, what it is called, its values by name."""

    def named(values: Iterable[int | str], *words: str) -> Options:
        return tuple(zip(words, values, strict=True))

    yield "face", _("Letters"), named(FACES, _("Serif"), _("Sans"))
    yield "measure", _("Width"), named(MEASURES, _("Narrow"), _("Medium"), _("Wide"))
    yield "leading", _("Lines"), named(LEADINGS, _("Tight"), _("Medium"), _("Loose"))
    yield "paragraphs", _("Paragraphs"), named(PARAGRAPHS, _("Spaced"), _("Indented"))
    yield "edges", _("Alignment"), named(EDGES, _("By language"), _("Justified"), _("Left"))
    if chinese:
        yield "script", _("Characters"), named(SCRIPTS, _("As written"), _("Simplified"), _("Traditional"))


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
            widget.setAutoExclusive(True)  # one of several, to screen readers too
            # Tab goes from row to row, arrows within one: Qt sees to that once somebody has chosen.
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus if widget.isChecked() else Qt.FocusPolicy.NoFocus)
    layout.addStretch()
    return row


class _Segment(Button):
    """One of a few words to choose from; the chosen one stands on a soft ground."""

    def __init__(self, words: str, value: int | str, *, size: int = fonts.SMALL, around: int = 22) -> None:
        super().__init__(words)
        self._around = around
        self.value = value
        self.setCheckable(True)
        self.setFont(fonts.ui(size))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(round(QFontMetricsF(self.font()).horizontalAdvance(self.text()) + self._around), 28)

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
