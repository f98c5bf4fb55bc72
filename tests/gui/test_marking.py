"""Marking an article in the real window and the real web view: by mouse, by keys, on a card."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import sleep

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tearsheet.gui.page_marks import Passage
from tearsheet.model.annotation import AnnotationEdits, Colour, NewAnnotation, State
from tearsheet.model.article import Resource
from tearsheet.model.changes import Changes
from tearsheet.model.ids import AnnotationId
from tearsheet.text.anchoring import select
from tearsheet.workflows.annotate import annotate, annotations, edit, remove
from tests.support.annotated import BRIDGE, COW, PARAGRAPHS, WITHOUT_BRIDGE
from tests.support.desks import desk_at
from tests.support.marking import Marker, keep
from tests.support.pngs import png
from tests.support.reader_panes import kill_renderer
from tests.support.windows import Opened, library_of

RIVER = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
CHINESE = (
    "<p>央行今日开展一百亿元逆回购操作。市场人士认为，流动性保持合理充裕，“稳字当头”没有变！</p>"
    "<p>分析师预计，利率还会下行。</p>"
)
PICTURE = "https://news.example/cow.png"
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

Open = Callable[..., Marker]


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    """Give out a function that opens a window on an article of some HTML."""
    opened: list[Opened] = []

    def open_one(html: str = RIVER, *, title: str = "High water", language: str = "en", picture: bytes = b"") -> Marker:
        desk = library_of(tmp_path / "library")
        blob = desk.library.put_blob(picture, "image/png", width=400, height=200) if picture else None
        resources = (Resource(url=PICTURE, blob=blob),) if blob is not None else ()
        keep(desk, "a", html, title=title, language=language, resources=resources)
        opened.append(Opened(qtbot, desk))
        return Marker(opened[-1], title)

    yield open_one
    for each in opened:
        each.close()


def test_words_selected_with_the_mouse_are_marked_in_a_colour_of_the_bar(window: Open) -> None:
    person = window()
    bar = person.marking.bar
    person.drag(BRIDGE)
    person.opened.until(bar.isVisible)
    bar.swatches.buttons[Colour.GREEN].click()
    (placed,) = person.until_marked(BRIDGE)
    assert placed.annotation.colour is Colour.GREEN
    assert not bar.isVisible()
    person.until("CSS.highlights.get('mark-green-0')?.size === 1")
    assert person.value("getSelection().isCollapsed") is True


def test_a_colour_s_key_marks_what_is_selected_and_h_takes_the_last_colour(window: Open) -> None:
    person = window()
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


def test_chinese_is_marked_by_sentence_and_word_with_the_keys_alone(window: Open) -> None:
    person = window(CHINESE, title="利率", language="zh-CN")
    person.read()
    person.key(Qt.Key.Key_H)
    keys = person.marking.choosing.keys
    person.opened.until(keys.hasFocus)
    said = keys.accessibleName
    assert said() == "央行今日开展一百亿元逆回购操作。"
    for key, modifier, words in (
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, "市场人士认为，流动性保持合理充裕，“稳字当头”没有变！"),
        (Qt.Key.Key_J, Qt.KeyboardModifier.NoModifier, "分析师预计，利率还会下行。"),
        (Qt.Key.Key_K, Qt.KeyboardModifier.NoModifier, "市场人士认为，流动性保持合理充裕，“稳字当头”没有变！"),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, "市场"),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, "人士"),
        (Qt.Key.Key_Right, SHIFT, "人士认为"),
        (Qt.Key.Key_Left, SHIFT, "人士"),
        (Qt.Key.Key_Down, SHIFT, "人士认为，流动性保持合理充裕，“稳字当头”没有变！\n\n分析师预计，利率还会下行。"),
    ):
        person.key(key, modifier)
        person.opened.until(lambda words=words: said() == words)  # type: ignore[misc]
    person.key(Qt.Key.Key_Up)
    person.opened.until(lambda: said() == "央行今日开展一百亿元逆回购操作。")
    person.key(Qt.Key.Key_5)
    (placed,) = person.until_marked("央行今日开展一百亿元逆回购操作。")
    assert placed.annotation.colour is Colour.PURPLE
    person.key(Qt.Key.Key_Escape)
    assert not keys.isVisible()
    assert person.value("CSS.highlights.has('reach')") is False


def test_a_note_and_tags_are_written_with_the_keys_alone(window: Open) -> None:
    person = window()
    person.read()
    person.key(Qt.Key.Key_H)
    person.opened.until(person.marking.choosing.keys.hasFocus)
    person.key(Qt.Key.Key_M)
    card = person.marking.hand.card
    person.opened.until(card.note.hasFocus)
    QTest.keyClicks(card.note, "Which *river*?")
    person.opened.until(lambda: bool(person.placed) and person.placed[0].annotation.note == "Which *river*?")
    card.tags.setFocus()
    QTest.keyClicks(card.tags, "rivers, floods/1953")
    QTest.keyClick(card.tags, Qt.Key.Key_Return)
    person.opened.until(lambda: set(person.placed[0].annotation.tags) == {"rivers", "floods/1953"})
    assert not card.isVisible()
    person.until("document.querySelector('.ts-slip').textContent.includes('Which *river*?')")


def test_pressing_a_highlight_opens_its_card_and_it_is_given_another_colour(window: Open) -> None:
    person = window()
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


def test_what_is_deleted_comes_back_with_its_note(window: Open) -> None:
    person = window()
    mark(person, BRIDGE, note="closed")
    person.press_on(BRIDGE)
    person.opened.until(person.marking.hand.card.isVisible)
    person.key(Qt.Key.Key_Delete)
    person.until_marked()
    person.until("CSS.highlights.size === 0 && !document.querySelector('.ts-slip')")
    person.opened.session.toasts.press()
    (placed,) = person.until_marked(BRIDGE)
    assert placed.annotation.note == "closed"


def test_everything_is_taken_back_and_done_again_in_order(window: Open) -> None:
    person = window()
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


def test_what_overlaps_is_marked_twice_and_each_can_be_reached(window: Open) -> None:
    person = window()
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


def test_a_picture_is_marked_by_its_address(window: Open) -> None:
    html = f"{RIVER}<figure><img src='{PICTURE}'><figcaption>The cow comes down.</figcaption></figure>"
    person = window(html, picture=png(400, 200))
    person.until("document.querySelector('img.ts-opens')")
    person.value("document.querySelector('img.ts-opens').focus()")
    person.opened.do("highlight")
    (placed,) = person.until_marked("The cow comes down.")
    assert placed.annotation.selector is not None and placed.annotation.selector.picture == PICTURE
    person.until("document.querySelector('.ts-frame')")
    person.opened.do("highlight-purple")
    person.opened.until(lambda: person.placed[0].annotation.colour is Colour.PURPLE)


def test_an_orphan_is_shown_where_it_was_made_and_put_on_other_words(window: Open) -> None:
    person = window()
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


def test_what_may_have_moved_is_accepted_with_one_key(window: Open) -> None:
    person = window()
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


def test_what_has_moved_is_put_right_with_the_keys(window: Open) -> None:
    person = window()
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


def test_another_process_marks_the_same_article_and_the_open_card_stays(window: Open, tmp_path: Path) -> None:
    person = window("".join(f"<p>{n}. {each}</p>" for n in range(30) for each in PARAGRAPHS))
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


def test_what_is_marked_is_drawn_again_when_the_web_process_has_died(window: Open) -> None:
    person = window()
    mark(person, BRIDGE)
    kill_renderer(person.opened.bot, person.display.page())
    person.until("CSS.highlights.has('mark-yellow-0')")


def test_a_note_is_kept_when_the_web_process_dies_while_it_is_written(window: Open) -> None:
    person = window()
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


def test_what_was_typed_last_is_kept_when_the_window_is_closed(window: Open, tmp_path: Path) -> None:
    person = window()
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


def test_a_note_of_a_megabyte_is_kept_whole_and_shown_short(window: Open) -> None:
    person = window()
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


def test_a_note_that_was_deleted_elsewhere_while_it_was_written_is_kept(window: Open, tmp_path: Path) -> None:
    person = window()
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


def test_the_article_s_own_note_is_written_on_the_same_card(window: Open) -> None:
    person = window()
    person.opened.do("article-note")
    card = person.marking.hand.card
    person.opened.until(card.note.hasFocus)
    QTest.keyClicks(card.note, "Keep for the talk")
    card.close_card()
    person.opened.until(lambda: person.opened.desk.library.article(person.article).note == "Keep for the talk")
    person.until("document.querySelector('.ts-note')?.textContent === 'Keep for the talk'")
    assert person.placed == ()


def test_a_highlight_is_copied_as_a_quotation(window: Open) -> None:
    person = window()
    mark(person, BRIDGE)
    person.press_on(BRIDGE)
    person.opened.until(person.marking.hand.card.isVisible)
    person.key(Qt.Key.Key_Y)
    assert QGuiApplication.clipboard().text().startswith(f"> {BRIDGE}\n>\n> — [High water]")


def test_a_page_s_own_marks_and_ids_are_its_own(window: Open) -> None:
    person = window(
        "<p id='marks'>One <mark id='passages' class='ts-slip'>marked by its page</mark> and "
        "<b id='reader'>more</b>.</p>"
    )
    mark(person, "marked by its page and more")
    person.until("CSS.highlights.get('mark-yellow-0')?.size === 1")
    assert person.value("document.querySelectorAll('.ts-slip').length") == 0
    assert person.value("document.querySelectorAll('mark').length") == 1


def test_a_selection_over_a_missing_picture_leaves_its_label_out(window: Open) -> None:
    person = window("<p>Before it.</p><p><img src='https://news.example/gone.png' alt='A cow'></p><p>After it.</p>")
    person.until("document.querySelector('.ts-missing')")
    person.value(
        "getSelection().selectAllChildren(document.querySelector('.ts-body')),"
        "document.querySelector('.ts-missing').textContent"
    )
    passage = told(person)
    assert passage is not None and passage.words == "Before it.\n\nAfter it."
    person.value("getSelection().selectAllChildren(document.querySelector('.ts-missing'))")
    assert told(person) is None


def test_marks_on_signs_of_any_kind_stand_on_their_words(window: Open) -> None:
    texts = ["e\u0301a\u200bb👩‍👩‍👧 c", "שלום עולם, أهلا", "𠮷野家𠀋", "a\u00a0b\u3000c"]
    person = window("".join(f"<p>{text}</p>" for text in texts))
    for text in texts:
        mark(person, text)
    person.until_marked(*texts)
    person.until("CSS.highlights.get('mark-yellow-0')?.size === 4")
    shown = person.value("JSON.stringify([...CSS.highlights.get('mark-yellow-0')].map((r) => r.startContainer.data))")
    assert json.loads(str(shown)) == texts


def test_an_article_without_text_has_nothing_to_mark(window: Open) -> None:
    person = window("<p>Words</p>", title="Words")
    keep(person.opened.desk, "b", "", title="Nothing")
    person.opened.window.library_changed.emit(Changes(added=(person.article,)))
    person.opened.until(lambda: len(person.opened.ids) == 2)
    person.opened.choose("Nothing")
    person.until("passages.text() === ''")
    person.opened.do("highlight")
    person.opened.until(lambda: person.opened.session.toasts.text != "")
    assert not person.marking.choosing.keys.isVisible()


def test_chinese_shown_in_another_script_is_marked_as_it_is_written(window: Open) -> None:
    person = window("<p>銀行發展報告，𠮷野家的頭髮。</p><p>後來呢？</p>", title="報告", language="zh-TW")
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


def test_a_page_whose_text_is_not_its_article_s_has_its_marks_found(window: Open) -> None:
    person = window()
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


def test_a_long_article_with_thousands_of_marks_is_marked_as_quickly(window: Open) -> None:
    text = " ".join(f"Sentence {n} of a long article, which goes on and on." for n in range(9_000))
    person = window("".join(f"<p>{text[at : at + 2000]}</p>" for at in range(0, len(text), 2000)))
    desk = person.opened.desk
    article = desk.library.article(person.article)
    new = [
        NewAnnotation(selector=select(article.text, at, at + 30), colour=tuple(Colour)[at % 5])
        for at in range(10, 5_000 * 80, 80)
    ]
    _made, changes = desk.library.annotate(article.id, article.version, new)
    person.opened.window.library_changed.emit(changes)
    person.until("[...CSS.highlights.values()].reduce((sum, each) => sum + each.size, 0) >= 4990")
    person.read()
    person.key(Qt.Key.Key_H)
    person.opened.until(person.marking.choosing.keys.hasFocus)
    person.key(Qt.Key.Key_Return)
    person.opened.until(lambda: len(person.placed) == 5_001)


def test_another_colour_chosen_elsewhere_is_drawn(window: Open, tmp_path: Path) -> None:
    person = window()
    made = mark(person, BRIDGE)
    other = desk_at(tmp_path / "library")
    edit(other, made, AnnotationEdits(colour=Colour.PURPLE))
    person.opened.window.library_changed.emit(Changes(updated=(person.article,)))
    person.until("CSS.highlights.has('mark-purple-0')")
    other.close()


def mark(person: Marker, words: str, *, colour: Colour = Colour.YELLOW, note: str = "") -> AnnotationId:
    """Mark words without a hand, and wait until they are drawn."""
    desk = person.opened.desk
    article = desk.library.article(person.article)
    start = article.text.index(words)
    made, changes = annotate(desk, article, start, start + len(words), colour=colour, note=note)
    person.opened.window.library_changed.emit(changes)
    person.opened.until(lambda: person.marking.annotating.found(made.id) is not None)
    person.until(f"CSS.highlights.size > 0 && marks.point({made.id}) && (marks.point(0), true)")
    return made.id


def change(person: Marker, html: str) -> None:
    """Keep another version of the article, as a recapture does."""
    keep(person.opened.desk, "a", html, title="High water")
    person.opened.window.library_changed.emit(Changes(updated=(person.article,)))
    versions = len(person.opened.desk.library.article(person.article).versions)
    annotating = person.marking.annotating
    person.opened.until(lambda: annotating.article is not None and len(annotating.article.versions) == versions)


def doubt(person: Marker) -> None:
    """Have all that is placed on the shown version be unsure, as where the anchoring is in doubt."""
    desk = person.opened.desk
    assert person.placed
    version = desk.library.article(person.article).version
    with desk.library._database.writing() as connection:
        connection.exec_driver_sql("UPDATE placement SET state = 'unsure' WHERE version_id = ?", (version,))
    person.opened.window.library_changed.emit(Changes(updated=(person.article,)))


def told(person: Marker) -> Passage | None:
    answers: list[Passage | None] = []
    person.display.marks.target(answers.append)
    person.opened.until(lambda: bool(answers))
    return answers[0]
