"""The F1 of texts, and of many pages together: what is the same, what is not, and how sure the figure is."""

from tests.bench.extraction.shingles import (
    Share,
    bootstrap,
    difference,
    is_latin,
    is_spaceless,
    macro,
    scrapinghub_tokens,
    share,
    tokens,
)

TEXT = "The river rose at night, and by morning the lock had gone."


def test_a_text_is_all_of_itself_and_nothing_of_another() -> None:
    assert share(TEXT, TEXT) == Share(1.0, 1.0)
    assert share(TEXT, "Nobody knew of it until the boats came back to town.").f1 == 0.0


def test_half_of_a_text_has_its_precision_and_half_of_the_recall() -> None:
    whole = " ".join(f"word{number}" for number in range(40))
    half = share(whole, " ".join(f"word{number}" for number in range(20)))
    assert half.precision == 1.0
    assert half.recall == 17 / 37


def test_a_repeated_paragraph_costs_precision() -> None:
    assert share(TEXT, f"{TEXT} {TEXT}").precision == 9 / 21


def test_a_chinese_character_is_a_token_and_a_word_beside_it_is_one_too() -> None:
    assert tokens("大水退后，River 2.0 来了") == ["大", "水", "退", "后", "river", "2", "0", "来", "了"]


def test_scrapinghubs_own_tokens_are_words_as_they_are_written() -> None:
    assert scrapinghub_tokens("大水退后，The River") == ["大水退后", "The", "River"]


def test_an_empty_text_has_no_recall_and_no_precision_at_all() -> None:
    nothing = share(TEXT, "")
    assert nothing == Share(None, 0.0)
    assert macro([Share(1.0, 1.0), nothing]) == 2 / 3, "precision is averaged over pages with a text"


def test_the_figure_is_the_f1_of_averages_not_the_average_of_f1() -> None:
    assert macro([Share(1.0, 0.0), Share(0.0, 1.0)]) == 0.5


def test_an_interval_holds_its_figure_and_is_the_same_each_time() -> None:
    shares = [Share(0.5 + number / 100, 0.9) for number in range(40)]
    interval = bootstrap(shares)
    assert interval == bootstrap(shares)
    assert interval.low < macro(shares) < interval.high


def test_the_same_pages_are_drawn_for_both_sides_of_a_difference() -> None:
    theirs = [Share(number / 40, number / 40) for number in range(1, 40)]
    ours = [Share((share.precision or 0) + 0.01, (share.recall or 0) + 0.01) for share in theirs]
    ahead = difference(ours, theirs)
    assert round(ahead.low, 6) == round(ahead.high, 6) == 0.01


def test_scripts_are_told_apart() -> None:
    assert is_spaceless("大水退后")
    assert not is_spaceless("Вода ушла")
    assert not is_latin("Вода ушла")
    assert is_latin("L’eau s’est retirée à l’aube")
