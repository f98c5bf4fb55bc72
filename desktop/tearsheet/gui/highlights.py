"""Connect the pane of all highlights with the library: what is listed, what is read, and what is done with them."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from tearsheet.gui.background import Background
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.highlights_filter import Narrowing
from tearsheet.gui.highlights_model import PAGE
from tearsheet.gui.highlights_pane import HighlightsPane
from tearsheet.gui.keys import keys_or_name
from tearsheet.gui.menus import Menu
from tearsheet.gui.reader import ReaderPane
from tearsheet.gui.remembered import Remembered
from tearsheet.gui.scope import HIGHLIGHTS, Scope, Section
from tearsheet.gui.toast import Toasts
from tearsheet.gui.window import MainWindow
from tearsheet.model.annotation import (
    AnnotationCounts,
    AnnotationEdits,
    AnnotationQuery,
    Colour,
    ListedAnnotation,
)
from tearsheet.model.article import Article
from tearsheet.model.changes import Changes
from tearsheet.model.errors import Failure
from tearsheet.model.ids import AnnotationId
from tearsheet.text.annotations import name_of_colour
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _, ngettext
from tearsheet.workflows import annotate, highlights
from tearsheet.workflows.desk import Desk

_SETTLE = 80
_SLOW = 300

Listed = tuple[ListedAnnotation, ...]


class Highlights(QObject):
    """Shows the pane when its part of the library is chosen, and keeps it up to date while it is shown."""

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        background: Background,
        browsing: Browsing,
        reader: ReaderPane,
        toasts: Toasts,
        settings: Remembered,
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._background = window, desk, background
        self._browsing, self._reader, self._toasts, self._settings = browsing, reader, toasts, settings
        self.pane = HighlightsPane(window)
        window.add_to_middle(self.pane, self.pane.opener)
        self._asked = 0
        self._stale = True
        self._wanted: ListedAnnotation | None = None
        self._look = False
        self._text = ""
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settle.timeout.connect(self._read)
        self._slow = QTimer(self, singleShot=True, interval=_SLOW)
        self._slow.timeout.connect(lambda: self.pane.say(_("Looking for highlights…"), "", icon="highlight"))
        self._connect()

    def show_pane(self) -> None:
        """Show all highlights."""
        self._window.set_focus_mode(on=False)
        self._browsing.choose(HIGHLIGHTS)
        self.pane.focus_list()

    def narrow(self, narrowing: Narrowing) -> None:
        """List what fits from now on."""
        self.pane.show_narrowing(narrowing)
        self._list(keep=False)

    def copy(self) -> None:
        """Copy the selected highlights as Markdown."""
        self._with_selected(self._copy)

    def delete(self) -> None:
        """Delete the selected highlights."""
        self._with_selected(self._delete)

    def recolour(self, colour: Colour) -> None:
        """Give the selected highlights another colour."""
        self._with_selected(partial(self._recolour, colour))

    def ask_export(self) -> None:
        """Ask for a file, and write the highlights that are listed into it."""
        if not self._shown:
            self.show_pane()
        folder = Path(self._settings.preferences.last_export_folder or Path.home())
        name = str(folder / f"{_('Highlights')}.md")
        file, _kind = QFileDialog.getSaveFileName(
            self._window, _("Export the highlights shown"), name, "Markdown (*.md)"
        )
        if file:
            self.export(Path(file))

    def export(self, to: Path) -> None:
        """Write the highlights that are listed into a file."""
        to = to if to.suffix else to.with_suffix(".md")
        self._settings.remember(last_export_folder=str(to.parent))
        work = partial(highlights.export_highlights, self._desk, self._query, to, title=_("Highlights"))
        done = partial(self._exported, to)
        self._background.run(
            work, slow=True, progress=lambda _progress: None, done=done, failed=self._toasts.say_failure
        )

    @property
    def _shown(self) -> bool:
        return self._window.middle.currentWidget() is self.pane

    @property
    def _query(self) -> AnnotationQuery:
        return self.pane.narrowing.query(self._text, datetime.now().astimezone())

    def _connect(self) -> None:
        pane, named = self.pane, self._window.actions_by_name
        commands: dict[str, Callable[[], None]] = {
            "highlights": self.show_pane,
            "copy-highlights": self.copy,
            "delete-highlights": self.delete,
            "export-highlights": self.ask_export,
        }
        for name, act in commands.items():
            named[name].triggered.connect(act)
        pane.search.searched.connect(self._search)
        pane.narrowed.connect(self.narrow)
        pane.reached.connect(lambda listed: self._reach(listed))
        pane.opened.connect(self._open)
        pane.model.more_wanted.connect(self._load_more)
        pane.coloured.connect(self.recolour)
        pane.copy_wanted.connect(self.copy)
        pane.delete_wanted.connect(self.delete)
        pane.export_wanted.connect(self.ask_export)
        pane.menu_wanted.connect(self._offer)
        pane.today.chosen.connect(self._reach_today)
        pane.today.put_away.connect(self._put_today_away)
        self._browsing.chosen.connect(self._choose)
        self._browsing.stepped.connect(pane.step)
        self._browsing.shown.connect(self._go_on)
        self._window.library_changed.connect(lambda _changes: self._refresh())
        self._window.keys_taken.connect(self._refresh)

    def _choose(self, scope: Scope) -> None:
        if scope.section is Section.HIGHLIGHT:
            self._window.middle.setCurrentWidget(self.pane)
            if self._stale:
                self._list(keep=bool(self.pane.model.rows))

    def _refresh(self) -> None:
        self._stale = True
        if self._shown:
            self._list(keep=True)

    def _search(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self._list(keep=False)

    def _list(self, *, keep: bool) -> None:
        self._asked += 1
        self._stale = False
        most = max(PAGE, len(self.pane.model.rows)) if keep else PAGE
        today = date.today()
        wanted = today.isoformat() != self._settings.preferences.highlights_put_away
        look = partial(_listed, self._desk, self._query, most, today if wanted else None)
        done, failed = partial(self._show, self._asked, keep), partial(self._cannot, self._asked)
        if not self.pane.model.rows:
            self._slow.start()
        self._background.run(look, done=done, failed=failed)

    def _show(self, asked: int, keep: bool, found: tuple[Listed, int, AnnotationCounts, Listed]) -> None:
        if asked != self._asked:
            return
        self._slow.stop()
        rows, total, counts, today = found
        self.pane.show_counts(counts)
        self._say_empty(any_at_all=counts.all > 0)
        self.pane.show_highlights(rows, total, keep=keep)
        self.pane.offer_today(today)

    def _say_empty(self, *, any_at_all: bool) -> None:
        if not any_at_all:
            words = _("Select words in an article and press {keys}. What you mark anywhere is gathered here.")
            words = words.format(keys=keys_or_name("highlight"))
            self.pane.say_empty(_("No highlights yet"), words, icon="highlight")
        elif self._text.strip():
            words = _("No highlight here has these words. Escape clears the search.")
            self.pane.say_empty(_("Nothing found"), words, icon="search")
        else:
            words = _("No highlight has all of this. Press away what the list is narrowed to.")
            self.pane.say_empty(_("Nothing found"), words, icon="search")

    def _cannot(self, asked: int, failure: Failure) -> None:
        if asked == self._asked:
            self._slow.stop()
            self._stale = True
            self.pane.model.show((), 0)
            self.pane.say(_("The highlights cannot be shown"), in_words(failure), icon="warning")

    def _load_more(self, offset: int) -> None:
        look = partial(annotate.list_annotations, self._desk, self._query, limit=PAGE, offset=offset)
        self._background.run(look, done=partial(self._take, self._asked), failed=self._toasts.say_failure)

    def _take(self, asked: int, rows: Listed) -> None:
        if asked == self._asked:
            self.pane.model.accept(rows)

    def _reach(self, listed: ListedAnnotation, *, look: bool = False) -> None:
        """Read the article of a highlight once the choice has settled."""
        self._wanted, self._look = listed, look
        self._settle.start()

    def _reach_today(self, listed: ListedAnnotation) -> None:
        if not self.pane.go_to(listed.placed.annotation.id):
            self._reach(listed)

    def _open(self) -> None:
        """Give the keyboard to the article, and go to the highlight once more, which may want looking at."""
        self._reader.focus_page()
        selected = self.pane.selected
        if len(selected) == 1:
            self._reach(selected[0], look=True)

    def _read(self) -> None:
        if self._wanted is None:
            return
        article = self._browsing.article
        if article is not None and article.id == self._wanted.placed.annotation.article:
            self._go_on(article)
        else:
            self._browsing.read(self._wanted.placed.annotation.article)

    def _go_on(self, article: Article | None) -> None:
        """Bring the highlight that is wanted into view, where its article is the one that is shown."""
        title = "" if article is None else article.metadata.title or article.url
        self.pane.know_article(None if article is None else Narrowing(article=article.id, title=title))
        wanted = self._wanted
        if wanted is not None and article is not None and article.id == wanted.placed.annotation.article:
            self._wanted = None
            self._reader.go_to_annotation(wanted.placed.annotation.id, look=self._look)

    def _offer(self, place: QPoint) -> None:
        if not self.pane.selected:
            return
        menu, named = Menu(self._window), self._window.actions_by_name
        menu.addAction(_("Read the article there"), self._open)
        menu.addAction(named["copy-highlights"])
        menu.addSeparator()
        colours = {each.placed.annotation.colour for each in self.pane.selected}
        for colour in Colour:
            action = menu.addAction(name_of_colour(colour).capitalize(), partial(self.recolour, colour))
            action.setCheckable(True)
            action.setChecked(colours == {colour})
        menu.addSeparator()
        menu.addAction(named["delete-highlights"])
        menu.exec(place)

    def _with_selected(self, act: Callable[[Listed], None]) -> None:
        selected = self.pane.selected if self._shown else ()
        if selected:
            act(selected)
        else:
            self._toasts.say(_("Choose highlights in their list first."))

    def _copy(self, selected: Listed) -> None:
        QGuiApplication.clipboard().setText(highlights.as_markdown(selected))
        words = ngettext("Copied as Markdown", "{count} highlights copied as Markdown", len(selected))
        self._toasts.say(words.format(count=f"{len(selected):,}"))

    def _delete(self, selected: Listed) -> None:
        ids = _ids(selected)
        words = ngettext("{count} highlight deleted", "{count} highlights deleted", len(ids)).format(
            count=f"{len(ids):,}"
        )
        self._change(
            partial(annotate.remove, self._desk, ids),
            words,
            lambda: self._change(partial(annotate.restore, self._desk, ids)),
        )

    def _recolour(self, colour: Colour, selected: Listed) -> None:
        before = {each.placed.annotation.id: each.placed.annotation.colour for each in selected}
        others = {annotation: colour for annotation, old in before.items() if old is not colour}
        if others:
            back = {annotation: before[annotation] for annotation in others}
            words = _("Now {colour}").format(colour=name_of_colour(colour))
            self._change(
                partial(_coloured, self._desk, others),
                words,
                lambda: self._change(partial(_coloured, self._desk, back)),
            )

    def _change(self, write: Callable[[], Changes], words: str = "", undo: Callable[[], None] | None = None) -> None:
        def done(changes: Changes) -> None:
            self._window.library_changed.emit(changes)
            if words:
                self._toasts.say(words, action=_("Undo"), then=undo)

        self._background.run(write, done=done, failed=self._toasts.say_failure)

    def _put_today_away(self) -> None:
        self._settings.remember(highlights_put_away=date.today().isoformat())
        self.pane.offer_today(())
        self.pane.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _exported(self, to: Path, count: int) -> None:
        words = ngettext("Exported {count} highlight", "Exported {count} highlights", count)
        show = partial(_show_folder, to.parent)
        self._toasts.say(words.format(count=f"{count:,}"), action=_("Show folder"), then=show)


def _listed(
    desk: Desk, query: AnnotationQuery, most: int, today: date | None
) -> tuple[Listed, int, AnnotationCounts, Listed]:
    """Return the first of those that fit, how many fit, the numbers of all, and the few of the day."""
    rows = annotate.list_annotations(desk, query, limit=most)
    total = annotate.count_annotations(desk, query) if len(rows) == most else len(rows)
    few = highlights.highlights_of(desk, today) if today is not None else ()
    return rows, total, annotate.annotation_counts(desk), few


def _coloured(desk: Desk, colours: dict[AnnotationId, Colour]) -> Changes:
    """Colour highlights, and return all that this changed."""
    changes = [annotate.edit(desk, annotation, AnnotationEdits(colour=each)) for annotation, each in colours.items()]
    return Changes(updated=tuple(dict.fromkeys(article for change in changes for article in change.updated)))


def _ids(listed: Listed) -> tuple[AnnotationId, ...]:
    return tuple(each.placed.annotation.id for each in listed)


def _show_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
