"""Turn words into speech by the system's voices. Qt's part for it, which brings multimedia along, is loaded late."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer, Signal

from tearsheet.text.words import _

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech

SPEEDS = range(-5, 11)
_REST = 150
_ESPEAK = ("English (America)", "Chinese (Mandarin, latin as English)")
"""Voices of espeak-ng's that Qt, which takes a language's first one, does not come to ("English (Caribbean)" is)."""
_MARKUP = str.maketrans({"<": " ", ">": " ", "&": "＆"})


class Voice(QObject):
    """Says one thing at a time; `ended` comes when it has been said to its end, `failed` brings why it cannot be."""

    ended = Signal()
    failed = Signal(str)

    def __init__(self, speech: QTextToSpeech, parent: QObject) -> None:
        super().__init__(parent)
        self._speech = speech
        self._usual = (speech.locale(), speech.voice())
        self._words = ""
        self._saying = self._begun = False
        self._quiet = True
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._begin)
        speech.setParent(self)
        speech.stateChanged.connect(self._turn)

    def use_language(self, language: str) -> None:
        """Speak with a voice of this language from now on; the person's usual voice where it fits or none does."""
        usual, voice = self._usual
        there = self._speech.availableLocales()
        wanted = locale_for(language, usual, there)
        if language.startswith("zh") and wanted.language() != QLocale.Language.Chinese and QLocale.c() in there:
            self._speech.setLocale(QLocale.c())  # where Qt puts languages it does not know, and "cmn" is one
            if self._use_espeak():
                return
        self._speech.setLocale(wanted)
        if wanted == usual:
            self._speech.setVoice(voice)
        self._use_espeak()

    def use_speed(self, speed: int) -> None:
        """Speak faster than usual from the next words on, slower for a negative number of steps."""
        self._speech.setRate(speed / 10)

    def say(self, words: str) -> None:
        """Say these words, and no more of what was being said."""
        self.hush()
        self._words = words
        self._rest.start(0 if self._quiet else _REST)  # that those before were cut off is told late

    def hush(self) -> None:
        """Say nothing more."""
        if self._rest.isActive() or self._saying:
            self._rest.stop()
            self._quiet = False
        if self._saying:
            self._saying = False
            self._speech.stop()

    def _use_espeak(self) -> bool:
        """Speak with the voice to be taken from among espeak-ng's, where it is there."""
        named = next((voice for voice in self._speech.availableVoices() if voice.name() in _ESPEAK), None)
        if named is not None:
            self._speech.setVoice(named)
        return named is not None

    def _begin(self) -> None:
        words = self._words
        if self._speech.engine() == "sapi":  # to which words that look like markup are its own markup
            words = words.translate(_MARKUP)
        self._saying, self._begun = True, False
        self._speech.say(words)

    def _turn(self, state: QTextToSpeech.State) -> None:
        if not self._saying:
            return
        if state is state.Error:
            self._saying = False
            self.failed.emit(self._speech.errorString())
        elif state is not state.Ready:
            self._begun = True
        elif self._begun:
            self._saying = False
            self._quiet = True
            self.ended.emit()


def system_voice(parent: QObject) -> Voice | None:
    """Return the voice of this system, None where it has none."""
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech
    except ImportError:  # Qt for Windows on Arm, and systems whose Qt was made without
        return None
    if not set(QTextToSpeech.availableEngines()) - {"mock"}:
        return None
    speech = QTextToSpeech()
    if speech.state() is QTextToSpeech.State.Error or not speech.availableVoices():
        return None
    return Voice(speech, parent)


def no_voice_words() -> str:
    """Say that there is no voice, and how to come by one."""
    if sys.platform == "linux":
        return _(
            "This computer has no voice to read aloud with. Install speech-dispatcher and a voice for it, such as "
            "speech-dispatcher-espeak-ng, and start Tearsheet again."
        )
    return _("This computer has no voice to read aloud with. Add one in the system's settings of speech.")


def locale_for(language: str, usual: QLocale, there: Iterable[QLocale]) -> QLocale:
    """Return which locale a language is best spoken in: one of its script and country, `usual` where all are alike."""
    wanted, parts = QLocale(language), language.upper().replace("_", "-").split("-")

    def fit(locale: QLocale) -> tuple[bool, bool, bool]:
        own = locale.language() == wanted.language()
        script = own and locale.script() == wanted.script()
        return own, script, script and QLocale.territoryToCode(locale.territory()) in parts[1:]

    return max((usual, *there), key=fit) if wanted.language() != QLocale.Language.C else usual
