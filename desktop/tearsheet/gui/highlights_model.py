"""Turn highlights that come by the page into the rows of a list; the next page is asked for when the end is near."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QElapsedTimer, QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel

from tearsheet.gui.moments import sentence
from tearsheet.model.annotation import ListedAnnotation, State
from tearsheet.model.ids import AnnotationId
from tearsheet.text.annotations import name_of_colour, name_of_state
from tearsheet.text.words import _

LISTED_ROLE = Qt.ItemDataRole.UserRole + 1
PAGE = 50
_BUDGET = 8
"""Milliseconds of reckoning heights at a time."""

Index = QModelIndex | QPersistentModelIndex


class HighlightsModel(QStandardItemModel):
    """A list that grows as it is looked at. `more_wanted` brings how many rows there are already.

    Rows hold how high they are: a view asks for it of every row each time that one comes, and thousands are quick only
    where none of them asks Python. `resized` says that some are of another height now.
    """

    more_wanted = Signal(int)
    resized = Signal()

    def __init__(self, height: Callable[[ListedAnnotation], int]) -> None:
        super().__init__()
        self._height = height
        self._rows: list[ListedAnnotation] = []
        self._total = 0
        self._asking = False
        self._measured = 0
        self._measuring = QTimer(self, interval=0)
        self._measuring.timeout.connect(self._measure)

    @property
    def rows(self) -> Sequence[ListedAnnotation]:
        return self._rows

    @property
    def total(self) -> int:
        """How many there are, those that have not come yet included."""
        return self._total

    def show(self, rows: Sequence[ListedAnnotation], total: int) -> None:
        """Show these, the first of `total`, in place of all that was shown."""
        self._measuring.stop()
        self.clear()
        self._rows, self._total, self._asking = [], total, False
        self._append(rows)

    def change(self, rows: Sequence[ListedAnnotation], total: int) -> None:
        """Show these in place of those that were shown, where only some of them say something else now."""
        if [_id(row) for row in rows] != [_id(row) for row in self._rows]:
            self.show(rows, total)
            return
        for place, (row, before) in enumerate(zip(rows, self._rows, strict=True)):
            if row != before:
                self._rows[place] = row
                self._fill(self.item(place), row)
        self._total, self._asking = total, False

    def accept(self, rows: Sequence[ListedAnnotation]) -> None:
        """Take a page that was asked for."""
        self._asking = False
        known = {_id(row) for row in self._rows}
        fresh = [row for row in rows if _id(row) not in known]
        if fresh:
            self._append(fresh)
        else:
            self._total = len(self._rows)

    def measure_anew(self) -> None:
        """Reckon how high rows are, little by little, where they have become wider or narrower."""
        self._measured = 0
        self._measuring.start()

    def row_of(self, annotation: AnnotationId) -> int | None:
        return next((place for place, row in enumerate(self._rows) if _id(row) == annotation), None)

    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008, N802 - Qt's signature
        return not parent.isValid() and not self._asking and len(self._rows) < self._total

    def fetchMore(self, _parent: Index = QModelIndex()) -> None:  # noqa: B008, N802 - Qt's signature
        if self.canFetchMore():
            self._asking = True
            self.more_wanted.emit(len(self._rows))

    def _append(self, rows: Sequence[ListedAnnotation]) -> None:
        items = []
        for row in rows:
            item = QStandardItem()
            item.setEditable(False)
            self._fill(item, row)
            items.append(item)
        self._rows += rows
        self.invisibleRootItem().appendRows(items)

    def _fill(self, item: QStandardItem, row: ListedAnnotation) -> None:
        item.setData(row, LISTED_ROLE)
        item.setSizeHint(QSize(0, self._height(row)))
        item.setText(_said(row))
        item.setToolTip(name_of_colour(row.placed.annotation.colour))

    def _measure(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        self.blockSignals(True)
        while self._measured < len(self._rows) and clock.elapsed() < _BUDGET:
            height = self._height(self._rows[self._measured])
            self.item(self._measured).setSizeHint(QSize(0, height))
            self._measured += 1
        self.blockSignals(False)
        if self._measured >= len(self._rows):
            self._measuring.stop()
        self.resized.emit()


def quote_of(listed: ListedAnnotation) -> str:
    """Return the words of a highlight on one line, nothing for a picture without any or the whole article."""
    selector = listed.placed.annotation.selector
    return "" if selector is None else " ".join((listed.placed.text or selector.exact).split())


def state_of(listed: ListedAnnotation) -> str:
    """Return in words where a highlight does not simply stand on its words."""
    state = listed.placed.state
    return "" if state is State.ANCHORED else name_of_state(state)


def _said(listed: ListedAnnotation) -> str:
    annotation = listed.placed.annotation
    tags = " ".join(f"#{tag}" for tag in annotation.tags)
    what = quote_of(listed) or (_("Note on the article") if annotation.selector is None else _("Picture"))
    colour = name_of_colour(annotation.colour)
    return sentence((what, annotation.note, tags, colour, state_of(listed), listed.title, listed.source))


def _id(listed: ListedAnnotation) -> AnnotationId:
    return listed.placed.annotation.id
