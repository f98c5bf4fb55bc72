"""Connect what a person marks in the reader with what is kept of it: with the mouse, with keys, on a card."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QGuiApplication

from tearsheet.gui.background import Background
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.choosing import Choosing
from tearsheet.gui.mark_at_hand import MarkAtHand
from tearsheet.gui.marked_page import MarkedPage
from tearsheet.gui.marking_bar import MarkingBar
from tearsheet.gui.menus import Menu
from tearsheet.gui.page_marks import PageMarks, Passage
from tearsheet.gui.reader import ReaderPane
from tearsheet.gui.relinking import Relinking
from tearsheet.gui.toast import Toasts
from tearsheet.gui.window import MainWindow
from tearsheet.model.annotation import AnnotationEdits, Colour, PlacedAnnotation, State
from tearsheet.model.ids import AnnotationId, Sha256
from tearsheet.text.words import _
from tearsheet.workflows.desk import Desk

Then = Callable[[], None]


class Marking(QObject):
    """Marks on the article that is read, whichever view shows it."""

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        background: Background,
        browsing: Browsing,
        reader: ReaderPane,
        toasts: Toasts,
    ) -> None:
        super().__init__(window)
        self._window, self._reader, self._toasts = window, reader, toasts
        self._page = MarkedPage(window, desk, background, browsing, reader)
        self._colour = Colour.YELLOW
        self._go_to: AnnotationId | None = None
        self._look = self._quiet = False
        self.annotating = self._page.annotating
        self.bar = MarkingBar(reader)
        self.hand = MarkAtHand(self._page, browsing, reader, toasts)
        self.choosing = Choosing(self._page, reader)
        self.relinking = Relinking(self._page, browsing, reader, toasts, self.choosing.keys.isVisible)
        self._connect_bar_and_card()
        self._connect_choosing_and_relinking()
        self._connect_page()
        self._connect_commands()
        window.closing.connect(self._close)
        window.keys_taken.connect(self.relinking.say_state)

    def _connect_bar_and_card(self) -> None:
        bar, hand, card = self.bar, self.hand, self.hand.card
        bar.coloured.connect(self._highlight)
        bar.noted.connect(self._note)
        bar.tagged.connect(self._tag)
        bar.copied.connect(self._copy)
        bar.searched.connect(lambda: self._window.actions_by_name["search-selection"].trigger())
        bar.linked.connect(self._highlight)
        card.coloured.connect(self._recolour)
        card.accepted.connect(self._accept)
        card.put_right.connect(self._put_right)
        card.deleted.connect(self._delete)
        hand.opening.connect(bar.hide)
        hand.opening.connect(self.choosing.leave)

    def _connect_choosing_and_relinking(self) -> None:
        choosing, relinking, card = self.choosing, self.relinking, self.hand.card
        choosing.begins.connect(self.bar.hide)
        choosing.begins.connect(card.close_card)
        choosing.changed.connect(relinking.say_state)
        choosing.failed.connect(self._say_choose)
        choosing.marked.connect(self._make)
        choosing.noted.connect(lambda passage: self._make(passage, None, card.note.setFocus))
        choosing.tagged.connect(lambda passage: self._make(passage, None, card.tags.setFocus))
        relinking.begun.connect(card.close_card)
        relinking.left.connect(self.bar.hide)
        relinking.tray.shown_where_made.connect(self._show_where_made)
        relinking.tray.deleted.connect(lambda mark: self.hand.remove(AnnotationId(mark)))

    def _connect_page(self) -> None:
        self._page.taken.connect(self._take)
        self._page.turned.connect(self._turn)
        self._page.drawn.connect(self._follow)
        self.annotating.failed.connect(self._toasts.say_failure)
        self._reader.escaped.connect(self._escape)
        self._reader.annotation_wanted.connect(self._want)
        self._reader.menu_opening.connect(self._offer)

    def _connect_commands(self) -> None:
        commands: dict[str, Then] = {
            "highlight": self._highlight,
            **{f"highlight-{colour}": partial(self._highlight, colour) for colour in Colour},
            "mark-note": self._note,
            "mark-tags": self._tag,
            "next-mark": partial(self._step, 1),
            "previous-mark": partial(self._step, -1),
            "open-mark": partial(self._with_mark, lambda: None),
            "accept-mark": self._accept,
            "relink-mark": self._put_right,
            "delete-mark": self._delete,
            "article-note": self.hand.open_whole,
            "orphans": self.relinking.open_orphans,
        }
        for name, act in commands.items():
            self._window.actions_by_name[name].triggered.connect(lambda _checked=False, act=act: act())

    def _take(self, marks: PageMarks) -> None:
        marks.selected.connect(self._select)
        marks.opened.connect(lambda mark, box: self.hand.open(AnnotationId(mark), box))
        marks.reached.connect(self._reach)
        marks.unpointed.connect(self.hand.leave)
        marks.picture_menu.connect(self._offer_picture)

    def _turn(self, same: bool) -> None:
        """Put away what belonged to another page; what is typed on a card is kept, and stays while its page does."""
        self.bar.hide()
        self.choosing.keys.end()
        if not same:
            self.hand.leave()
            self.relinking.forget()
        self.relinking.say_state()

    def _follow(self) -> None:
        """Let tray and card show what is marked now, and go to what is wanted once it is known where it stands."""
        self.relinking.follow()
        self.hand.follow()
        self._arrive()

    def _highlight(self, colour: Colour | None = None) -> None:
        """Mark what is selected, else recolour the highlight one is on, else begin to choose with the keys."""
        if self._page.text_marks is not None:
            self._page.text_marks.target(partial(self._highlight_target, colour))

    def _highlight_target(self, colour: Colour | None, passage: Passage | None) -> None:
        linking = self.relinking.sought is not None
        if passage is not None:
            self._make(passage, colour)
        elif not linking and colour is not None and self.hand.placed is not None:
            self._recolour(colour)
        elif self._page.text_marks is not None and colour is None:
            self.choosing.begin(link=linking)
        else:
            self._say_choose()

    def _note(self) -> None:
        self._with_mark(self.hand.card.note.setFocus)

    def _tag(self) -> None:
        self._with_mark(self.hand.card.tags.setFocus)

    def _with_mark(self, then: Then) -> None:
        """Do something on the card of what is selected, which is marked first, or of the highlight one is on."""
        if self._page.text_marks is not None:
            self._page.text_marks.target(partial(self._on_card, then))

    def _on_card(self, then: Then, passage: Passage | None) -> None:
        if passage is not None and self.relinking.sought is None:
            self._make(passage, None, then)
        elif self.hand.placed is not None:
            self.hand.open_here()
            then()
        else:
            self._say_choose()

    def _make(self, passage: Passage, colour: Colour | None, then: Then | None = None) -> None:
        """Mark a passage, or link to it what is looked for; a passage marked already takes the colour."""
        marks = self._page.text_marks
        if marks is None:
            return
        marks.deselect()
        self.bar.hide()
        if self.relinking.sought is not None:
            self.relinking.link(passage)
            return
        self._colour = colour or self._colour
        there = self._marked_as(passage)
        opens = None if then is None else partial(self._open_then, then, passage.box)
        if there is None:
            self.annotating.annotate(passage, self._colour, then=opens)
            return
        if there.annotation.colour is not self._colour and then is None:
            self.annotating.edit(there, AnnotationEdits(colour=self._colour))
        if opens is not None:
            opens(there.annotation.id)

    def _marked_as(self, passage: Passage) -> PlacedAnnotation | None:
        """Return the annotation on exactly this passage."""
        return next(
            (
                each
                for each in self.annotating.placed
                if each.state is not State.ORPHAN
                and (each.start, each.end) == (passage.start, passage.end)
                and self.annotating.picture_of(each) == passage.picture
            ),
            None,
        )

    def _open_then(self, then: Then, box: QRect, mark: AnnotationId) -> None:
        self.hand.open(mark, box)
        then()

    def _recolour(self, colour: Colour) -> None:
        self._colour = colour
        self.hand.recolour(colour)

    def _accept(self) -> None:
        self.relinking.accept(self.hand.placed)

    def _put_right(self) -> None:
        """Ask for the words that the highlight one is on belongs to."""
        if self.hand.placed is not None:
            self.relinking.begin(self.hand.placed)
        else:
            self._say_choose()

    def _delete(self) -> None:
        if self.hand.placed is not None:
            self.hand.remove(self.hand.placed.annotation.id)
        else:
            self._say_choose()

    def _step(self, by: int) -> None:
        """Go to the next highlight, or to the one before."""
        if self._page.text_marks is not None:
            if any(each.state is not State.ORPHAN for each in self.annotating.placed):
                self._page.text_marks.step(by)
            else:
                self._toasts.say(_("Nothing is highlighted here yet."))

    def _want(self, annotation: int, look: bool) -> None:
        """Bring a highlight into view as soon as its article is there.

        To have a `look` opens the card of one that may have moved, and the tray of one that has no place; who only
        goes through a list of highlights keeps the keyboard there.
        """
        self._go_to, self._look = AnnotationId(annotation), look
        self._arrive()

    def _show_where_made(self, mark: int) -> None:
        placed = self.annotating.found(AnnotationId(mark))
        if placed is not None:
            self._go_to, self._look = placed.annotation.id, True
            self._page.older.show(placed.annotation.article, placed.annotation.version, self.annotating.show)

    def _arrive(self) -> None:
        """Bring the highlight that is wanted into view, once it is known where it stands."""
        placed, marks = self.annotating.found(self._go_to), self._page.text_marks
        if placed is None or marks is None:
            return
        self._go_to = None
        if placed.state is not State.ORPHAN:
            self._quiet = not self._look
            marks.go_to(placed.annotation.id)
        elif self._look:
            self.relinking.open_orphans()

    def _reach(self, mark: int, box: QRect) -> None:
        """Stand on a highlight that was gone to; one that may have moved asks to be looked at."""
        self.hand.stand_on(AnnotationId(mark), box)
        placed, quiet, self._quiet = self.hand.placed, self._quiet, False
        if placed is not None and not quiet and (placed.state is State.UNSURE or self.hand.card.isVisible()):
            self.hand.open(AnnotationId(mark), box)

    def _select(self, passage: Passage | None) -> None:
        self.choosing.passage = passage
        if passage is None or self._page.text_marks is None or self.choosing.keys.isVisible():
            self.bar.hide()
        else:
            self.bar.open(self._page.on_pane(passage.box), self._colour, link=self.relinking.sought is not None)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._reader.selected_text())
        self.bar.hide()

    def _escape(self) -> None:
        if self.hand.card.isVisible():
            self.hand.card.close_card()
        else:
            self.relinking.escape()

    def _offer(self, menu: Menu, selected: str) -> None:
        """Add to the reader's menu what can be marked."""
        if self._page.text_marks is not None:
            for name in ("highlight", "mark-note") if selected.strip() else ("article-note",):
                menu.addAction(self._window.actions_by_name[name])
            menu.addSeparator()

    def _offer_picture(self, menu: Menu, picture: str) -> None:
        if self._page.text_marks is not None:
            mark = partial(self._page.text_marks.picture, Sha256(picture), self._mark_picture)
            menu.addAction(_("Highlight the picture"), mark)

    def _mark_picture(self, passage: Passage | None) -> None:
        if passage is not None:
            self._make(passage, None)

    def _close(self) -> None:
        """Keep what was typed last, before the window is gone."""
        self.annotating.close()
        self.hand.card.finish()

    def _say_choose(self) -> None:
        self._toasts.say(_("Select some words in the article first."))
