"""Show pages in a QTextBrowser, where there is no web view: plainer, and as closed to the world."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from time import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QImage,
    QMouseEvent,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from tearsheet.gui.marking_plain import PlainMarks
from tearsheet.gui.menus import Menu
from tearsheet.gui.reader_display import Heading
from tearsheet.gui.reader_page import PICTURES, ReadyPage, pressed_button
from tearsheet.gui.reader_style import ReadingStyle, colours_of
from tearsheet.gui.speaking_plain import PlainSentences
from tearsheet.model.errors import TearsheetError
from tearsheet.model.ids import Sha256
from tearsheet.settings.reading_places import ReadingPlace
from tearsheet.text.words import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_SHEET = """
h1 {{ font-size: {title}px; font-weight: 700; }}
.ts-kicker {{ color: {accent}; font-size: {small}px; font-weight: 600; }}
.ts-meta, .ts-foot, .ts-notice, .ts-missing, .ts-caption, figcaption {{ color: {soft}; font-size: {small}px; }}
.ts-subhead {{ font-size: {subhead}px; font-weight: 700; }}
.ts-indent, .ts-blank {{ font-size: 1px; }}
blockquote {{ color: {soft}; }}
pre, code {{ background-color: {pane}; font-size: {small}px; }}
a {{ color: {accent}; text-decoration: none; }}
"""
_FACES = {
    "serif": ["Georgia", "Noto Serif", "Noto Serif CJK SC", "Songti SC", "SimSun"],
    "sans": ["Noto Sans", "Segoe UI", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei UI"],
}


_PICTURE_SIZE = re.compile(r'(?<=") (?:width|height)="\d+"(?=[^<>]*>)')
"""The size a picture's tag names, which QTextBrowser would keep to in the narrowest window."""
_PICTURE = "\ufffc"
_QUOTE = 32
_REST = 250
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


