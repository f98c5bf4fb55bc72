"""Steps taken back and done again."""

from tearsheet.gui.undoing import Step, Undoing
from tearsheet.model.changes import Changes


def step(words: str, of: str | None = None) -> Step:
    return Step(words=words, undo=lambda: Changes(), redo=lambda: Changes(), of=of)


def words(step: Step | None) -> str:
    return step.words if step is not None else ""


def test_the_last_step_is_taken_back_first_and_done_again_last() -> None:
    undoing = Undoing()
    for each in ("one", "two"):
        undoing.did(step(each))
    assert [words(undoing.back()) for _ in range(3)] == ["two", "one", ""]
    assert [words(undoing.forward()) for _ in range(3)] == ["one", "two", ""]


def test_a_new_step_leaves_nothing_to_do_again() -> None:
    undoing = Undoing()
    undoing.did(step("one"))
    undoing.back()
    undoing.did(step("two"))
    assert undoing.forward() is None


def test_what_is_typed_in_one_go_is_one_step_back_to_its_beginning() -> None:
    undoing = Undoing()
    first, second = step("a", "note"), step("ab", "note")
    undoing.did(first)
    undoing.did(second)
    back = undoing.back()
    assert back is not None and back.undo is first.undo and back.redo is second.redo
    assert undoing.back() is None


def test_after_a_pause_of_the_card_it_is_another() -> None:
    undoing = Undoing()
    undoing.did(step("a", "note"))
    undoing.seal()
    undoing.did(step("ab", "note"))
    assert [words(undoing.back()) for _ in range(2)] == ["ab", "a"]


def test_a_step_is_taken_back_though_others_followed_and_only_once() -> None:
    undoing = Undoing()
    deleted, other = step("deleted"), step("other")
    undoing.did(deleted)
    undoing.did(other)
    undoing.seal()
    assert undoing.take(deleted) is not None
    assert undoing.take(deleted) is None
    assert words(undoing.back()) == "other"
