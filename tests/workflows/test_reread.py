"""Kept pages are read again without a network: better results are shown, worse ones kept aside, nothing is lost."""

import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from tearsheet.extract import EXTRACTOR, read
from tearsheet.library.sqlite import sqlite
from tearsheet.model.article import Edits, Kind
from tearsheet.model.capture import Progress, Status
from tearsheet.model.errors import Cancelled, LibraryError, Reason
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query
from tearsheet.model.rereading import Reread, Rereading, Verdict
from tearsheet.workflows.capture import capture
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.reread import gathered, reread, reread_all
from tearsheet.workflows.share_site import ShareSite
from tests.support.keepings import extraction, keeping

SENTENCE = "The river rose in the night and the people of the town carried their chairs upstairs to wait."
LOGIN = b"<form><input type=password></form>"


def page(paragraphs: int, head: str = "") -> bytes:
    body = f"<p>{SENTENCE}</p>" * paragraphs
    return f"<html><head><title>High water</title>{head}</head><article>{body}</article></html>".encode()


def keep(desk: Desk, name: str, body: bytes, text: str, **more: object) -> ArticleId:
    """Keep a page as an earlier extractor read it, which found `text`."""
    return desk.library.add(keeping(name, text, body=body, title=name, **more)).article  # type: ignore[arg-type]


def as_read_today(desk: Desk, name: str, body: bytes, **otherwise: object) -> ArticleId:
    """Keep a page as an earlier extractor read it, which found what today's finds, but for some fields."""
    kept = keeping(name, body=body)
    found = read(kept.pages)
    metadata = replace(found.metadata, **otherwise)  # type: ignore[arg-type]
    return desk.library.add(replace(kept, extraction=replace(found, metadata=metadata))).article


def read_all(desk: Desk, *articles: ArticleId) -> Rereading:
    wanted = articles or desk.library.ids(Query())
    return gathered(reread_all(desk, wanted), len(wanted))


def test_a_better_reading_is_shown(desk: Desk) -> None:
    article = keep(desk, "a", page(9), SENTENCE)
    result = reread(desk, article)
    assert (result.verdict, result.status, result.current) == (Verdict.MORE, Status.UPDATED, True)
    assert (result.words_before, result.words) == (18, 9 * 18)
    shown = desk.library.article(article)
    assert (shown.words, shown.version, len(shown.versions)) == (9 * 18, result.version, 2)


def test_a_worse_reading_is_kept_aside(desk: Desk) -> None:
    article = keep(desk, "a", page(2), "word " * 200)
    result = reread(desk, article)
    assert (result.verdict, result.status, result.current) == (Verdict.ASIDE, Status.UPDATED, False)
    assert (result.words_before, result.words) == (200, 36)
    shown = desk.library.article(article)
    assert (shown.words, len(shown.versions)) == (200, 2)
    assert reread(desk, article).verdict is Verdict.SAME


def test_a_shorter_reading_that_is_not_worse_is_said_to_be_less(desk: Desk) -> None:
    article = keep(desk, "a", page(5), "word " * 100)
    assert reread(desk, article).verdict is Verdict.LESS
    assert desk.library.article(article).words == 90


def test_a_few_words_among_many_are_a_change_and_not_more(desk: Desk) -> None:
    article = keep(desk, "a", page(20), "\n\n".join([SENTENCE] * 20).removesuffix("to wait."))
    result = reread(desk, article)
    assert (result.verdict, result.words - result.words_before) == (Verdict.CHANGED, 2)


def test_the_same_words_in_a_better_setting_are_a_change(desk: Desk) -> None:
    article = keep(desk, "a", page(4), "\n\n".join([SENTENCE] * 4))
    desk.library.edit(article, Edits(title="Mine"))
    result = reread(desk, article)
    assert (result.verdict, result.same_text, result.details) == (Verdict.CHANGED, True, ())
    assert desk.library.article(article).html.count("<p>") == 4


