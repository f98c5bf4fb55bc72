"""The sheet that answers "why does it look like this?"."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.buttons import AccentButton, QuietButton
from tearsheet.gui.floating import Sheet
from tearsheet.gui.scrolling import FocusRing, OverlayScrollBar
from tearsheet.gui.theme import current
from tearsheet.gui.why_words import Account, Fact, share_in_words
from tearsheet.gui.words import Words
from tearsheet.text.evidence import Ground
from tearsheet.text.words import _

_WIDTH = 600
_SIDES = 48
_NAMES = 112
_LEAST_ROOM, _AROUND = 120, 48
_FADE, _BESIDE_BAR = 24, 12


class WhySheet(Sheet):
    """Tells how the shown article came, what it lacks and what it stands on; `wanted` brings a command's name."""

    wanted = Signal(str)

    def __init__(self, window: QWidget, account: Account, commands: Sequence[tuple[str, str]]) -> None:
        super().__init__(window, _("Why does it look like this?"), width=_WIDTH)
        self.body.addWidget(Words(account.title, self, colour="soft"))
        if account.share is not None:
            self.body.addWidget(_ShareBar(account.share, self))
        self.told = _Told(account, self)
        self.body.addWidget(self.told)
        for name, words in commands:
            button = QuietButton(words, self)
            button.setFont(fonts.ui())
            button.clicked.connect(lambda _checked=False, name=name: self._want(name))
            self.buttons.addWidget(button)
        close = AccentButton(_("Close"), self)
        close.clicked.connect(self.close_sheet)
        self.buttons.addWidget(close)
        self.body.addSpacing(4)

    def open(self) -> None:
        super().open()
        self._fit()
        self.told.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the text the room that it needs, as far as the window has it."""
        self.told.set_width(self.card.maximumWidth() - 2 * paint.SHADOW - _SIDES - _BESIDE_BAR)
        self.card.body.activate()
        rest = self.card.sizeHint().height() - self.told.height()
        room = max(_LEAST_ROOM, self.height() - rest - _AROUND)
        self.told.setFixedHeight(min(self.told.whole_height(), room))

    def _want(self, name: str) -> None:
        self.close_sheet()
        self.wanted.emit(name)


class _ShareBar(QWidget):
    """How much of the page's text the article holds, as a quiet bar and in words."""

    def __init__(self, share: float, parent: QWidget) -> None:
        super().__init__(parent)
        self._share, self._words = share, share_in_words(share)
        self.setAccessibleName(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(_WIDTH - _SIDES, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours, painter = current(), QPainter(self)
        bar = QRectF(0, self.height() - 6, self.width(), 6)
        paint.pill(painter, bar, radius=3, fill=colours.line)
        held = max(bar.height(), bar.width() * self._share)
        paint.pill(painter, QRectF(bar.left(), bar.top(), held, bar.height()), radius=3, fill=colours.handle)
        painter.setFont(fonts.ui())
        painter.setPen(colours.ink)
        words = QRectF(0, 0, self.width(), self.height() - 12)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._words)


class _Told(QTextBrowser):
    """The account as text that can be selected; it opens nothing. Where more follows below, its end fades."""

    def __init__(self, account: Account, parent: QWidget) -> None:
        super().__init__(parent)
        self._account = account
        self._width = _WIDTH - _SIDES - _BESIDE_BAR
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptDrops(False)
        self.setAccessibleName(_("Why does it look like this?"))
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(0, 0, _BESIDE_BAR, 0)
        OverlayScrollBar(self)
        FocusRing(self)
        self._fill()

    def set_width(self, width: int) -> None:
        """Set the text in lines so long, whether it stands so wide yet or not."""
        if width != self._width:
            self._width = width
            self.document().setTextWidth(width)

    def whole_height(self) -> int:
        return round(self.document().size().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        bar = self.verticalScrollBar()
        if bar.value() < bar.maximum():
            shade = QRectF(0, self.viewport().height() - _FADE, self.viewport().width(), _FADE)
            card = QColor(current().card)
            fade = QLinearGradient(shade.topLeft(), shade.bottomLeft())
            fade.setColorAt(0, QColor(card.red(), card.green(), card.blue(), 0))
            fade.setColorAt(1, card)
            QPainter(self.viewport()).fillRect(shade, fade)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._fill()

    def _fill(self) -> None:
        colours = current()
        self.document().setDefaultFont(fonts.ui())
        self.document().setDefaultStyleSheet(_SHEET.format(small=fonts.SMALL, colours=colours, names=_NAMES))
        self.setHtml(_html(self._account))
        self.document().setTextWidth(self._width)


_SHEET = """
* {{ color: {colours.ink}; }}
.head {{ font-size: {small}px; font-weight: 600; color: {colours.soft}; margin: 20px 0 4px 0; }}
p {{ margin: 0 0 6px 0; }}
td {{ padding: 3px 0; }}
.name {{ color: {colours.soft}; }}
.ground {{ color: {colours.soft}; font-size: {small}px; }}
.quoted {{ color: {colours.faint}; font-size: {small}px; font-family: monospace; }}
.hand {{ color: {colours.accent_ink}; font-size: {small}px; }}
.none {{ color: {colours.faint}; }}
"""


def _html(account: Account) -> str:
    parts = [_table(account.origin)]
    if account.notices:
        parts += [_head(_("What to know")), *(f"<p>{escape(notice)}</p>" for notice in account.notices)]
    parts += [_head(_("What each field stands on")), _table(account.fields)]
    if account.steps:
        parts.append(_head(_("How its text was found")))
        parts += [f"<p>{_said(step) if step.quoted else escape(step.words)}</p>" for step in account.steps]
    return "".join(parts)


def _head(words: str) -> str:
    return f'<p class="head">{escape(words)}</p>'


def _table(facts: Sequence[Fact]) -> str:
    rows = (
        f'<tr><td width="{_NAMES}" class="name">{escape(fact.name)}</td><td>{_value(fact)}{_ground(fact)}</td></tr>'
        for fact in facts
    )
    return f'<table width="100%" cellspacing="0" cellpadding="0">{"".join(rows)}</table>'


def _value(fact: Fact) -> str:
    nothing = _("Empty") if fact.by_hand else _("Not said")
    return escape(fact.value) if fact.value else f'<span class="none">{escape(nothing)}</span>'


def _ground(fact: Fact) -> str:
    if fact.by_hand:
        return f'<br><span class="hand">{escape(_("Changed by hand"))}</span>'
    return f"<br>{_said(fact.ground)}" if fact.ground is not None else ""


def _said(ground: Ground) -> str:
    return f'<span class="{"quoted" if ground.quoted else "ground"}">{escape(ground.words)}</span>'
