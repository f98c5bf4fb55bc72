"""Put highlights on words of the version that is shown, and say at the foot of its page which ones wait for that."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from tearsheet.gui.annotating import offer_undo
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.keys import keys_or_name
from tearsheet.gui.marked_page import MarkedPage
from tearsheet.gui.orphans import OrphanTray, Pill, orphans_in_words
from tearsheet.gui.page_marks import Passage
from tearsheet.gui.reader import ReaderPane
from tearsheet.gui.toast import Toasts
from tearsheet.model.annotation import PlacedAnnotation, State
from tearsheet.model.ids import AnnotationId
from tearsheet.text.words import _

_PILL = 52


class Relinking(QObject):
    """`begun` says that words are looked for from now on, `left` that this was given up.

    `sought` is the annotation whose words they are, None when none are looked for. Nothing is said at the foot of the
    page while `hushed` says so.
    """

    begun = Signal()
    left = Signal()

    def __init__(
        self,
        page: MarkedPage,
        browsing: Browsing,
        reader: ReaderPane,
        toasts: Toasts,
        hushed: Callable[[], bool],
    ) -> None:
        super().__init__(page)
        self._page, self._browsing, self._toasts, self._hushed = page, browsing, toasts, hushed
        self.sought: PlacedAnnotation | None = None
        self.pill, self.tray = Pill(reader), OrphanTray(reader)
        self.tray.link_wanted.connect(self._begin_with)
        self.tray.closed.connect(self.say_state)

    def begin(self, placed: PlacedAnnotation) -> None:
        """Ask where an annotation belongs in the version that is shown."""
        self.tray.close_tray()
        self.begun.emit()
        self.sought = placed
        self.say_state()

    def link(self, passage: Passage) -> None:
        """Put the annotation that is looked for on these words."""
        sought, self.sought = self.sought, None
        article = self._page.annotating.article
        if sought is not None and article is not None:
            step = self._page.annotating.relink(article, sought, passage)
            offer_undo(self._page.annotating, self._toasts, _("Highlight linked"), step)

    def accept(self, placed: PlacedAnnotation | None) -> None:
        """Say that a highlight that may have moved stands right."""
        if placed is not None and placed.state is State.UNSURE:
            step = self._page.annotating.accept(placed)
            offer_undo(self._page.annotating, self._toasts, _("Highlight accepted"), step)
        else:
            self._toasts.say(_("Go to a highlight that may have moved first."))

    def open_orphans(self) -> None:
        """List the highlights that are not in the version that is shown."""
        if self._page.orphans:
            self.tray.open()
        elif self._page.annotating.article is not None:
            self._toasts.say(_("All highlights are in this version."))

    def follow(self) -> None:
        """Let the tray list what has no place now."""
        self.tray.show_orphans(tuple((each, self._page.made(each)) for each in self._page.orphans))
        self.say_state()

    def forget(self) -> None:
        """Look for nothing on another page."""
        self.sought = None
        self.tray.close_tray()

    def escape(self) -> None:
        """Leave what stands in the way last."""
        if self.tray.isVisible():
            self.tray.close_tray()
        elif self.sought is not None:
            self._leave()
        elif self._page.older.article is not None and self._page.markable:
            self._browsing.show_again()

    def say_state(self) -> None:
        """Say at the foot of the page what is looked for, which version is shown, or what has no place in it."""
        page = self._page
        if self._hushed() or not page.markable:
            self.pill.hide()
        elif self.sought is not None:
            words = _("Select the words it belongs to, or press {keys}").format(keys=keys_or_name("highlight"))
            self.pill.say(words, _("Cancel"), self._leave)
        elif page.older.article is not None:
            self.pill.say(page.older.words, _("Back to the newest"), self._browsing.show_again)
        elif page.orphans and not self.tray.isVisible():
            self.pill.say(orphans_in_words(len(page.orphans)), _("Look"), self.open_orphans)
        else:
            self.pill.hide()
        self._toasts.stand_above(_PILL if self.pill.isVisible() else 0)

    def _begin_with(self, mark: int) -> None:
        placed = self._page.annotating.found(AnnotationId(mark))
        if placed is not None:
            self.begin(placed)

    def _leave(self) -> None:
        self.sought = None
        self.left.emit()
        self.say_state()
