"""Marking an article in the real window and the real web view: by mouse, by keys, on a card."""

import json
from dataclasses import replace
from pathlib import Path
from time import sleep

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tearsheet.gui.page_marks import Passage
from tearsheet.model.annotation import AnnotationEdits, Colour, NewAnnotation
from tearsheet.model.changes import Changes
from tearsheet.text.anchoring import select
from tearsheet.workflows.annotate import annotate, annotations, edit, remove
from tests.gui.conftest import PICTURE, OpenMarker
from tests.support.annotated import BRIDGE, COW, PARAGRAPHS, RIVER
from tests.support.desks import desk_at
from tests.support.marking import Marker, keep, mark
from tests.support.pngs import png
from tests.support.reader_panes import kill_renderer

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_words_selected_with_the_mouse_are_marked_in_a_colour_of_the_bar(marker: OpenMarker) -> None:
    person = marker()
    bar = person.marking.bar
    person.drag(BRIDGE)
    person.opened.until(bar.isVisible)
    bar.swatches.buttons[Colour.GREEN].click()
    (placed,) = person.until_marked(BRIDGE)
    assert placed.annotation.colour is Colour.GREEN
    assert not bar.isVisible()
    person.until("CSS.highlights.get('mark-green-0')?.size === 1")
    assert person.value("getSelection().isCollapsed") is True


def test_a_colour_s_key_marks_what_is_selected_and_h_takes_the_last_colour(marker: OpenMarker) -> None:
    person = marker()
    person.read()
    person.drag(BRIDGE)
    person.opened.until(person.marking.bar.isVisible)
    person.key(Qt.Key.Key_3)
    person.until_marked(BRIDGE)
    person.drag(COW)
    person.opened.until(person.marking.bar.isVisible)
    person.key(Qt.Key.Key_H)
    bridge, cow = person.until_marked(BRIDGE, COW)
    assert (bridge.annotation.colour, cow.annotation.colour) == (Colour.BLUE, Colour.BLUE)


def test_pressing_a_highlight_opens_its_card_and_it_is_given_another_colour(marker: OpenMarker) -> None:
    person = marker()
    mark(person, BRIDGE, note="closed")
    person.press_on(BRIDGE)
    card = person.marking.hand.card
    person.opened.until(card.isVisible)
    assert card.note.words == "closed"
    person.key(Qt.Key.Key_4)
    person.opened.until(lambda: person.placed[0].annotation.colour is Colour.PINK)
    person.until("CSS.highlights.has('mark-pink-0') && !CSS.highlights.has('mark-yellow-0')")
    assert card.isVisible()
    person.key(Qt.Key.Key_Escape)
    assert not card.isVisible()


def test_what_is_deleted_comes_back_with_its_note(marker: OpenMarker) -> None:
    person = marker()
    mark(person, BRIDGE, note="closed")
    person.press_on(BRIDGE)
    person.opened.until(person.marking.hand.card.isVisible)
    person.key(Qt.Key.Key_Delete)
    person.until_marked()
    person.until("CSS.highlights.size === 0 && !document.querySelector('.ts-slip')")
    person.opened.session.toasts.press()
    (placed,) = person.until_marked(BRIDGE)
    assert placed.annotation.note == "closed"


def test_everything_is_taken_back_and_done_again_in_order(marker: OpenMarker) -> None:
    person = marker()
    person.drag(BRIDGE)
    person.opened.until(person.marking.bar.isVisible)
    person.opened.do("highlight-green")
    (placed,) = person.until_marked(BRIDGE)
    person.opened.do("next-mark")
    person.opened.until(lambda: person.marking.hand.id == placed.annotation.id)
    person.opened.do("highlight-blue")

    def colour() -> Colour:
        return person.placed[0].annotation.colour

    person.opened.until(lambda: colour() is Colour.BLUE)
    person.read()
    person.key(Qt.Key.Key_Z, CONTROL)
    person.opened.until(lambda: colour() is Colour.GREEN)
    person.key(Qt.Key.Key_Z, CONTROL)
    person.until_marked()
    person.key(Qt.Key.Key_Z, CONTROL | SHIFT)
    person.until_marked(BRIDGE)
    person.opened.do("redo")
    person.opened.until(lambda: colour() is Colour.BLUE)
    person.opened.do("redo")
    person.opened.until(lambda: person.opened.session.toasts.text == "Nothing to redo")


