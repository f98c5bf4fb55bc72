"""The questions the window asks: which links to keep, which tags, which format, and whether much is to be done."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from tearsheet.gui import fonts
from tearsheet.gui.buttons import AccentButton, QuietButton
from tearsheet.gui.floating import Sheet
from tearsheet.gui.scrolling import OverlayScrollBar
from tearsheet.gui.tag_field import TagField, tags_in
from tearsheet.gui.ticks import Tick
from tearsheet.gui.words import Words
from tearsheet.text.words import _, ngettext

_MOST_HEIGHT, _LEAST_HEIGHT = 336, 102
_AROUND = 304
"""How much of the window's height the rest of a sheet with a list takes, and the space around it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A link to be asked about."""

    url: str
    title: str = ""


class LinksQuestion(Sheet):
    """Several links at once: which of them shall be kept?"""

    agreed = Signal(object)

    def __init__(self, window: QWidget, offers: Sequence[Offer]) -> None:
        count = len(offers)
        title = ngettext("Keep this link?", "Keep these {count} links?", count).format(count=f"{count:,}")
        super().__init__(window, title, width=560)
        self._offers = tuple(offers)
        self.ticks = [Tick(offer.title or offer.url, offer.url if offer.title else "", self) for offer in offers]
        column = QWidget()
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        for tick in self.ticks:
            tick.toggled.connect(self._count)
            rows.addWidget(tick)
        height = sum(tick.sizeHint().height() + 2 for tick in self.ticks)
        self.body.addWidget(_scrolling(column, min(height, max(_LEAST_HEIGHT, window.height() - _AROUND))))
        self.everything = Tick(_("All of them"), "", self)
        self.everything.clicked.connect(self._all)
        self.everything.setVisible(count > 2)
        self.body.addWidget(self.everything)
        self.tags = TagField(self, _("Tags for all of them"), boxed=True)
        self.body.addWidget(self.tags)
        _cancel(self)
        self._keep = AccentButton("", self)
        self._keep.clicked.connect(self._agree)
        self.buttons.addWidget(self._keep)
        self._count()

    @property
    def chosen(self) -> tuple[Offer, ...]:
        return tuple(offer for offer, tick in zip(self._offers, self.ticks, strict=True) if tick.isChecked())

    def keyPressEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # type: ignore[attr-defined]
            self._agree()
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]

    def _all(self, checked: bool) -> None:
        for tick in self.ticks:
            tick.setChecked(checked)

    def _count(self) -> None:
        count = len(self.chosen)
        words = ngettext("Keep {count} link", "Keep {count} links", count).format(count=f"{count:,}")
        self._keep.setText(words)
        self._keep.setAccessibleName(words)
        self._keep.setEnabled(count > 0)
        self._keep.updateGeometry()
        self.everything.setChecked(count == len(self.ticks))

    def _agree(self) -> None:
        chosen = self.chosen
        if chosen:
            self.agreed.emit((chosen, self.tags.tags))
            self.close_sheet()


class Question(Sheet):
    """A yes or no before much is done; `agreed` says that it is wanted, and its `begin` button what."""

    agreed = Signal()

    def __init__(self, window: QWidget, title: str, words: str, verb: str) -> None:
        super().__init__(window, title, words, width=464)
        cancel = QuietButton(_("Cancel"), self)
        cancel.setFont(fonts.ui())
        cancel.clicked.connect(self.close_sheet)
        self.buttons.addWidget(cancel)
        self.begin = AccentButton(verb, self)
        self.begin.clicked.connect(self._agree)
        self.buttons.addWidget(self.begin)

    def open(self) -> None:
        super().open()
        self.begin.setFocus()

    def _agree(self) -> None:
        self.close_sheet()
        self.agreed.emit()


class TagsSheet(Sheet):
    """The tags of some articles; `agreed` brings those to add and those to take off."""

    agreed = Signal(object, object)

    def __init__(self, window: QWidget, count: int, common: tuple[str, ...], known: tuple[str, ...]) -> None:
        words = "" if count == 1 else _("Tags that all of them have are shown; others they have stay.")
        title = ngettext("Tags of this article", "Tags of {count} articles", count).format(count=f"{count:,}")
        super().__init__(window, title, words, width=464)
        self._common = common
        self.field = TagField(self, boxed=True)
        self.field.know(known)
        self.field.setText(", ".join(common) + (", " if common else ""))
        self.field.returnPressed.connect(self._agree)
        self.body.addWidget(self.field)
        self.body.addWidget(
            Words(_("A slash makes a tree: economy/markets."), self, colour="faint", font=fonts.ui(fonts.SMALL))
        )
        _cancel(self)
        save = AccentButton(_("Save"), self)
        save.clicked.connect(self._agree)
        self.buttons.addWidget(save)

    def open(self) -> None:
        super().open()
        self.field.setFocus()
        self.field.end(False)

    def _agree(self) -> None:
        wanted = tags_in(self.field.text())
        add = tuple(tag for tag in wanted if tag not in self._common)
        remove = tuple(tag for tag in self._common if tag not in wanted)
        self.close_sheet()
        if add or remove:
            self.agreed.emit(add, remove)


def _cancel(sheet: Sheet) -> None:
    cancel = QuietButton(_("Cancel"), sheet)
    cancel.setFont(fonts.ui())
    cancel.clicked.connect(sheet.close_sheet)
    sheet.buttons.addWidget(cancel)


def _scrolling(column: QWidget, height: int) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(column)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFixedHeight(min(height, _MOST_HEIGHT))
    area.viewport().setAutoFillBackground(False)
    column.setAutoFillBackground(False)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the rows in it have the keyboard
    OverlayScrollBar(area)
    return area
