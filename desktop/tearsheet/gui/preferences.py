"""The sheet of preferences: what is chosen in it holds at once and is remembered, so there is nothing to confirm."""

from collections.abc import Iterable
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tearsheet.gui import fonts, icons, paint
from tearsheet.gui.buttons import Button
from tearsheet.gui.floating import Sheet
from tearsheet.gui.preferences_export import ExportPage
from tearsheet.gui.preferences_keys import KeysPage
from tearsheet.gui.preferences_library import LibraryFacts, LibraryPage
from tearsheet.gui.reader_settings import StyleChoices
from tearsheet.gui.reader_style import ReadingStyle, colours_of, style_of
from tearsheet.gui.scrolling import scrolled
from tearsheet.gui.theme import current
from tearsheet.gui.ticks import Choice
from tearsheet.gui.words import Words
from tearsheet.settings.preferences import Preferences
from tearsheet.text.words import _

_WIDTH, _HEIGHT, _LEAST = 720, 448, 240
_NAMES, _NARROW_NAMES, _ROW, _SAMPLE = 152, 120, 36, 104
_AROUND = 48


class Page(StrEnum):
    """The parts of the preferences, by the icon that stands before each."""

    GENERAL = "settings"
    READING = "letters"
    KEYS = "keys"
    LIBRARY = "all"
    EXPORT = "export"


class PreferencesSheet(Sheet):
    """Each signal brings what was chosen: names as they are stored, a ReadingStyle, keys by command.

    Of the library's page they are those of LibraryPage; `library_shown` comes when it is looked at. `export_shown`
    brings the ExportPage then.
    """

    theme_chosen = Signal(str)
    language_chosen = Signal(str)
    mark_read_chosen = Signal(str)
    style_chosen = Signal(object)
    keys_chosen = Signal(object)
    library_wanted = Signal(str)
    recent_chosen = Signal(str)
    daily_chosen = Signal(bool)
    bin_days_chosen = Signal(int)
    library_shown = Signal()
    export_shown = Signal(object)

    def __init__(self, window: QWidget, chosen: Preferences, library: LibraryFacts, page: Page = Page.GENERAL) -> None:
        super().__init__(window, _("Preferences"), width=_WIDTH)
        self._library = library
        self._library_page: LibraryPage | None = None
        self.export_page: ExportPage | None = None
        self._chosen = chosen
        self.names = {each: _Name(each, words, self) for each, words in _names()}
        self.pages: dict[Page, QWidget] = {}
        self._stack = QStackedWidget(self)
        group = QButtonGroup(self)
        column = QVBoxLayout()
        column.setSpacing(2)
        for each, name in self.names.items():
            group.addButton(name)
            name.toggled.connect(lambda on, each=each: self._show(each) if on else None)
            column.addWidget(name)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addLayout(column)
        row.addWidget(self._stack, 1)
        self.body.addSpacing(4)
        self.body.addLayout(row)
        self._cross = self.add_cross()
        self.names[page].setChecked(True)

    def open(self) -> None:
        super().open()
        self._fit()
        self.focus_name()

    def focus_name(self) -> None:
        """Put the keyboard on the name of the page that is shown."""
        next(name for name in self.names.values() if name.isChecked()).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the pages the room that they like, as far as the window has it."""
        for name in self.names.values():
            name.setFixedWidth(_NAMES if self.width() >= _WIDTH + 2 * paint.SHADOW else _NARROW_NAMES)
        rest = self.card.body.totalSizeHint().height() - self._stack.height()
        self._stack.setFixedHeight(min(_HEIGHT, max(_LEAST, self.height() - max(rest, 0) - _AROUND)))
        self.card.setMinimumHeight(0)

    def _show(self, page: Page) -> None:
        """Show a page, which is made when it is first looked at."""
        if page not in self.pages:
            self.pages[page] = self._made(page)
            self._stack.addWidget(self.pages[page])
            last = self.window().previousInFocusChain()
            while last is not None and last.focusPolicy() == Qt.FocusPolicy.NoFocus:
                last = last.previousInFocusChain()
            if last is not None:
                self.setTabOrder(last, self._cross)  # which was made before the page
        self._stack.setCurrentWidget(self.pages[page])
        for each, name in self.names.items():
            name.setFocusPolicy(Qt.FocusPolicy.TabFocus if each is page else Qt.FocusPolicy.NoFocus)

    def _made(self, page: Page) -> QWidget:
        match page:
            case Page.GENERAL:
                return scrolled(self._general(), self)
            case Page.READING:
                return scrolled(self._reading(), self)
            case Page.KEYS:
                keys = KeysPage(self)
                keys.changed.connect(self.keys_chosen)
                return keys
            case Page.LIBRARY:
                return scrolled(self._about_library(), self)
            case Page.EXPORT:
                self.export_page = ExportPage()
                self.export_shown.emit(self.export_page)
                return scrolled(self.export_page, self)

    @property
    def shows_library(self) -> bool:
        """Whether the library's page has been looked at."""
        return self._library_page is not None

    def show_facts(self, facts: LibraryFacts) -> None:
        """Say what is known of the library by now."""
        self._library = facts
        if self._library_page is not None:
            self._library_page.show_facts(facts)

    def _about_library(self) -> QWidget:
        page = LibraryPage(self._library, self)
        page.wanted.connect(self.library_wanted)
        page.recent_chosen.connect(self.recent_chosen)
        page.daily_chosen.connect(self.daily_chosen)
        page.bin_days_chosen.connect(self.bin_days_chosen)
        self._library_page = page
        self.library_shown.emit()
        return page

    def _general(self) -> QWidget:
        moments = (("", _("At the end")), ("opened", _("When opened")), ("never", _("By hand")))
        themes = (("", _("As the system")), ("light", _("Light")), ("dark", _("Dark")))
        languages = (("", _("As the system")), ("en", "English"), ("zh_CN", "简体中文"))
        chosen = self._chosen
        choices: list[tuple[str, QWidget]] = []
        for words, options, value, told in (
            (_("Language"), languages, chosen.language, self.language_chosen),
            (_("Appearance"), themes, chosen.theme, self.theme_chosen),
            (_("Mark as read"), moments, chosen.mark_read, self.mark_read_chosen),
        ):
            choice = Choice(options, value, self)
            choice.setAccessibleName(words)
            choice.chosen.connect(told)
            choices.append((words, choice))
        return _rows(choices)

    def _reading(self) -> QWidget:
        style = style_of(self._chosen)
        choices = StyleChoices(style, self, chinese=True, size=fonts.TEXT, gap=8)
        sample = _Sample(style, self)
        choices.changed.connect(self.style_chosen)
        choices.changed.connect(sample.show_style)
        return _from_top(choices, sample)


