"""What marking asks of the widget that shows an article, whichever of the two it is, and what is drawn there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRect, SignalInstance

from tearsheet.gui.text_places import TextPlaces
from tearsheet.model.annotation import Colour
from tearsheet.model.ids import AnnotationId, Sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A highlight as it is drawn: `start` and `end` in the article's text, a marked picture by its bytes.

    `day` is when it was made, in words. One on no words and no picture is about the whole article.
    """

    id: AnnotationId
    start: int
    end: int
    colour: Colour
    unsure: bool = False
    note: str = ""
    tags: tuple[str, ...] = ()
    day: str = ""
    quote: str = ""
    picture: Sha256 | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What a person has selected: code points of the article's text, its first words, and where it is on the widget.

    A picture has its bytes' name; its place is that of its caption, or between words.
    """

    start: int
    end: int
    words: str
    box: QRect
    picture: Sha256 | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """The text of an article as one of its versions has it, and what is marked in it; `key` is its page's.

    `converted` says that the page shows Chinese in another script.
    """

    key: str
    text: str
    converted: bool = False
    marks: tuple[Mark, ...] = ()


class PageMarks(Protocol):
    """Marks on the page that is shown.

    `turned` brings the key of a page that takes the place of another; `selected` a Passage, or None when nothing is
    any more; `opened` an AnnotationId that was pressed and its QRect, `reached` one that was gone to; `unpointed` says
    that another part of the page was pressed. `differs` brings the text of a page that is not its article's, whose
    TextPlaces `use_places` then takes. `picture_menu` brings a Menu that opens on a picture, and the picture's bytes.
    """

    @property
    def turned(self) -> SignalInstance: ...
    @property
    def selected(self) -> SignalInstance: ...
    @property
    def opened(self) -> SignalInstance: ...
    @property
    def reached(self) -> SignalInstance: ...
    @property
    def unpointed(self) -> SignalInstance: ...
    @property
    def differs(self) -> SignalInstance: ...
    @property
    def picture_menu(self) -> SignalInstance: ...

    def draw(self, marked: MarkedText) -> None:
        """Draw these marks and no others, as soon as their page is shown, and again whenever it is."""

    def use_places(self, key: str, places: TextPlaces) -> None:
        """Draw the marks of a page where its text has them."""

    def target(self, then: Callable[[Passage | None], None]) -> None:
        """Tell what is selected, or the picture that has the keyboard."""

    def picture(self, sha256: Sha256, then: Callable[[Passage | None], None]) -> None:
        """Tell where a picture stands."""

    def deselect(self) -> None: ...

    def point(self, mark: AnnotationId | None) -> None:
        """Show which mark is meant."""

    def go_to(self, mark: AnnotationId) -> None:
        """Bring a mark into view."""

    def step(self, by: int) -> None:
        """Go to the next mark, or to the one before, and round at the ends."""

    def begin_keys(self, then: Callable[[Passage | None], None]) -> None:
        """Begin to mark with the keys, at the first sentence on the screen; None where that cannot be."""

    def move(self, unit: str, by: int, *, extend: bool, then: Callable[[Passage | None], None]) -> None:
        """Go to the next `sentence` or `word`, or take it along."""

    def end_keys(self) -> None: ...
