"""Connect the command to read aloud with the article's sentences, the system's voice and the bar that steers it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from tearsheet.gui.browsing import Browsing
from tearsheet.gui.reader import ReaderPane
from tearsheet.gui.reader_display import Display
from tearsheet.gui.remembered import Remembered
from tearsheet.gui.speaking import SPEEDS, Voice, no_voice_words, system_voice
from tearsheet.gui.toast import Toasts
from tearsheet.gui.window import MainWindow
from tearsheet.text.words import _

_PAINTED = 50


class ReadingAloud(QObject):
    """`find_voice` is asked when somebody wants to listen, and again until there is a voice."""

    def __init__(
        self, window: MainWindow, browsing: Browsing, reader: ReaderPane, toasts: Toasts, settings: Remembered
    ) -> None:
        super().__init__(window)
        self._window, self._browsing, self._reader = window, browsing, reader
        self._toasts, self._settings = toasts, settings
        self.find_voice: Callable[[QObject], Voice | None] = system_voice
        self._voice: Voice | None = None
        self._on = self._paused = False
        self._asked = 0
        self._bar = reader.speaking
        self._bar.turned.connect(self.turn)
        self._bar.moved.connect(self._ask)
        self._bar.sped.connect(self._hurry)
        self._bar.left.connect(self.stop)
        window.actions_by_name["read-aloud"].triggered.connect(self.turn)
        window.hush = self.stop
        window.closing.connect(self.stop)
        browsing.shown.connect(lambda article: None if article else self.stop())
        reader.display_taken.connect(self._follow)

    def turn(self) -> None:
        """Read aloud from the sentence that is selected or the first one in view; pause; go on."""
        if not self._on:
            self._begin()
        elif self._paused:
            self._show_state(paused=False)
            self._ask(0)
        else:
            self._show_state(paused=True)
            self._hush()

    def stop(self) -> bool:
        """Read aloud no more, and return whether that was done before."""
        if not self._on:
            return False
        self._on = False
        self._hush()
        if self._reader.display is not None:
            self._reader.display.forget_sentence()
        keyboard = self._window.focusWidget()
        if keyboard is not None and self._bar.isAncestorOf(keyboard):
            self._reader.focus_page()  # before it is handed on, which would be to the page's first link
        self._bar.hide()
        self._name_action()
        return True

    def _begin(self) -> None:
        display = self._reader.display
        if self._browsing.article is None or display is None:
            return
        if self._voice is None:
            self._toasts.say(_("Looking for a voice…"))  # for which the window waits some moments, the first time
            QTimer.singleShot(_PAINTED, self, self._look_for_voice)
        else:
            self._begin_with(display, self._voice)

    def _look_for_voice(self) -> None:
        if self._voice is None:
            self._voice = self.find_voice(self)
            if self._voice is None:
                self._toasts.say(no_voice_words(), serious=True)
                return
            self._toasts.clear()
            self._voice.ended.connect(lambda: self._ask(1))
            self._voice.failed.connect(self._fail)
            self.turn()

    def _begin_with(self, display: Display, voice: Voice) -> None:
        self._on = True
        voice.use_language(self._reader.language)
        voice.use_speed(self._speed)
        self._bar.begin(self._speed)
        self._show_state(paused=False)
        self._asked += 1
        display.first_sentence(partial(self._first, self._asked))

    def _first(self, asked: int, words: str | None) -> None:
        if words is None and self._on and asked == self._asked:
            self._toasts.say(_("There is nothing here to read aloud."))
        self._say(asked, words)

    def _ask(self, by: int) -> None:
        """Go on to another sentence, and say it unless somebody has paused."""
        if not self._paused:
            self._hush()
        self._asked += 1
        if self._reader.display is not None:
            self._reader.display.next_sentence(by, partial(self._say, self._asked))

    def _say(self, asked: int, words: str | None) -> None:
        if not self._on or asked != self._asked:
            return
        if words is None:
            self.stop()
        elif self._voice is not None and not self._paused:
            self._voice.say(words)

    def _hush(self) -> None:
        if self._voice is not None:
            self._voice.hush()

    def _hurry(self, speed: int) -> None:
        """Speak at another speed, what is being said from its beginning, so that it is heard."""
        self._settings.remember(reader_speed=speed)
        if self._voice is not None:
            self._voice.use_speed(speed)
        if not self._paused:
            self._ask(0)

    def _fail(self, reason: str) -> None:
        self.stop()
        self._toasts.say(_("The voice of this computer failed: {reason}").format(reason=reason), serious=True)

    def _follow(self, display: Display) -> None:
        self.stop()
        display.marks.turned.connect(lambda _key: self.stop())

    def _show_state(self, *, paused: bool) -> None:
        self._paused = paused
        self._bar.show_state(paused=paused)
        self._name_action()

    def _name_action(self) -> None:
        going = _("Go on reading aloud") if self._paused else _("Pause reading aloud")
        self._window.actions_by_name["read-aloud"].setText(going if self._on else _("Read aloud"))

    @property
    def _speed(self) -> int:
        kept = self._settings.preferences.reader_speed
        return kept if kept in SPEEDS else 0
