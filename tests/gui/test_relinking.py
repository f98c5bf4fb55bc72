"""What lost its words, or may have moved, is looked at and put right in the real web view."""

import json

from PySide6.QtCore import Qt

from tearsheet.model.annotation import State
from tests.gui.conftest import OpenMarker
from tests.support.annotated import BRIDGE, COW, PARAGRAPHS, RIVER, WITHOUT_BRIDGE
from tests.support.marking import change, doubt, mark


def test_an_orphan_is_shown_where_it_was_made_and_put_on_other_words(marker: OpenMarker) -> None:
    person = marker()
    mark(person, BRIDGE, note="closed")
    change(person, "".join(f"<p>{each}</p>" for each in WITHOUT_BRIDGE.split("\n\n")))
    marking = person.marking
    person.opened.until(lambda: marking.relinking.pill.text == "1 highlight is not in this version")
    person.opened.do("orphans")
    row = next(iter(marking.relinking.tray.rows.values()))
    row.show_where_made.click()
    person.until(f"passages.text().includes({json.dumps(BRIDGE)}) && CSS.highlights.has('mark-yellow-0')")
    assert marking.relinking.pill.text.startswith("Version 1 of 2")
    marking.relinking.pill.button.click()
    person.until("passages.text().includes('Sheep prices')")
    person.opened.until(lambda: marking.relinking.pill.text == "1 highlight is not in this version")
    person.opened.do("orphans")
    next(iter(marking.relinking.tray.rows.values())).link.click()
    person.drag("Sheep prices")
    person.opened.until(marking.bar.link.isVisible)
    marking.bar.link.click()
    person.opened.until(lambda: (person.placed[0].state, person.placed[0].text) == (State.ANCHORED, "Sheep prices"))
    person.until("CSS.highlights.has('mark-yellow-0')")
    assert marking.relinking.pill.text == ""
    person.opened.session.toasts.press()
    person.opened.until(lambda: person.placed[0].state is State.ORPHAN)


def test_what_may_have_moved_is_accepted_with_one_key(marker: OpenMarker) -> None:
    person = marker()
    mark(person, COW)
    change(person, f"<p>{PARAGRAPHS[4]}</p>{RIVER.replace(f'<p>{PARAGRAPHS[4]}</p>', '')}")
    doubt(person)
    person.until("CSS.highlights.has('mark-yellow-unsure')")
    assert person.value("document.querySelector('.ts-slip').textContent.includes('moved? check')") is True
    person.opened.do("next-mark")
    person.opened.until(person.marking.hand.card.accept.isVisible)
    person.key(Qt.Key.Key_Return)
    person.opened.until(lambda: (person.placed[0].state, person.placed[0].by_hand) == (State.ANCHORED, True))
    person.until("CSS.highlights.has('mark-yellow-0')")
    person.opened.until(lambda: not person.marking.hand.card.accept.isVisible())
    person.opened.do("undo")
    person.opened.until(lambda: not person.placed[0].by_hand)


def test_what_has_moved_is_put_right_with_the_keys(marker: OpenMarker) -> None:
    person = marker()
    mark(person, COW)
    change(person, f"<p>{PARAGRAPHS[4]}</p>{RIVER.replace(f'<p>{PARAGRAPHS[4]}</p>', '')}")
    doubt(person)
    person.until("CSS.highlights.has('mark-yellow-unsure')")
    person.opened.do("next-mark")
    person.opened.until(person.marking.hand.card.accept.isVisible)
    person.key(Qt.Key.Key_P)
    person.opened.do("highlight")
    person.opened.until(person.marking.choosing.keys.hasFocus)
    person.key(Qt.Key.Key_Down)
    person.opened.until(lambda: person.marking.choosing.keys.accessibleName() == PARAGRAPHS[0])
    person.key(Qt.Key.Key_Return)
    person.opened.until(lambda: (person.placed[0].text, person.placed[0].by_hand) == (PARAGRAPHS[0], True))
    assert not person.marking.choosing.keys.isVisible()
