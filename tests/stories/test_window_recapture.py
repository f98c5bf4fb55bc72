"""A kept article is captured again from the window: what is new is shown, what is worse is not, and each is said."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tearsheet.gui.outcomes import OutcomeSheet
from tearsheet.gui.recapturing import ManyQuestion
from tearsheet.model.changes import Changes
from tearsheet.model.ids import ArticleId, VersionId
from tearsheet.workflows.capture import capture
from tearsheet.workflows.desk import Desk
from tests.support.annotated import mark
from tests.support.changing_page import GONE
from tests.support.scripted_site import Reply, Site, page
from tests.support.windows import Opened

_PROSE = "The river was high that morning, and the people who had slept upstairs came down to find the floor gone. " * 4
_NEWS = "Another paragraph, which nobody had written when the page was first kept. " * 4


def article(title: str, *more: str) -> Reply:
    paragraphs = "".join(f"<p>{title} {n}. {_PROSE}</p>" for n in range(6)) + "".join(f"<p>{each}</p>" for each in more)
    return page(f"<title>{title}</title><article><h1>{title}</h1>{paragraphs}</article>")


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        for name in ("one", "two", "three", "four"):
            running.paths[f"/{name}"] = article(name.title())
        yield running


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    monkeypatch.setenv("TEARSHEET_SAFE", "1")
    for name in ("one", "two", "three", "four"):
        capture(desk, f"{site.url}/{name}")
    window = Opened(qtbot, desk)
    yield window
    window.close()


def again(opened: Opened, title: str) -> ArticleId:
    chosen = opened.choose(title)
    opened.do("recapture")
    return chosen


def until_said(opened: Opened, words: str) -> None:
    opened.until(lambda: opened.session.toasts.text == words)


def shown(opened: Opened, article: ArticleId) -> VersionId:
    return opened.desk.library.article(article).version


def test_what_has_changed_is_shown_and_compared_and_its_highlights_go_along(opened: Opened, site: Site) -> None:
    one = opened.choose("One")
    mark(opened.desk.library, one, "the people who had slept upstairs")
    site.paths["/one"] = article("One", _NEWS)
    again(opened, "One")
    until_said(opened, "Captured again: the new version is shown (1 highlight).")
    opened.until(
        lambda: opened.session.browsing.article is not None and len(opened.session.browsing.article.versions) == 2
    )
    opened.session.toasts.press("What has changed?")
    opened.until(lambda: opened.session.comparing.pane is not None)
    pane = opened.session.comparing.pane
    assert pane is not None
    opened.until(lambda: pane.said == "1 added")
    pane.close_pane()


def test_a_page_that_says_the_same_is_no_news(opened: Opened) -> None:
    one = again(opened, "One")
    until_said(opened, "Captured again: nothing has changed.")
    assert len(opened.desk.library.article(one).versions) == 1


def test_what_is_worse_stays_aside_until_it_is_wanted_anyway(opened: Opened, site: Site) -> None:
    site.paths["/one"] = GONE["deleted"]
    one = again(opened, "One")
    until_said(opened, "The page now says that the article is gone. That is kept aside; the article stays as it was.")
    assert opened.session.toasts.offers == ("Compare", "Show it anyway")
    before = shown(opened, one)
    opened.session.toasts.press("Show it anyway")
    opened.until(lambda: opened.session.toasts.text.endswith("is shown now."))
    assert shown(opened, one) != before
    opened.session.toasts.press("Undo")
    opened.until(lambda: shown(opened, one) == before)


def test_a_failure_says_that_nothing_was_lost_and_can_be_tried_again(opened: Opened, site: Site) -> None:
    site.paths["/one"] = Reply(body=b"no", status=404)
    one = again(opened, "One")
    until_said(opened, "The site says that there is no such page any more. The article stays as it was.")
    assert opened.captures.queue == ()
    site.paths["/one"] = article("One", _NEWS)
    opened.session.toasts.press("Try again")
    until_said(opened, "Captured again: the new version is shown.")
    assert len(opened.desk.library.article(one).versions) == 2


def test_one_that_runs_is_seen_among_the_captures_and_can_be_stopped(opened: Opened, site: Site) -> None:
    answer = threading.Event()
    site.paths["/one"] = Reply(body=article("One", _NEWS).body, after=answer)
    one = again(opened, "One")
    opened.until(lambda: opened.window.sidebar.progress.isVisible())
    assert not opened.session.capturing.bar.isVisible()
    (running,) = opened.captures.queue
    assert running.name == "One"
    opened.captures.start_again(one, running.link, running.name)  # which runs already
    assert [each.key for each in opened.captures.queue] == [running.key]
    opened.captures.stop_all()
    answer.set()
    until_said(opened, "Stopped. The article stays as it was.")
    assert opened.captures.queue == () and len(opened.desk.library.article(one).versions) == 1


def test_many_end_in_a_line_and_a_list_of_what_wants_looking_at(opened: Opened, site: Site) -> None:
    site.paths |= {"/one": article("One", _NEWS), "/two": GONE["an error"], "/three": Reply(body=b"", status=500)}
    opened.until_listed("Four", "Three", "Two", "One")
    opened.window.articles.view.selectAll()
    opened.do("recapture")
    until_said(opened, "4 captured again: 1 with a new version, 1 kept aside, 1 failed, 1 as before")
    opened.session.toasts.press("Show")
    sheet = opened.window.findChild(OutcomeSheet)
    assert isinstance(sheet, OutcomeSheet)
    model = sheet.rows.model()
    assert [str(model.index(row, 0).data()) for row in range(model.rowCount())] == [
        "Failed  1",
        "Three The site failed to answer properly. The article stays as it was; try again later.",
        "Kept aside  1",
        "Two The page now shows an error. That is kept aside; the article stays as it was.",
        "New version shown  1",
        f"One {site.url}/one",
    ]
    sheet.close_sheet()


def test_a_great_many_are_asked_about_first(opened: Opened, site: Site) -> None:
    for number in range(10):
        site.paths[f"/more{number}"] = article(f"More {number}")
        capture(opened.desk, f"{site.url}/more{number}")
    opened.window.library_changed.emit(Changes())
    opened.until(lambda: len(opened.ids) == 14)
    opened.window.articles.view.selectAll()
    asked = len(site.asked)
    opened.do("recapture")
    question = opened.window.findChild(ManyQuestion)
    assert question is not None and len(site.asked) == asked
    question.begin.click()
    until_said(opened, "14 captured again: 14 as before")
