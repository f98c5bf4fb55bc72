"""The sheet that says how far the check of the library is, what is damaged, and what can be done about it."""

from collections.abc import Collection
from enum import Enum, auto

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.buttons import AccentButton, Button, QuietButton
from tearsheet.gui.checking_words import Checked, groups_of, told, told_more
from tearsheet.gui.floating import Sheet
from tearsheet.gui.moments import percent
from tearsheet.gui.outcomes import OutcomeRows
from tearsheet.gui.spoken import announce
from tearsheet.gui.theme import current
from tearsheet.gui.words import Words
from tearsheet.text.words import _

_WIDTH = 640
_MOST_HEIGHT, _LEAST_HEIGHT = 340, 96
_ALL_ELSE = 360
"""What the sheet needs beside its list, and the window around the sheet."""

_BAR = 6


class Offer(Enum):
    """What can be done, a button each; one of the last two is the thing to do."""

    CLOSE = auto()
    AGAIN = auto()
    COPY = auto()
    FOLDER = auto()
    STOP = auto()
    REPAIR = auto()
    DONE = auto()


class CheckingSheet(Sheet):
    """`wanted` brings the Offer that was taken, `article_chosen` an article to look at."""

    wanted = Signal(object)
    article_chosen = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, _("Check the library"), width=_WIDTH)
        self.body.addSpacing(4)
        self.lead = Words("", self, font=fonts.ui(strong=True), most=2)
        self.bar = _Bar(self)
        self.note = Words("", self, colour="soft", most=4)
        self.advice = Words("", self, colour="soft", most=8)
        self.command = Words("", self, font=fonts.ui(strong=True), most=3)
        for part in (self.lead, self.bar, self.note, self.advice, self.command):
            self.body.addWidget(part)
        self.rows: OutcomeRows | None = None
        self.offers = {offer: self._button(offer) for offer in Offer}
        self.add_cross()

    def show_run(self, words: str, share: float, note: str, *, stopping: bool) -> None:
        """Say what is being done and how far it is."""
        self._forget_rows()
        self.lead.say(words)
        self.bar.show_share(share)
        self.note.say(note)
        self._arrange({Offer.STOP}, bar=True)
        self.offers[Offer.STOP].setEnabled(not stopping)

    def show_checked(self, checked: Checked, advice: str, command: str, offers: Collection[Offer]) -> None:
        """Say what came of it, list what is damaged, and offer what there is to do."""
        self._forget_rows()
        self.lead.say(told(checked))
        self.note.say(told_more(checked))
        self.advice.say(advice)
        self.command.say(command)
        groups = groups_of(checked)
        if groups:
            most = min(_MOST_HEIGHT, max(_LEAST_HEIGHT, self._window.height() - _ALL_ELSE))
            self.rows = OutcomeRows(self.lead.text, groups, self, most=most)
            self.rows.chosen.connect(self.article_chosen)
            self.body.insertWidget(self.body.indexOf(self.advice), self.rows)
            self.rows.show()  # at once, or the sheet's height is reckoned without it
        self._arrange(offers, bar=False)
        announce(self, f"{self.lead.text} {self.note.text}", urgent=bool(checked.left))

    def _arrange(self, offers: Collection[Offer], *, bar: bool) -> None:
        """Show these parts and no others, and be as high as they need."""
        shown = {offer for offer, button in self.offers.items() if not button.isHidden()}
        self.bar.setVisible(bar)
        for words in (self.note, self.advice, self.command):
            words.setVisible(bool(words.text) and (words is self.note or not bar))
        if shown != set(offers):
            self.setFocus()  # what is hidden while it has the keyboard hands it on to what lies under the sheet
            for offer, button in self.offers.items():
                button.setVisible(offer in offers)
            self.offers[max(offers, key=lambda offer: offer.value)].setFocus()
        if self.isVisible():
            self._fit_height()

    def _forget_rows(self) -> None:
        if self.rows is not None:
            self.body.removeWidget(self.rows)
            self.rows.hide()
            self.rows.deleteLater()
            self.rows = None

    def _button(self, offer: Offer) -> Button:
        words = _words()[offer]
        button: Button
        if offer in (Offer.REPAIR, Offer.DONE):
            button = AccentButton(words, self)
        else:
            button = QuietButton(words, self)
            button.setFont(fonts.ui())
        button.clicked.connect(lambda: self.wanted.emit(offer))
        button.hide()
        self.buttons.addWidget(button)
        return button


class _Bar(QWidget):
    """How far the work is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.share = 0.0
        self.setFixedHeight(_BAR)

    def show_share(self, share: float) -> None:
        self.share = min(1.0, share)
        self.setAccessibleName(percent(self.share))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter, rect, colours = QPainter(self), QRectF(self.rect()), current()
        paint.pill(painter, rect, radius=_BAR / 2, fill=colours.line)
        if self.share > 0:
            rect.setWidth(max(float(_BAR), rect.width() * self.share))
            paint.pill(painter, rect, radius=_BAR / 2, fill=colours.accent)


def _words() -> dict[Offer, str]:
    return {
        Offer.CLOSE: _("Close"),
        Offer.AGAIN: _("Check again"),
        Offer.COPY: _("Copy the command"),
        Offer.FOLDER: _("Another folder with backups…"),
        Offer.STOP: _("Stop"),
        Offer.REPAIR: _("Repair"),
        Offer.DONE: _("Done"),
    }
