"""Keep the marks on the page that is shown those of the article, and of the version of it, whose page that is."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, QRect, Signal

from tearsheet.gui.annotating import Annotating
from tearsheet.gui.background import Background
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.moments import day
from tearsheet.gui.older_version import OlderVersion
from tearsheet.gui.page_marks import Mark, MarkedText, PageMarks
from tearsheet.gui.reader import ReaderPane
from tearsheet.gui.reader_display import Display
from tearsheet.gui.text_places import TextPlaces
from tearsheet.gui.window import MainWindow
from tearsheet.model.annotation import PlacedAnnotation, State
from tearsheet.model.article import Article, Kind
from tearsheet.model.changes import Changes
from tearsheet.text.words import _
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.page import script_for

_NOTE_SHOWN = 400
_QUOTE_SHOWN = 80


class MarkedPage(QObject):
    """`taken` brings the PageMarks of a display that shows pages from then on; `turned` says that a page was shown, and
    whether it is the one that was there; `drawn` that what is marked may be another now.
    """

    taken = Signal(object)
    turned = Signal(bool)
    drawn = Signal()

    def __init__(
        self, window: MainWindow, desk: Desk, background: Background, browsing: Browsing, reader: ReaderPane
    ) -> None:
        super().__init__(window)
        self._window, self._background, self._reader = window, background, reader
        self._key = ""
        self._own: Changes | None = None
        self.marks: PageMarks | None = None
        self.annotating = Annotating(desk, background, self)
        self.older = OlderVersion(desk, background, reader, self)
        self.annotating.loaded.connect(self._draw)
        self.annotating.changed.connect(self._tell)
        reader.display_taken.connect(self._take)
        browsing.shown.connect(self._show)
        window.library_changed.connect(self._refresh)

    @property
    def markable(self) -> bool:
        """Whether the page that is shown is an article's text."""
        article = self.annotating.article
        return article is not None and article.kind is Kind.ARTICLE and self._key == self.older.key_of(article)

    @property
    def text_marks(self) -> PageMarks | None:
        """The marks of the page that is shown, where that is an article's text."""
        return self.marks if self.markable else None

    @property
    def orphans(self) -> tuple[PlacedAnnotation, ...]:
        """What is not in the version that is shown."""
        return tuple(each for each in self.annotating.placed if each.state is State.ORPHAN)

    def made(self, placed: PlacedAnnotation) -> str:
        """Say when an annotation was made, and on which version."""
        article = self.annotating.article
        versions = article.versions if article is not None else ()
        number = next((n for n, each in enumerate(versions, 1) if each.id == placed.annotation.version), 0)
        moment = day_of(placed.annotation.created)
        return _("version {number}, {day}").format(number=number, day=moment) if number else moment

    def on_pane(self, box: QRect) -> QRect:
        """Return where a box of the display stands in the reader."""
        display = self._reader.display
        return box.translated(display.widget().pos()) if display is not None else box

    def _take(self, display: Display) -> None:
        self.marks = display.marks
        self.marks.turned.connect(self._turn)
        self.marks.differs.connect(self._place)
        self.taken.emit(self.marks)

    def _turn(self, key: str) -> None:
        same, self._key = key == self._key, key
        if same and key:
            self._draw()  # it may be another display that shows it
        self.turned.emit(same)

    def _show(self, article: Article | None) -> None:
        """Take up the article that is read, as it is on the page."""
        older = self.older.article
        if article is None:
            self._turn("")
        looked_at = article is not None and older is not None and older.id == article.id
        if article is not None and older is not None and looked_at and self._key == self.older.key_of(older):
            self.annotating.show(_with_text_of(article, older))
        else:
            self.older.forget()
            self.annotating.show(article)
        self._draw()  # its text is known, and what is selected has its place, before its marks are

    def _refresh(self, changes: Changes) -> None:
        article = self.annotating.article
        if changes is not self._own and article is not None and article.id in changes.updated:
            self.annotating.reload()

    def _tell(self, changes: Changes) -> None:
        self._own = changes
        self._window.library_changed.emit(changes)

    def _draw(self) -> None:
        article = self.annotating.article
        if article is not None and self.marks is not None:
            script = self._reader.style_now().script
            self.marks.draw(
                MarkedText(
                    key=self.older.key_of(article),
                    text=article.text,
                    converted=bool(script_for(article, script)),
                    marks=tuple(self._mark(each) for each in self.annotating.placed if each.state is not State.ORPHAN),
                )
            )
        self.drawn.emit()

    def _mark(self, placed: PlacedAnnotation) -> Mark:
        annotation = placed.annotation
        note = annotation.note.strip()
        return Mark(
            id=annotation.id,
            start=placed.start,
            end=placed.end,
            colour=annotation.colour,
            unsure=placed.state is State.UNSURE,
            note=note if len(note) <= _NOTE_SHOWN else f"{note[:_NOTE_SHOWN]}…",
            tags=annotation.tags,
            day=day_of(annotation.changed),
            quote=placed.text[:_QUOTE_SHOWN],
            picture=self.annotating.picture_of(placed),
        )

    def _place(self, key: str, shown: str) -> None:
        """Find where a page has an article's text that is not its own, where nobody waits."""
        article = self.annotating.article
        if article is not None and self.marks is not None and key == self.older.key_of(article):
            find = partial(TextPlaces, article.text, shown)
            self._background.run(find, done=partial(self.marks.use_places, key))


def day_of(moment: datetime) -> str:
    """Return when something was marked, as one says it."""
    now = datetime.now().astimezone()
    own = moment.astimezone()
    if own.date() == now.date():
        return _("today")
    return _("yesterday") if own.date() == (now - timedelta(days=1)).date() else day(own, now)


def _with_text_of(article: Article, older: Article) -> Article:
    """Return an article as it is now, with what one of its versions shows."""
    return replace(
        article,
        html=older.html,
        text=older.text,
        words=older.words,
        version=older.version,
        resources=older.resources,
        metadata=older.metadata,
    )
