"""A passage is chosen in the real web view with the keys alone."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tearsheet.model.annotation import Colour
from tests.gui.conftest import OpenMarker

SHIFT = Qt.KeyboardModifier.ShiftModifier
CHINESE = (
    "<p>央行今日开展一百亿元逆回购操作。市场人士认为，流动性保持合理充裕，“稳字当头”没有变！</p>"
    "<p>分析师预计，利率还会下行。</p>"
)


def test_chinese_is_marked_by_sentence_and_word_with_the_keys_alone(marker: OpenMarker) -> None:
    person = marker(CHINESE, title="利率", language="zh-CN")
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


def test_a_note_and_tags_are_written_with_the_keys_alone(marker: OpenMarker) -> None:
    person = marker()
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
