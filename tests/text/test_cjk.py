"""What is taken for equal, what counts as a word, and what a search looks for."""

import pytest

from tearsheet.text.cjk import (
    SHORT,
    _simplified,
    count_words,
    fold,
    index_tokens,
    phrase_tokens,
    short_token,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("…。！ \n", 0),
        ("Three small words.", 3),
        ("don't well-known O’Neill", 3),
        ("中国人民银行", 6),
        ("中国A股 2022年，GDP增长5.5%。", 2 + 1 + 1 + 1 + 1 + 1 + 2 + 2),
        ("カタカナ・ひらがな", 8),
        ("서울에서", 4),
        ("𠮷野家", 3),
        ("naïve_snake", 2),
    ],
)
def test_a_cjk_character_counts_as_a_word_and_so_does_a_word(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Plain ASCII", "plain ascii"),
        ("財經新聞", "财经新闻"),
        ("ＡＢＣ１２３", "abc123"),
        ("ｶﾞｷﾞ", "ガギ"),
        ("Straße", "strasse"),
        ("Crème Brûlée", "creme brulee"),
        ("ÅNGSTRÖM å", "angstrom a"),
        ("e\u0301", "e"),
        ("ΆΡΗΣ", "αρησ"),
        ("Ёлка", "елка"),
        ("が", "が"),
        ("한국", "한국"),
        ("中\u200b国\ufeff\u00ad", "中国"),
        ("İstanbul", "istanbul"),
        ("乾隆", "干隆"),
        ("⼈民", "人民"),
    ],
)
def test_what_people_take_for_equal_is_folded_into_one(written: str, folded: str) -> None:
    assert fold(written) == folded == fold(folded)


def test_every_character_of_the_table_is_folded_once_and_for_all() -> None:
    table = _simplified()
    assert len(table) == 4105
    assert not any(simplified in table for simplified in table.values())
    assert chr(table[ord("髮")]) == chr(table[ord("發")]) == "发"


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("中国人", "中国 国人 人"),
        ("中国人。大众", "中国 国人 人 大众 众"),
        ("中国人。A股 GDP", "中国 国人 人a a \ue002股a 股gdp gdp"),
        ("A股市场", "a \ue002股a 股市 市场 场"),
        ("New York", "new york"),
        ("中", "中"),
        ("!?", ""),
    ],
)
def test_a_run_of_han_is_indexed_as_overlapping_pairs_of_which_words_beside_it_are_part(text: str, tokens: str) -> None:
    assert index_tokens([text])[0] == tokens


@pytest.mark.parametrize(
    ("term", "tokens", "is_open"),
    [
        ("中国", ("中国",), False),
        ("中国人民", ("中国", "国人", "人民"), False),
        ("股", ("股",), True),
        ("A股", ("\ue002股a",), False),
        ("A股。", ("\ue002股a",), False),
        ("a股市", ("\ue002股a", "股市"), False),
        ("股gov", ("股gov",), True),
        ("中国gov", ("中国", "国gov"), True),
        ("中国gov ", ("中国", "国gov"), False),
        ("中gov国", ("中gov", "gov", "\ue002国gov"), False),
        ("2022年3月", ("\ue002年2022", "年3", "3", "\ue002月3"), False),
        ("new york市", ("new", "york", "\ue002市york"), False),
        ("中国 人", ("中国", "国", "人"), True),
        ("gov ", ("gov",), False),
        ("gov.", ("gov",), False),
        ("new york", ("new", "york"), True),
        ("中国 人民", ("中国", "国", "人民"), False),
        ("cafe\u0301", ("cafe",), True),
        ("…", (), False),
    ],
)
def test_a_term_is_a_phrase_whose_last_word_may_be_unfinished(
    term: str, tokens: tuple[str, ...], is_open: bool
) -> None:
    assert phrase_tokens(term) == (tokens, is_open)


def test_characters_and_first_letters_are_kept_once_each() -> None:
    assert index_tokens(["中国中 Gov", "gold a"])[1].split() == [
        f"{SHORT}{each}" for each in sorted(["中", "国", "g", "go", "gov", "gol", "a"])
    ]


@pytest.mark.parametrize(
    ("term", "token"),
    [
        *(("中", "中"), ("國", "国"), ("𠮷", "𠮷"), ("a", "a"), ("Gov", "gov")),
        *(("gove", None), ("中国", None), ("A股", None), ("go ", None), ("a b", None), ("", None), ("…", None)),
    ],
)
def test_one_character_or_three_letters_are_answered_by_one_token(term: str, token: str | None) -> None:
    assert short_token(term) == (f"{SHORT}{token}" if token else None)
