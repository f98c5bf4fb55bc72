"""A link is dropped, its article marked by mouse and keys, its page changes, and what was marked is found again."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tearsheet.model.annotation import Colour, State
from tearsheet.model.changes import Changes
from tearsheet.model.page import Rendering
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.recapture import recapture
from tests.support.annotated import BRIDGE, COW, PARAGRAPHS
from tests.support.changing_page import CHANGED, TITLE, article
from tests.support.marking import Marker
from tests.support.scripted_site import Site
from tests.support.windows import Opened, drop, mime


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Iterator[Opened]:
    window = Opened(qtbot, desk)
    yield window
    window.close()


def test_a_highlight_outlives_the_words_it_stood_on(opened: Opened) -> None:
    with Site(paths={"/a": article()}) as site:
        drop(opened.window, mime(uri_list=f"{site.url}/a\r\n"))
        opened.until_listed(TITLE)
        person = Marker(opened, TITLE)

        # By mouse, in a colour of the bar, with a note that is typed on the card.
        person.drag(BRIDGE)
        opened.until(person.marking.bar.isVisible)
        person.marking.bar.swatches.buttons[Colour.GREEN].click()
        person.until_marked(BRIDGE)
        person.press_on(BRIDGE)
        card = person.marking.hand.card
        opened.until(card.isVisible)
        person.key(Qt.Key.Key_M)
        QTest.keyClicks(card.note, "Who paid?")
        person.key(Qt.Key.Key_Escape)
        opened.until(lambda: person.placed[0].annotation.note == "Who paid?")

        # By the keys alone, a sentence further down.
        person.read()
        person.key(Qt.Key.Key_H)
        keys = person.marking.choosing.keys
        opened.until(keys.hasFocus)
        for expected in PARAGRAPHS[1:3]:
            person.key(Qt.Key.Key_Down)
            opened.until(lambda expected=expected: keys.accessibleName() == expected)  # type: ignore[misc]
        person.key(Qt.Key.Key_2)
        person.until_marked(BRIDGE, PARAGRAPHS[2])
        person.key(Qt.Key.Key_Escape)

        # The page changes: one paragraph gives way to another, and is captured again.
        site.paths["/a"] = article(CHANGED)
        assert recapture(opened.desk, person.article, rendering=Rendering.NEVER).current
        opened.window.library_changed.emit(Changes(updated=(person.article,)))
        person.until("passages.text().includes('the mayor received the ferrymen')")
        marking = person.marking
        opened.until(lambda: marking.relinking.pill.text == "1 highlight is not in this version")

        # The orphan is listed with its words and its note, and put on the words that took their place.
        marking.relinking.pill.button.click()
        (row,) = marking.relinking.tray.rows.values()
        assert row.accessibleName() == BRIDGE
        row.link.click()
        person.drag("the mayor received the ferrymen")
        opened.until(marking.bar.link.isVisible)
        marking.bar.link.click()
        placed = person.until_marked("the mayor received the ferrymen", PARAGRAPHS[2])
        assert (placed[0].state, placed[0].by_hand) == (State.ANCHORED, True)
        assert (placed[0].annotation.note, placed[0].annotation.colour) == ("Who paid?", Colour.GREEN)
        person.until("CSS.highlights.get('mark-green-0')?.size === 2")
        person.until("document.querySelector('.ts-slip')?.textContent.includes('Who paid?')")
        assert marking.relinking.pill.text == ""
        assert COW in str(person.value("passages.text()"))
