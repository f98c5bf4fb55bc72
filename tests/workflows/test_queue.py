"""Links that wait are captured when they are due, and can be seen, retried, described and forgotten."""

from datetime import UTC, datetime, timedelta

from tearsheet.model.capture import JobState, Status
from tearsheet.model.errors import Failure, Reason
from tearsheet.workflows.capture import capture, remember
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.queue import annotate, drain, forget, jobs, retry
from tearsheet.workflows.share_site import ShareSite

GONE = "http://127.0.0.1:9/gone"


def test_what_waits_is_captured_oldest_first(desk: Desk, site: ShareSite) -> None:
    links = [site.url(f"/a/{article.code}.html") for article in site.articles]
    for link in links:
        remember(desk, link)
    assert [captured.url for captured in drain(desk)] == links
    assert jobs(desk) == ()


def test_what_is_not_due_yet_waits_on(desk: Desk, site: ShareSite) -> None:
    job = remember(desk, site.url(f"/a/{site.articles[0].code}.html"))
    desk.library.claim(job.id)
    later = datetime.now(UTC) + timedelta(hours=1)
    desk.library.fail(job.id, Failure(reason=Reason.NO_NETWORK), retry_at=later, queued=True)
    assert list(drain(desk)) == []
    assert [waiting.id for waiting in jobs(desk)] == [job.id]


def test_what_failed_is_tried_again_only_when_asked(desk: Desk) -> None:
    assert capture(desk, GONE).status is Status.FAILED
    assert list(drain(desk)) == []
    (again,) = drain(desk, retry_failed=True)
    assert again.status is Status.FAILED
    assert jobs(desk)[0].attempts == 2


def test_what_failed_is_tried_again_when_the_time_its_site_named_has_come(desk: Desk, site: ShareSite) -> None:
    job = remember(desk, site.url(f"/a/{site.articles[0].code}.html"))
    desk.library.claim(job.id)
    asked_to_wait = Failure(reason=Reason.TOO_MANY_REQUESTS)
    desk.library.fail(job.id, asked_to_wait, retry_at=datetime.now(UTC) - timedelta(seconds=1))
    assert [captured.status for captured in drain(desk)] == [Status.ADDED]


def test_retry_puts_a_failed_link_back_in_the_queue(desk: Desk) -> None:
    failed = capture(desk, GONE)
    assert failed.job is not None
    retry(desk, failed.job)
    assert desk.library.job(failed.job).state is JobState.QUEUED


def test_a_forgotten_link_is_gone(desk: Desk) -> None:
    failed = capture(desk, GONE)
    assert failed.job is not None
    assert forget(desk, failed.job).jobs == (failed.job,)
    assert jobs(desk) == ()


def test_tags_and_a_note_given_while_it_waits_reach_the_article(desk: Desk, site: ShareSite) -> None:
    job = remember(desk, site.url(f"/a/{site.articles[0].code}.html"), tags=("early",))
    annotate(desk, job.id, tags=("news/撕页",), note="for later")
    (captured,) = drain(desk)
    assert captured.article is not None
    article = desk.library.article(captured.article)
    assert (article.tags, article.note) == (("news/撕页",), "for later")
