"""The page of the preferences about the library: where it is, other libraries, backups, and how much room it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tearsheet.gui import fonts
from tearsheet.gui.buttons import Button, QuietButton
from tearsheet.gui.moments import number
from tearsheet.gui.ticks import Choice
from tearsheet.gui.words import Words
from tearsheet.settings import paths
from tearsheet.text.upkeep import size_in_words
from tearsheet.text.words import _, ngettext

_DAYS = (0, 30, 90, 365)
_INSET = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryFacts:
    """What there is to say of the library: where it is, how much is in it, what speaks against its place, its backups.

    What takes a moment to find out is empty or None until it is known.
    """

    location: str = ""
    articles: int | None = None
    size: int | None = None
    warning: str = ""
    can_change: bool = True
    read_only: bool = False
    backups: str = ""
    last_backup: str | None = None
    backups_off: bool = False
    own_backup_folder: bool = True
    bin_days: int = 0
    recent: Sequence[str] = ()
    moved_from: str = ""


class LibraryPage(QWidget):
    """`wanted` brings the name of what is to be done: open, new, move, discard, backup-folder, backups-inside, or the
    name of a command. `recent_chosen` brings the place of another library.
    """

    wanted = Signal(str)
    recent_chosen = Signal(str)
    daily_chosen = Signal(bool)
    bin_days_chosen = Signal(int)

    def __init__(self, facts: LibraryFacts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, Button] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 16, 8)
        self._column.setSpacing(4)
        self._place(facts)
        if facts.location and "://" not in facts.location:
            self._backups(facts)
        if facts.location and not facts.read_only:
            self._bin(facts)
        self._column.addStretch(1)
        self._facts = facts
        self.show_facts(facts)

    def show_facts(self, facts: LibraryFacts) -> None:
        """Say what is known by now."""
        parts = []
        if facts.articles is not None:
            count = ngettext("{count} article", "{count} articles", facts.articles)
            parts.append(count.format(count=number(facts.articles)))
        if facts.size is not None:
            parts.append(size_in_words(facts.size))
        self._content.say(" · ".join(parts) or "…")
        self._warning.say(facts.warning)
        self._warning.setVisible(bool(facts.warning))
        if "back-up" in self.buttons:
            self._last.say(_last_in_words(facts.last_backup))

    def _place(self, facts: LibraryFacts) -> None:
        self._say(_("Where it is"), facts.location or _("It is not open yet."), most=4)
        self._content = Words("", self, colour="soft", font=fonts.ui(fonts.SMALL))
        self._add(self._content)
        if facts.read_only:
            self._add(Words(_("It can be read here, not written."), self, colour="accent_ink", most=2))
        self._warning = Words("", self, colour="accent_ink", most=6)
        self._add(self._warning)
        row = []
        if facts.location and Path(facts.location).is_dir():  # others are in a database
            row.append(self._folder_button(facts.location))
            row.append(self._button("storage", _("Storage…"), icon="all"))
        if facts.location and not facts.read_only:
            row.append(self._button("import", _("Import…"), icon="down"))
        self._row(row)
        another = []
        if facts.can_change:
            another = [self._button("open", _("Open another…")), self._button("new", _("New…"))]
        if another and facts.location and "://" not in facts.location and not facts.read_only:
            another.append(self._button("move", _("Move…")))
        self._row(another)
        if facts.moved_from:
            words = _("The copy from before it was moved is still in {folder}.").format(folder=facts.moved_from)
            self._add(Words(words, self, colour="soft", most=3))
            self._row([self._button("discard", _("Put the old copy into the trash"))])
        self._recent(facts)

    def _recent(self, facts: LibraryFacts) -> None:
        others = [place for place in facts.recent if place != facts.location][:4]
        if not others or not facts.can_change:
            return
        self._head(_("Opened before"))
        for place in others:
            button = QuietButton(paths.short(place), self)
            button.setFont(fonts.ui())
            button.setToolTip(place)
            button.setAccessibleName(place)
            button.clicked.connect(lambda _checked, place=place: self.recent_chosen.emit(place))
            self._row([button])

    def _backups(self, facts: LibraryFacts) -> None:
        self._head(_("Backups"))
        daily = Choice((("on", _("Every day")), ("off", _("By hand only"))), "off" if facts.backups_off else "on", self)
        daily.setAccessibleName(_("Backups"))
        daily.chosen.connect(lambda name: self.daily_chosen.emit(name == "on"))
        self._row([daily], inset=_INSET)
        self._column.addSpacing(4)
        self._add(Words(facts.backups, self, most=3))
        self._last = Words("", self, colour="soft", font=fonts.ui(fonts.SMALL))
        self._add(self._last)
        row = [self._button("back-up", _("Back up now")), self._button("backup-folder", _("Another folder…"))]
        if not facts.own_backup_folder:
            row.append(self._button("backups-inside", _("In the library")))
        self._row(row)
        if facts.own_backup_folder:
            words = _("They are on the same disk as the library. A folder on another disk is safer.")
            self._add(Words(words, self, colour="faint", font=fonts.ui(fonts.SMALL), most=2))
        self._row([self._button("check-library", _("Check the library"), icon="check")])

    def _bin(self, facts: LibraryFacts) -> None:
        self._head(_("The bin keeps articles"))
        days = facts.bin_days if facts.bin_days in _DAYS else 0
        words = tuple((str(each), _for_so_long(each)) for each in _DAYS)
        choice = Choice(words, str(days), self)
        choice.setAccessibleName(_("The bin keeps articles"))
        choice.chosen.connect(lambda name: self.bin_days_chosen.emit(int(name)))
        self._row([choice], inset=_INSET)
        self._row([self._button("empty-bin", _("Empty the bin…"), icon="trash")])

    def _folder_button(self, location: str) -> Button:
        show = QuietButton(_("Open folder"), self, icon="open", leading=True)
        show.setFont(fonts.ui(strong=True))
        show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(location)))
        return show

    def _button(self, name: str, words: str, *, icon: str = "") -> Button:
        button = QuietButton(words, self, icon=icon, leading=True)
        button.setFont(fonts.ui(strong=True))
        button.clicked.connect(lambda: self.wanted.emit(name))
        self.buttons[name] = button
        return button

    def _say(self, name: str, value: str, *, most: int = 1) -> None:
        self._head(name)
        self._add(Words(value, self, most=most))

    def _head(self, words: str) -> None:
        if self._column.count():
            self._column.addSpacing(12)
        self._add(Words(words, self, colour="soft", font=fonts.ui(fonts.SMALL)))

    def _add(self, words: Words) -> None:
        """Put words under those of the buttons, not under their edges."""
        row = QHBoxLayout()
        row.setContentsMargins(_INSET, 0, 0, 0)
        row.addWidget(words)
        self._column.addLayout(row)

    def _row(self, parts: Sequence[QWidget], *, inset: int = 0) -> None:
        if not parts:
            return
        row = QHBoxLayout()
        row.setContentsMargins(inset, 0, 0, 0)
        row.setSpacing(4)
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        self._column.addLayout(row)


def _last_in_words(last: str | None) -> str:
    if last is None:
        return "…"
    return _("The last one was made on {moment}.").format(moment=last) if last else _("There is none yet.")


def _for_so_long(days: int) -> str:
    if not days:
        return _("Until emptied")
    return ngettext("{count} day", "{count} days", days).format(count=days)
