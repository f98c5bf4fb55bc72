"""What a person does to a tag in the sidebar: rename, merge, move, delete, each with its way back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint

from tearsheet.gui.background import Background
from tearsheet.gui.browsing import Browsing
from tearsheet.gui.menus import Menu
from tearsheet.gui.naming_sheets import NamingSheet, tag_sheet
from tearsheet.gui.scope import EVERYTHING, Scope, Section
from tearsheet.gui.sheets import Question
from tearsheet.gui.tag_field import tags_in
from tearsheet.gui.taking_back import TakingBack
from tearsheet.gui.toast import Toasts
from tearsheet.gui.window import MainWindow
from tearsheet.model.changes import Changes
from tearsheet.model.errors import Failure, Reason
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _
from tearsheet.workflows import organise
from tearsheet.workflows.desk import Desk


class Retagging(QObject):
    """The menu of a tag, and what is dropped on one."""

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        background: Background,
        browsing: Browsing,
        toasts: Toasts,
        taking_back: TakingBack,
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._background = window, desk, background
        self._browsing, self._toasts, self._taking_back = browsing, toasts, taking_back
        window.sidebar.menu_wanted.connect(self._offer)
        window.sidebar.tag_moved.connect(self.move)

    def menu(self, path: str) -> Menu:
        """Return what can be done with a tag."""
        menu = Menu(self._window)
        menu.addAction(_("Rename…"), partial(self.ask_name, path))
        menu.addAction(_("Merge into…"), partial(self.ask_merge, path))
        menu.addAction(_("Move below…"), partial(self.ask_above, path))
        if "/" in path:
            menu.addAction(_("Move to the top"), partial(self.move, path, ""))
        menu.addSeparator()
        menu.addAction(_("Delete tag"), partial(self.delete, path))
        return menu

    def ask_name(self, path: str) -> None:
        """Ask what a tag is to be called."""
        words = _("Tags below it move along. A slash makes a tree: economy/markets.")
        sheet = tag_sheet(self._window, _("Rename “{tag}”").format(tag=_shown(path)), words, _("Rename"), text=path)
        _open(sheet, partial(self.rename, path))

    def ask_merge(self, path: str) -> None:
        """Ask which tag another one is to become."""
        title = _("Merge “{tag}” into").format(tag=_shown(path))
        words = _("Whatever has the one has the other then. Tags below it move along.")
        sheet = tag_sheet(self._window, title, words, _("Merge"), known=self._others(path))
        _open(sheet, partial(self.merge, path))

    def ask_above(self, path: str) -> None:
        """Ask which tag another one is to stand below."""
        title = _("Move “{tag}” below").format(tag=_shown(path))
        sheet = tag_sheet(self._window, title, "", _("Move"), known=self._others(path))
        _open(sheet, partial(self.move, path))

    def rename(self, path: str, new: str) -> None:
        """Call a tag otherwise; where there is such a tag, ask whether they are to become one."""
        said = _("“{old}” is called “{new}” now").format(old=_shown(path), new=_shown(new))
        self._write(
            partial(organise.rename_tag, self._desk, path, new), said, path, new, partial(self.merge, path, new)
        )

    def merge(self, path: str, into: str) -> None:
        """Let a tag become another one."""
        said = _("“{old}” is merged into “{new}”").format(old=_shown(path), new=_shown(into))
        self._write(partial(organise.merge_tag, self._desk, path, into), said, path, into)

    def move(self, path: str, below: str) -> None:
        """Put a tag below another one, or at the top; where there is such a tag, ask whether to make them one."""
        new = "/".join(part for part in (below, path.rpartition("/")[2]) if part)
        said = _("“{old}” is “{new}” now").format(old=_shown(path), new=_shown(new))
        self._write(
            partial(organise.move_tag, self._desk, path, below), said, path, new, partial(self.merge, path, new)
        )

    def delete(self, path: str) -> None:
        """Take a tag and those below it off everything."""
        said = _("Tag “{tag}” deleted").format(tag=_shown(path))
        self._write(partial(organise.delete_tag, self._desk, path), said, path, "")

    def _offer(self, scope: Scope, place: QPoint) -> None:
        if scope.section is Section.TAG:
            self.menu(scope.name).exec(place)

    def _others(self, path: str) -> tuple[str, ...]:
        return tuple(tag for tag in self._browsing.tags if not f"{tag}/".startswith(f"{path}/"))

    def _write(
        self,
        write: Callable[[], Changes],
        said: str,
        old: str,
        new: str,
        join: Callable[[], None] | None = None,
    ) -> None:
        self._background.run(
            write,
            done=partial(self._written, said, old, new),
            failed=partial(self._failed, old, new, join),
        )

    def _written(self, said: str, old: str, new: str, changes: Changes) -> None:
        shown = self._browsing.scope
        if shown.section is Section.TAG and f"{shown.name}/".startswith(f"{old}/"):
            renamed = new + shown.name[len(old) :]
            self._browsing.choose(Scope(section=Section.TAG, name=renamed) if new else EVERYTHING)
        self._window.library_changed.emit(changes)
        self._taking_back.offer(changes, said)

    def _failed(self, old: str, new: str, join: Callable[[], None] | None, failure: Failure) -> None:
        if failure.reason is not Reason.TAG_EXISTS or join is None:
            self._toasts.say(in_words(failure), serious=True)
            return
        title = _("There is a tag “{tag}” already").format(tag=_shown(new))
        words = _("Merge “{tag}” into it? Undo parts them again.").format(tag=_shown(old))
        question = Question(self._window, title, words, _("Merge"))
        question.agreed.connect(join)
        question.open()


def _shown(path: str) -> str:
    return path.replace("/", " / ")


def _open(sheet: NamingSheet, then: Callable[[str], None]) -> None:
    sheet.agreed.connect(lambda texts: then(tags_in(texts[0])[0]))
    sheet.open()
