"""The system's voice, by Qt's own stand-in for one: says one thing at a time, in the article's language."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QObject
from PySide6.QtTextToSpeech import QTextToSpeech
from pytestqt.qtbot import QtBot

from tearsheet.gui.speaking import Voice, locale_for, no_voice_words

THERE = tuple(map(QLocale, ("en_US", "en_GB", "zh_CN", "zh_TW", "fr_FR")))


@pytest.fixture
def speech(qtbot: QtBot) -> QTextToSpeech:  # noqa: ARG001 - an application must be there
    return QTextToSpeech("mock")


@pytest.fixture
def voice(speech: QTextToSpeech) -> Iterator[Voice]:
    home = QObject()
    yield Voice(speech, home)
    home.deleteLater()


@pytest.mark.parametrize(
    ("language", "usual", "spoken"),
    [
        ("zh-Hans", "en_US", "zh_CN"),
        ("zh-Hant", "en_US", "zh_TW"),
        ("zh-TW", "en_US", "zh_TW"),
        ("zh", "zh_TW", "zh_CN"),
        ("en", "en_GB", "en_GB"),
        ("en", "fr_FR", "en_US"),
        ("en-GB", "en_US", "en_GB"),
        ("fr-CA", "en_US", "fr_FR"),
        ("ja", "en_GB", "en_GB"),
        ("", "fr_FR", "fr_FR"),
        ("no language at all", "fr_FR", "fr_FR"),
    ],
)
def test_an_article_is_spoken_in_its_language_and_else_as_a_person_is_used_to(
    language: str, usual: str, spoken: str
) -> None:
    assert locale_for(language, QLocale(usual), THERE).name() == spoken


def test_chinese_of_one_script_is_spoken_by_a_voice_of_the_other_where_that_is_all_there_is() -> None:
    assert locale_for("zh-Hant", QLocale("en_US"), (QLocale("zh_CN"),)).name() == "zh_CN"


def test_the_voice_takes_the_language_and_goes_back_to_the_usual_one(voice: Voice, speech: QTextToSpeech) -> None:
    usual = speech.voice().name()
    voice.use_language("fi")
    assert speech.locale().language() is QLocale.Language.Finnish
    voice.use_language("ja")
    assert speech.voice().name() == usual


def test_the_end_of_what_is_said_is_told_once(qtbot: QtBot, voice: Voice, speech: QTextToSpeech) -> None:
    ends: list[bool] = []
    voice.ended.connect(lambda: ends.append(True))
    with qtbot.waitSignal(voice.ended, timeout=5_000):
        voice.say("Two words.")
    assert speech.state() is QTextToSpeech.State.Ready
    qtbot.wait(100)
    assert ends == [True]


def test_what_is_cut_off_does_not_count_as_said(qtbot: QtBot, voice: Voice, speech: QTextToSpeech) -> None:
    ends: list[bool] = []
    voice.ended.connect(lambda: ends.append(True))
    for words in ("A long sentence that nobody waits for.", "Another one of that kind, longer.", "The last one."):
        voice.say(words)
        qtbot.waitUntil(lambda: speech.state() is QTextToSpeech.State.Speaking, timeout=5_000)
    qtbot.waitUntil(lambda: bool(ends), timeout=5_000)
    qtbot.wait(200)
    assert ends == [True]


def test_quiet_is_quiet(qtbot: QtBot, voice: Voice, speech: QTextToSpeech) -> None:
    ends: list[bool] = []
    voice.ended.connect(lambda: ends.append(True))
    voice.say("A sentence that nobody hears.")
    voice.hush()
    voice.say("A sentence that is begun and no more.")
    qtbot.waitUntil(lambda: speech.state() is QTextToSpeech.State.Speaking, timeout=5_000)
    voice.hush()
    qtbot.wait(300)
    assert (speech.state(), ends) == (QTextToSpeech.State.Ready, [])


def test_nothing_of_speech_is_loaded_until_somebody_wants_to_listen() -> None:
    program = (
        "import sys, tearsheet.gui.app, tearsheet.gui.session\n"
        "print([name for name in sys.modules if 'TextToSpeech' in name or 'Multimedia' in name])"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[]"


def test_where_there_is_no_voice_it_is_said_how_to_come_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert "speech-dispatcher" in no_voice_words()
    monkeypatch.setattr(sys, "platform", "win32")
    assert "settings" in no_voice_words()
