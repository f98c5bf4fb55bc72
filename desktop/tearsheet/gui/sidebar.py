"""The left pane: the button that saves a link, the parts of the library, and how far running captures are."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tearsheet.gui import paint
from tearsheet.gui.buttons import AccentButton, IconButton
from tearsheet.gui.panes import LEAST_SIDEBAR
from tearsheet.gui.scope import EVERYTHING, Scope, Section
from tearsheet.gui.sidebar_cards import ProgressCard, RunCard
from tearsheet.gui.sidebar_rows import ROW_ROLE, Row, Sign, fill, show_number, show_sign
from tearsheet.gui.sidebar_tree import SidebarTree, name_of
from tearsheet.gui.theme import current
from tearsheet.model.query import Counts
from tearsheet.text.words import _


class Sidebar(QWidget):
    """Shows what there is and lets a person choose a part of it.

    `scope_chosen` brings each part the keyboard comes by; `picked` says that one was clicked on or Enter pressed on it.
    `menu_wanted` brings the Scope of a row and a place on the screen; `tag_moved` a tag and what it was dropped on, ""
    for the top.
    """

    save_wanted = Signal()
    scope_chosen = Signal(object)
    progress_clicked = Signal()
    menu_wanted = Signal(object, QPoint)
    tag_moved = Signal(str, str)
    command_wanted = Signal(str)
    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(LEAST_SIDEBAR)
        self._scope = EVERYTHING
        self._closed: set[str] = set()
        self._counts: Counts | None = None
        self._searches: tuple[str, ...] = ()
        self._found: dict[Scope, int] = {}
        self._signs: dict[str, Sign] = {}
        save = AccentButton(_("Save link"), self, icon="plus", command="save-link")
        save.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        save.clicked.connect(self.save_wanted)
        self.rows = SidebarTree(self)
        self.rows.chosen.connect(self._choose)
        self.rows.picked.connect(self.picked)
        self.rows.menu_wanted.connect(self.menu_wanted)
        self.rows.tag_moved.connect(self.tag_moved)
        self.rows.expanded.connect(lambda index: self._closed.discard(name_of(index)))
        self.rows.collapsed.connect(lambda index: self._closed.add(name_of(index)))
        self.progress = ProgressCard(self)
        self.progress.clicked.connect(self.progress_clicked)
        self.progress.hide()
        self.run = RunCard(self)
        self.check = RunCard(self)
        self.bringing = RunCard(self)
        top = QVBoxLayout()
        top.setContentsMargins(16, 16, 16, 4)
        top.addWidget(save)
        foot = QVBoxLayout()
        foot.setContentsMargins(16 - paint.SHADOW, 0, 16 - paint.SHADOW, 0)
        foot.setSpacing(8 - 2 * paint.SHADOW)
        foot.addWidget(self.bringing)
        foot.addWidget(self.check)
        foot.addWidget(self.run)
        foot.addWidget(self.progress)
        corner = QHBoxLayout()
        corner.setContentsMargins(12, 4, 12, 8)
        corner.setSpacing(4)
        for name, icon, words in (
            ("preferences", "settings", _("Preferences")),
            ("keys", "keys", _("All keys")),
            ("sidebar", "sidebar", _("Hide the sidebar")),
        ):
            button = IconButton(icon, words, self, command=name)
            button.clicked.connect(lambda _checked=False, name=name: self.command_wanted.emit(name))
            corner.addWidget(button)
        corner.insertStretch(2, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.rows, 1)
        layout.addLayout(foot)
        layout.addLayout(corner)
        self.show_counts(None)

    def show_counts(self, counts: Counts | None) -> None:
        """Show these numbers, keeping what is chosen and what is folded."""
        self._counts = counts
        self._build()

    def show_searches(self, names: Sequence[str]) -> None:
        """Show a row for each saved search."""
        if tuple(names) != self._searches:
            self._searches = tuple(names)
            self._build()

    def show_found(self, scope: Scope, number: int) -> None:
        """Show how many articles are in the bin, or fit a saved search."""
        self._found[scope] = number
        show_number(self.rows.standard, scope, number)

    def show_signs(self, signs: Mapping[str, Sign]) -> None:
        """Show a sign on the row of each saved search that has one, and on no other."""
        for name in {*self._signs, *signs}:
            self.show_sign(name, signs.get(name))

    def show_sign(self, name: str, sign: Sign | None) -> None:
        """Show another sign on the row of a saved search, or none."""
        if sign is None:
            self._signs.pop(name, None)
        else:
            self._signs[name] = sign
        show_sign(self.rows.standard, Scope(section=Section.SEARCH, name=name), sign)

    def _build(self) -> None:
        place, closed = self.rows.verticalScrollBar().value(), set(self._closed)
        self.rows.blockSignals(True)  # rows that come and go are not chosen or folded by anybody
        fill(self.rows.standard, self._counts, self._searches, self._found, self._signs)
        for index in self.rows.indexes():
            row: Row = index.data(ROW_ROLE)
            self.rows.setExpanded(index, row.opens and name_of(index) not in closed)
        self.rows.blockSignals(False)
        self.show_scope(self._scope)
        self.rows.verticalScrollBar().setValue(place)

    def show_scope(self, scope: Scope) -> None:
        """Mark a row as the one that is shown, without telling anybody."""
        self._scope = scope
        for index in self.rows.indexes():
            row: Row = index.data(ROW_ROLE)
            if row.scope == scope:
                self.rows.mark(index)
                return
        self.rows.clearSelection()

    def _choose(self, scope: Scope) -> None:
        if scope != self._scope:
            self._scope = scope
            self.scope_chosen.emit(scope)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        QPainter(self).fillRect(self.rect(), QColor(current().side))
