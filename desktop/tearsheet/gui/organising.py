"""Connect commands on articles with what they do to the library, each with a way back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from tearsheet.gui.background import Background
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.buttons import IconButton
from tearsheet.gui.editing_sheet import EditingSheet, Wanted, fields_of
from tearsheet.gui.menus import Menu
from tearsheet.gui.reader import ReaderPane
from tearsheet.gui.remembered import Remembered
from tearsheet.gui.sheets import TagsSheet
from tearsheet.gui.taking_back import TakingBack
from tearsheet.gui.toast import Toasts
from tearsheet.gui.window import MainWindow
from tearsheet.model.article import Article, ArticleSummary
from tearsheet.model.changes import Changes
from tearsheet.model.ids import ArticleId
from tearsheet.settings.reading_places import ReadingPlace
from tearsheet.text.words import _, ngettext
from tearsheet.workflows import organise, pictures, search
from tearsheet.workflows.desk import Desk

_READ_AFTER = 1200
_MENU = (
    *("read", "favourite", "archive", "tag", "edit", "", "open-original", "copy-article", "copy-link", "copy-markdown"),
    *("export", "", "recapture", "versions", "compare", "", "reread", "repair", "why", "delete"),
)
_BIN_MENU = ("restore", "", "open-original", "copy-article", "copy-link", "export", "", "delete")
_MORE = (
    *("read", "edit", "article-note", "", "find-here", "read-aloud", "pictures", "print", "focus", ""),
    *("open-original", "copy-link", "kept-page", ""),
    *("recapture", "versions", "compare", "", "reread", "repair", "why", "delete", "", "undo", "preferences"),
)


Rows = tuple[ArticleSummary | Article, ...]


class Organising(QObject):
    """Marks, tags, edits and deletes; says what was done and offers to take it back.

    What is deleted where it is in the bin already cannot come back: `gone_for_good` names it, for somebody to ask.
    """

    gone_for_good = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        background: Background,
        browsing: Browsing,
        reader: ReaderPane,
        toasts: Toasts,
        settings: Remembered,
        taking_back: TakingBack,
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._background = window, desk, background
        self._browsing, self._toasts, self._settings = browsing, toasts, settings
        self._taking_back = taking_back
        self._ended = ""
        self._shown: ArticleId | None = None
        self._reading = QTimer(self, singleShot=True, interval=_READ_AFTER)
        self._reading.timeout.connect(self._has_read)
        commands: dict[str, Callable[[], None]] = {
            "read": self.toggle_read,
            "favourite": self.toggle_favourite,
            "archive": self.toggle_archived,
            "tag": self.ask_tags,
            "edit": self.ask_fields,
            "delete": self.delete,
            "restore": self.restore,
            "open-original": self.open_original,
            "copy-link": self.copy_link,
        }
        for name, act in commands.items():
            window.actions_by_name[name].triggered.connect(act)
        self._buttons = {name: self._button(name) for name in ("favourite", "archive", "tag", "export")}
        self._more = IconButton("more", _("More"))
        self._more.clicked.connect(lambda: self._offer_more())
        for button in (*self._buttons.values(), self._more):
            reader.tools.add(button)
        browsing.shown.connect(self._show_state)
        window.articles.selection_changed.connect(self._name_actions)
        window.library_changed.connect(lambda _changes: QTimer.singleShot(0, self._name_actions))
        window.articles.menu_wanted.connect(self.offer)
        reader.link_clicked.connect(lambda link: QDesktopServices.openUrl(QUrl(link)))
        reader.retry_pictures.connect(self.fetch_pictures)
        reader.placed.connect(self._look)
        self._show_state(None)

    @property
    def chosen(self) -> tuple[ArticleId, ...]:
        """The articles a command is meant for: those selected, or the one that is read."""
        read = self._browsing.article
        return self._window.articles.selected or ((read.id,) if read is not None else ())

    def toggle_read(self) -> None:
        """Mark as read, or as unread when all chosen ones are read."""
        self._toggle(
            lambda article: article.read,
            lambda ids, value: organise.mark(self._desk, ids, read=value),
            on=lambda count: ngettext("Marked as read", "{count} articles marked as read", count),
            off=lambda count: ngettext("Marked as unread", "{count} articles marked as unread", count),
        )

    def toggle_favourite(self) -> None:
        """Make favourites, or take that back when all chosen ones are."""
        self._toggle(
            lambda article: article.favourite,
            lambda ids, value: organise.mark(self._desk, ids, favourite=value),
            on=lambda count: ngettext("Now a favourite", "{count} articles are favourites now", count),
            off=lambda count: ngettext("No favourite any more", "{count} articles are no favourites any more", count),
        )

    def toggle_archived(self) -> None:
        """Put into the archive, or take out when all chosen ones are in it."""
        self._toggle(
            lambda article: article.archived,
            lambda ids, value: organise.mark(self._desk, ids, archived=value),
            on=lambda count: ngettext("Archived", "{count} articles archived", count),
            off=lambda count: ngettext("Taken out of the archive", "{count} articles taken out of the archive", count),
        )

    def delete(self) -> None:
        """Move to the bin, or from there to nowhere."""
        ids = self.chosen
        if ids and self._browsing.is_in_bin:
            self.gone_for_good.emit(ids)
            return
        words = ngettext("Deleted", "{count} articles deleted", len(ids)).format(count=f"{len(ids):,}")
        if ids:
            self._change(partial(organise.delete, self._desk, ids), words)

    def restore(self) -> None:
        """Take out of the bin."""
        ids = self.chosen
        words = ngettext("Restored", "{count} articles restored", len(ids)).format(count=f"{len(ids):,}")
        if ids:
            self._change(partial(organise.undelete, self._desk, ids), words)

    def ask_tags(self) -> None:
        """Ask for the tags of the chosen articles."""
        self._with_rows(self._ask_tags)

    def _ask_tags(self, rows: Rows) -> None:
        common = tuple(tag for tag in rows[0].tags if all(tag in row.tags for row in rows))
        sheet = TagsSheet(self._window, len(rows), common, self._browsing.tags)
        sheet.agreed.connect(partial(self._tag, tuple(row.id for row in rows)))
        sheet.open()

    def ask_fields(self) -> None:
        """Ask for what is to be known of the chosen articles."""
        self._with_rows_of_now(self._ask_fields)

    def _ask_fields(self, rows: Rows) -> None:
        sheet = EditingSheet(self._window, tuple(map(fields_of, rows)), self._browsing.tags)
        sheet.agreed.connect(partial(self._edit, tuple(row.id for row in rows)))
        sheet.open()

    def _edit(self, ids: tuple[ArticleId, ...], wanted: Wanted) -> None:
        words = ngettext("Article changed", "{count} articles changed", len(ids)).format(count=f"{len(ids):,}")
        edit = partial(organise.edit, self._desk, ids, wanted.edits, add=wanted.add, remove=wanted.remove)
        self._change(edit, words)

    def open_original(self) -> None:
        """Open the page in the browser."""
        self._with_rows(_open)

    def copy_link(self) -> None:
        """Put the addresses on the clipboard."""
        self._with_rows(self._copy)

    def _copy(self, rows: Rows) -> None:
        links = [row.url for row in rows if row.url]
        if links:
            QGuiApplication.clipboard().setText("\n".join(links))
            self._toasts.say(ngettext("Link copied", "{count} links copied", len(links)).format(count=len(links)))

    def fetch_pictures(self, article: int) -> None:
        """Fetch again what is missing of an article's pictures."""
        self._toasts.say(_("Fetching the missing pictures…"))
        self._background.run(
            pictures.retry_missing,
            self._desk,
            ArticleId(article),
            slow=True,
            progress=lambda _p: None,
            done=self._window.library_changed.emit,
            failed=self._toasts.say_failure,
        )

    def offer(self, place: QPoint) -> None:
        """Open the menu of the chosen articles."""
        if self._window.articles.selected:
            self._menu(_BIN_MENU if self._browsing.is_in_bin else _MENU).exec(place)

    def _menu(self, names: tuple[str, ...]) -> Menu:
        self._name_actions()
        menu = Menu(self._window)
        for name in names:
            if name:
                menu.addAction(self._window.actions_by_name[name])
            else:
                menu.addSeparator()
        return menu

    def _offer_more(self) -> None:
        menu = self.more_menu()
        menu.exec(self._window.at_corner(menu, self._more))

    def more_menu(self) -> Menu:
        """Return what there is to do besides the buttons, and what those do for which there is no room."""
        without = tuple(name for name, button in self._buttons.items() if button.isHidden())
        names = (*without, "", *_MORE) if without else _MORE
        article = self._browsing.article
        deleted = article is not None and article.deleted is not None
        return self._menu(tuple("restore" if name == "delete" and deleted else name for name in names))

    def _button(self, name: str) -> IconButton:
        action = self._window.actions_by_name[name]
        button = IconButton(action.property("icon-name"), action.text().rstrip("…"), command=name)
        button.clicked.connect(action.trigger)
        return button

    def _rows(self) -> Rows:
        """Return what is known of the chosen articles: of many that are selected, those somebody has looked at."""
        known = (self._window.articles.model.summary(article) for article in self._window.articles.selected)
        rows = tuple(row for row in known if row is not None)
        return rows or ((self._browsing.article,) if self._browsing.article is not None else ())

    def _with_rows(self, act: Callable[[Rows], None]) -> None:
        """Do something with all that are chosen, once those not looked at are known too."""
        rows = self._rows()
        if len(rows) != len(self.chosen):
            self._with_rows_of_now(act)
        elif rows:
            act(rows)

    def _with_rows_of_now(self, act: Callable[[Rows], None]) -> None:
        """Do something with all that are chosen as they are: the list may not know yet what was just changed."""

        def done(rows: Rows) -> None:
            if rows:
                act(rows)

        self._background.run(search.rows_of, self._desk, self.chosen, done=done, failed=self._toasts.say_failure)

    def _toggle(
        self,
        flag: Callable[[ArticleSummary | Article], bool],
        mark: Callable[[tuple[ArticleId, ...], bool], Changes],
        *,
        on: Callable[[int], str],
        off: Callable[[int], str],
    ) -> None:
        def turn(rows: Rows) -> None:
            value = not all(flag(row) for row in rows)
            ids = tuple(row.id for row in rows if flag(row) is not value)
            self._browsing.hold(ids if value else ())
            words = (on if value else off)(len(ids)).format(count=f"{len(ids):,}")
            self._change(partial(mark, ids, value), words)

        self._with_rows_of_now(turn)

    def _tag(self, ids: tuple[ArticleId, ...], add: tuple[str, ...], remove: tuple[str, ...]) -> None:
        many = _("Tags of {count} articles changed").format(count=f"{len(ids):,}")
        words = many if len(ids) > 1 else _("Tags changed")
        self._change(partial(organise.tag, self._desk, ids, add=add, remove=remove), words)

    def _change(self, write: Callable[[], Changes], words: str = "") -> None:
        def done(changes: Changes) -> None:
            self._window.library_changed.emit(changes)
            self._taking_back.offer(changes, words)

        self._background.run(write, done=done, failed=self._toasts.say_failure)

    def _has_read(self) -> None:
        """Mark as read what has been looked at for a moment, at its end or (when that is chosen) anywhere."""
        article = self._browsing.article
        if article is not None and not article.read:
            self._browsing.hold((article.id,))
            self._change(partial(organise.mark_as_read_by_itself, self._desk, article.id))

    def _look(self, key: str, place: ReadingPlace) -> None:
        """Take note of where the article is looked at."""
        if place.share < 1:
            self._ended = "" if self._ended == key else self._ended
        elif self._ended != key:
            self._ended = key
            self._begin_reading()

    def _begin_reading(self) -> None:
        article = self._browsing.article
        wanted = self._settings.preferences.mark_read
        if article is None or article.read or wanted == "never":
            return
        if wanted == "opened" or self._ended == article.uid:
            self._reading.start()

    def _show_state(self, article: Article | None) -> None:
        another = article is None or article.id != self._shown
        self._shown = article.id if article is not None else None
        if another:
            self._reading.stop()
        for button in (*self._buttons.values(), self._more):
            button.setVisible(article is not None)
        if article is None:
            return
        self._buttons["favourite"].show_icon("favourite-on" if article.favourite else "favourite")
        self._buttons["favourite"].setCheckable(True)
        self._buttons["favourite"].setChecked(article.favourite)
        self._buttons["archive"].setCheckable(True)
        self._buttons["archive"].setChecked(article.archived)
        if another:  # and not after each change: what somebody marks as unread stays so while it is looked at
            self._begin_reading()

    def _name_actions(self) -> None:
        rows = self._rows()
        named = self._window.actions_by_name
        named["delete"].setText(_("Delete for good…") if self._browsing.is_in_bin else _("Delete"))
        named["read"].setText(_("Mark as unread") if rows and all(r.read for r in rows) else _("Mark as read"))
        named["favourite"].setText(
            _("Remove from favourites") if rows and all(r.favourite for r in rows) else _("Favourite")
        )
        named["archive"].setText(
            _("Take out of the archive") if rows and all(r.archived for r in rows) else _("Archive")
        )


def _open(rows: Rows) -> None:
    for row in rows:
        if row.url:
            QDesktopServices.openUrl(QUrl(row.url))
