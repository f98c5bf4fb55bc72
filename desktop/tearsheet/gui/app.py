"""Turn a way to open the library into a running window, which is painted before the library is opened.

What knows workflows is imported in a thread after the first paint: databases and networks cost a third of a second.
The preferences' sheet is imported when it is asked for.
"""

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from tearsheet.gui import style
from tearsheet.gui.background import Background
from tearsheet.gui.graphics import choose_graphics
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
    argv: Sequence[str] = (),
) -> int:
    """Open the window and return its exit code. Raises TearsheetError where there is no screen."""
    application = make_application(argv)
    program = Program(make_desk, preferences or Preferences())
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

    def __init__(self, make_desk: "Callable[[], Desk]", preferences: Preferences) -> None:
        super().__init__()
        self._make_desk = make_desk
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
        if self.desk is not None:
            self.desk.close()

    def set_theme(self, preference: str) -> None:
        """Draw everything light, dark, or as the system does ("")."""
        self.settings.remember(theme=preference)
        self._dress()

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
        window.show_panes(self.settings.preferences.panes)
        window.closing.connect(self._remember_place)
        window.actions_by_name["preferences"].triggered.connect(self._ask_preferences)
        return window

    def _dress(self) -> None:
        style.apply(style.chosen(self.settings.preferences.theme))

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

    def _not_loaded(self, failure: Failure) -> None:
        self.window.blank.say(_("The library cannot be opened"), in_words(failure), icon="warning")

    def _remember_place(self) -> None:
        if not self._closing:
            self.settings.remember(window=self.window.geometry_text(), panes=self.window.panes_text())

    def _ask_preferences(self) -> None:
        from tearsheet.gui.sheets import PreferencesSheet

        chosen = self.settings.preferences
        sheet = PreferencesSheet(self.window, theme=chosen.theme, language=chosen.language)
        sheet.theme_chosen.connect(self.set_theme)
        sheet.language_chosen.connect(self.set_language)
        sheet.open()


def _open(make_desk: "Callable[[], Desk]") -> "tuple[Start, Desk]":
    from tearsheet.gui.session import Session

    desk = make_desk()
    _library = desk.library  # opened here, where nobody waits for it
    return Session, desk