def test_what_overlaps_is_marked_twice_and_each_can_be_reached(marker: OpenMarker) -> None:
    person = marker()
    mark(person, PARAGRAPHS[1][:60])
    mark(person, PARAGRAPHS[1][20:80], colour=Colour.BLUE)
    person.until_marked(PARAGRAPHS[1][:60], PARAGRAPHS[1][20:80])
    person.until("CSS.highlights.has('mark-yellow-0') && CSS.highlights.has('mark-blue-1')")
    one, other = (placed.annotation.id for placed in person.placed)
    for expected in (one, other, one):
        person.opened.do("next-mark")
        person.opened.until(lambda expected=expected: person.marking.hand.id == expected)  # type: ignore[misc]
    person.opened.do("previous-mark")
    person.opened.until(lambda: person.marking.hand.id == other)


def test_a_picture_is_marked_by_its_address(marker: OpenMarker) -> None:
    html = f"{RIVER}<figure><img src='{PICTURE}'><figcaption>The cow comes down.</figcaption></figure>"
    person = marker(html, picture=png(400, 200))
    person.until("document.querySelector('img.ts-opens')")
    person.value("document.querySelector('img.ts-opens').focus()")
    person.opened.do("highlight")
    (placed,) = person.until_marked("The cow comes down.")
    assert placed.annotation.selector is not None and placed.annotation.selector.picture == PICTURE
    person.until("document.querySelector('.ts-frame')")
    person.opened.do("highlight-purple")
    person.opened.until(lambda: person.placed[0].annotation.colour is Colour.PURPLE)


def test_another_process_marks_the_same_article_and_the_open_card_stays(marker: OpenMarker, tmp_path: Path) -> None:
    person = marker("".join(f"<p>{n}. {each}</p>" for n in range(30) for each in PARAGRAPHS))
    mark(person, BRIDGE)
    person.press_on(BRIDGE)
    card = person.marking.hand.card
    person.opened.until(card.isVisible)
    card.note.setFocus()
    person.value("scrollTo(0, 900)")
    other = desk_at(tmp_path / "library")
    article = other.library.article(person.article)
    browsing = person.opened.session.browsing
    browsing.look_elsewhere()
    person.opened.until(lambda: browsing._version is not None)
    card.note._pause.setInterval(60_000)  # nothing is told before what the other process did is shown
    QTest.keyClicks(card.note, "half a")
    start = article.text.index(COW)
    annotate(other, article, start, start + len(COW), colour=Colour.BLUE)
    person.opened.session.browsing.look_elsewhere()
    person.until("CSS.highlights.has('mark-blue-0')")
    assert card.isVisible() and card.note.words == "half a" and card.note.hasFocus()
    assert person.value("scrollY") == 900
    other.close()


def test_what_is_marked_is_drawn_again_when_the_web_process_has_died(marker: OpenMarker) -> None:
    person = marker()
    mark(person, BRIDGE)
    kill_renderer(person.opened.bot, person.display.page())
    person.until("CSS.highlights.has('mark-yellow-0')")


def test_a_note_is_kept_when_the_web_process_dies_while_it_is_written(marker: OpenMarker) -> None:
    person = marker()
    mark(person, BRIDGE)
    person.press_on(BRIDGE)
    card = person.marking.hand.card
    person.opened.until(card.isVisible)
    card.note.setFocus()
    QTest.keyClicks(card.note, "before ")
    kill_renderer(person.opened.bot, person.display.page())
    QTest.keyClicks(card.note, "and after")
    person.opened.until(lambda: person.placed[0].annotation.note == "before and after")
    person.until("CSS.highlights.has('mark-yellow-0')")
    assert card.isVisible() and card.note.words == "before and after"


