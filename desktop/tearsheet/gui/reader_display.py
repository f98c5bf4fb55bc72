"""What the reader asks of the widget that shows pages, whichever of the two it is."""

from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from tearsheet.gui.reader_page import ReadyPage
from tearsheet.gui.reader_style import ReadingStyle


class Display(Protocol):
    """A web view or a plain text view. `broken` says that it cannot go on; `found` which match of how many is shown."""

    @property
    def link_clicked(self) -> SignalInstance: ...
    @property
    def link_hovered(self) -> SignalInstance: ...
    @property
    def pressed(self) -> SignalInstance: ...
    @property
    def found(self) -> SignalInstance: ...
    @property
    def broken(self) -> SignalInstance: ...

    def widget(self) -> QWidget: ...

    def show_page(self, page: ReadyPage) -> None:
        """Show a page from its beginning, or from where it was left."""

    def set_style(self, style: ReadingStyle, theme: str) -> None:
        """Set what is shown in `style` and the colours of `theme`, without losing the place."""

    def scroll(self, pages: int) -> None:
        """Go on by screenfuls, back when negative."""

    def find(self, words: str) -> None:
        """Mark every place the words stand at, and go to the first one below; no words end it."""

    def find_next(self, by: int) -> None:
        """Go on to the next place found, back when negative."""

    def selected_text(self) -> str: ...

    def close(self) -> None:
        """End what must not outlive the window."""