def test_what_is_filled_in_is_named(desk: Desk) -> None:
    said = (
        '<meta property="article:published_time" content="2024-03-02T08:00:00Z"><meta name=author content="Ada Marsh">'
    )
    article = as_read_today(desk, "a", page(4, said), byline="", published=None)
    result = reread(desk, article)
    assert (result.verdict, result.details) == (Verdict.CHANGED, ("byline", "published"))
    assert desk.library.article(article).metadata.byline == "Ada Marsh"


def test_what_a_person_changed_stays(desk: Desk) -> None:
    article = keep(desk, "a", page(9), SENTENCE)
    desk.library.edit(article, Edits(title="Mine", byline="Me"))
    result = reread(desk, article)
    metadata = desk.library.article(article).metadata
    assert (result.title, result.details, metadata.title, metadata.byline) == ("Mine", (), "Mine", "Me")


def test_a_page_without_an_article_leaves_the_article_as_it_was(desk: Desk) -> None:
    article = keep(desk, "a", LOGIN, SENTENCE)
    before = desk.library.article(article)
    result = reread(desk, article)
    assert result.verdict is Verdict.FAILED
    assert result.failure is not None and result.failure.reason is Reason.NOTHING_READABLE
    assert desk.library.article(article) == before


def test_a_link_whose_page_still_has_no_article_is_no_failure(desk: Desk) -> None:
    assert reread(desk, keep(desk, "a", LOGIN, "", kind=Kind.LINK)).verdict is Verdict.SAME


def test_a_link_becomes_an_article_that_today_s_extractor_finds(desk: Desk) -> None:
    article = keep(desk, "a", page(4), "", kind=Kind.LINK)
    assert reread(desk, article).verdict is Verdict.MORE
    assert desk.library.article(article).kind is Kind.ARTICLE


def test_an_article_that_is_not_there_is_said(desk: Desk) -> None:
    with pytest.raises(LibraryError):
        reread(desk, ArticleId(7))
    (result,) = read_all(desk, ArticleId(7)).others
    assert result.failure is not None and result.failure.reason is Reason.NO_SUCH_ARTICLE


def test_each_of_many_is_told_of_in_order_and_a_failed_one_stops_nothing(desk: Desk) -> None:
    wanted = (
        keep(desk, "more", page(9), SENTENCE),
        keep(desk, "fails", LOGIN, SENTENCE),
        as_read_today(desk, "same", page(3)),
        keep(desk, "aside", page(1), "word " * 200),
    )
    seen: list[Progress] = []
    results = list(reread_all(desk, wanted, report=seen.append))
    assert [result.article for result in results] == list(wanted)
    assert [result.verdict for result in results] == [Verdict.MORE, Verdict.FAILED, Verdict.SAME, Verdict.ASIDE]
    assert [(progress.done, progress.total) for progress in seen] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert [progress.changed for progress in seen] == [wanted[0], None, None, wanted[3]]


def test_many_are_counted(desk: Desk) -> None:
    for number in range(30):
        as_read_today(desk, f"same {number}", page(3))
        keep(desk, f"more {number}", page(4), SENTENCE)
    outcome = read_all(desk)
    assert (outcome.asked, outcome.done, outcome.same) == (60, 60, 30)
    assert len(outcome.of(Verdict.MORE)) == 30 and not outcome.stopped


def test_what_today_s_extractor_has_read_is_not_read_once_more(desk: Desk, tmp_path: Path) -> None:
    same, more = as_read_today(desk, "same", page(3)), keep(desk, "more", page(9), SENTENCE)
    aside = keep(desk, "aside", page(1), "word " * 200)
    read_all(desk)
    assert desk.library.article(same).versions[0].extractor == EXTRACTOR
    with closing(
        sqlite.connect(tmp_path / "library" / "library.sqlite3")
    ) as file:  # pages that cannot be read any more
        file.execute("UPDATE snapshot_page SET media_type = 'image/png'")
        file.commit()
    again = read_all(desk)
    assert (again.same, again.others) == (3, ())
    assert [reread(desk, article).verdict for article in (same, more, aside)] == [Verdict.FAILED] * 3