class PlainDisplay(QObject):
    """Articles in a QTextBrowser that opens nothing but the shown article's pictures."""

    link_clicked = Signal(str)
    link_hovered = Signal(str)
    pressed = Signal(str)
    found = Signal(int, int)
    placed = Signal(str, object)
    jumped = Signal(bool, bool)
    outlined = Signal(int)
    menu_opening = Signal(object, str)
    escaped = Signal()
    broken = Signal()

    def __init__(self, open_blob: Callable[[Sha256], bytes], parent: QWidget) -> None:
        super().__init__(parent)
        self._view = _Text(open_blob, parent)
        self._view.anchorClicked.connect(self._clicked)
        self._view.highlighted.connect(lambda url: self.link_hovered.emit(url.toString()))
        self._view.menu = self._open_menu
        self._shown: ReadyPage | None = None
        self._places: dict[str, int] = {}
        self._back: list[int] = []
        self._forward: list[int] = []
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._tell_place)
        self._view.verticalScrollBar().valueChanged.connect(lambda _value: self._rest.start())
        self._style = (ReadingStyle(), "light")
        self._matches: list[QTextCursor] = []
        self._current = 0
        self._sentences = PlainSentences(self._view)
        self.marks = PlainMarks(self._view, self._draw)
        self._view.press = self.marks.press

    def widget(self) -> QWidget:
        return self._view

    def show_page(self, page: ReadyPage, place: ReadingPlace | None = None) -> None:
        self._keep_place()
        self._shown = page
        self._sentences.current = None
        self._view.pictures = page.pictures
        self._view.setAccessibleName(page.title)
        self._back, self._forward = [], []
        self._fill(place)
        self.marks.page_shown(page.key)
        self.jumped.emit(False, False)
        self.outlined.emit(len(self._headings()))
        self._rest.start()

    def set_style(self, style: ReadingStyle, theme: str) -> None:
        self._keep_place()
        self._style = (style, theme)
        self.marks.use_theme(theme)
        self._fill()
        self._draw()

    def scroll(self, pages: int) -> None:
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + pages * (bar.pageStep() - 48))

    def find(self, words: str) -> None:
        document, self._matches = self._view.document(), []
        cursor = document.find(words) if words else QTextCursor()
        while not cursor.isNull():
            self._matches.append(cursor)
            cursor = document.find(words, cursor)
        top = self._view.top()
        self._current = next((n for n, match in enumerate(self._matches) if match.position() >= top), 0)
        self.find_next(0)

    def find_next(self, by: int) -> None:
        if self._matches:
            self._current = (self._current + by) % len(self._matches)
            cursor = QTextCursor(self._matches[self._current])
            cursor.clearSelection()
            self._view.setTextCursor(cursor)
            self._view.ensureCursorVisible()
        self._draw()
        self.found.emit(self._current + 1 if self._matches else 0, len(self._matches))

    def contents(self, then: Callable[[tuple[Heading, ...], int], None]) -> None:
        blocks = self._headings()
        least = min((block.blockFormat().headingLevel() for block in blocks), default=1)
        top = self._view.top()
        read = max((n for n, block in enumerate(blocks) if block.position() <= top), default=-1)
        then(
            tuple(
                Heading(words=block.text().strip(), level=block.blockFormat().headingLevel() - least)
                for block in blocks
            ),
            read,
        )

    def go_to_heading(self, number: int) -> None:
        blocks = self._headings()
        if 0 <= number < len(blocks):
            self._jump(lambda: self._view.go_to(blocks[number].position()))

    def step_back(self, steps: int) -> None:
        left, right = (self._back, self._forward) if steps > 0 else (self._forward, self._back)
        if left:
            right.append(self._view.verticalScrollBar().value())
            self._view.verticalScrollBar().setValue(left.pop())
            self.jumped.emit(bool(self._back), bool(self._forward))

    def open_pictures(self) -> None:
        """Nothing: this view shows pictures in the text only."""

    def selected_text(self) -> str:
        return self._view.textCursor().selectedText().replace("\u2029", "\n")

    def selected_markup(self, then: Callable[[str], None]) -> None:
        cursor = self._view.textCursor()
        then(cursor.selection().toHtml() if cursor.hasSelection() else "")

    def first_sentence(self, then: Callable[[str | None], None]) -> None:
        words = self._sentences.begin()
        self._draw()
        then(words)

    def next_sentence(self, by: int, then: Callable[[str | None], None]) -> None:
        words = self._sentences.step(by)
        self._draw()
        then(words)

    def forget_sentence(self) -> None:
        self._sentences.current = None
        self._draw()

    def print_on(self, printer: QPrinter, then: Callable[[bool], None]) -> None:
        self._view.print_(printer)
        then(True)

    def close(self) -> None:
        """Nothing to end: the view goes with its parent."""

    def _fill(self, place: ReadingPlace | None = None) -> None:
        style, theme = self._style
        colours = colours_of(theme)
        palette = self._view.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(colours["paper"]))
        palette.setColor(QPalette.ColorRole.Text, QColor(colours["ink"]))
        self._view.setPalette(palette)
        font = QFont()
        font.setFamilies(_FACES[style.face])
        font.setPixelSize(style.size)
        document = self._view.document()
        document.setDefaultFont(font)
        scale = {"title": 1.72, "subhead": 1.12, "small": 0.75}
        sizes = {name: round(style.size * factor) for name, factor in scale.items()}
        document.setDefaultStyleSheet(_SHEET.format(**colours, **sizes))
        document.setDocumentMargin(32)
        self._view.fit(style.size * style.measure)
        self._matches = []
        if self._shown is not None:
            self._view.setHtml(_PICTURE_SIZE.sub("", self._shown.html))
            self._lead_lines(style.leading)
            known = self._places.get(self._shown.key)
            self._view.go_to(known if known is not None else self._found(place))

    def _lead_lines(self, leading: int) -> None:
        """Set the lines of text apart, in per cent of the font's own height, which is about 1.25 em."""
        block = self._view.document().begin()
        while block.isValid():
            form = block.blockFormat()
            close = form.headingLevel() or _PICTURE in block.text()
            form.setLineHeight(100 if close else leading * 0.8, _PROPORTIONAL)
            QTextCursor(block).setBlockFormat(form)
            block = block.next()

    def _draw(self) -> None:
        """Draw what is marked, over it what was found, and over that what is spoken."""
        found = [self._marked(match) for match in self._matches]
        self._view.setExtraSelections([*self.marks.selections(), *found, *self._sentences.selections(self._style[1])])

    def _marked(self, match: QTextCursor) -> QTextEdit.ExtraSelection:
        colours = colours_of(self._style[1])
        here = match is self._matches[self._current]
        marked = QTextEdit.ExtraSelection()
        marked.cursor = match
        letters = QTextCharFormat()
        letters.setBackground(QColor(colours["accent" if here else "accent-soft"]))
        letters.setForeground(QColor(colours["paper" if here else "ink"]))
        marked.format = letters
        return marked

    def _keep_place(self) -> None:
        if self._shown is not None:
            self._places[self._shown.key] = self._view.top()

    def _clicked(self, url: QUrl) -> None:
        address = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        if button := pressed_button(address):
            self.pressed.emit(button)
        elif url.scheme() in ("http", "https", "mailto"):
            self.link_clicked.emit(address)
        elif address.startswith("#"):
            self._jump(lambda: self._view.scrollToAnchor(url.fragment()))

    def _headings(self) -> list[QTextBlock]:
        """Return the blocks of the headings, without the title."""
        blocks, block = [], self._view.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and block.text().strip():
                blocks.append(block)
            block = block.next()
        return blocks[1:]

    def _jump(self, go: Callable[[], None]) -> None:
        self._back.append(self._view.verticalScrollBar().value())
        self._forward = []
        go()
        self.jumped.emit(True, False)

    def _found(self, place: ReadingPlace | None) -> int:
        """Return where the words of a place stand now: where they stood, or as near to that as they are found."""
        if place is None or not place.quote:
            return 0
        text = self._view.document().toPlainText()
        starts = [match.start() for match in re.finditer(re.escape(place.quote), text)]
        return min(starts, key=lambda start: abs(start - place.offset), default=0)

    def _tell_place(self) -> None:
        if self._shown is None or not self._shown.key:
            return
        bar, text, offset = self._view.verticalScrollBar(), self._view.document().toPlainText(), self._view.top()
        share = (
            1.0 if bar.value() >= bar.maximum() else (bar.value() + bar.pageStep()) / (bar.maximum() + bar.pageStep())
        )
        quote = text[offset : offset + _QUOTE] if bar.value() else ""
        place = ReadingPlace(offset=offset if quote else 0, of=len(text), quote=quote, share=share, at=time())
        self.placed.emit(self._shown.key, place)

    def _open_menu(self, place: QPoint) -> None:
        menu, chosen = Menu(self._view), self.selected_text()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        address = self._view.anchorAt(self._view.viewport().mapFromGlobal(place))
        if address.startswith(("http://", "https://")):
            menu.addAction(_("Open link in browser"), lambda: self.link_clicked.emit(address))
            menu.addSeparator()
        menu.addAction(_("Copy"), self._view.copy).setEnabled(bool(chosen))
        self.menu_opening.emit(menu, chosen)
        menu.addAction(_("Select all"), self._view.selectAll)
        menu.popup(place)


