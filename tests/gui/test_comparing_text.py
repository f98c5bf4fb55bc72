"""What became of a text is put into stretches: each change by itself, what is the same folded."""

from tearsheet.gui.comparing_text import Fold, fold_words, in_blocks, label, other_end, shown_pieces, stretches, summary
from tearsheet.model.comparison import Change, Fate, Passage, Piece
from tearsheet.text.comparison import compare
from tests.support.annotated import MOVED, PARAGRAPHS, TEXT


def same(text: str) -> Passage:
    return Passage(fate=Fate.KEPT, pieces=(Piece(change=Change.SAME, text=text),))


def written(passage: Passage, *, whole: bool = False) -> str:
    return "".join("…" if isinstance(piece, Fold) else piece.text for piece in shown_pieces(passage, whole=whole))


def test_what_is_the_same_in_a_row_is_one_stretch() -> None:
    added = Passage(fate=Fate.ADDED, pieces=(Piece(change=Change.ADDED, text="new"),))
    shown = stretches((same("a"), same("b"), added, added, same("c")))
    assert [len(stretch.passages) for stretch in shown] == [2, 1, 1, 1]
    assert fold_words(shown[0]) == "2 paragraphs the same"
    assert fold_words(shown[3]) == "1 paragraph the same"


def test_the_numbers_count_a_move_once() -> None:
    shown = stretches(compare(TEXT + "\n\nGone.", MOVED.replace("every hour", "each hour")))
    assert summary(shown) == "1 paragraph changed · 1 removed · 1 moved"


def test_the_two_ends_of_a_move_know_each_other_and_say_where() -> None:
    shown = stretches(compare(TEXT, MOVED))
    here, away = (
        next(place for place, stretch in enumerate(shown) if stretch.fate is fate)
        for fate in (Fate.MOVED_HERE, Fate.MOVED_AWAY)
    )
    assert (other_end(shown, here), other_end(shown, away)) == (away, here)
    assert label(shown, here) == "Moved here from further down"
    assert label(shown, away) == "Moved from here to further up"


def test_words_that_only_changed_need_no_label() -> None:
    shown = stretches(compare(PARAGRAPHS[0], PARAGRAPHS[0].replace("night", "morning")))
    assert [label(shown, place) for place in range(len(shown))] == [""]
    assert other_end(shown, 0) is None


def test_a_long_run_of_the_same_words_within_a_change_is_folded_until_it_is_asked_for() -> None:
    text = "word " * 1000
    passage = Passage(
        fate=Fate.CHANGED, pieces=(Piece(change=Change.ADDED, text="New. "), Piece(change=Change.SAME, text=text))
    )
    assert written(passage) == f"New. {text[:320]}…{text[-320:]}"
    assert written(passage, whole=True) == f"New. {text}"


def test_a_paragraph_that_moved_away_is_shown_by_its_beginning_unless_words_of_it_went_too() -> None:
    text = "word " * 100
    moved = Passage(fate=Fate.MOVED_AWAY, pieces=(Piece(change=Change.SAME, text=text),), move=1)
    changed = Passage(fate=Fate.MOVED_AWAY, pieces=(*moved.pieces, Piece(change=Change.REMOVED, text="x")), move=1)
    assert written(moved) == f"{text[:160]}…"
    assert written(changed) == f"{text}x"


def test_a_paragraph_without_end_comes_in_blocks_and_loses_nothing() -> None:
    text = "字" * 25_001
    passage = Passage(fate=Fate.ADDED, pieces=(Piece(change=Change.ADDED, text=text),))
    blocks = list(in_blocks(passage, whole=False, most=10_000))
    assert [sum(len(piece.text) for piece in block if isinstance(piece, Piece)) for block in blocks] == [
        *(10_000, 10_000),
        5_001,
    ]
    assert "".join(piece.text for block in blocks for piece in block if isinstance(piece, Piece)) == text