def test_what_was_typed_last_is_kept_when_the_window_is_closed(marker: OpenMarker, tmp_path: Path) -> None:
    person = marker()
    mark(person, BRIDGE)
    person.press_on(BRIDGE)
    card = person.marking.hand.card
    person.opened.until(card.isVisible)
    card.note.setFocus()
    QTest.keyClicks(card.note, "last words")
    for _thread in range(4):  # others were first
        person.opened.program.background.run(sleep, 0.3)
    person.opened.window.close()
    person.opened.program.close()
    again = desk_at(tmp_path / "library")
    assert [each.annotation.note for each in annotations(again, person.article)] == ["last words"]
    again.close()


def test_a_note_of_a_megabyte_is_kept_whole_and_shown_short(marker: OpenMarker) -> None:
    person = marker()
    mark(person, BRIDGE)
    person.press_on(BRIDGE)
    card = person.marking.hand.card
    person.opened.until(card.isVisible)
    long = "水位 and so on\n" * 80_000
    card.note.setFocus()
    card.note.insertPlainText(long)
    card.close_card()
    person.opened.until(lambda: len(person.placed[0].annotation.note) > 1_000_000)
    person.until("document.querySelector('.ts-slip')?.textContent.length < 600")


def test_a_note_that_was_deleted_elsewhere_while_it_was_written_is_kept(marker: OpenMarker, tmp_path: Path) -> None:
    person = marker()
    mark(person, BRIDGE)
    person.press_on(BRIDGE)
    card = person.marking.hand.card
    person.opened.until(card.isVisible)
    card.note.setFocus()
    QTest.keyClicks(card.note, "not lost")
    other = desk_at(tmp_path / "library")
    remove(other, [person.placed[0].annotation.id])
    person.opened.window.library_changed.emit(Changes(updated=(person.article,)))
    person.opened.until(lambda: bool(person.placed) and person.placed[0].annotation.note == "not lost")
    other.close()


def test_the_article_s_own_note_is_written_on_the_same_card(marker: OpenMarker) -> None:
    person = marker()
    person.opened.do("article-note")
    card = person.marking.hand.card
    person.opened.until(card.note.hasFocus)
    QTest.keyClicks(card.note, "Keep for the talk")
    card.close_card()
    person.opened.until(lambda: person.opened.desk.library.article(person.article).note == "Keep for the talk")
    person.until("document.querySelector('.ts-note')?.textContent === 'Keep for the talk'")
    assert person.placed == ()


def test_a_highlight_is_copied_as_a_quotation(marker: OpenMarker) -> None:
    person = marker()
    mark(person, BRIDGE)
    person.press_on(BRIDGE)
    person.opened.until(person.marking.hand.card.isVisible)
    person.key(Qt.Key.Key_Y)
    assert QGuiApplication.clipboard().text().startswith(f"> {BRIDGE}\n>\n> — [High water]")


def test_a_page_s_own_marks_and_ids_are_its_own(marker: OpenMarker) -> None:
    person = marker(
        "<p id='marks'>One <mark id='passages' class='ts-slip'>marked by its page</mark> and "
        "<b id='reader'>more</b>.</p>"
    )
    mark(person, "marked by its page and more")
    person.until("CSS.highlights.get('mark-yellow-0')?.size === 1")
    assert person.value("document.querySelectorAll('.ts-slip').length") == 0
    assert person.value("document.querySelectorAll('mark').length") == 1


def test_a_selection_over_a_missing_picture_leaves_its_label_out(marker: OpenMarker) -> None:
    person = marker("<p>Before it.</p><p><img src='https://news.example/gone.png' alt='A cow'></p><p>After it.</p>")
    person.until("document.querySelector('.ts-missing')")
    person.value(
        "getSelection().selectAllChildren(document.querySelector('.ts-body')),"
        "document.querySelector('.ts-missing').textContent"
    )
    passage = told(person)
    assert passage is not None and passage.words == "Before it.\n\nAfter it."
    person.value("getSelection().selectAllChildren(document.querySelector('.ts-missing'))")
    assert told(person) is None


def test_marks_on_signs_of_any_kind_stand_on_their_words(marker: OpenMarker) -> None:
    texts = ["e\u0301a\u200bb👩‍👩‍👧 c", "שלום עולם, أهلا", "𠮷野家𠀋", "a\u00a0b\u3000c"]
    person = marker("".join(f"<p>{text}</p>" for text in texts))
    for text in texts:
        mark(person, text)
    person.until_marked(*texts)
    person.until("CSS.highlights.get('mark-yellow-0')?.size === 4")
    shown = person.value("JSON.stringify([...CSS.highlights.get('mark-yellow-0')].map((r) => r.startContainer.data))")
    assert json.loads(str(shown)) == texts


