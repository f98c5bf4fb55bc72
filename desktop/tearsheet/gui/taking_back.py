"""Take back what was done, and do it again: to the article that is read, or to any number of them in the library."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject

from tearsheet.gui.annotating import Annotating
from tearsheet.gui.background import Background
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.moments import day
from tearsheet.gui.toast import Toasts
from tearsheet.gui.undoing import Step as MarkStep
from tearsheet.gui.window import MainWindow
from tearsheet.model.changes import Changes
from tearsheet.model.errors import Failure, Reason
from tearsheet.model.ids import StepId
from tearsheet.model.steps import Step, StepKind, Turned
from tearsheet.text.reasons import in_words as failure_in_words
from tearsheet.text.steps import in_words, left_in_words
from tearsheet.text.words import _
from tearsheet.workflows import organise
from tearsheet.workflows.desk import Desk


class TakingBack(QObject):
    """Undo and redo, whichever of the two ways was gone last: an article's own annotations, or the library's steps."""

    def __init__(
        self, window: MainWindow, desk: Desk, background: Background, browsing: Browsing, toasts: Toasts
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._background = window, desk, background
        self._browsing, self._toasts = browsing, toasts
        self._annotating: Annotating | None = None
        self._undone_here = False
        self._back: Step | None = None
        self._forward: Step | None = None
        window.actions_by_name["undo"].triggered.connect(self._undo_last)
        window.actions_by_name["redo"].triggered.connect(lambda: self._look(self._redo))
        for name in ("undo", "redo"):  # after something was done there
            window.sidebar.rows.addAction(window.actions_by_name[name])
        window.library_changed.connect(lambda _changes: self._look(self._name))

    def attend(self, annotating: Annotating) -> None:
        """Take back what is done to the annotations of the article that is read, too."""
        self._annotating = annotating
        annotating.loaded.connect(self._name)
        self._look(self._name)

    def offer(self, changes: Changes, words: str) -> None:
        """Say what was done, and offer to take it back; nothing, where nothing was done."""
        if changes.step is not None:
            self._toasts.say(words, action=_("Undo"), then=partial(self.undo, changes.step))

    def undo(self, step: StepId | None = None) -> None:
        """Take back a step of the library, the last one where none is named."""
        self._background.run(organise.undo, self._desk, step, done=self._taken_back, failed=self._failed)

    def redo(self, step: StepId | None = None) -> None:
        """Do a step again that was taken back."""
        self._background.run(organise.redo, self._desk, step, done=self._done_again, failed=self._failed)

    def _undo_last(self) -> None:
        if self._annotating is not None and self._annotating.is_writing:  # which is what is meant
            self._undone_here = True
            self._annotating.undo(self._toasts.say)
        else:
            self._look(self._undo)

    def _look(self, then: Callable[[], None]) -> None:
        """Ask what could be taken back: another window or the command line may have done something."""

        def known(steps: tuple[Step | None, Step | None]) -> None:
            self._back, self._forward = steps
            then()

        self._background.run(organise.next_steps, self._desk, done=known, failed=self._failed)

    @property
    def _marked(self) -> MarkStep | None:
        """What was done to an annotation, where that was the last thing done."""
        last = self._annotating.last_done if self._annotating is not None else None
        return last if last is not None and (self._back is None or self._back.done < last.done) else None

    @property
    def _unmarked(self) -> MarkStep | None:
        """What was taken back of an annotation, where that was the last thing taken back."""
        last = self._annotating.last_undone if self._annotating is not None else None
        return last if self._undone_here or self._forward is None else None

    def _undo(self) -> None:
        if self._annotating is not None and self._marked is not None:
            self._undone_here = True
            self._annotating.undo(self._toasts.say)
        else:
            self.undo()

    def _redo(self) -> None:
        if self._annotating is not None and self._unmarked is not None:
            self._annotating.redo(self._toasts.say)
        else:
            self.redo()

    def _taken_back(self, turned: Turned) -> None:
        self._undone_here = False
        self._window.library_changed.emit(turned.changes)
        self._say(_("Undone: {what}"), turned, _("Redo"), partial(self.redo, turned.step.id))
        if turned.step.kind is StepKind.DELETE and len(turned.changes.added) == 1:
            self._browsing.go_to(turned.changes.added[0])

    def _done_again(self, turned: Turned) -> None:
        self._window.library_changed.emit(turned.changes)
        self._say(_("Done again: {what}"), turned, _("Undo"), partial(self.undo, turned.step.id))

    def _say(self, words: str, turned: Turned, action: str, then: Callable[[], None]) -> None:
        said = (words.format(what=in_words(turned.step)), _day_of(turned.step), left_in_words(turned))
        self._toasts.say(" · ".join(filter(None, said)), action=action, then=then)

    def _name(self) -> None:
        """Let the two commands say what they would do."""
        back = self._marked.words if self._marked is not None else _words_of(self._back)
        forward = self._unmarked.words if self._unmarked is not None else _words_of(self._forward)
        named = self._window.actions_by_name
        named["undo"].setText(_("Undo: {what}").format(what=back) if back else _("Undo"))
        named["redo"].setText(_("Redo: {what}").format(what=forward) if forward else _("Redo"))

    def _failed(self, failure: Failure) -> None:
        match failure.reason:
            case Reason.NOTHING_TO_UNDO:
                self._toasts.say(_("Nothing to undo"))
            case Reason.NOTHING_TO_REDO:
                self._toasts.say(_("Nothing to redo"))
            case _:
                self._toasts.say(failure_in_words(failure), serious=failure.reason is not Reason.NO_SUCH_STEP)


def _day_of(step: Step) -> str:
    """Return when something was done, of what was not done today."""
    done, now = step.done.astimezone(), datetime.now().astimezone()
    return "" if done.date() == now.date() else day(done, now)


def _words_of(step: Step | None) -> str:
    return in_words(step) if step is not None else ""
