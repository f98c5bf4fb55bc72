"""Turn a way to open the library into a running window, which is painted before the library is opened.

What knows workflows is imported in a thread after the first paint: databases and networks cost a third of a second.
The preferences' sheet is imported when it is asked for.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from tearsheet.gui import style
from tearsheet.gui.background import Background
from tearsheet.gui.graphics import choose_graphics
from tearsheet.gui.keys import use_keys
from tearsheet.gui.one_window import OneWindow, hand_over
from tearsheet.gui.reader_style import ReadingStyle, with_style
from tearsheet.gui.remembered import Remembered
from tearsheet.gui.window import MainWindow
from tearsheet.model.errors import Failure, Reason, TearsheetError
from tearsheet.settings.language import system_language
from tearsheet.settings.preferences import Preferences
from tearsheet.text.reasons import in_words
from tearsheet.text.words import _, language, use_language

if TYPE_CHECKING:
    from tearsheet.gui.session import Session
    from tearsheet.workflows.desk import Desk

    Start = Callable[..., Session]
    OpenDesk = Callable[[str, Preferences], Desk]
    Failed = Callable[[Failure], None]


def run(
    make_desk: "Callable[[], Desk]",
    *,
    open_desk: "OpenDesk | None" = None,
    library: str = "",
    links: Sequence[str] = (),
    preferences: Preferences | None = None,
    failure: Failure | None = None,
    argv: Sequence[str] = (),
) -> int:
    """Open the window and return its exit code. Raises TearsheetError where there is no screen.

    `failure` is what went wrong with the preferences; it is said in the window. `open_desk` makes a desk of another
    library. Where a window has the `library` open already, that one is given the `links`, and there is no other.
    """
    application = make_application(argv)
    if library and hand_over(library, links):
        return 0
    program = Program(make_desk, preferences or Preferences(), failure, open_desk)
    program.open_window()
    if links:
        program.take(links)
    code = application.exec()
    program.close()
    return code


def make_application(argv: Sequence[str] = ()) -> QApplication:
    """Return Qt's application as this program needs it. Raises TearsheetError(NO_DISPLAY) before Qt would abort."""
    if sys.platform == "linux" and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        raise TearsheetError(Reason.NO_DISPLAY)
    choose_graphics()
    application = QApplication.instance()
    if application is None:
        # Named here, the style costs nothing; setStyle returns it, and Python's side of it takes 12 ms to be made.
        application = QApplication(["tearsheet", "-style", "Fusion", *argv])
    else:
        QApplication.setStyle("Fusion")  # somebody else's application, such as a test's
    assert isinstance(application, QApplication)  # noqa: S101 - nothing else makes one
    application.setApplicationName("Tearsheet")
    application.setDesktopFileName("tearsheet")
    return application