class _Sample(QWidget):
    """A few words as articles are set, for the article itself lies under the veil."""

    def __init__(self, style: ReadingStyle, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._words = _("A tear sheet is the page torn out of a paper and kept as proof that it was printed.")
        self.setAccessibleName(self._words)
        self.setFixedHeight(_SAMPLE)

    def show_style(self, style: ReadingStyle) -> None:
        """Set them in another style from now on."""
        self._style = style
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter, size = QPainter(self), self._style.size
        colours = colours_of(self._style.theme_on(dark=current().dark))
        paint.pill(painter, QRectF(self.rect()), radius=8, fill=current().line)
        paint.pill(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), radius=7, fill=colours["paper"])
        font = fonts.ui(size) if self._style.face == "sans" else fonts.reading(size)
        width = min(self.width() - 40.0, float(self._style.measure * size))
        step = size * self._style.leading / 100
        most = max(1, int((self.height() - 8) / step))
        lines = paint.lines(self._words, font, width, most)
        y = (self.height() - len(lines) * step) / 2
        painter.setFont(font)
        painter.setPen(QColor(colours["ink"]))
        for line in lines:
            painter.drawText(QRectF(20, y, width + 2, step), Qt.AlignmentFlag.AlignVCenter, line)
            y += step


class _Name(Button):
    """The name of a page."""

    def __init__(self, page: Page, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self._icon = page.value
        self.setCheckable(True)
        self.setAutoExclusive(True)  # one of several, to screen readers too

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(_NAMES, _ROW)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours, rect, painter = current(), QRectF(self.rect()), QPainter(self)
        on = self.isChecked()
        if on or self.hovered:
            paint.pill(painter, rect, radius=8, fill=colours.accent_soft if on else colours.pane)
        text = colours.accent_ink if on else colours.ink
        icons.draw(painter, self._icon, QRectF(12, rect.center().y() - 8, 16, 16), text if on else colours.soft)
        painter.setFont(fonts.ui(strong=on))
        painter.setPen(QColor(text))
        painter.drawText(rect.adjusted(38, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        self.ring(painter, 8)


def _names() -> Iterable[tuple[Page, str]]:
    words = (_("General"), _("Reader"), _("Keys"), _("Library"), _("Export"))
    return zip(Page, words, strict=True)


def _rows(rows: Iterable[tuple[str, QWidget]]) -> QWidget:
    """Return a page of names, each with its part at the right."""
    inner = QWidget()
    grid = QGridLayout(inner)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(16)
    grid.setHorizontalSpacing(16)
    for row, (words, part) in enumerate(rows):
        grid.addWidget(Words(words, inner, colour="soft"), row, 0)
        grid.addWidget(part, row, 1, Qt.AlignmentFlag.AlignRight)
    return _from_top(inner)


def _from_top(*parts: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 4, 16, 8)
    column.setSpacing(16)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return page