class _Text(QTextBrowser):
    """A QTextBrowser left to itself would open local files; this one opens what it is given."""

    def __init__(self, open_blob: Callable[[Sha256], bytes], parent: QWidget) -> None:
        super().__init__(parent)
        self._open_blob = open_blob
        self.pictures: Mapping[Sha256, str] = {}
        self._measure = 600
        self.menu: Callable[[QPoint], None] = lambda _place: None
        self.press: Callable[[int], None] = lambda _position: None
        self._wanted = 0
        self._sizing = False
        self.verticalScrollBar().valueChanged.connect(self._leave)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptDrops(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fit(self, measure: int) -> None:
        """Keep lines `measure` pixels long at most, in the middle."""
        self._measure = measure
        side = max(0, (self.width() - measure - 64) // 2)
        self.setViewportMargins(side, 0, side, 0)

    def top(self) -> int:
        """Return the place in the text at the upper edge, or the one that is to be there."""
        if self._wanted:
            return self._wanted
        return self.cursorForPosition(self.viewport().rect().topLeft()).position()

    def go_to(self, place: int) -> None:
        """Bring a place to the upper edge, as soon as there is room to scroll; 0 is the very beginning."""
        document, cursor = self.document(), self.textCursor()
        if not cursor.hasSelection():  # Qt scrolls to the cursor when the view is first shown
            cursor.setPosition(min(place, document.characterCount() - 1))
            self.setTextCursor(cursor)
        block = document.findBlock(min(place, document.characterCount() - 1))
        top = document.documentLayout().blockBoundingRect(block).top()  # lays out all before it
        line = block.layout().lineForTextPosition(place - block.position())
        self.verticalScrollBar().setValue(round(top + (line.y() if line.isValid() else 0)) if place else 0)
        self._wanted = place

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        self.menu(event.globalPos())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.press(self.cursorForPosition(event.position().toPoint()).position())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        if self._sizing:  # other margins are another size in their turn
            super().resizeEvent(event)
            return
        place = self.top() if self.verticalScrollBar().value() else self._wanted
        self._sizing = True
        self.fit(self._measure)
        super().resizeEvent(event)
        self._sizing = False
        self.go_to(place)

    def _leave(self) -> None:
        """Forget the place that was to be shown, once something else is."""
        if not self._sizing:
            self._wanted = 0

    def loadResource(self, type: int, name: QUrl | str) -> object:  # noqa: A002, N802 - Qt's names
        sha256 = Sha256(QUrl(name).toString().removeprefix(PICTURES))
        if type != QTextDocument.ResourceType.ImageResource.value or sha256 not in self.pictures:
            return None
        try:
            picture = QImage.fromData(self._open_blob(sha256))
        except (TearsheetError, OSError):
            return None
        room = self.viewport().width() - 96
        return (
            picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
            if picture.width() > room
            else picture
        )
