"""Keep what is marked in the article that is read: written one after the other, each with its way back."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from tearsheet.gui.background import Background
from tearsheet.gui.page_marks import Passage
from tearsheet.gui.toast import Toasts
from tearsheet.gui.undoing import Step, Undoing
from tearsheet.model.annotation import AnnotationEdits, Colour, PlacedAnnotation
from tearsheet.model.article import Article
from tearsheet.model.changes import Changes
from tearsheet.model.errors import Failure, TearsheetError
from tearsheet.model.ids import AnnotationId, ArticleId, Sha256, VersionId
from tearsheet.text.words import _
from tearsheet.workflows import annotate as marks
from tearsheet.workflows import organise
from tearsheet.workflows.desk import Desk

_LOG = logging.getLogger(__name__)

Placed = tuple[PlacedAnnotation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """What a write altered, how it is taken back, and what is marked now."""

    changes: Changes
    step: Step | None
    placed: Placed
    made: AnnotationId | None = None


Prepare = Callable[[], Callable[[], _Written] | None]


class Annotating(QObject):
    """`loaded` says that `placed` is what is marked in `article` now; `changed` brings the Changes of a write;
    `failed` a Failure, after which nothing has changed.
    """

    loaded = Signal()
    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._background = desk, background
        self.article: Article | None = None
        self.placed: Placed = ()
        self._undoing = Undoing()
        self._waiting: deque[tuple[Prepare, Callable[[AnnotationId], None] | None]] = deque()
        self._busy = self._closing = False
        self._asked = 0

    def show(self, article: Article | None) -> None:
        """Take up an article, as one of its versions has it; None is none."""
        if article is None or self.article is None or article.id != self.article.id:
            self._undoing.forget()
        if article is None or self.article is None or article.version != self.article.version:
            self.placed = ()
        self.article = article
        self.reload()

    def reload(self) -> None:
        """Ask what is marked now."""
        self._asked += 1
        if self.article is None:
            self.loaded.emit()
            return
        look = partial(marks.annotations, self._desk, self.article.id, self.article.version)
        self._background.run(look, done=partial(self._take, self._asked), failed=self.failed.emit)

    def found(self, id: AnnotationId | None) -> PlacedAnnotation | None:  # noqa: A002 - the field's word
        """Return an annotation as it stands on the version that is read."""
        return next((each for each in self.placed if each.annotation.id == id), None)

    def picture_of(self, placed: PlacedAnnotation) -> Sha256 | None:
        """Return the bytes of a marked picture, None for words and for a picture that is missing."""
        selector = placed.annotation.selector
        url = placed.picture or (selector.picture if selector is not None else "")
        resources = self.article.resources if self.article is not None and url else ()
        return next((each.blob.sha256 for each in resources if each.url == url and each.blob is not None), None)

    def annotate(
        self,
        passage: Passage,
        colour: Colour,
        *,
        tags: Sequence[str] = (),
        then: Callable[[AnnotationId], None] | None = None,
    ) -> None:
        """Mark a passage or a picture; `then` is told which annotation that is."""
        if self.article is not None:
            write = partial(self._annotate, self.article, passage, colour, tuple(tags))
            self._write(lambda: write, then)

    def edit(self, before: PlacedAnnotation, edits: AnnotationEdits) -> None:
        """Change an annotation's colour, note or tags; what is typed without a pause of the card is one step."""
        was = before.annotation
        back = AnnotationEdits(
            colour=was.colour if edits.colour is not None else None,
            note=was.note if edits.note is not None else None,
            tags=was.tags if edits.tags is not None else None,
        )
        step = Step(
            words=_changed(edits),
            undo=partial(marks.edit, self._desk, was.id, back),
            redo=partial(marks.edit, self._desk, was.id, edits),
            of=("note", was.id) if edits.note is not None else None,
        )
        self._do(step)

    def write_again(self, id: AnnotationId, note: str) -> None:  # noqa: A002 - the field's word
        """Bring back an annotation that was deleted elsewhere while its note was being written."""

        def bring_back() -> Changes:
            marks.restore(self._desk, (id,))
            return marks.edit(self._desk, id, AnnotationEdits(note=note))

        self._do(Step(words=_("Note changed"), undo=partial(marks.remove, self._desk, (id,)), redo=bring_back))

    def remove(self, id: AnnotationId) -> Step:  # noqa: A002 - the field's word
        """Delete an annotation; `take_back` brings it back."""
        step = Step(
            words=_("Highlight deleted"),
            undo=partial(marks.restore, self._desk, (id,)),
            redo=partial(marks.remove, self._desk, (id,)),
        )
        self._do(step)
        return step

    def accept(self, placed: PlacedAnnotation) -> Step:
        """Say that an annotation stands right where it is shown."""
        step = Step(
            words=_("Highlight accepted"),
            undo=partial(marks.put_back, self._desk, placed),
            redo=partial(marks.accept, self._desk, placed),
        )
        self._do(step)
        return step

    def relink(self, article: Article, placed: PlacedAnnotation, passage: Passage) -> Step:
        """Say which passage of an article an annotation belongs to."""
        url = self._url(article, passage.picture)
        go = partial(marks.relink, self._desk, placed.annotation.id, article, passage.start, passage.end, picture=url)
        step = Step(words=_("Highlight linked"), undo=partial(marks.put_back, self._desk, placed), redo=go)
        self._do(step)
        return step

    def note_article(self, article: Article, note: str) -> None:
        """Change the note on the article itself."""
        step = Step(
            words=_("Note changed"),
            undo=partial(organise.write_note, self._desk, article.id, article.note),
            redo=partial(organise.write_note, self._desk, article.id, note),
            of=("article", article.id),
        )
        self._do(step)

    @property
    def is_writing(self) -> bool:
        """Whether something is on its way that `undo` would wait for."""
        return self._busy or bool(self._waiting)

    @property
    def last_done(self) -> Step | None:
        """What `undo` would take back."""
        return self._undoing.last

    @property
    def last_undone(self) -> Step | None:
        """What `redo` would do again."""
        return self._undoing.next

    def seal(self) -> None:
        """Let what is typed next be a step of its own."""
        self._write(lambda: None, lambda _id: self._undoing.seal())

    def undo(self, say: Callable[[str], None]) -> None:
        """Take back what was done last, and say what that was."""
        self._step(self._undoing.back, lambda step: step.undo, _("Undone: {what}"), _("Nothing to undo"), say)

    def take_back(self, step: Step, say: Callable[[str], None]) -> None:
        """Take back one step, whatever was done since."""
        take = partial(self._undoing.take, step)
        self._step(take, lambda step: step.undo, _("Undone: {what}"), _("Nothing to undo"), say)

    def redo(self, say: Callable[[str], None]) -> None:
        """Do again what was taken back last, and say what that was."""
        self._step(self._undoing.forward, lambda step: step.redo, _("Done again: {what}"), _("Nothing to redo"), say)

    def _annotate(self, article: Article, passage: Passage, colour: Colour, tags: tuple[str, ...]) -> _Written:
        if passage.picture is not None:
            url = self._url(article, passage.picture)
            made, changes = marks.annotate_picture(
                self._desk, article, url, passage.start, passage.end, colour=colour, tags=tags
            )
        else:
            made, changes = marks.annotate(self._desk, article, passage.start, passage.end, colour=colour, tags=tags)
        step = Step(
            words=_("Highlighted"),
            undo=partial(marks.remove, self._desk, (made.id,)),
            redo=partial(marks.restore, self._desk, (made.id,)),
        )
        return _Written(changes=changes, step=step, placed=self._now(article.id, article.version), made=made.id)

    def _url(self, article: Article, picture: Sha256 | None) -> str:
        """Return the address of a picture by its bytes, "" for none."""
        return next(
            (each.url for each in article.resources if each.blob is not None and each.blob.sha256 == picture), ""
        )

    def _do(self, step: Step, then: Callable[[AnnotationId], None] | None = None) -> None:
        if self.article is not None:
            write = partial(self._done, step.redo, step, self.article.id, self.article.version)
            self._write(lambda: write, then)

    def _done(self, act: Callable[[], Changes], step: Step | None, article: ArticleId, version: VersionId) -> _Written:
        changes = act()
        return _Written(changes=changes, step=step, placed=self._now(article, version))

    def _now(self, article: ArticleId, version: VersionId) -> Placed:
        return marks.annotations(self._desk, article, version)

    def _step(
        self,
        take: Callable[[], Step | None],
        way: Callable[[Step], Callable[[], Changes]],
        words: str,
        none: str,
        say: Callable[[str], None],
    ) -> None:
        if self.article is None:
            return
        article, version = self.article.id, self.article.version
        said: list[str] = []

        def prepare() -> Callable[[], _Written] | None:
            step = take()
            said.append(none if step is None else words.format(what=step.words))
            return None if step is None else partial(self._done, way(step), None, article, version)

        self._write(prepare, lambda _id: say(said[0]))

    def _write(self, prepare: Prepare, then: Callable[[AnnotationId], None] | None) -> None:
        """Write after all that is being written: there are two threads, and a note must not end with its middle.

        What `prepare` returns when its turn comes is called in a thread; None is nothing to write.
        """
        self._waiting.append((prepare, then))
        if self._closing:
            self._write_waiting()
        elif not self._busy:
            self._next()

    def close(self) -> None:
        """Write what waits, and from now on at once: the threads are about to end."""
        self._closing = True
        self._write_waiting()

    def _write_waiting(self) -> None:
        while self._waiting:
            prepare, _then = self._waiting.popleft()
            try:
                write = prepare()
                if write is not None:
                    write()
            except TearsheetError as error:
                _LOG.error("what was typed last could not be kept: %s", error)

    def _next(self) -> None:
        self._busy = False
        while self._waiting and not self._busy:
            prepare, then = self._waiting.popleft()
            write = prepare()
            if write is not None:
                self._busy = True
                self._background.run(write, done=partial(self._written, then), failed=self._not_written)
            elif then is not None:
                then(AnnotationId(0))

    def _written(self, then: Callable[[AnnotationId], None] | None, written: _Written) -> None:
        if written.step is not None:
            self._undoing.did(written.step)
        self._asked += 1  # what was asked for before this write is old
        if self.article is not None and written.changes:
            self.placed = written.placed
            self.loaded.emit()
        if written.changes:
            self.changed.emit(written.changes)
        if then is not None:
            then(written.made or AnnotationId(0))
        self._next()

    def _not_written(self, failure: Failure) -> None:
        self._next()
        self.failed.emit(failure)

    def _take(self, asked: int, placed: Placed) -> None:
        if asked == self._asked:
            self.placed = placed
            self.loaded.emit()


def offer_undo(annotating: Annotating, toasts: Toasts, words: str, step: Step) -> None:
    """Say what was done, and offer to take it back."""
    toasts.say(words, action=_("Undo"), then=partial(annotating.take_back, step, toasts.say))


def _changed(edits: AnnotationEdits) -> str:
    if edits.colour is not None:
        return _("Colour changed")
    return _("Note changed") if edits.note is not None else _("Tags changed")
