"""Show a kept page in Chromium, behind the reader's walls, and tell which of its parts is meant."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from tearsheet.gui.reader_page import ReadyPage, button_address
from tearsheet.gui.web import OpenBlob
from tearsheet.gui.web_display import WebDisplay
from tearsheet.settings.reading_places import ReadingPlace

_PART = "part-"


class RepairDisplay(WebDisplay):
    """A page in parts. `part_pressed` brings a part's number; `menu_wanted` a place on the screen and the numbers of
    the part there and of all around it, the smallest first.
    """

    part_pressed = Signal(int)
    menu_wanted = Signal(QPoint, object)

    def __init__(self, open_blob: OpenBlob, parent: QWidget) -> None:
        self._words: Sequence[str] = ()
        self._marks: tuple[Sequence[str], Sequence[int], Sequence[int]] = ((), (), ())
        super().__init__(open_blob, parent, scripts=("reader", "repair"))
        self.pressed.connect(self._tell_part)
        self._view.menu = self.ask_parts

    def show_parts(self, page: ReadyPage, words: Sequence[str], places: Sequence[str]) -> None:
        """Show a page whose parts are called `words` and stand at `places`, from where the article begins."""
        self._words, self._marks = words, (places, (), ())
        self.show_page(page)

    def show_page(self, page: ReadyPage, place: ReadingPlace | None = None) -> None:
        super().show_page(page, place)
        self._run("begin", button_address(""), list(self._words), of="repair")
        self.mark(*self._marks)
        self._run("home", of="repair")

    def mark(self, places: Sequence[str], removed: Sequence[int], added: Sequence[int]) -> None:
        """Show where each part stands now, and which were chosen."""
        self._marks = (places, removed, added)
        self._run("mark", list(places), list(removed), list(added), of="repair")

    def go_to(self, number: int) -> None:
        """Bring a part into view."""
        self._run("find", number, of="repair")

    def _tell_part(self, button: str) -> None:
        number = button.removeprefix(_PART)
        if button.startswith(_PART) and number.isdecimal():
            self.part_pressed.emit(int(number))

    def ask_parts(self, place: QPoint) -> None:
        """Have `menu_wanted` tell what is pointed at now."""
        tell: Callable[[list[int]], None] = lambda numbers: self.menu_wanted.emit(place, numbers)  # noqa: E731
        self._run("chain", of="repair", then=tell)