def test_where_a_site_rule_has_a_say_pages_are_read_all_the_same(desk: Desk, site: ShareSite) -> None:
    captured = capture(desk, site.share_link(site.articles[0]))
    assert captured.article is not None
    whole = desk.library.article(captured.article)
    poor = replace(extraction(whole.text[: len(whole.text) * 2 // 3]), metadata=whole.metadata)
    assert desk.library.add_version(whole.id, poor, EXTRACTOR).current
    (result,) = read_all(desk, whole.id).others
    assert result.verdict is Verdict.MORE
    assert desk.library.article(whole.id).text == whole.text


def test_who_stops_keeps_what_was_read_and_goes_on_from_there(desk: Desk) -> None:
    wanted = tuple(keep(desk, f"a{number}", page(9), SENTENCE) for number in range(12))
    stop = Event()

    def stop_after_three(progress: Progress) -> None:
        if progress.done == 3:
            stop.set()

    results: list[Reread] = []
    with pytest.raises(Cancelled):
        results += reread_all(desk, wanted, report=stop_after_three, cancelled=stop)
    changed = [article for article in wanted if len(desk.library.article(article).versions) == 2]
    assert 3 <= len(changed) < 12
    rest = read_all(desk, *wanted)
    assert (rest.same, len(rest.of(Verdict.MORE))) == (len(changed), 12 - len(changed))


def test_a_run_that_was_stopped_counts_what_it_did(desk: Desk) -> None:
    wanted = tuple(keep(desk, f"a{number}", page(2), SENTENCE) for number in range(4))
    stop = Event()
    stop.set()
    outcome = gathered(reread_all(desk, wanted, cancelled=stop), len(wanted))
    assert outcome.stopped and outcome.done == 0


def test_what_is_in_the_bin_stays_there(desk: Desk) -> None:
    article = keep(desk, "a", page(9), SENTENCE)
    desk.library.delete((article,))
    assert reread(desk, article).verdict is Verdict.MORE
    assert desk.library.article(article).deleted is not None
    assert desk.library.ids(Query()) == ()


KILLED = """
import sys
from pathlib import Path
from tearsheet.model.query import Query
from tearsheet.workflows import reread
from tests.support.desks import desk_at
from tests.support.killed import Point, die_at
reread.AT_ONCE = 1  # traps count calls, and two threads would confuse them
die_at(Point(sys.argv[2], sys.argv[3], 2))
desk = desk_at(Path(sys.argv[1]))
reread.gathered(reread.reread_all(desk, desk.library.ids(Query())), 4)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize(
    ("name", "when"),
    [
        ("tearsheet.library.versions.keep", "after"),
        ("tearsheet.library.recapturing.take", "after"),
        ("tearsheet.library.library.Library._index_soon", "before"),
        ("tearsheet.library.library.Library.add_version", "after"),
    ],
)
def test_kill_9_leaves_each_article_as_it_was_or_with_its_new_version(
    desk: Desk, tmp_path: Path, name: str, when: str
) -> None:
    articles = [keep(desk, f"a{number}", page(9), SENTENCE) for number in range(4)]
    desk.close()
    library = tmp_path / "library"
    died = subprocess.run(
        [sys.executable, "-c", KILLED, str(library), name, when], capture_output=True, timeout=60, check=False
    )
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()
    after = [desk.library.article(article) for article in articles]
    assert {(each.words, len(each.versions)) for each in after} == {(18, 1), (9 * 18, 2)}
    assert len(desk.library.ids(Query(words=("chairs",)))) == 4
    assert read_all(desk).done == 4
    assert {desk.library.article(article).words for article in articles} == {9 * 18}
