"""Connect the panes with the library: which articles are listed, and which one is read."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from tearsheet.gui.background import Background
from tearsheet.gui.empty import invitation
from tearsheet.gui.file_watch import FileWatch
from tearsheet.gui.keys import keys_or_name
from tearsheet.gui.pictures import small
from tearsheet.gui.reader import ReaderPane
from tearsheet.gui.reader_page import ReadyPage, ready_page
from tearsheet.gui.reader_words import page_words
from tearsheet.gui.scope import EVERYTHING, QUEUE, Scope, Section
from tearsheet.gui.shown import Shown
from tearsheet.gui.window import MainWindow
from tearsheet.model.article import Article
from tearsheet.model.capture import Progress
from tearsheet.model.changes import Changes
from tearsheet.model.errors import Failure
from tearsheet.model.ids import ArticleId, Sha256
from tearsheet.model.query import Counts, IndexState, Query, Snippet, Sort, Understood
from tearsheet.text.problems import problem_in_words
from tearsheet.text.queries import both, understand
from tearsheet.text.reasons import in_words
from tearsheet.text.tag_suggestions import by_use, spelled_parts
from tearsheet.text.words import _, ngettext
from tearsheet.workflows import organise, read, saved_searches, search
from tearsheet.workflows.desk import Desk

_SORTS = (Sort.SAVED, Sort.PUBLISHED, Sort.TITLE, Sort.SOURCE, Sort.WORDS)
_SETTLE = 60
_RECENT_TAGS = 8


class Browsing(QObject):
    """Knows what part of the library is shown and keeps it up to date.

    `shown` brings the Article the reader shows, or None; `tags_known` the library's tags, the likeliest to be given
    next first; `chosen` the Scope that was chosen; `stepped` how far to go in a list that is not of articles.
    `written_elsewhere` says that another process has written to the library, whatever it was.
    """

    shown = Signal(object)
    tags_known = Signal(object)
    chosen = Signal(object)
    stepped = Signal(int)
    written_elsewhere = Signal()

    def __init__(self, window: MainWindow, desk: Desk, background: Background, reader: ReaderPane) -> None:
        super().__init__(window)
        self._window, self._desk, self._background, self._reader = window, desk, background, reader
        self._panes = window.articles
        self._scope, self._text, self._sort = EVERYTHING, "", Sort.SAVED
        self._understood = Understood()
        self._saved: Mapping[str, str] = {}
        self._asked = 0
        self._held: set[ArticleId] = set()
        self._wanted: ArticleId | None = None
        self._returning: ArticleId | None = None
        self._begins = True
        self._version: int | None = None
        self.counts: Counts | None = None
        self.article: Article | None = None
        self._page: ReadyPage | None = None
        self.tags: tuple[str, ...] = ()
        self._tags_counted: tuple[tuple[str, int], ...] = ()
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settle.timeout.connect(self._open)
        window.sidebar.scope_chosen.connect(self.choose)
        window.sidebar.progress_clicked.connect(self.show_queue)
        window.actions_by_name["queue"].triggered.connect(self.show_queue)
        window.actions_by_name["next"].triggered.connect(lambda: self.step(1))
        window.actions_by_name["previous"].triggered.connect(lambda: self.step(-1))
        window.pictures.wanted.connect(self._load_picture)
        window.library_changed.connect(self.refresh)
        window.keys_taken.connect(self._say_empty)
        self._panes.search.searched.connect(self._search)
        reader.empty.wanted.connect(lambda command: window.actions_by_name[command].trigger())
        self._panes.sort_chosen.connect(self.order)
        self._panes.opened.connect(lambda _article: self._settle.start())
        self._panes.selection_changed.connect(self._settle.start)
        self._panes.view.activated.connect(lambda _index: self._reader.setFocus(Qt.FocusReason.OtherFocusReason))
        self._panes.model.summaries_wanted.connect(self._load_summaries)

    @property
    def query(self) -> Query:
        """The search that is shown."""
        return narrowed(self._scope_query, self._understood.query)

    @property
    def scope(self) -> Scope:
        """The part of the library that is shown."""
        return self._scope

    @property
    def text(self) -> str:
        """What is searched for in it, as typed."""
        return self._text

    @property
    def is_in_bin(self) -> bool:
        """Whether what is shown was deleted."""
        return self.query.deleted

    @property
    def _scope_query(self) -> Query:
        if self._scope.section is Section.SEARCH:
            return understand(self._saved.get(self._scope.name, ""), saved=self._saved).query
        return self._scope.query

    @property
    def sort(self) -> Sort:
        """The order that is shown; where no words are looked for, none matches best."""
        return Sort.SAVED if self._sort is Sort.RELEVANCE and not self.query.all_words else self._sort

    @property
    def place(self) -> Shown:
        """What is shown, to be shown again."""
        return Shown(scope=self._scope, sort=self._sort, article=self.article.id if self.article is not None else None)

    def start(self, place: Shown = Shown()) -> None:  # noqa: B008 - frozen
        """Show the library, where it was left, and from then on what others write to it too."""
        self._sort, self._returning = place.sort, place.article
        watch = FileWatch(search.written_file(self._desk), self)
        watch.stirred.connect(self.look_elsewhere)
        self.look_elsewhere()  # before anything is listed: what is written from now on is another number
        self._background.run(search.counts, self._desk, done=self._count)
        self._background.run(saved_searches.texts, self._desk, done=self._know_searches)
        self._background.run(
            search.prepare,
            self._desk,
            slow=True,
            progress=self._prepared_more,
            done=self._prepared,
            failed=self._unprepared,
        )
        self.choose(place.scope)
        if place.scope.section is Section.QUEUE:  # which leaves the list behind it as it was: not there yet
            self._list(keep=False)

    def choose(self, scope: Scope) -> None:
        """Show a part of the library."""
        self._scope = scope
        self._held.clear()
        self._window.sidebar.show_scope(scope)
        if scope.section is Section.QUEUE:
            self._window.middle.setCurrentIndex(1)
            return
        if scope.section is Section.HIGHLIGHT:  # every article can be read from there
            self._panes.search.clear()
            self._look_for("")
        self._window.middle.setCurrentWidget(self._panes)
        self._list(keep=False)
        self.chosen.emit(scope)

    def read(self, article: ArticleId) -> None:
        """Show an article, and leave the middle as it is."""
        if not self._panes.go_to(article):
            self._wanted = article

    def step(self, rows: int) -> None:
        """Go on in what is listed, back for a negative number."""
        if self._scope.section is Section.HIGHLIGHT:
            self.stepped.emit(rows)
        else:
            self._panes.step(rows)

    def show_search(self, name: str) -> None:
        """Show a saved search, in the place of what is typed."""
        self._panes.search.clear()
        self._look_for("")
        self.choose(Scope(section=Section.SEARCH, name=name))

    def order(self, sort: Sort) -> None:
        """Show what is listed in another order."""
        if sort is not self._sort:
            self._sort = sort
            self._list(keep=True)

    def show_queue(self) -> None:
        """Show the links that are not articles yet."""
        self.choose(QUEUE)

    def go_to(self, article: ArticleId, within: Scope = EVERYTHING) -> None:
        """Bring an article into view, whatever is shown now; `within` is a part of the library that has it."""
        self._window.put_sidebar_away()
        self._window.middle.setCurrentWidget(self._panes)
        may_be_listed = within is EVERYTHING and self._scope.section is not Section.HIGHLIGHT
        if may_be_listed and self._panes.go_to(article):
            return
        self._wanted = article
        self._panes.search.clear()
        self._look_for("")
        self.choose(within)

    def show_again(self) -> None:
        """Make the page of the article anew and show it."""
        if self.article is not None:
            self._page = None
            self._load(self.article.id)

    def hold(self, articles: tuple[ArticleId, ...]) -> None:
        """Let articles stay in the list although they no longer fit, until another part is chosen."""
        self._held.update(articles)

    def refresh(self, changes: Changes) -> None:
        """Show the library as it is now."""
        self._panes.model.forget(changes.updated + changes.added)
        self._background.run(search.counts, self._desk, done=self._count)
        self._background.run(saved_searches.texts, self._desk, done=self._know_searches)
        self._list(keep=True)
        on = self.article.id if self.article is not None else None
        changed = changes.updated + changes.added
        if on is not None and on in changes.removed:
            self._close()
        elif on is not None and on in changed:
            self._load(on)
        elif on is None and len(self._panes.selected) == 1 and self._panes.selected[0] in changed:
            self._load(self._panes.selected[0])  # it could not be shown; perhaps it can now

    def look_elsewhere(self) -> None:
        """Ask whether another process wrote to the library."""
        self._background.run(search.data_version, self._desk, done=self._seen)

    def _seen(self, version: int) -> None:
        if self._version is not None and version != self._version:
            self._panes.model.forget_all()
            self.written_elsewhere.emit()
            self._window.library_changed.emit(Changes(updated=(self.article.id,) if self.article is not None else ()))
        self._version = version

    def _search(self, text: str) -> None:
        if text != self._text:
            self._look_for(text)
            self._held.clear()
            self._list(keep=False)

    def _look_for(self, text: str) -> None:
        """Understand what was typed, and say what of it is not."""
        self._text = text
        self._understood = understand(text, saved=self._saved)
        first = next(iter(self._understood.problems), None)
        self._panes.note.say_trouble(problem_in_words(first, text) if first else "")
        self._panes.model.forget_snippets()

    def _know_searches(self, saved: Mapping[str, str]) -> None:
        before, self._saved = self._saved.get(self._scope.name), saved
        if self._scope.section is Section.SEARCH and before != saved.get(self._scope.name):
            if self._scope.name in saved:
                self._list(keep=False)
            else:
                self.choose(EVERYTHING)

    def _prepared_more(self, progress: Progress) -> None:
        state = IndexState(indexed=progress.done, total=progress.total)
        self._panes.note.say_progress(state)
        if self._understood.query.looks_for_words:
            self._list(keep=True)

    def _prepared(self, state: IndexState) -> None:
        self._panes.note.say_progress(state)
        if self._understood.query.looks_for_words:
            self._list(keep=True)

    def _unprepared(self, failure: Failure) -> None:
        self._panes.note.say_progress(IndexState(indexed=0, total=0))
        self._panes.note.say_trouble(in_words(failure))

    def _list(self, *, keep: bool) -> None:
        if self._scope.section is Section.SEARCH and self._scope.name not in self._saved:
            return  # until it is known what it looks for
        self._asked += 1
        done = partial(self._listed, self._asked, keep)
        self._background.run(search.ids, self._desk, self.query, self.sort, done=done)

    def _listed(self, asked: int, keep: bool, ids: tuple[ArticleId, ...]) -> None:
        if asked != self._asked:
            return
        shown = merged(ids, self._panes.model.ids, self._held) if keep else ids
        self._say_empty()
        self._panes.show_articles(shown, keep=keep)
        if not keep and self.article is not None:
            self._panes.go_to(self.article.id)
        sorts = (*_SORTS, Sort.RELEVANCE) if self.query.all_words else _SORTS
        title = _("Search in {part}").format(part=self._scope.title) if self._text.strip() else self._scope.title
        self._panes.show_heading(title, len(shown), self.sort, sorts if shown else ())
        if self._wanted is not None and self._panes.go_to(self._wanted):
            self._wanted = None
        if self._returning is not None:  # once: what is no longer there is not waited for
            self._panes.go_to(self._returning)
            self._returning = None

    def _say_empty(self) -> None:
        empty = self._panes.empty
        if self._text.strip():
            empty.say(
                _("Nothing found"), _("No article here has these words. Escape clears the search."), icon="search"
            )
        elif self._scope.section is Section.UNREAD:
            empty.say(
                _("All read"), _("What you keep from now on is listed here until you have read it."), icon="check"
            )
        elif self._scope.section is Section.FAVOURITE:
            words = _("{keys} marks the chosen article as one.").format(keys=keys_or_name("favourite"))
            empty.say(_("No favourites yet"), words, icon="favourite")
        elif self._scope.section is Section.ARCHIVE:
            words = _("{keys} puts the chosen article away in it.").format(keys=keys_or_name("archive"))
            empty.say(_("The archive is empty"), words, icon="archive")
        elif self._scope.section is Section.BIN:
            empty.say(_("The bin is empty"), _("What you delete can be restored from here."), icon="trash")
        elif self._scope.section is Section.SEARCH:
            words = _("As soon as an article fits this search, it is listed here.")
            empty.say(_("Nothing found"), words, icon="bookmark")
        elif self._scope.section is Section.ALL:
            empty.say(_("Nothing kept yet"), "", icon="all")
        else:
            empty.say(_("No articles here"), "", icon="tag")

    def _count(self, counts: Counts) -> None:
        self.counts = counts
        if self._begins:
            self._begins = False
            if self._is_gone(counts):
                self.choose(EVERYTHING)
        self._window.sidebar.show_counts(counts)
        self._invite(first=counts.all == 0)
        if counts.tags != self._tags_counted:
            self._tags_counted = counts.tags
            self._background.run(_by_use, self._desk, counts.tags, done=self._know_tags)

    def _know_tags(self, tags: tuple[str, ...]) -> None:
        self.tags = tags
        self.tags_known.emit(tags)

    def _is_gone(self, counts: Counts) -> bool:
        """Tell whether the tag or the source that was left on is no more."""
        names = {Section.TAG: counts.tags, Section.SOURCE: counts.sources}.get(self._scope.section)
        named = self._scope.name
        return names is not None and not any(name == named or name.startswith(f"{named}/") for name, _number in names)

    def _invite(self, *, first: bool) -> None:
        if self.article is not None:
            return
        if first:
            words = _("Clean, with its pictures, in a library of your own. It starts with one link.")
            foot = _("A saved page, or a file with links in it, can be dropped just the same.")
            self._reader.empty.say(_("Keep what you read"), words, hints=invitation(), foot=foot)
        else:
            self._say_chosen()

    def _say_chosen(self) -> None:
        count = len(self._panes.selected)
        if count > 1:
            title = ngettext("{count} article chosen", "{count} articles chosen", count).format(count=f"{count:,}")
            self._reader.empty.say(title, _("What you do now is done to all of them."), icon="all")
        elif self.counts is None or self.counts.all:
            self._reader.empty.say(_("Nothing chosen"), _("Choose an article to read it here."), icon="all")

    def _open(self) -> None:
        """Show what is chosen once the choice has settled, so that running through a list opens nothing."""
        chosen = self._panes.selected
        if len(chosen) == 1:
            if self.article is None or self.article.id != chosen[0]:
                self._load(chosen[0])
        elif chosen or self.article is None:
            self._close()

    def _load(self, article: ArticleId) -> None:
        page = partial(_page, self._desk, article, self._reader.style_now().script)
        self._background.run(page, done=self._loaded, failed=partial(self._unreadable, article))

    def _loaded(self, found: tuple[Article, ReadyPage]) -> None:
        article, page = found
        again = self.article is not None and self.article.id == article.id and not self._panes.selected
        if again or self._panes.selected == (article.id,):
            if self.article is None or self.article.id != article.id:
                self._window.put_sidebar_away()
            self.article = article
            if page != self._page:
                self._page = page
                self._reader.show_page(page)
            self.shown.emit(article)

    def _unreadable(self, article: ArticleId, failure: Failure) -> None:
        if self._panes.selected == (article,):
            self._close()
            self._reader.empty.say(_("This article cannot be shown"), in_words(failure), icon="warning")

    def _close(self) -> None:
        """Show no article."""
        self.article = self._page = None
        self._reader.show_article(None)
        self._invite(first=self.counts is not None and self.counts.all == 0)
        self.shown.emit(None)

    def _load_summaries(self, wanted: tuple[ArticleId, ...]) -> None:
        self._background.run(partial(search.rows_of, self._desk, wanted), done=self._panes.model.accept)
        if self._understood.query.all_words:
            passages = partial(search.snippets, self._desk, self._understood.query, wanted)
            self._background.run(passages, done=partial(self._show_snippets, self._understood))

    def _show_snippets(self, understood: Understood, snippets: tuple[Snippet, ...]) -> None:
        if understood is self._understood:
            self._panes.model.accept_snippets(snippets)

    def _load_picture(self, sha256: str) -> None:
        accept = partial(self._window.pictures.accept, Sha256(sha256))
        self._background.run(
            _picture, self._desk, Sha256(sha256), done=accept, failed=lambda _failure: accept(QImage())
        )


def narrowed(scope: Query, typed: Query) -> Query:
    """Return what fits both the part of the library and what was typed, whose flags win."""
    return both(
        replace(
            scope,
            read=scope.read if typed.read is None else None,
            archived=scope.archived if typed.archived is None else None,
            favourite=scope.favourite if typed.favourite is None else None,
        ),
        typed,
    )


def merged(fresh: tuple[ArticleId, ...], shown: tuple[ArticleId, ...], held: set[ArticleId]) -> tuple[ArticleId, ...]:
    """Return `fresh` with those of `shown` that are held put back where they stood: after whom they followed."""
    missing = held.difference(fresh)
    if not missing:
        return fresh
    result = list(fresh)
    present = set(fresh)
    for before, article in zip((None, *shown), shown, strict=False):
        if article in missing:
            place = result.index(before) + 1 if before in present else 0
            result.insert(place, article)
            present.add(article)
    return tuple(result)


def _page(desk: Desk, article: ArticleId, script: str) -> tuple[Article, ReadyPage]:
    found = read.article(desk, article)
    return found, ready_page(found, words=page_words(), script=script)


def _by_use(desk: Desk, counts: tuple[tuple[str, int], ...]) -> tuple[str, ...]:
    """Return the tags, those that are likeliest to be given next first, and make ready how each is typed."""
    tags = by_use(counts, organise.recent_tags(desk, _RECENT_TAGS))
    for tag in tags:
        spelled_parts(tag)
    return tags


def _picture(desk: Desk, sha256: Sha256) -> QImage:
    return small(read.blob(desk, sha256))
