"""Connect what a person marks in the reader with what is kept of it: by mouse, by keys, on a card."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QGuiApplication

from tearsheet.gui.background import Background
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.keys import shown_keys
from tearsheet.gui.mark_card import MarkCard
from tearsheet.gui.marked_page import MarkedPage, day_of
from tearsheet.gui.marking_bar import MarkingBar
from tearsheet.gui.marking_keys import MarkingKeys
from tearsheet.gui.menus import Menu
from tearsheet.gui.orphans import OrphanTray, Pill, orphans_in_words
from tearsheet.gui.page_marks import PageMarks, Passage
from tearsheet.gui.reader import ReaderPane
from tearsheet.gui.reader_words import page_words
from tearsheet.gui.toast import Toasts
from tearsheet.gui.undoing import Step
from tearsheet.gui.window import MainWindow
from tearsheet.model.annotation import AnnotationEdits, Colour, PlacedAnnotation, State
from tearsheet.model.errors import Failure
from tearsheet.model.ids import AnnotationId, Sha256
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _
from tearsheet.workflows import quote
from tearsheet.workflows.desk import Desk

_PILL = 52


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
        self._window, self._background, self._browsing = window, background, browsing
        self._reader, self._toasts = reader, toasts
        self._page = MarkedPage(window, desk, background, browsing, reader)
        self.annotating, self.older = self._page.annotating, self._page.older
        self._colour = Colour.YELLOW
        self._on: AnnotationId | None = None
        self._linking: PlacedAnnotation | None = None
        self._passage: Passage | None = None
        self._go_to: AnnotationId | None = None
        self._look = self._quiet = False
        self._box = QRect()
        self.bar, self.card, self.keys = MarkingBar(reader), MarkCard(reader), MarkingKeys(reader)
        self.pill, self.tray = Pill(reader), OrphanTray(reader)
        self._connect_parts()
        self._connect_commands()
        self._page.taken.connect(self._take)
        self._page.turned.connect(self._turn)
        self._page.drawn.connect(self._follow)
        reader.escaped.connect(self._escape)
        reader.annotation_wanted.connect(self.go_to)
        reader.menu_opening.connect(self._offer)
        window.closing.connect(self._close)

    def highlight(self, colour: Colour | None = None) -> None:
        """Mark what is selected, else recolour the highlight one is on, else begin to choose with the keys."""
        if self._marks is not None:
            self._marks.target(partial(self._highlight, colour))

    def note(self) -> None:
        """Write a note on what is selected, or on the highlight one is on."""
        self._with_mark(self.card.note.setFocus)

    def tag(self) -> None:
        """Give tags to what is selected, or to the highlight one is on."""
        self._with_mark(self.card.tags.setFocus)

    def step(self, by: int) -> None:
        """Go to the next highlight, or to the one before."""
        if self._marks is not None:
            if any(each.state is not State.ORPHAN for each in self.annotating.placed):
                self._marks.step(by)
            else:
                self._toasts.say(_("Nothing is highlighted here yet."))

    def go_to(self, annotation: int, look: bool) -> None:
        """Bring a highlight into view as soon as its article is there.

        To have a `look` opens the card of one that may have moved, and the tray of one that has no place; who only
        goes through a list of highlights keeps the keyboard there.
        """
        self._go_to, self._look = AnnotationId(annotation), look
        self._arrive()

    def open_card(self) -> None:
        """Open the card of the highlight one is on."""
        self._with_mark(lambda: None)

    def accept(self) -> None:
        """Say that the highlight one is on stands right."""
        placed = self._now
        if placed is not None and placed.state is State.UNSURE:
            self._say_done(_("Highlight accepted"), self.annotating.accept(placed))
        else:
            self._toasts.say(_("Go to a highlight that may have moved first."))

    def put_right(self) -> None:
        """Ask for the words that the highlight one is on belongs to."""
        placed = self._now
        if placed is not None:
            self.begin_link(placed)
        else:
            self._say_choose()

    def delete(self) -> None:
        """Delete the highlight one is on."""
        if self._now is not None:
            self._remove(self._now.annotation.id)
        else:
            self._say_choose()

    def note_article(self) -> None:
        """Write a note on the article itself."""
        article = self.annotating.article
        if article is not None and self._page.markable:
            middle = self._reader.width() // 2
            self.card.open_whole(article.note, QRect(middle - 168, 56, 336, 1))
            self.card.note.setFocus()

    def open_orphans(self) -> None:
        """List the highlights that are not in the version that is shown."""
        if self._page.orphans:
            self.tray.open()
        elif self.annotating.article is not None:
            self._toasts.say(_("All highlights are in this version."))

    def begin_link(self, placed: PlacedAnnotation) -> None:
        """Ask where an annotation belongs in the version that is shown."""
        self.tray.close_tray()
        self.card.close_card()
        self._linking = placed
        self._say_state()

    def undo(self) -> None:
        """Take back what was marked, changed or deleted last."""
        self.annotating.undo(self._toasts.say)

    def redo(self) -> None:
        """Do again what was taken back."""
        self.annotating.redo(self._toasts.say)

    @property
    def _marks(self) -> PageMarks | None:
        """The marks of the page that is shown, where that is an article's text."""
        return self._page.marks if self._page.markable else None

    @property
    def _now(self) -> PlacedAnnotation | None:
        """The annotation one is on."""
        return self.annotating.found(self._on)

    def _connect_parts(self) -> None:
        bar, card, keys, tray = self.bar, self.card, self.keys, self.tray
        bar.coloured.connect(self.highlight)
        bar.noted.connect(self.note)
        bar.tagged.connect(self.tag)
        bar.copied.connect(self._copy)
        bar.searched.connect(lambda: self._window.actions_by_name["search-selection"].trigger())
        bar.linked.connect(self.highlight)
        card.coloured.connect(self._recolour)
        card.noted.connect(self._write_note)
        card.tagged.connect(self._write_tags)
        card.accepted.connect(self.accept)
        card.put_right.connect(self.put_right)
        card.copied.connect(self._copy_quotation)
        card.deleted.connect(self.delete)
        card.closed.connect(self.annotating.seal)
        keys.moved.connect(self._move)
        keys.marked.connect(self._mark_reached)
        keys.noted.connect(lambda: self._mark_reached(None, then=self.card.note.setFocus))
        keys.tagged.connect(lambda: self._mark_reached(None, then=self.card.tags.setFocus))
        keys.left.connect(self._leave_keys)
        tray.shown_where_made.connect(self._show_where_made)
        tray.link_wanted.connect(self._link)
        tray.deleted.connect(self._remove)
        tray.closed.connect(self._say_state)
        self.annotating.failed.connect(self._failed)

    def _connect_commands(self) -> None:
        commands: dict[str, Callable[[], None]] = {
            "highlight": self.highlight,
            **{f"highlight-{colour}": partial(self.highlight, colour) for colour in Colour},
            "mark-note": self.note,
            "mark-tags": self.tag,
            "next-mark": partial(self.step, 1),
            "previous-mark": partial(self.step, -1),
            "open-mark": self.open_card,
            "accept-mark": self.accept,
            "relink-mark": self.put_right,
            "delete-mark": self.delete,
            "article-note": self.note_article,
            "orphans": self.open_orphans,
            "undo": self.undo,
            "redo": self.redo,
        }
        for name, act in commands.items():
            self._window.actions_by_name[name].triggered.connect(lambda _checked=False, act=act: act())

    def _take(self, marks: PageMarks) -> None:
        marks.selected.connect(self._select)
        marks.opened.connect(self._open)
        marks.reached.connect(self._reach)
        marks.unpointed.connect(self._leave_mark)
        marks.picture_menu.connect(self._offer_picture)

    def _turn(self, same: bool) -> None:
        """Put away what belonged to another page; what is typed on a card is kept, and stays while its page does."""
        self.bar.hide()
        self.keys.end()
        if not same:
            self.card.close_card()
            self._on = None
            self._linking = None
            self.tray.close_tray()
        self._say_state()

    def _follow(self) -> None:
        """Let card and tray show what is marked now."""
        self.tray.show_orphans(tuple((each, self._page.made(each)) for each in self._page.orphans))
        shown = self.annotating.found(self.card.annotation) if self.card.isVisible() else None
        if shown is not None and shown.state is not State.ORPHAN:
            self.card.refresh(shown)
        elif self.card.isVisible() and self.card.annotation is not None and not self.card.note.touched:
            self.card.hide()
        self._say_state()
        self._arrive()

    def _arrive(self) -> None:
        """Bring the highlight that is wanted into view, once it is known where it stands."""
        placed = self.annotating.found(self._go_to)
        if placed is None or self._marks is None:
            return
        self._go_to = None
        if placed.state is not State.ORPHAN:
            self._quiet = not self._look
            self._marks.go_to(placed.annotation.id)
        elif self._look:
            self.open_orphans()

    def _say_state(self) -> None:
        """Say at the foot of the page what is looked for, which version is shown, or what has no place in it."""
        if self.keys.isVisible():
            self.pill.hide()  # they stand in its place, and Escape leaves them
        elif self._linking is not None and self._page.markable:
            self.pill.say(
                _("Select the words it belongs to, or press {keys}").format(keys=shown_keys("highlight")),
                _("Cancel"),
                self._leave_link,
            )
        elif self.older.article is not None and self._page.markable:
            self.pill.say(self.older.words, _("Back to the newest"), self._browsing.show_again)
        elif self._page.orphans and self._page.markable and not self.tray.isVisible():
            self.pill.say(orphans_in_words(len(self._page.orphans)), _("Look"), self.open_orphans)
        else:
            self.pill.hide()
        self._toasts.stand_above(_PILL if self.pill.isVisible() else 0)

    def _select(self, passage: Passage | None) -> None:
        self._passage = passage
        if passage is None or self._marks is None or self.keys.isVisible():
            self.bar.hide()
        else:
            self.bar.open(self._on_pane(passage.box), self._colour, link=self._linking is not None)

    def _on_pane(self, box: QRect) -> QRect:
        display = self._reader.display
        return box.translated(display.widget().pos()) if display is not None else box

    def _highlight(self, colour: Colour | None, passage: Passage | None) -> None:
        if passage is not None:
            self._make(passage, colour)
        elif self._linking is None and colour is not None and self._now is not None:
            self._recolour(colour)
        elif self._marks is not None and colour is None:
            self._marks.begin_keys(self._begin_keys)
        else:
            self._say_choose()

    def _make(self, passage: Passage, colour: Colour | None, then: Callable[[], None] | None = None) -> None:
        """Mark a passage, or link to it what is looked for; a passage marked already takes the colour."""
        if self._marks is None:
            return
        self._marks.deselect()
        self.bar.hide()
        if self._linking is not None:
            linking, self._linking = self._linking, None
            article = self.annotating.article
            if article is not None:
                self._say_done(_("Highlight linked"), self.annotating.relink(article, linking, passage))
            return
        self._colour = colour or self._colour
        there = self._marked_as(passage)
        opens = None if then is None else partial(self._open_then, then, self._on_pane(passage.box))
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

    def _with_mark(self, then: Callable[[], None]) -> None:
        """Do something on the card of what is selected, which is marked first, or of the highlight one is on."""
        if self._marks is not None:
            self._marks.target(partial(self._on_card, then))

    def _on_card(self, then: Callable[[], None], passage: Passage | None) -> None:
        if passage is not None and self._linking is None:
            self._make(passage, None, then)
        elif self._on is not None and self._now is not None:
            if not self.card.isVisible():
                self._open(self._on, self._box)
            then()
        else:
            self._say_choose()

    def _open_then(self, then: Callable[[], None], box: QRect, mark: AnnotationId) -> None:
        self._open_card(mark, box)
        then()

    def _open(self, mark: int, box: QRect) -> None:
        self._box = box
        self._open_card(AnnotationId(mark), self._on_pane(box))

    def _open_card(self, mark: AnnotationId, box: QRect) -> None:
        placed = self.annotating.found(mark)
        if placed is not None:
            self.bar.hide()
            self._leave_keys()
            self._on = mark
            if self._marks is not None:
                self._marks.point(mark)
            self.card.open(placed, day_of(placed.annotation.created), box, self._browsing.tags)

    def _reach(self, mark: int, box: QRect) -> None:
        """Stand on a highlight that was gone to; one that may have moved asks to be looked at."""
        self._on = AnnotationId(mark)
        self._box = box
        placed = self._now
        quiet, self._quiet = self._quiet, False
        if placed is not None and not quiet and (placed.state is State.UNSURE or self.card.isVisible()):
            self._open_card(self._on, self._on_pane(box))

    def _leave_mark(self) -> None:
        self.card.close_card()
        self._on = None

    def _recolour(self, colour: Colour) -> None:
        placed = self._now
        self._colour = colour
        if placed is not None and placed.annotation.colour is not colour:
            self.annotating.edit(placed, AnnotationEdits(colour=colour))

    def _write_note(self, note: str) -> None:
        placed, article = self.annotating.found(self.card.annotation), self.annotating.article
        if placed is not None:
            self.annotating.edit(placed, AnnotationEdits(note=note))
        elif self.card.annotation is not None:
            self.annotating.write_again(self.card.annotation, note)
        elif article is not None:
            self.annotating.note_article(article, note)

    def _write_tags(self, tags: tuple[str, ...]) -> None:
        placed = self.annotating.found(self.card.annotation)
        if placed is not None:
            self.annotating.edit(placed, AnnotationEdits(tags=tags))

    def _remove(self, mark: int) -> None:
        self.card.hide()
        self._on = None
        self._say_done(_("Highlight deleted"), self.annotating.remove(AnnotationId(mark)))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._reader.selected_text())
        self.bar.hide()

    def _copy_quotation(self) -> None:
        placed, article = self._now, self.annotating.article
        if placed is not None and article is not None:
            paragraphs = (f"<p>{escape(line)}</p>" for line in placed.text.splitlines() if line.strip())
            published = article.metadata.published
            said = page_words().day(published) if published is not None else ""
            QGuiApplication.clipboard().setText(quote.quotation(article, "".join(paragraphs), published=said))
            self._toasts.say(_("Copied as a quotation in Markdown"))

    def _begin_keys(self, passage: Passage | None) -> None:
        if passage is None:
            self._say_choose()
            return
        self.bar.hide()
        self.card.close_card()
        self._passage = passage
        self.keys.begin(link=self._linking is not None)
        self.keys.tell(passage.words)
        self._say_state()

    def _move(self, unit: str, by: int, extend: bool) -> None:
        if self._marks is not None:
            self._marks.move(unit, by, extend=extend, then=self._moved)

    def _moved(self, passage: Passage | None) -> None:
        if passage is not None:
            self._passage = passage
            self.keys.tell(passage.words)

    def _mark_reached(self, colour: Colour | None, then: Callable[[], None] | None = None) -> None:
        linking = self._linking is not None
        if self._passage is not None:
            self._make(self._passage, colour, None if linking else then)
        if linking:
            self._leave_keys()

    def _leave_keys(self) -> None:
        self.keys.end()
        self._passage = None
        if self._page.marks is not None:
            self._page.marks.end_keys()
        self._say_state()

    def _escape(self) -> None:
        if self.card.isVisible():
            self.card.close_card()
        elif self.tray.isVisible():
            self.tray.close_tray()
        elif self._linking is not None:
            self._leave_link()
        elif self.older.article is not None and self._page.markable:
            self._browsing.show_again()

    def _link(self, mark: int) -> None:
        placed = self.annotating.found(AnnotationId(mark))
        if placed is not None:
            self.begin_link(placed)

    def _leave_link(self) -> None:
        self._linking = None
        self.bar.hide()
        self._say_state()

    def _show_where_made(self, mark: int) -> None:
        placed = self.annotating.found(AnnotationId(mark))
        if placed is not None:
            self._go_to, self._look = placed.annotation.id, True
            self.older.show(placed.annotation.article, placed.annotation.version, self.annotating.show)

    def _offer_picture(self, menu: Menu, picture: str) -> None:
        if self._marks is not None:
            mark = partial(self._marks.picture, Sha256(picture), self._mark_picture)
            menu.addAction(_("Highlight the picture"), mark)

    def _mark_picture(self, passage: Passage | None) -> None:
        if passage is not None:
            self._make(passage, None)

    def _say_done(self, words: str, step: Step) -> None:
        undo = partial(self.annotating.take_back, step, self._toasts.say)
        self._toasts.say(words, action=_("Undo"), then=undo)

    def _offer(self, menu: Menu, selected: str) -> None:
        """Add to the reader's menu what can be marked."""
        if self._marks is not None:
            for name in ("highlight", "mark-note") if selected.strip() else ("article-note",):
                menu.addAction(self._window.actions_by_name[name])
            menu.addSeparator()

    def _close(self) -> None:
        """Keep what was typed last, before the window is gone."""
        self.annotating.close()
        self.card.finish()

    def _say_choose(self) -> None:
        self._toasts.say(_("Select some words in the article first."))

    def _failed(self, failure: Failure) -> None:
        self._toasts.say(in_words(failure), serious=True)
