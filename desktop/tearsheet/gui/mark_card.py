"""The card of one highlight: its colour, its note, its tags, and whether it stands where it should."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.buttons import AccentButton, IconButton, QuietButton
from tearsheet.gui.floating import Card
from tearsheet.gui.keys import owner_of, pressed_keys
from tearsheet.gui.marking_bar import beside
from tearsheet.gui.note_field import NoteField
from tearsheet.gui.swatches import Swatches
from tearsheet.gui.tag_field import TagField
from tearsheet.gui.words import Words
from tearsheet.model.annotation import Colour, PlacedAnnotation, State
from tearsheet.model.ids import AnnotationId
from tearsheet.text.words import _

_WIDTH = 336
_OWN = {
    Qt.Key.Key_M: "mark-note",
    Qt.Key.Key_T: "mark-tags",
    Qt.Key.Key_P: "relink-mark",
    Qt.Key.Key_Y: "copy-quotation",
    Qt.Key.Key_Delete: "delete-mark",
    Qt.Key.Key_Backspace: "delete-mark",
}
"""Shorter ways to commands, while the card has the keyboard and none of them was given these keys."""


class MarkCard(Card):
    """What a person changes is told as it is typed, after a pause, and when the card closes.

    It holds what is typed until then, whatever becomes of the page under it. `closed` says that it is gone.
    """

    coloured = Signal(object)
    noted = Signal(str)
    tagged = Signal(object)
    accepted = Signal()
    put_right = Signal()
    copied = Signal()
    deleted = Signal()
    closed = Signal()

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane, radius=12)
        self._pane = pane
        self._box = QRect()
        self._tags: tuple[str, ...] = ()
        self._returns: QWidget | None = None
        self.annotation: AnnotationId | None = None
        self.unsure = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedWidth(_WIDTH + 2 * paint.SHADOW)
        self.swatches = Swatches(self)
        self.swatches.chosen.connect(self.coloured)
        self.note = NoteField(self)
        self.note.paused.connect(self.noted)
        self.note.left.connect(self.close_card)
        self.note.grown.connect(self._settle)
        self.tags = TagField(self, _("Tags, separated by commas"))
        self.tags.editingFinished.connect(self._tell_tags)
        self.tags.returnPressed.connect(self.close_card)
        self._day = Words("", self, colour="faint", font=fonts.ui(fonts.SMALL))
        self._title = Words(_("Note on the article"), self, font=fonts.ui(strong=True))
        self._asked = Words(_("Moved? Check that it stands on the right words."), self, colour="soft", most=2)
        self.accept = AccentButton(_("Accept"), self)
        self.fix = QuietButton(_("Put right"), self, leading=True)
        self.copy = IconButton("quote", _("Copy as a Markdown quotation"), self, command="copy-quotation", side=28)
        self._delete = IconButton("trash", _("Delete"), self, command="delete-mark", side=28)
        self._close = IconButton("close", _("Close"), self, keys="Esc", side=28)
        self._connect()
        self._lay_out()
        self.hide()

    def open(self, placed: PlacedAnnotation, day: str, box: QRect, known: tuple[str, ...]) -> None:
        """Show an annotation's card beside a box of the pane."""
        if self.isVisible() and self.annotation != placed.annotation.id:
            self.finish()
        self.annotation = placed.annotation.id
        self.tags.know(known)
        self._fill(placed)
        self._day.say(day)
        self._show_parts(whole=False)
        self._open_at(box)

    def open_whole(self, note: str, box: QRect) -> None:
        """Show the card of the note on the article itself."""
        self.finish()
        self.annotation = None
        self.unsure = False
        self.note.show_words(note)
        self._show_parts(whole=True)
        self._open_at(box)

    def refresh(self, placed: PlacedAnnotation) -> None:
        """Show what became of the annotation; what a person is typing stays."""
        if placed.annotation.id == self.annotation:
            self._fill(placed)
            self._show_parts(whole=False)
            self._settle()

    def finish(self) -> None:
        """Tell what was typed last."""
        if self.isVisible():
            self.note.flush()
            self._tell_tags()

    def close_card(self) -> None:
        """Tell what was typed last, and go."""
        if self.isVisible():
            self.finish()
            if self._has_keyboard():
                (self._returns or self._pane).setFocus()
            self.hide()
            self.closed.emit()

    def event(self, event: QEvent) -> bool:
        own = isinstance(event, QKeyEvent) and (_is_bare(event) or self._asked_for(event) is not None)
        if event.type() is QEvent.Type.ShortcutOverride and own:
            event.accept()  # letters and digits are meant for the card while it has the keyboard
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.close_card()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.unsure:
            self.accepted.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.note.setFocus()
        elif (act := self._asked_for(event)) is not None:
            act()
        else:
            super().keyPressEvent(event)

    def _asked_for(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Return what the keys of a command, or the card's own for it, do here."""
        done = self._done_here()
        owner = owner_of(pressed_keys(event.key(), event.modifiers()))
        own = _OWN.get(Qt.Key(event.key()), "") if _is_bare(event) else ""
        return done.get(owner) or done.get(own)

    def _done_here(self) -> dict[str, Callable[[], None]]:
        """Return what can be done with what the card shows, by command."""
        if self.annotation is None:
            return {"mark-note": self.note.setFocus}
        return {
            **{f"highlight-{colour}": partial(self.coloured.emit, colour) for colour in Colour},
            **({"accept-mark": self.accepted.emit, "relink-mark": self.put_right.emit} if self.unsure else {}),
            "mark-note": self.note.setFocus,
            "mark-tags": self.tags.setFocus,
            **dict.fromkeys(("copy-quotation", "copy-source"), self.copied.emit),
            **dict.fromkeys(("delete-mark", "delete"), self.deleted.emit),
        }

    def _connect(self) -> None:
        for button, told in (
            (self.accept, self.accepted),
            (self.fix, self.put_right),
            (self.copy, self.copied),
            (self._delete, self.deleted),
        ):
            button.clicked.connect(told)
        self._close.clicked.connect(self.close_card)
        self.accept.explain(_("It stands where it should"), keys="Enter")
        self.fix.explain(_("Select the words it belongs to"), command="relink-mark")

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._title, 1)
        head.addWidget(self.swatches)
        head.addStretch(1)
        for button in (self.copy, self._delete, self._close):
            head.addWidget(button)
        self._question = QWidget(self)
        asked = QVBoxLayout(self._question)
        asked.setContentsMargins(4, 0, 0, 4)
        asked.setSpacing(8)
        asked.addWidget(self._asked)
        answers = QHBoxLayout()
        answers.setSpacing(8)
        answers.addWidget(self.accept)
        answers.addWidget(self.fix)
        answers.addStretch(1)
        asked.addLayout(answers)
        foot = QHBoxLayout()
        foot.setContentsMargins(4, 0, 4, 0)
        foot.setSpacing(8)
        foot.addWidget(self.tags, 1)
        foot.addWidget(self._day, 0)
        self._foot = QWidget(self)
        self._foot.setLayout(foot)
        column.addLayout(head)
        column.addWidget(self._question)
        column.addWidget(self.note)
        column.addWidget(self._foot)
        self.body.addLayout(column)

    def _fill(self, placed: PlacedAnnotation) -> None:
        annotation = placed.annotation
        self.unsure = placed.state is State.UNSURE
        self.swatches.show_colour(annotation.colour)
        if not self.note.touched and self.note.words != annotation.note:
            self.note.show_words(annotation.note)
        if not self.tags.hasFocus():
            self._tags = annotation.tags
            self.tags.setText(", ".join(annotation.tags))

    def _show_parts(self, *, whole: bool) -> None:
        self._title.setVisible(whole)
        for part in (self.swatches, self.copy, self._delete, self._foot):
            part.setVisible(not whole)
        self._question.setVisible(self.unsure and not whole)

    def _open_at(self, box: QRect) -> None:
        self._box = box
        if not self._has_keyboard():
            self._returns = QApplication.focusWidget()
        self.show()
        self.raise_()
        self._settle()
        self.setFocus()

    def _has_keyboard(self) -> bool:
        on = QApplication.focusWidget()
        return on is self or (on is not None and self.isAncestorOf(on))

    def _settle(self) -> None:
        """Take the height that is needed, where there is room for it."""
        self.body.activate()
        height = self.body.totalHeightForWidth(self.width()) if self.body.hasHeightForWidth() else -1
        self.setFixedHeight(max(height, self.body.totalSizeHint().height()))
        self.move(beside(self._box, self.size(), self._pane.rect(), above=False))

    def _tell_tags(self) -> None:
        tags = self.tags.tags
        if self.annotation is not None and tags != self._tags:
            self._tags = tags
            self.tagged.emit(tags)


def _is_bare(event: QKeyEvent) -> bool:
    return not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
