"""Turn a way to open the library into a running window, which is painted before the library is opened.

What knows workflows is imported in a thread after the first paint: databases and networks cost a third of a second.
The preferences' sheet is imported when it is asked for.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from tearsheet.gui import style
from tearsheet.gui.background import Background
from tearsheet.gui.graphics import choose_graphics
from tearsheet.gui.keys import use_keys
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


def run(
    make_desk: "Callable[[], Desk]",
    *,
    preferences: Preferences | None = None,
    failure: Failure | None = None,
    argv: Sequence[str] = (),
) -> int:
    """Open the window and return its exit code. Raises TearsheetError where there is no screen.

    `failure` is what went wrong with the preferences; it is said in the window.
    """
    application = make_application(argv)
    program = Program(make_desk, preferences or Preferences(), failure)
    program.open_window()
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
        self, make_desk: "Callable[[], Desk]", preferences: Preferences, failure: Failure | None = None
    ) -> None:
        super().__init__()
        self._make_desk = make_desk
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

    def open_window(self) -> None:
        """Show the window; the library follows."""
        self.window.first_painted.connect(self._load)
        self.window.show()

    def close(self) -> None:
        """Stop what runs and close the library."""
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
        if self._complaint:
            self.session.toasts.say(self._complaint, serious=True)

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
        from tearsheet.gui.preferences import LibraryFacts, Page, PreferencesSheet

        if any(sheet.isVisible() for sheet in self.window.findChildren(PreferencesSheet)):
            return
        desk, counts = self.desk, self.session.browsing.counts if self.session is not None else None
        articles = counts.all if counts is not None else None
        library = LibraryFacts(location=desk.location, articles=articles) if desk is not None else None
        chosen = Page(page) if page else Page.GENERAL
        sheet = PreferencesSheet(self.window, self.settings.preferences, library, chosen)
        sheet.theme_chosen.connect(self.set_theme)
        sheet.language_chosen.connect(self._speak_in_preferences)
        sheet.mark_read_chosen.connect(lambda moment: self.settings.remember(mark_read=moment))
        sheet.style_chosen.connect(self.set_style)
        sheet.keys_chosen.connect(self.set_keys)
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


def _refused(keys: Sequence[str]) -> str:
    words = _("These keys cannot be used: {keys}. The usual ones hold in their place.")
    return words.format(keys=", ".join(keys))
