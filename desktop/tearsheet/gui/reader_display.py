"""What the reader asks of the widget that shows pages, whichever of the two it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from tearsheet.gui.page_marks import PageMarks
from tearsheet.gui.reader_page import ReadyPage
from tearsheet.gui.reader_style import ReadingStyle
from tearsheet.settings.reading_places import ReadingPlace

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of the article; `level` is 0 for the highest there is."""

    words: str
    level: int


class Display(Protocol):
    """A web view or a plain text view.

    `found` says which match of how many is shown, `placed` brings a page's key and the ReadingPlace in it, `jumped`
    whether there is a way back and one forward, `outlined` the number of headings; `menu_opening` brings a Menu to add
    to and the words selected. `escaped` says that Escape was pressed where it closes nothing in the page, `broken`
    that it cannot go on.
    """

    @property
    def link_clicked(self) -> SignalInstance: ...
    @property
    def link_hovered(self) -> SignalInstance: ...
    @property
    def pressed(self) -> SignalInstance: ...
    @property
    def found(self) -> SignalInstance: ...
    @property
    def placed(self) -> SignalInstance: ...
    @property
    def jumped(self) -> SignalInstance: ...
    @property
    def outlined(self) -> SignalInstance: ...
    @property
    def menu_opening(self) -> SignalInstance: ...
    @property
    def escaped(self) -> SignalInstance: ...
    @property
    def broken(self) -> SignalInstance: ...
    @property
    def marks(self) -> PageMarks: ...

    def widget(self) -> QWidget: ...

    def show_page(self, page: ReadyPage, place: ReadingPlace | None = None) -> None:
        """Show a page from its beginning, or from where it was left: in this run, else at `place`."""

    def set_style(self, style: ReadingStyle, theme: str) -> None:
        """Set what is shown in `style` and the colours of `theme`, without losing the place."""

    def scroll(self, pages: int) -> None:
        """Go on by screenfuls, back when negative."""

    def find(self, words: str) -> None:
        """Mark every place the words stand at, and go to the first one below; no words end it."""

    def find_next(self, by: int) -> None:
        """Go on to the next place found, back when negative."""

    def contents(self, then: Callable[[tuple[Heading, ...], int], None]) -> None:
        """Tell the headings, and which of them is being read, -1 for none."""

    def go_to_heading(self, number: int) -> None: ...

    def step_back(self, steps: int) -> None:
        """Return to where the last jump began, or, for a negative number, to where it led."""

    def open_pictures(self) -> None:
        """Show the article's pictures large, from the first one on the screen on."""

    def selected_text(self) -> str: ...

    def selected_markup(self, then: Callable[[str], None]) -> None:
        """Tell what is selected as HTML."""

    def first_sentence(self, then: Callable[[str | None], None]) -> None:
        """Mark the sentence that is selected, or the first one in view, and tell its words, None for none."""

    def next_sentence(self, by: int, then: Callable[[str | None], None]) -> None:
        """Mark another sentence instead, an earlier one when negative, the same for 0; None says that it is the end."""

    def forget_sentence(self) -> None:
        """Mark no sentence any more."""

    def print_on(self, printer: QPrinter, then: Callable[[bool], None]) -> None:
        """Print the article, and tell whether that went well."""

    def close(self) -> None:
        """End what must not outlive the window."""
