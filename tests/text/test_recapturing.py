"""What became of an article that was captured again is said in words that promise what is true: nothing was lost."""

from datetime import UTC, datetime

from tearsheet.model.annotation import Annotation, Colour, PlacedAnnotation, Selector, State
from tearsheet.model.capture import Captured, Status
from tearsheet.model.errors import Failure, Reason
from tearsheet.model.ids import AnnotationId, ArticleId, VersionId
from tearsheet.text.recapturing import Fate, carried_over, fate_of, summary, told, why

WHEN = datetime(2026, 3, 1, tzinfo=UTC)


def placed(state: State, *, whole: bool = False) -> PlacedAnnotation:
    annotation = Annotation(
        id=AnnotationId(1),
        uid="0" * 32,
        article=ArticleId(1),
        version=VersionId(1),
        selector=None if whole else Selector(exact="a", prefix="", suffix="", start=0, end=1),
        colour=Colour.YELLOW,
        note="",
        tags=(),
        created=WHEN,
        changed=WHEN,
    )
    return PlacedAnnotation(annotation=annotation, on=VersionId(2), state=state, start=0, end=1, text="a")


def test_why_it_failed_says_that_the_article_stays() -> None:
    for reason in (Reason.NOT_FOUND, Reason.NO_NETWORK, Reason.PAGE_DELETED, Reason.LOGIN_WANTED, Reason.NO_ADDRESS):
        assert "stays as it was" in why(Failure(reason=reason))
    assert why(Failure(reason=Reason.DISK_FULL)).startswith("The disk is full.")


def test_how_highlights_came_through_is_counted_and_notes_on_the_whole_are_not() -> None:
    assert carried_over([]) == carried_over([placed(State.ANCHORED, whole=True)]) == ""
    assert carried_over([placed(State.ANCHORED)]) == "1 highlight"
    states = [State.ANCHORED] * 1000 + [State.UNSURE] * 2 + [State.ORPHAN]
    assert carried_over(map(placed, states)) == "1,003 highlights, 2 to be checked, 1 not in it any more"


def captured(status: Status, *, current: bool = True, reason: Reason | None = None) -> Captured:
    failure = Failure(reason=reason) if reason else None
    return Captured(url="https://a.example/", status=status, current=current, failure=failure)


def test_what_became_of_one_article_is_a_sentence() -> None:
    newer = captured(Status.UPDATED)
    assert told(newer, []) == "Captured again: the new version is shown."
    assert told(newer, [placed(State.UNSURE)]) == (
        "Captured again: the new version is shown (1 highlight, 1 to be checked)."
    )
    assert told(captured(Status.UNCHANGED), [placed(State.ANCHORED)]) == "Captured again: nothing has changed."
    aside = captured(Status.UPDATED, current=False, reason=Reason.LOGIN_WANTED)
    assert told(aside, []).startswith("The page now asks to sign in.")


def test_what_is_not_shown_is_kept_aside_whether_it_is_new_or_not() -> None:
    assert fate_of(captured(Status.UPDATED, current=False, reason=Reason.MUCH_SHORTER)) is Fate.ASIDE
    assert fate_of(captured(Status.UNCHANGED, current=False, reason=Reason.OTHER_CHOSEN)) is Fate.ASIDE
    assert fate_of(captured(Status.FAILED, current=False, reason=Reason.NOT_FOUND)) is Fate.FAILED


def test_many_are_counted_and_noughts_are_left_out() -> None:
    many = [captured(Status.UPDATED)] * 1200 + [captured(Status.FAILED, current=False, reason=Reason.TOO_SLOW)]
    assert summary(many, stopped=2) == "1,201 captured again: 1,200 with a new version, 1 failed, 2 stopped"
    assert summary([]) == "0 captured again"