class Program(QObject):
    """The one window, and what outlives it when it is made anew in another language."""

    def __init__(
        self,
        make_desk: "Callable[[], Desk]",
        preferences: Preferences,
        failure: Failure | None = None,
        open_desk: "OpenDesk | None" = None,
    ) -> None:
        super().__init__()
        self._make_desk = make_desk
        self._open_desk = open_desk
        self._chosen = ""
        self._one_window: OneWindow | None = None
        refused = use_keys(preferences.keys)
        self._complaint = in_words(failure) if failure is not None else _refused(refused) if refused else ""
        self.background = Background(self)
        self.settings = Remembered(preferences, self.background)
        self.desk: Desk | None = None
        self.session: Session | None = None
        self._start: Start | None = None
        self._translator = QTranslator(self)
        self._closing = False
        QApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: self._dress())
        self.window = self._made()

    def take(self, links: Sequence[str]) -> None:
        """Come to the front, and keep the links that somebody gives, as soon as the library is there."""
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()
        if links:
            window.take_links(links)

    def open_window(self) -> None:
        """Show the window; the library follows."""
        self.window.first_painted.connect(self._load)
        self.window.show()

    def close(self) -> None:
        """Stop what runs and close the library."""
        self._hear_nobody()
        self.background.close()
        self.settings.close()
        if self.desk is not None:
            self.desk.close()

    def set_theme(self, preference: str) -> None:
        """Draw everything light, dark, or as the system does ("")."""
        self.settings.remember(theme=preference)
        self._dress()

    def set_keys(self, given: Mapping[str, str]) -> None:
        """Let commands have these keys, and all others the usual ones."""
        use_keys(given)
        self.settings.remember(keys=dict(given))
        self.window.take_keys()

    def set_style(self, style: ReadingStyle) -> None:
        """Set articles in this style."""
        self.settings.take(with_style(self.settings.preferences, style))
        if self.session is not None:
            self.session.reader.choose_style(style)

    def set_language(self, preference: str) -> None:
        """Speak another language from now on: the window is made anew, what runs goes on."""
        self.settings.remember(language=preference)
        use_language(preference or system_language())
        old, session = self.window, self.session
        self._remember_place()
        self.window = self._made()
        self._closing = True
        self.window.show()
        old.close()
        old.deleteLater()
        self._closing = False
        if session is not None and self._start is not None:
            self.session = self._start(
                self.window,
                self.desk,
                self.background,
                self.settings,
                captures=session.captures,
                rereads=session.rereads,
            )

    @property
    def can_change(self) -> bool:
        """Whether another library can be opened."""
        return self._open_desk is not None

    def open_library(self, place: str) -> None:
        """Work on another library from now on."""
        assert self._open_desk is not None  # noqa: S101 - nobody can ask for it then
        opened = self._open_desk(place, self.settings.preferences)
        self._chosen = place
        self._begin_anew(_open, lambda: opened)

    def move_library(self, to: Path) -> None:
        """Copy the library to another folder, and go on there; where that fails, go on here."""
        assert self._open_desk is not None and self.desk is not None  # noqa: S101
        old, new = self.desk, self._open_desk(str(to), self.settings.preferences)
        self._begin_anew(_move, old, new, failed=lambda failure: self._not_moved(old.location, failure))
        self.window.blank.say(_("Moving the library…"), str(to), icon="all")
        self._chosen = str(to)
        self.settings.remember(moved_from=old.location)

    def _not_moved(self, location: str, failure: Failure) -> None:
        self.settings.remember(moved_from="")
        self._complaint = in_words(failure)
        self.open_library(location)

    def _begin_anew(
        self, make: "Callable[..., tuple[Start, Desk]]", *given: object, failed: "Failed | None" = None
    ) -> None:
        """Close the library and make another ready in a window of its own, in the place of this one."""
        self._remember_place()
        self._hear_nobody()
        old = self.window
        self.background.close()  # links that are being captured wait in the library until it is open again
        self.settings.close()
        if self.desk is not None:
            self.desk.close()
        self.session, self.desk = None, None
        self.background = Background(self)
        self.settings = Remembered(self.settings.preferences, self.background)
        self.window = self._made()
        self._closing = True
        self.window.show()
        old.close()
        old.deleteLater()
        self._closing = False
        self.background.run(make, *given, done=self._loaded, failed=failed or self._not_loaded, slow=True)

    def _made(self) -> MainWindow:
        self._dress()
        self._speak()
        window = MainWindow()
        window.show_geometry(self.settings.preferences.window)
        window.show_panes(self.settings.preferences.panes, sidebar=not self.settings.preferences.sidebar_hidden)
        window.closing.connect(self._remember_place)
        window.actions_by_name["preferences"].triggered.connect(lambda: self.ask_preferences())
        window.actions_by_name["keys"].triggered.connect(self.show_keys)
        return window

    def _dress(self) -> None:
        style.apply(style.chosen(self.settings.preferences.theme))
        if self.session is not None:
            self.session.reader.set_theme()

    def _speak(self) -> None:
        """Give Qt's own words (dialogs, field menus) the window's language too."""
        QCoreApplication.removeTranslator(self._translator)
        QLocale.setDefault(QLocale(language()))
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if language() != "en" and self._translator.load(f"qtbase_{language()}", folder):
            QCoreApplication.installTranslator(self._translator)

    def _load(self) -> None:
        self.background.run(_open, self._make_desk, done=self._loaded, failed=self._not_loaded)

    def _loaded(self, found: "tuple[Start, Desk]") -> None:
        self._start, self.desk = found
        self.session = self._start(self.window, self.desk, self.background, self.settings)
        self._take_note(self.desk)
        self._hear_other_starts(self.desk)
        if self.desk.library.read_only:
            self.session.toasts.say(_("It can be read here, not written."), serious=True)
        if self._complaint:
            self.session.toasts.say(self._complaint, serious=True)
            self._complaint = ""

    def _hear_other_starts(self, desk: "Desk") -> None:
        if self._open_desk is None:
            return
        self._hear_nobody()
        self._one_window = OneWindow(desk.location, self)
        self._one_window.called.connect(self.take)

    def _hear_nobody(self) -> None:
        if self._one_window is not None:
            self._one_window.close()
            self._one_window = None

    def _take_note(self, desk: "Desk") -> None:
        """Remember which library is open, for the next start and the list of those opened before."""
        if self._open_desk is None:
            return
        from tearsheet.workflows.places import with_recent

        recent = with_recent(self.settings.preferences.recent_libraries, desk.location)
        # One that was named for this run alone is not the one of the next.
        library = self._chosen or self.settings.preferences.library
        self.settings.remember(library=library, recent_libraries=recent)

    def _not_loaded(self, failure: Failure) -> None:
        self.window.blank.say(_("The library cannot be opened"), in_words(failure), icon="warning")

    def _remember_place(self) -> None:
        if not self._closing:
            self.settings.remember(
                window=self.window.geometry_text(),
                panes=self.window.panes_text(),
                sidebar_hidden=not self.window.sidebar_wanted,
            )
            if self.session is not None:
                self.session.remember_place()

    def ask_preferences(self, page: str = "") -> None:
        """Show the preferences, perhaps one `Page` of them."""
        from tearsheet.gui.export_preferences import ExportPreferences
        from tearsheet.gui.preferences import Page, PreferencesSheet
        from tearsheet.gui.preferences_asking import LibraryAsking

        if any(sheet.isVisible() for sheet in self.window.findChildren(PreferencesSheet)):
            return
        asking = LibraryAsking(self)
        chosen = Page(page) if page else Page.GENERAL
        sheet = PreferencesSheet(self.window, self.settings.preferences, asking.facts, chosen)
        sheet.theme_chosen.connect(self.set_theme)
        sheet.language_chosen.connect(self._speak_in_preferences)
        sheet.mark_read_chosen.connect(lambda moment: self.settings.remember(mark_read=moment))
        sheet.style_chosen.connect(self.set_style)
        sheet.keys_chosen.connect(self.set_keys)
        asking.attend(sheet)
        ExportPreferences(self, sheet)
        sheet.open()

    def show_keys(self) -> None:
        """Show the list of all keys."""
        from tearsheet.gui.keys_sheet import KeysSheet

        if not any(sheet.isVisible() for sheet in self.window.findChildren(KeysSheet)):
            sheet = KeysSheet(self.window)
            sheet.change_wanted.connect(lambda: self.ask_preferences("keys"))
            sheet.open()

    def _speak_in_preferences(self, preference: str) -> None:
        self.set_language(preference)
        self.ask_preferences()  # again, in the new window


def _open(make_desk: "Callable[[], Desk]") -> "tuple[Start, Desk]":
    from tearsheet.gui.session import Session

    desk = make_desk()
    _library = desk.library  # opened here, where nobody waits for it
    return Session, desk


def _move(old: "Desk", new: "Desk", *_given: object) -> "tuple[Start, Desk]":
    """Copy the library and open the copy; the old desk is opened again for that, and closed."""
    from tearsheet.workflows.places import move

    try:
        move(old, Path(new.location))
    finally:
        old.close()
    return _open(lambda: new)


def _refused(keys: Sequence[str]) -> str:
    words = _("These keys cannot be used: {keys}. The usual ones hold in their place.")
    return words.format(keys=", ".join(keys))
