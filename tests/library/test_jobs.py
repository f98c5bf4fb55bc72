"""A link on its way: on disk first, taken by one, never lost."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tearsheet.library import Library, jobs, open_library
from tearsheet.model.capture import Job, JobState
from tearsheet.model.changes import Changes
from tearsheet.model.errors import Failure, LibraryError, Reason
from tearsheet.model.ids import JobId
from tearsheet.model.page import Address, Rendering
from tearsheet.model.query import Query
from tests.support.databases import in_a_folder
from tests.support.keepings import address, keeping

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
GONE = Failure(reason=Reason.SERVER_ERROR, detail="news.example: 503")


def remember(library: Library, name: str = "a", **words: object) -> Job:
    where = address(name)
    return library.remember(where, share_link=where.url, **words)  # type: ignore[arg-type]


def test_a_link_is_on_disk_when_remember_returns(library: Library) -> None:
    where = Address(url="https://news.example/a", key="news.example/a")
    job = library.remember(
        where, share_link="https://news.example/a#x", title="T", tags=("b", "a/c"), note="n", rendering=Rendering.ALWAYS
    )

    with open_library(library.place) as other:
        assert other.jobs() == (job,)
    assert (job.address, job.share_link, job.title, job.note) == (where, "https://news.example/a#x", "T", "n")
    assert (job.tags, job.rendering) == (("b", "a/c"), Rendering.ALWAYS)
    assert (job.state, job.attempts, job.failure, job.article) == (JobState.QUEUED, 0, None, None)


def test_a_link_handed_over_twice_is_one_job_with_the_words_of_both(library: Library) -> None:
    first = remember(library, tags=("a",), note="one", title="")
    second = remember(library, tags=("b", "a"), note="two", title="T")

    assert second.id == first.id and len(library.jobs()) == 1
    assert (second.tags, second.note, second.title) == (("a", "b"), "one\n\ntwo", "T")


def test_a_link_that_runs_already_is_not_started_again(library: Library) -> None:
    job = remember(library)
    library.claim(job.id)

    assert remember(library).state is JobState.RUNNING


def test_a_failed_link_handed_over_again_waits_again(library: Library) -> None:
    job = remember(library)
    library.claim(job.id)
    library.fail(job.id, GONE, retry_at=NOW)
    again = remember(library)

    assert (again.id, again.state, again.not_before) == (job.id, JobState.QUEUED, None)


def test_a_link_that_was_kept_makes_a_job_of_its_own_again(library: Library) -> None:
    job = remember(library)
    library.add(keeping("a"), job=job.id)

    assert remember(library).id != job.id


def test_a_job_is_taken_by_one(library: Library) -> None:
    job = remember(library)

    taken = library.claim(job.id)
    assert taken is not None and (taken.state, taken.attempts) == (JobState.RUNNING, 1)
    assert library.claim(job.id) is None
    assert library.claim_next(NOW) is None


def test_jobs_are_taken_oldest_first(library: Library) -> None:
    ids = [remember(library, name).id for name in "abc"]
    taken = [library.claim_next(NOW) for _ in ids]

    assert [job.id for job in taken if job] == ids
    assert library.claim_next(NOW) is None


def test_a_job_that_waits_for_its_time_is_due_then(library: Library) -> None:
    job = remember(library)
    library.claim(job.id)
    library.fail(job.id, GONE, retry_at=NOW, queued=True)

    assert library.job(job.id).not_before == NOW
    assert library.claim_next(NOW - timedelta(seconds=1)) is None
    taken = library.claim_next(NOW)
    assert taken is not None and taken.attempts == 2


def test_a_failed_job_is_tried_again_only_when_a_time_was_given(library: Library) -> None:
    for_good, for_now = remember(library, "a"), remember(library, "b")
    for job, retry_at in ((for_good, None), (for_now, NOW)):
        library.claim(job.id)
        library.fail(job.id, GONE, retry_at=retry_at)

    taken = library.claim_next(NOW)
    assert taken is not None and taken.id == for_now.id
    assert library.claim_next(NOW) is None


def test_a_failed_job_keeps_its_reason_until_it_is_done(library: Library) -> None:
    job = remember(library)
    library.claim(job.id)
    assert library.fail(job.id, GONE) == Changes(jobs=(job.id,))

    failed = library.job(job.id)
    assert (failed.state, failed.failure) == (JobState.FAILED, GONE)
    assert library.claim(job.id) is None
    assert library.retry(job.id) == Changes(jobs=(job.id,))
    assert library.job(job.id).failure == GONE
    library.claim(job.id)
    added = library.add(keeping("a"), job=job.id)
    done = library.job(job.id)
    assert (done.state, done.failure, done.article) == (JobState.DONE, None, added.article)
    assert added.changes.jobs == (job.id,)


def test_a_job_that_runs_or_is_done_is_not_retried(library: Library) -> None:
    job = remember(library)
    library.claim(job.id)
    assert library.retry(job.id) == Changes()
    library.finish(job.id, library.add(keeping("a")).article)
    assert library.retry(job.id) == Changes()
    assert library.job(job.id).state is JobState.DONE


def test_jobs_are_listed_by_state_and_those_done_only_when_asked_for(library: Library) -> None:
    done, failed, queued = (remember(library, name) for name in "abc")
    library.add(keeping("a"), job=done.id)
    library.fail(failed.id, GONE)

    assert [job.id for job in library.jobs()] == [failed.id, queued.id]
    assert [job.id for job in library.jobs(JobState.DONE, JobState.QUEUED)] == [done.id, queued.id]


def test_a_forgotten_job_is_gone_and_its_article_can_still_be_kept(library: Library) -> None:
    job = remember(library)
    library.claim(job.id)
    assert library.forget(job.id) == Changes(jobs=(job.id,))
    assert library.forget(job.id) == Changes()

    added = library.add(keeping("a"), job=job.id)
    assert added.changes == Changes(added=(added.article,))
    with pytest.raises(LibraryError) as caught:
        library.job(job.id)
    assert caught.value.reason is Reason.NO_SUCH_ARTICLE


def test_tags_and_note_given_while_it_runs_are_the_articles(library: Library) -> None:
    job = remember(library, tags=("old",), note="old")
    library.claim(job.id)
    assert library.note_while_running(job.id, tags=("new",), note="new") == Changes(jobs=(job.id,))

    added = library.add(replace(keeping("a"), note="old"), job=job.id)

    article = library.article(added.article)
    assert (article.tags, article.note) == (("new",), "new")


def test_tags_and_note_that_come_after_it_was_kept_are_added_to_the_article(library: Library) -> None:
    job = remember(library)
    added = library.add(keeping("a", note="n"), job=job.id)
    changes = library.note_while_running(job.id, tags=("late",), note="also")

    article = library.article(added.article)
    assert changes.updated == (added.article,)
    assert (article.tags, article.note) == (("late",), "n\n\nalso")
    assert library.count(Query(words=("also",))) == 1


def test_a_job_that_is_not_there_changes_nothing(library: Library) -> None:
    nowhere = JobId(9)
    assert library.claim(nowhere) is None
    assert library.fail(nowhere, GONE) == library.retry(nowhere) == library.forget(nowhere) == Changes()


def test_opening_a_library_again_in_this_process_takes_no_job_from_it(library: Library) -> None:
    job = remember(library)
    library.claim(job.id)

    with open_library(library.place) as other:
        assert other.job(job.id).state is JobState.RUNNING
    assert library.recover() == 0


def _lost(library: Library) -> dict[int, str]:
    """Return the jobs that are lost, once there is one: a server takes a moment to notice that somebody is gone."""
    ends = time.monotonic() + 20
    while True:
        with library._database.reading() as connection:
            lost = jobs.lost(connection, library._owner)
        if lost or time.monotonic() > ends:
            return lost
        time.sleep(0.02)


def test_a_lost_job_that_somebody_else_has_taken_meanwhile_stays_his(library: Library) -> None:
    job = remember(library)
    with open_library(library.place) as dead:
        dead.claim(job.id)
    lost = _lost(library)
    assert list(lost) == [job.id]
    assert library.claim(job.id) is not None
    with library._database.writing() as connection:
        jobs.queue_again(connection, lost)
    assert library.job(job.id).state is JobState.RUNNING


@in_a_folder
def test_the_next_job_is_found_without_sorting_all_that_wait(library: Library) -> None:
    remember(library)
    with library._database.reading() as connection:
        written = {"literal_binds": True, "render_postcompile": True}
        statement = jobs.oldest_due(NOW).compile(dialect=connection.dialect, compile_kwargs=written)
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")]

    assert plan == ["SCAN job USING INDEX ix_job_unfinished"]
