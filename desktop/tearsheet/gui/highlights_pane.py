"""The middle pane of all highlights: a search, what they are narrowed to, a few of the day, and the list."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QStackedLayout, QVBoxLayout, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.buttons import IconButton, QuietButton, sidebar_opener
from tearsheet.gui.empty import Empty
from tearsheet.gui.fields import SearchField
from tearsheet.gui.highlights_chips import NarrowingChips
from tearsheet.gui.highlights_filter import Narrowing, Since, since_in_words
from tearsheet.gui.highlights_model import LISTED_ROLE, HighlightsModel
from tearsheet.gui.highlights_row import HighlightDelegate, height_of
from tearsheet.gui.highlights_today import TodayCard
from tearsheet.gui.keys import owner_of
from tearsheet.gui.menus import Menu
from tearsheet.gui.moments import number, sentence
from tearsheet.gui.panes import LEAST_MIDDLE
from tearsheet.gui.scrolling import OverlayScrollBar, own_viewport
from tearsheet.gui.swatches import Swatches
from tearsheet.gui.theme import current
from tearsheet.gui.words import Words
from tearsheet.model.annotation import AnnotationCounts, Colour, ListedAnnotation, State
from tearsheet.model.ids import AnnotationId
from tearsheet.text.annotations import name_of_colour, name_of_state
from tearsheet.text.words import _

_MOST_TAGS = 12
_COLOURS = {f"highlight-{colour}": colour for colour in Colour}
_LOW = 640
"""In a lower window the card of the day would leave the list no room."""


class HighlightsPane(QWidget):
    """`narrowed` brings a Narrowing, `coloured` a Colour for those that are selected, `reached` the ListedAnnotation
    that was gone to; `opened` says that it is to be read.
    """

    narrowed = Signal(object)
    reached = Signal(object)
    opened = Signal()
    coloured = Signal(object)
    copy_wanted = Signal()
    delete_wanted = Signal()
    export_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(LEAST_MIDDLE)
        self.narrowing = Narrowing()
        self._counts: AnnotationCounts | None = None
        self._read: Narrowing | None = None
        self._today_wanted = False
        self.opener = sidebar_opener(self)
        self.search = SearchField(self)
        self.search.setPlaceholderText(_("Quotes, notes, titles, #tags"))
        self.search.setAccessibleName(_("Search the highlights"))
        self.view = _View(self)
        self.model = HighlightsModel(lambda listed: height_of(listed, self.view.viewport().width()))
        self.view.setModel(self.model)
        self.view.setItemDelegate(HighlightDelegate(self.view))
        self.today = TodayCard(self)
        self.empty = Empty("pane", self)
        self._lay_out()
        self._connect()
        self.show_heading(0)

    @property
    def selected(self) -> tuple[ListedAnnotation, ...]:
        """The highlights that are selected, from the top."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return tuple(self.model.rows[row] for row in rows)

    def show_counts(self, counts: AnnotationCounts) -> None:
        """Know what the list can be narrowed to."""
        self._counts = counts

    def know_article(self, wanted: Narrowing | None) -> None:
        """Offer to narrow the list to the article of `wanted`; None is none."""
        self._read = wanted

    def show_heading(self, count: int) -> None:
        """Say how many there are of what the list is narrowed to."""
        self._title.say(sentence((_("Highlights"), number(count) if count else "")))
        self._export.setVisible(count > 0)

    def show_narrowing(self, narrowing: Narrowing) -> None:
        """Show what the list is narrowed to, without telling anybody."""
        self.narrowing = narrowing
        for colour, button in self.swatches.buttons.items():
            button.setChecked(colour in narrowing.colours)
        self.chips.show_narrowing(narrowing)
        self._offer_today()

    def show_highlights(self, rows: Sequence[ListedAnnotation], total: int, *, keep: bool) -> None:
        """Show these; with `keep` what was selected stays so, and the list where it was."""
        self._body.setCurrentWidget(self.view if rows else self.empty)
        self.show_heading(total)
        if not keep:
            self.model.show(rows, total)
            self.view.scrollToTop()
            return
        chosen = {each.placed.annotation.id for each in self.selected}
        on, place = self.view.currentIndex().row(), self.view.verticalScrollBar().value()
        selection = self.view.selectionModel()
        selection.blockSignals(True)
        self.model.change(rows, total)
        for row, each in enumerate(self.model.rows):
            if each.placed.annotation.id in chosen:
                selection.select(self.model.index(row, 0), QItemSelectionModel.SelectionFlag.Select)
        if on >= 0 and rows and self.view.currentIndex().row() < 0:
            index = self.model.index(min(on, len(rows) - 1), 0)
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        selection.blockSignals(False)
        self.view.verticalScrollBar().setValue(place)

    def say(self, headline: str, words: str, *, icon: str) -> None:
        """Say something in place of the list."""
        self.empty.say(headline, words, icon=icon)
        self._body.setCurrentWidget(self.empty)

    def say_empty(self, headline: str, words: str, *, icon: str) -> None:
        """Have something to say when nothing is listed."""
        self.empty.say(headline, words, icon=icon)

    def offer_today(self, listed: Sequence[ListedAnnotation]) -> None:
        """Show a few highlights of the day above the list, as long as it is not narrowed; none take the card away."""
        self._today_wanted = bool(listed)
        self.today.show_highlights(listed)
        self._offer_today()

    def go_to(self, annotation: AnnotationId) -> bool:
        """Select a highlight and bring it into view; False when it is not among those that have come."""
        row = self.model.row_of(annotation)
        if row is None:
            return False
        self.view.setCurrentIndex(self.model.index(row, 0))
        self.view.scrollTo(self.model.index(row, 0))
        return True

    def step(self, rows: int) -> None:
        """Go to the next highlight, or back for a negative number."""
        count = len(self.model.rows)
        if count:
            on = self.view.currentIndex().row() if self.selected else -1
            self.view.setCurrentIndex(self.model.index(min(max(on + rows, 0), count - 1), 0))

    def focus_list(self) -> None:
        """Put the keyboard on the list, on its first row where none is chosen."""
        self.view.setFocus()
        if not self.selected and self.model.rows:
            self.view.setCurrentIndex(self.model.index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._offer_today()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        QPainter(self).fillRect(self.rect(), QColor(current().pane))

    def _offer_today(self) -> None:
        plain = self.narrowing == Narrowing() and not self.search.text().strip()
        self.today.setVisible(self._today_wanted and plain and self.height() >= _LOW)

    def _lay_out(self) -> None:
        self._title = Words("", self, colour="soft", font=fonts.ui(fonts.SMALL))
        self.swatches = Swatches(self)
        for colour, button in self.swatches.buttons.items():
            words = _("Only {colour}").format(colour=name_of_colour(colour))
            button.setAccessibleName(words)
            button.explain(words)
        self._filter = QuietButton(_("Filter"), self, after="down")
        self._export = IconButton(
            "export", _("Export the highlights shown…"), self, command="export-highlights", side=28
        )
        self.chips = NarrowingChips(self)
        top = QHBoxLayout()
        top.setContentsMargins(16, 16, 16, 0)
        top.setSpacing(8)
        top.addWidget(self.opener)
        top.addWidget(self.search)
        head = QHBoxLayout()
        head.setContentsMargins(20, 4, 12, 0)
        head.setSpacing(4)
        head.addWidget(self._title, 1)
        head.addWidget(self._filter)
        head.addWidget(self._export)
        colours = QHBoxLayout()
        colours.setContentsMargins(14, 0, 16, 4)
        colours.addWidget(self.swatches)
        colours.addStretch(1)
        card = QVBoxLayout()
        margin = paint.SHADOW
        card.setContentsMargins(16 - margin, 4 - margin // 2, 16 - margin, 0)
        card.addWidget(self.today)
        self._body = QStackedLayout()
        self._body.addWidget(self.view)
        self._body.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (top, head, colours):
            layout.addLayout(part)
        layout.addWidget(self.chips)
        layout.addLayout(card)
        layout.addLayout(self._body, 1)

    def _connect(self) -> None:
        self.search.left.connect(self.focus_list)
        self.search.textChanged.connect(lambda _text: self._offer_today())
        self.swatches.chosen.connect(lambda colour: self.narrowed.emit(self.narrowing.with_colour(colour)))
        self.chips.narrowed.connect(self.narrowed)
        self._filter.clicked.connect(self.open_filter)
        self._export.clicked.connect(self.export_wanted)
        self.view.selectionModel().currentChanged.connect(self._reach)
        # The shadow of a selected row falls on its neighbours, which Qt leaves as they are.
        self.view.selectionModel().selectionChanged.connect(lambda *_what: self.view.viewport().update())
        self.view.activated.connect(lambda _index: self.opened.emit())
        self.view.widened.connect(self.model.measure_anew)
        self.model.resized.connect(self.view.scheduleDelayedItemsLayout)
        self.view.stepped.connect(self.step)
        self.view.coloured.connect(self.coloured)
        self.view.copied.connect(self.copy_wanted)
        self.view.deleted.connect(self.delete_wanted)
        self.view.customContextMenuRequested.connect(
            lambda point: self.menu_wanted.emit(self.view.viewport().mapToGlobal(point))
        )

    def _reach(self, index: QModelIndex) -> None:
        listed = index.data(LISTED_ROLE)
        if isinstance(listed, ListedAnnotation):
            self.reached.emit(listed)

    def open_filter(self) -> None:
        """Open the menu of what the list can be narrowed to."""
        menu = self.filter_menu()
        corner = self._filter.rect().bottomRight()
        menu.exec(self._filter.mapToGlobal(corner) - QPoint(menu.sizeHint().width(), 0))

    def filter_menu(self) -> Menu:
        """Return that menu: how they stand, when they were made, of which article, under which tag."""
        menu, now, counts = Menu(self), self.narrowing, self._counts
        for state, count in ((State.UNSURE, counts.unsure), (State.ORPHAN, counts.orphans)) if counts else ():
            wanted = replace(now, state=None if now.state is state else state)
            words = sentence((name_of_state(state), number(count)))
            self._choice(menu, words, wanted, holds=now.state is state, possible=count > 0 or now.state is state)
        menu.addSeparator()
        for since in Since:
            wanted = replace(now, since=None if now.since is since else since)
            self._choice(menu, since_in_words(since), wanted, holds=now.since is since)
        menu.addSeparator()
        if now.article is not None:
            self._choice(menu, _("Only this article"), replace(now, article=None, title=""), holds=True)
        else:
            read = self._read
            here = replace(now, article=read.article, title=read.title) if read is not None else now
            self._choice(menu, _("Only this article"), here, holds=False, possible=read is not None)
        menu.addSeparator()
        most_used = sorted(counts.tags if counts else (), key=lambda each: (-each[1], each[0]))[:_MOST_TAGS]
        for tag, count in most_used:
            wanted = replace(now, tag="" if now.tag == tag else tag)
            self._choice(menu, sentence((f"#{tag}", number(count))), wanted, holds=now.tag == tag)
        return menu

    def _choice(self, menu: Menu, words: str, wanted: Narrowing, *, holds: bool, possible: bool = True) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(holds)
        action.setEnabled(possible)
        action.triggered.connect(lambda _checked: self.narrowed.emit(wanted))


class _View(QListView):
    stepped = Signal(int)
    coloured = Signal(object)
    copied = Signal()
    deleted = Signal()
    widened = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Highlights"))
        own_viewport(self).setAutoFillBackground(False)
        self.verticalScrollBar().setSingleStep(24)
        OverlayScrollBar(self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.widened.emit()

    def keyboardSearch(self, _text: str) -> None:  # noqa: N802 - Qt's name
        """Leave single letters to the keys below."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take the keys of what is done with articles and marks elsewhere for what is like it here."""
        match owner_of(QKeySequence(event.keyCombination()).toString()):
            case "next":
                self.stepped.emit(1)
            case "previous":
                self.stepped.emit(-1)
            case "delete" | "delete-mark":
                self.deleted.emit()
            case "copy-article" | "copy-source" | "copy-quotation":
                self.copied.emit()
            case name if name in _COLOURS:
                self.coloured.emit(_COLOURS[name])
            case _:
                super().keyPressEvent(event)
