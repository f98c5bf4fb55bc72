"""Choose a passage sentence by sentence with the keys alone, and tell what is to be done with it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from tearsheet.gui.marked_page import MarkedPage
from tearsheet.gui.marking_keys import MarkingKeys
from tearsheet.gui.page_marks import Passage
from tearsheet.gui.reader import ReaderPane
from tearsheet.model.annotation import Colour


class Choosing(QObject):
    """`marked` brings a Passage and the Colour it is wanted in, None for the last one; `noted` and `tagged` bring one
    to write about. `begins` comes before the strip takes the keyboard, `changed` when it has come or gone, `failed`
    where there is nothing to choose. `passage` is what would be marked now.
    """

    marked = Signal(object, object)
    noted = Signal(object)
    tagged = Signal(object)
    begins = Signal()
    changed = Signal()
    failed = Signal()

    def __init__(self, page: MarkedPage, reader: ReaderPane) -> None:
        super().__init__(page)
        self._page = page
        self._linking = False
        self.passage: Passage | None = None
        self.keys = MarkingKeys(reader)
        self.keys.moved.connect(self._move)
        self.keys.marked.connect(self._mark)
        self.keys.noted.connect(lambda: self._tell(self.noted.emit))
        self.keys.tagged.connect(lambda: self._tell(self.tagged.emit))
        self.keys.left.connect(self.leave)

    def begin(self, *, link: bool) -> None:
        """Begin at the first sentence on the screen, to mark or (`link`) to say where something belongs."""
        if self._page.text_marks is not None:
            self._page.text_marks.begin_keys(partial(self._begin, link))

    def leave(self) -> None:
        """Give the keyboard back."""
        self.keys.end()
        self.passage = None
        if self._page.marks is not None:
            self._page.marks.end_keys()
        self.changed.emit()

    def _begin(self, link: bool, passage: Passage | None) -> None:
        if passage is None:
            self.failed.emit()
            return
        self.begins.emit()
        self.passage, self._linking = passage, link
        self.keys.begin(link=link)
        self.keys.tell(passage.words)
        self.changed.emit()

    def _move(self, unit: str, by: int, extend: bool) -> None:
        if self._page.text_marks is not None:
            self._page.text_marks.move(unit, by, extend=extend, then=self._moved)

    def _moved(self, passage: Passage | None) -> None:
        if passage is not None:
            self.passage = passage
            self.keys.tell(passage.words)

    def _mark(self, colour: Colour | None) -> None:
        self._tell(lambda passage: self.marked.emit(passage, colour))

    def _tell(self, tell: Callable[[Passage], None]) -> None:
        """Tell of what is chosen; where something was put on it, there is nothing more to choose."""
        if self.passage is not None:
            tell(self.passage)
        if self._linking:
            self.leave()