def test_an_article_without_text_has_nothing_to_mark(marker: OpenMarker) -> None:
    person = marker("<p>Words</p>", title="Words")
    keep(person.opened.desk, "b", "", title="Nothing")
    person.opened.window.library_changed.emit(Changes(added=(person.article,)))
    person.opened.until(lambda: len(person.opened.ids) == 2)
    person.opened.choose("Nothing")
    person.until("passages.text() === ''")
    person.opened.do("highlight")
    person.opened.until(lambda: person.opened.session.toasts.text != "")
    assert not person.marking.choosing.keys.isVisible()


def test_chinese_shown_in_another_script_is_marked_as_it_is_written(marker: OpenMarker) -> None:
    person = marker("<p>銀行發展報告，𠮷野家的頭髮。</p><p>後來呢？</p>", title="報告", language="zh-TW")
    mark(person, "頭髮")
    reader = person.opened.session.reader
    reader.next_script()
    person.until("passages.text().includes('银行发展')")
    person.until("CSS.highlights.get('mark-yellow-0')?.size === 1")
    person.drag("银行发展")
    person.opened.until(person.marking.bar.isVisible)
    person.opened.do("highlight-blue")
    person.until_marked("銀行發展", "頭髮")
    person.until("CSS.highlights.get('mark-blue-0')?.size === 1")


def test_a_page_whose_text_is_not_its_article_s_has_its_marks_found(marker: OpenMarker) -> None:
    person = marker()
    mark(person, BRIDGE)
    article = person.marking.annotating.article
    assert article is not None
    other = replace(article, text=article.text.replace("\n\n", "\n"))
    shift = other.text.index(BRIDGE) - article.text.index(BRIDGE)
    person.marking.annotating.article = other
    person.marking.annotating.placed = tuple(
        replace(each, start=each.start + shift, end=each.end + shift) for each in person.marking.annotating.placed
    )
    person.marking.annotating.loaded.emit()
    words = (
        "[...CSS.highlights.get('mark-yellow-0')].map((r) => r.startContainer.data.slice(r.startOffset, r.endOffset))"
    )
    person.until(f"JSON.stringify({words}) === {json.dumps(json.dumps([BRIDGE]))}")


def test_a_long_article_with_thousands_of_marks_is_marked_as_quickly(marker: OpenMarker) -> None:
    text = " ".join(f"Sentence {n} of a long article, which goes on and on." for n in range(9_000))
    person = marker("".join(f"<p>{text[at : at + 2000]}</p>" for at in range(0, len(text), 2000)))
    desk = person.opened.desk
    article = desk.library.article(person.article)
    new = [
        NewAnnotation(selector=select(article.text, at, at + 30), colour=tuple(Colour)[at % 5])
        for at in range(10, 5_000 * 80, 80)
    ]
    _made, changes = desk.library.annotating.add(article.id, article.version, new)
    person.opened.window.library_changed.emit(changes)
    person.until("[...CSS.highlights.values()].reduce((sum, each) => sum + each.size, 0) >= 4990")
    person.read()
    person.key(Qt.Key.Key_H)
    person.opened.until(person.marking.choosing.keys.hasFocus)
    person.key(Qt.Key.Key_Return)
    person.opened.until(lambda: len(person.placed) == 5_001)


def test_another_colour_chosen_elsewhere_is_drawn(marker: OpenMarker, tmp_path: Path) -> None:
    person = marker()
    made = mark(person, BRIDGE)
    other = desk_at(tmp_path / "library")
    edit(other, made, AnnotationEdits(colour=Colour.PURPLE))
    person.opened.window.library_changed.emit(Changes(updated=(person.article,)))
    person.until("CSS.highlights.has('mark-purple-0')")
    other.close()


def told(person: Marker) -> Passage | None:
    answers: list[Passage | None] = []
    person.display.marks.target(answers.append)
    person.opened.until(lambda: bool(answers))
    return answers[0]
