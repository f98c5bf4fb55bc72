"""Show pages in a QTextBrowser, where there is no web view: plainer, and as closed to the world."""

import re
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from tearsheet.gui.reader_page import PICTURES, ReadyPage, pressed_button
from tearsheet.gui.reader_style import ReadingStyle, colours_of
from tearsheet.model.errors import TearsheetError
from tearsheet.model.ids import ArticleId, Sha256

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
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


class PlainDisplay(QObject):
    """Articles in a QTextBrowser that opens nothing but the shown article's pictures."""

    link_clicked = Signal(str)
    link_hovered = Signal(str)
    pressed = Signal(str)
    found = Signal(int, int)
    broken = Signal()

    def __init__(self, open_blob: Callable[[Sha256], bytes], parent: QWidget) -> None:
        super().__init__(parent)
        self._view = _Text(open_blob, parent)
        self._view.anchorClicked.connect(self._clicked)
        self._view.highlighted.connect(lambda url: self.link_hovered.emit(url.toString()))
        self._shown: ReadyPage | None = None
        self._places: dict[ArticleId, int] = {}
        self._style = (ReadingStyle(), "light")
        self._matches: list[QTextCursor] = []
        self._current = 0

    def widget(self) -> QWidget:
        return self._view

    def show_page(self, page: ReadyPage) -> None:
        self._keep_place()
        self._shown = page
        self._view.pictures = page.pictures
        self._fill()

    def set_style(self, style: ReadingStyle, theme: str) -> None:
        self._keep_place()
        self._style = (style, theme)
        self._fill()

    def scroll(self, pages: int) -> None:
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + pages * (bar.pageStep() - 48))

    def find(self, words: str) -> None:
        document, self._matches = self._view.document(), []
        cursor = document.find(words) if words else QTextCursor()
        while not cursor.isNull():
            self._matches.append(cursor)
            cursor = document.find(words, cursor)
        top = self._place()
        self._current = next((n for n, match in enumerate(self._matches) if match.position() >= top), 0)
        self.find_next(0)

    def find_next(self, by: int) -> None:
        if self._matches:
            self._current = (self._current + by) % len(self._matches)
            cursor = QTextCursor(self._matches[self._current])
            cursor.clearSelection()
            self._view.setTextCursor(cursor)
            self._view.ensureCursorVisible()
        self._view.setExtraSelections([self._marked(match) for match in self._matches])
        self.found.emit(self._current + 1 if self._matches else 0, len(self._matches))

    def selected_text(self) -> str:
        return self._view.textCursor().selectedText()

    def close(self) -> None:
        """Nothing to end: the view goes with its parent."""

    def _fill(self) -> None:
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
            self._go_to(self._places.get(self._shown.id, 0))

    def _lead_lines(self, leading: int) -> None:
        """Set the lines of text apart, in per cent of the font's own height, which is about 1.25 em."""
        block = self._view.document().begin()
        while block.isValid():
            form = block.blockFormat()
            close = form.headingLevel() or _PICTURE in block.text()
            form.setLineHeight(100 if close else leading * 0.8, _PROPORTIONAL)
            QTextCursor(block).setBlockFormat(form)
            block = block.next()

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

    def _place(self) -> int:
        return self._view.cursorForPosition(self._view.viewport().rect().topLeft()).position()

    def _keep_place(self) -> None:
        if self._shown is not None:
            self._places[self._shown.id] = self._place()

    def _go_to(self, place: int) -> None:
        cursor = QTextCursor(self._view.document())
        cursor.setPosition(min(place, self._view.document().characterCount() - 1))
        self._view.setTextCursor(cursor)
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + self._view.cursorRect().top() if place else 0)

    def _clicked(self, url: QUrl) -> None:
        address = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        if button := pressed_button(address):
            self.pressed.emit(button)
        elif url.scheme() in ("http", "https", "mailto"):
            self.link_clicked.emit(address)
        elif address.startswith("#"):
            self._view.scrollToAnchor(url.fragment())


class _Text(QTextBrowser):
    """A QTextBrowser left to itself would open local files; this one opens what it is given."""

    def __init__(self, open_blob: Callable[[Sha256], bytes], parent: QWidget) -> None:
        super().__init__(parent)
        self._open_blob = open_blob
        self.pictures: Mapping[Sha256, str] = {}
        self._measure = 600
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptDrops(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fit(self, measure: int) -> None:
        """Keep lines `measure` pixels long at most, in the middle."""
        self._measure = measure
        side = max(0, (self.width() - measure - 64) // 2)
        self.setViewportMargins(side, 0, side, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self.fit(self._measure)
        super().resizeEvent(event)

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
