"""An article is read aloud sentence by sentence, in the window, and every way to stop it does."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtTextToSpeech import QTextToSpeech
from PySide6.QtWidgets import QAbstractButton, QTextBrowser

from tearsheet.gui.speaking import Voice
from tearsheet.model.changes import Changes
from tearsheet.settings.preferences import Preferences
from tests.gui.conftest import Open
from tests.support.keepings import keeping
from tests.support.windows import Opened

SENTENCES = ("Ada walked far.", "Then she sat down.", "Nobody came by.")


class Heard(Voice):
    """A voice that remembers what it was to say."""

    def __init__(self, parent: QObject) -> None:
        self.speech = QTextToSpeech("mock")
        super().__init__(self.speech, parent)
        self.words: list[str] = []

    def say(self, words: str) -> None:
        self.words.append(words)
        super().say(words)


class Listening:
    """A window on an article of three sentences that can be heard."""

    def __init__(self, opened: Opened, text: str = " ".join(SENTENCES)) -> None:
        self.opened = opened
        self.voice: Heard | None = None
        added = opened.desk.library.add(keeping("aloud", text, title="Aloud", language="en")).article
        opened.window.library_changed.emit(Changes(added=(added,)))
        opened.until(lambda: added in opened.ids)
        opened.choose("Aloud")
        opened.until(lambda: opened.session.reader.display is not None and "Aloud" in self.page.toPlainText())
        opened.session.reading_aloud.find_voice = self._find

    def _find(self, parent: QObject) -> Voice:
        self.voice = Heard(parent)
        return self.voice

    @property
    def page(self) -> QTextBrowser:
        assert self.opened.session.reader.display is not None
        view = self.opened.session.reader.display.widget()
        assert isinstance(view, QTextBrowser)
        return view

    @property
    def words(self) -> list[str]:
        return self.voice.words if self.voice is not None else []

    @property
    def marked(self) -> list[str]:
        return [" ".join(each.cursor.selectedText().split()) for each in self.page.extraSelections()]

    @property
    def is_on(self) -> bool:
        return self.opened.session.reader.speaking.isVisible()

    def has_said(self, count: int) -> bool:
        return len(self.words) == count

    def begin(self, *, at: str = SENTENCES[0]) -> None:
        """Read aloud from a sentence on."""
        cursor = self.page.document().find(at[:8])
        self.page.setTextCursor(cursor)
        self.opened.do("read-aloud")
        self.opened.until(lambda: self.words[-1:] == [at])

    def press(self, name: str) -> None:
        bar = self.opened.session.reader.speaking
        button = next(each for each in bar.findChildren(QAbstractButton) if each.accessibleName() == name)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_sentence_follows_sentence_each_marked_while_it_is_spoken(open_window: Open) -> None:
    listening = Listening(open_window("One"))
    listening.begin()
    for count, sentence in enumerate(SENTENCES, 1):
        listening.opened.until(partial(listening.has_said, count))
        assert listening.words[-1] == sentence
        assert listening.marked == [sentence]


def test_it_begins_with_the_first_sentence_in_view(open_window: Open) -> None:
    listening = Listening(open_window("One"), " ".join(f"Sentence {n} of many, which goes on." for n in range(900)))
    bar = listening.page.verticalScrollBar()
    listening.opened.until(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum() // 2)
    listening.opened.do("read-aloud")
    listening.opened.until(lambda: bool(listening.words))
    assert listening.words[0].startswith("Sentence ")
    assert 300 < int(listening.words[0].split()[1]) < 600
    marked = listening.page.extraSelections()[0]
    assert 0 <= listening.page.cursorRect(marked.cursor).top() < 120


def test_the_same_command_pauses_and_goes_on_with_the_sentence(open_window: Open) -> None:
    listening = Listening(open_window("One"))
    listening.begin(at=SENTENCES[1])
    assert listening.voice is not None
    speech = listening.voice.speech
    listening.opened.until(lambda: speech.state() is QTextToSpeech.State.Speaking)
    listening.opened.do("read-aloud")
    listening.opened.until(lambda: speech.state() is QTextToSpeech.State.Ready)
    assert listening.marked == [SENTENCES[1]]
    assert listening.opened.window.actions_by_name["read-aloud"].text() == "Go on reading aloud"
    listening.opened.bot.wait(300)
    assert listening.words == [SENTENCES[1]]
    listening.opened.do("read-aloud")
    assert listening.words == [SENTENCES[1], SENTENCES[1]]


def test_the_bar_steps_by_sentences_and_not_before_the_first_one_of_all(open_window: Open) -> None:
    listening = Listening(open_window("One"))
    listening.begin(at=SENTENCES[1])
    listening.press("Pause reading aloud")
    listening.press("Next sentence")
    assert listening.marked == [SENTENCES[2]]
    for _press in range(30):
        listening.press("Previous sentence")
    assert len(listening.marked) == 1
    assert listening.words == [SENTENCES[1]]


def test_the_speed_is_heard_at_once_and_remembered(open_window: Open) -> None:
    listening = Listening(open_window("One", preferences=Preferences(theme="light", language="en", reader_speed=2)))
    listening.begin()
    assert listening.voice is not None
    assert listening.voice.speech.rate() == pytest.approx(0.2)
    listening.press("Faster")
    assert listening.voice.speech.rate() == pytest.approx(0.3)
    assert listening.words == [SENTENCES[0], SENTENCES[0]]
    assert listening.opened.program.settings.preferences.reader_speed == 3


def test_a_speed_that_no_voice_has_is_the_usual_one(open_window: Open) -> None:
    listening = Listening(open_window("One", preferences=Preferences(theme="light", language="en", reader_speed=99)))
    listening.begin()
    assert listening.voice is not None
    assert listening.voice.speech.rate() == 0


@pytest.mark.parametrize("way", ["escape", "escape on the list", "close", "another article", "no article"])
def test_every_way_to_leave_stops_it(open_window: Open, way: str) -> None:
    listening = Listening(open_window("One"), " ".join(SENTENCES * 60))
    listening.begin()
    assert listening.voice is not None
    opened, speech = listening.opened, listening.voice.speech
    if way == "escape":
        QTest.keyClick(listening.page, Qt.Key.Key_Escape)
    elif way == "escape on the list":
        opened.press(Qt.Key.Key_Escape)
    elif way == "close":
        listening.press("Stop reading aloud")
    elif way == "another article":
        opened.choose("One")
    else:
        opened.do("delete")
    opened.until(lambda: not listening.is_on)
    opened.until(lambda: speech.state() is QTextToSpeech.State.Ready)
    assert listening.marked == []
    said = len(listening.words)
    opened.bot.wait(300)
    assert len(listening.words) == said
    assert opened.window.actions_by_name["read-aloud"].text() == "Read aloud"


def test_escape_stops_it_before_it_ends_the_quiet(open_window: Open) -> None:
    listening = Listening(open_window("One"))
    listening.opened.do("focus")
    listening.begin()
    QTest.keyClick(listening.page, Qt.Key.Key_Escape)
    assert not listening.is_on
    assert listening.opened.window.focus_mode
    QTest.keyClick(listening.page, Qt.Key.Key_Escape)
    assert not listening.opened.window.focus_mode


def test_at_the_end_it_stops_by_itself(open_window: Open) -> None:
    listening = Listening(open_window("One"))
    listening.begin()
    listening.opened.until(lambda: not listening.is_on)
    assert listening.words[: len(SENTENCES)] == list(SENTENCES)
    assert listening.marked == []


def test_a_mark_on_the_article_does_not_stop_it(open_window: Open) -> None:
    listening = Listening(open_window("One"))
    listening.begin()
    listening.press("Pause reading aloud")
    listening.opened.do("favourite")
    listening.opened.until(lambda: listening.opened.session.toasts.text != "")
    listening.opened.bot.wait(200)
    assert listening.is_on


def test_where_there_is_no_voice_it_is_said(open_window: Open) -> None:
    listening = Listening(open_window("One"))
    listening.opened.session.reading_aloud.find_voice = lambda _parent: None
    listening.opened.do("read-aloud")
    listening.opened.until(lambda: "no voice" in listening.opened.session.toasts.text)
    assert not listening.is_on


def test_a_voice_that_fails_is_said(open_window: Open) -> None:
    listening = Listening(open_window("One"))
    listening.begin()
    assert listening.voice is not None
    listening.voice.failed.emit("the sound card is gone")
    assert "the sound card is gone" in listening.opened.session.toasts.text
    assert not listening.is_on


def test_without_an_article_there_is_nothing_to_read(open_window: Open) -> None:
    opened = open_window()
    opened.do("read-aloud")
    assert not opened.session.reader.speaking.isVisible()
    assert opened.session.toasts.text == ""
