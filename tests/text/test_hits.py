"""Where the words of a search stand in a text, and the passage that shows them."""

import pytest

from tearsheet.text.hits import passage


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("财经新闻，财经", "财经", ["财经", "财经"]),
        ("財經新聞", "财经", ["財經"]),
        ("财经", "財經", ["财经"]),
        ("GDP 增长，gdp增长", "gdp增长", ["GDP 增长", "gdp增长"]),
        ("A股市场", "a股", ["A股"]),
        ("The GDP of a GDP", "GDP", ["GDP", "GDP"]),
        ("an Öl", "ÖL", ["Öl"]),
        ("The government governs; ungoverned", "gov", ["gov", "gov"]),
        ("art, article", "art ", ["art"]),
        ("a. b", "a b", ["a. b"]),
        ("ＧＤＰ报告", "gdp", ["ＧＤＰ"]),
        ("x ｶﾀｶﾅ y", "カタカナ", ["ｶﾀｶﾅ"]),
        ("Le Café noir", "cafe", ["Café"]),
        ("die Straße dort", "strasse", ["Straße"]),
        ("in İzmir, in Izmir\nin IZMIR", "in", ["in", "in"]),
        ("Öl, öl, ölig, Erdöl", "öl", ["Öl", "öl", "öl"]),
        ("中\u200b国\u00ad人。", "中国人", ["中\u200b国\u00ad人"]),
        ("一𠮷野家二", "𠮷野", ["𠮷野"]),
        ("newyork, new york", "new york", ["new york"]),
        ("中国人，中国。人", "中国 人", ["中国。人"]),
        ("two cafés here", "cafe\u0301", ["café"]),
        ("nothing", "etwas", []),
        ("nothing", "。", []),
    ],
)
def test_a_word_is_marked_as_it_is_written(text: str, word: str, found: list[str]) -> None:
    assert _marked(text, word) == found


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("中国人民银行", ["中国", "人民"], ["中国", "人民"]),
        ("中国人民银行", ["国人", "中国", "人民"], ["中国人民"]),
        ("人民银行行长", ["人民银行", "银行行长"], ["人民银行行长"]),
        ("中国人民银行", ["中国", "中国人民"], ["中国人民"]),
        ("the government", ["gov", "government"], ["government"]),
    ],
)
def test_words_that_overlap_are_marked_as_one(text: str, words: list[str], marked: list[str]) -> None:
    assert _marked(text, *words) == marked


def test_a_word_is_marked_whole_at_the_end_of_a_passage() -> None:
    assert _marked("art " + "x" * 153 + " art", "art ") == ["art"]
    assert _marked("art " + "x" * 152 + " art " + "y" * 9, "art ") == ["art", "art"]
    assert _marked("art " + "x" * 152 + " article " + "y" * 9, "art ") == ["art"]


def test_a_passage_has_as_many_of_the_words_as_can_be() -> None:
    filler = "无关紧要的话。" * 60
    text = f"银行。{filler}股市跌了，银行也跌了。{filler}股市"

    shown = passage(text, ["银行", "股市"])

    assert shown is not None
    assert [shown.text[start:end] for start, end in shown.hits] == ["股市", "银行"]
    assert shown.text.startswith("…") and shown.text.endswith("…")


def test_a_text_that_is_written_both_ways_gives_the_passage_it_would_give_written_in_one() -> None:
    filler = "无关紧要的话。" * 60
    shown = passage(f"股市{filler}中國股市{filler}中国", ["中国", "股市"])
    assert shown is not None
    assert [shown.text[start:end] for start, end in shown.hits] == ["中國", "股市"]
    first = passage(f"中國人{filler}中国", ["中国"])
    assert first is not None and first.text.startswith("中國人")
    far_apart = passage(f"GDP{' - ' * 60}增长{filler}GDP增長", ["gdp增长"])
    assert far_apart is not None
    assert [far_apart.text[start:end] for start, end in far_apart.hits] == ["GDP增長"]


def test_whatever_breaks_a_line_is_a_space_in_a_passage() -> None:
    shown = passage("a\tb\vc\fd\re\x1cf\x1dg\x1eh\x85i\u2028j\u2029k\nl", ["l"])
    whole = passage("l\tb\vc\fd\re\x1cf\x1dg\x1eh\x85i\u2028j\u2029k\nl", ["l"])
    assert shown is not None and shown.text == "…l"
    assert whole is not None and whole.text == "l b c d e f g h i j k l"


def test_a_passage_stays_on_one_line_and_begins_with_a_paragraph_or_a_word() -> None:
    shown = passage("The last words before.\nHere it begins\twith the\nbank and goes on " + "x " * 200, ["bank"])

    assert shown is not None
    assert shown.text.startswith("…bank and goes on") and "\n" not in shown.text
    assert passage("a rather long beginning of a sentence with words, bank", ["bank"]) is not None
    assert "…a sentence with words, bank" in str(
        passage("a rather long beginning of a sentence with words, bank", ["bank"])
    )


def test_a_passage_does_not_begin_with_what_ends_the_sentence_before() -> None:
    shown = passage("海底捞月的是三只猴子和井里的月亮。”　那位老先生在这里的银行", ["银行"])

    assert shown is not None and shown.text == "…那位老先生在这里的银行"
    for text in ("one two.\n.NET and a bank", "one two.\n\u2003\u2003.NET and a bank"):
        shown = passage(text, ["bank"])
        assert shown is not None and shown.text == "….NET and a bank"


def test_there_is_no_passage_without_a_hit() -> None:
    assert passage("银行", ["股市"]) is None
    assert passage("", ["a"]) is None
    assert passage("text", []) is None


def test_a_hit_longer_than_a_passage_gives_way_to_one_that_can_be_shown() -> None:
    found = passage(f"A {'.' * 200} B\nand later an A B", ["a b"])
    assert found is not None and found.hits


def test_a_hit_among_wide_characters_stands_nearer_the_beginning_of_its_passage() -> None:
    chinese = passage("这个句子在银行二字出现以前说了许多许多无关紧要的闲话而银行在此", ["闲话"])
    mixed = passage("这个句子在银行二字出现以前说了许多许多无关紧要的3.5%闲话而银行在此", ["闲话"])
    english = passage("so many words before it comes to the point that is a bank", ["bank"])
    assert chinese is not None and chinese.hits[0][0] == 1 + 12
    assert mixed is not None and mixed.hits[0][0] == 1 + 12
    assert english is not None and 12 < english.hits[0][0] <= 1 + 24


def _marked(text: str, *words: str) -> list[str]:
    shown = passage(text, words)
    return [shown.text[start:end] for start, end in shown.hits] if shown else []
