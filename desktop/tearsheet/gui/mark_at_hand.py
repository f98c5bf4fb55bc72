"""Keep the highlight one is on: its card, and what is changed of it and written there, or of the article itself."""

from html import escape

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QGuiApplication

from tearsheet.gui.annotating import offer_undo
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.mark_card import MarkCard
from tearsheet.gui.marked_page import MarkedPage, day_of
from tearsheet.gui.reader import ReaderPane
from tearsheet.gui.reader_words import page_words
from tearsheet.gui.toast import Toasts
from tearsheet.model.annotation import AnnotationEdits, Colour, PlacedAnnotation, State
from tearsheet.model.ids import AnnotationId
from tearsheet.text.words import _
from tearsheet.workflows import quote

_WIDTH, _TOP = 336, 56


class MarkAtHand(QObject):
    """`id` is the highlight one is on, None for none. `opening` says that its card comes."""

    opening = Signal()

    def __init__(self, page: MarkedPage, browsing: Browsing, reader: ReaderPane, toasts: Toasts) -> None:
        super().__init__(page)
        self._page, self._annotating = page, page.annotating
        self._browsing, self._reader, self._toasts = browsing, reader, toasts
        self._box = QRect()
        self.id: AnnotationId | None = None
        self.card = MarkCard(reader)
        self.card.noted.connect(self._write_note)
        self.card.tagged.connect(self._write_tags)
        self.card.copied.connect(self._copy_quotation)
        self.card.closed.connect(self._annotating.seal)

    @property
    def placed(self) -> PlacedAnnotation | None:
        """How it stands on the version that is shown."""
        return self._annotating.found(self.id)

    def stand_on(self, mark: AnnotationId, box: QRect) -> None:
        """Be on a highlight that stands in a box of the display."""
        self.id, self._box = mark, box

    def leave(self) -> None:
        """Be on none."""
        self.card.close_card()
        self.id = None

    def open(self, mark: AnnotationId, box: QRect) -> None:
        """Open the card of a highlight that stands in a box of the display."""
        placed = self._annotating.found(mark)
        if placed is not None:
            self.opening.emit()
            self.stand_on(mark, box)
            if self._page.text_marks is not None:
                self._page.text_marks.point(mark)
            self.card.open(placed, day_of(placed.annotation.created), self._page.on_pane(box), self._browsing.tags)

    def open_here(self) -> None:
        """Open its card unless it is open."""
        if self.id is not None and not self.card.isVisible():
            self.open(self.id, self._box)

    def open_whole(self) -> None:
        """Open the card of the note on the article itself."""
        article = self._annotating.article
        if article is not None and self._page.markable:
            middle = self._reader.width() // 2
            self.card.open_whole(article.note, QRect(middle - _WIDTH // 2, _TOP, _WIDTH, 1))
            self.card.note.setFocus()

    def follow(self) -> None:
        """Let the card show what is kept now; it goes with its highlight, unless somebody writes on it."""
        if not self.card.isVisible():
            return
        shown = self._annotating.found(self.card.annotation)
        if shown is not None and shown.state is not State.ORPHAN:
            self.card.refresh(shown)
        elif self.card.annotation is not None and not self.card.note.touched:
            self.card.hide()

    def recolour(self, colour: Colour) -> None:
        """Give it another colour."""
        placed = self.placed
        if placed is not None and placed.annotation.colour is not colour:
            self._annotating.edit(placed, AnnotationEdits(colour=colour))

    def remove(self, mark: AnnotationId) -> None:
        """Delete a highlight, and be on none."""
        self.card.hide()
        self.id = None
        offer_undo(self._annotating, self._toasts, _("Highlight deleted"), self._annotating.remove(mark))

    def _write_note(self, note: str) -> None:
        placed, article = self._annotating.found(self.card.annotation), self._annotating.article
        if placed is not None:
            self._annotating.edit(placed, AnnotationEdits(note=note))
        elif self.card.annotation is not None:
            self._annotating.write_again(self.card.annotation, note)
        elif article is not None:
            self._annotating.note_article(article, note)

    def _write_tags(self, tags: tuple[str, ...]) -> None:
        placed = self._annotating.found(self.card.annotation)
        if placed is not None:
            self._annotating.edit(placed, AnnotationEdits(tags=tags))

    def _copy_quotation(self) -> None:
        placed, article = self.placed, self._annotating.article
        if placed is not None and article is not None:
            paragraphs = (f"<p>{escape(line)}</p>" for line in placed.text.splitlines() if line.strip())
            published = article.metadata.published
            said = page_words().day(published) if published is not None else ""
            QGuiApplication.clipboard().setText(quote.quotation(article, "".join(paragraphs), published=said))
            self._toasts.say(_("Copied as a quotation in Markdown"))
