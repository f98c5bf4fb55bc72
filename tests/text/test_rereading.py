"""What became of pages that were read again is said in few words."""

import pytest

from tearsheet.model.capture import Status
from tearsheet.model.errors import Failure, Reason
from tearsheet.model.ids import ArticleId
from tearsheet.model.rereading import Reread, Rereading, Verdict
from tearsheet.text.rereading import differences, summary, told, why
from tearsheet.text.words import use_language


def ended(verdict: Verdict, before: int = 0, after: int = 0, **more: object) -> Reread:
    return Reread(
        article=ArticleId(1),
        url="",
        title="",
        verdict=verdict,
        status=Status.UPDATED,
        words_before=before,
        words=after,
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        (ended(Verdict.MORE, 1200, 2401), "Read again: 1,201 words more."),
        (ended(Verdict.LESS, 10, 9), "Read again: 1 word less."),
        (ended(Verdict.CHANGED, 9, 9), "Read again: some words are different."),
        (ended(Verdict.CHANGED, 9, 9, details=("byline", "published")), "Read again: author, date updated."),
        (ended(Verdict.CHANGED, 9, 9, same_text=True), "Read again: headings, lists or links are different."),
        (ended(Verdict.SAME, 9, 9), "Read again: nothing has changed."),
    ],
)
def test_one_article_is_a_sentence(result: Reread, sentence: str) -> None:
    assert told(result) == sentence


def test_differences_are_words_pictures_and_details() -> None:
    result = ended(Verdict.MORE, 1204, 1324, pictures_before=3, pictures=1, details=("title",))
    assert differences(result) == "1,204 → 1,324 words, 2 pictures less, title updated"
    assert differences(ended(Verdict.ASIDE, 900, 20)) == "900 words shown, 20 read"


def test_a_sum_leaves_out_what_there_is_none_of() -> None:
    others = (ended(Verdict.MORE), ended(Verdict.MORE), ended(Verdict.FAILED))
    assert summary(Rereading(asked=1204, same=1201, others=others)) == (
        "1,204 read again: 2 more, 1 failed, 1,201 as before"
    )
    assert summary(Rereading(asked=0, same=0, others=())) == "0 read again"


def test_a_run_that_was_stopped_says_of_how_many() -> None:
    assert summary(Rereading(asked=1000, same=3, others=())) == "Stopped: 3 of 1,000 read again: 3 as before"


def test_a_failure_says_that_the_article_stays() -> None:
    for reason in (Reason.NOTHING_READABLE, Reason.OUT_OF_TIME, Reason.WORKER_DIED):
        assert why(Failure(reason=reason)).endswith("The article stays as it was.")
    assert "disk is full" in why(Failure(reason=Reason.DISK_FULL))


def test_chinese_has_its_own_commas() -> None:
    use_language("zh_CN")
    try:
        result = ended(Verdict.MORE, 12, 30, details=("byline", "published"))
        assert differences(result) == "12 → 30 词，作者、日期已更新"
        assert summary(Rereading(asked=2, same=1, others=(result,))) == "重新提取了 2 篇：1 篇变多，1 篇不变"
    finally:
        use_language("en")
