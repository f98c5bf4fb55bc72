"""A link reaches the window: dropped, pasted, typed; and what the window makes of it, against real sites."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tearsheet.gui.capture_row import CaptureRow
from tearsheet.gui.sheets import LinksQuestion
from tearsheet.model.capture import JobState, Status
from tearsheet.model.errors import Reason
from tearsheet.workflows.desk import Desk
from tests.support.scripted_site import Reply, Site, page
from tests.support.windows import Opened, drop, mime

_PROSE = "The river was high that morning, and the people who had slept upstairs came down to find the floor gone. " * 4


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        for name in ("one", "two", "three"):
            running.paths[f"/{name}"] = article(name.title())
        yield running


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    monkeypatch.setenv("TEARSHEET_SAFE", "1")
    window = Opened(qtbot, desk)
    yield window
    window.close()


def article(title: str) -> Reply:
    paragraphs = "".join(f"<p>{title} {n}. {_PROSE}</p>" for n in range(6))
    return page(f"<title>{title}</title><article><h1>{title}</h1>{paragraphs}</article>")


def test_a_dropped_link_is_captured_and_listed(opened: Opened, site: Site) -> None:
    done = drop(opened.window, mime(uri_list=f"{site.url}/one\r\n", netscape=f"{site.url}/one\nOne"))
    assert done is Qt.DropAction.CopyAction
    opened.until_listed("One")
    assert not opened.window.cover.isVisible()


def test_a_link_is_on_disk_before_the_site_answers(opened: Opened, site: Site) -> None:
    answer = threading.Event()
    site.paths["/slow"] = Reply(body=article("Slow").body, after=answer)
    drop(opened.window, mime(uri_list=f"{site.url}/slow\r\n"))
    opened.until(lambda: len(opened.desk.library.jobs(JobState.RUNNING)) == 1)
    assert opened.window.sidebar.progress.isVisible()
    answer.set()
    opened.until_listed("Slow")
    opened.until(lambda: not opened.window.sidebar.progress.isVisible())


def test_a_link_pasted_anywhere_is_captured(opened: Opened, site: Site) -> None:
    QGuiApplication.clipboard().setText(f"{site.url}/two")
    opened.do("paste")
    opened.until_listed("Two")


def test_a_paste_into_the_search_is_text(opened: Opened, site: Site) -> None:
    QGuiApplication.clipboard().setText(f"{site.url}/two")
    opened.window.activateWindow()
    opened.do("find")
    QTest.keyClick(opened.window.articles.search, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert opened.window.articles.search.text() == f"{site.url}/two"
    assert opened.captures.own == ()


def test_a_typed_link_is_captured_with_its_tags_and_note(opened: Opened, site: Site) -> None:
    bar = opened.session.capturing.bar
    opened.do("save-link")
    bar.link.setText(f"{site.url}/one")
    bar.tags.setText("a/b, 财经")
    bar.note.setText("for later")
    QTest.keyClick(bar.link, Qt.Key.Key_Return)
    opened.until_listed("One")
    kept = opened.desk.library.article(opened.ids[0])
    assert (set(kept.tags), kept.note) == ({"a/b", "财经"}, "for later")


def test_several_links_are_asked_about_once(opened: Opened, site: Site) -> None:
    drop(opened.window, mime(plain=f"{site.url}/one\n{site.url}/two\n{site.url}/three"))
    question = opened.window.findChild(LinksQuestion)
    assert question is not None and len(question.ticks) == 3
    question.ticks[1].setChecked(False)
    QTest.keyClick(question, Qt.Key.Key_Return)
    opened.until(lambda: opened.desk.library.counts().all == 2)
    opened.until(lambda: sorted(opened.titles) == ["One", "Three"])


def test_a_dropped_file_of_links_is_asked_about(opened: Opened, site: Site, tmp_path: Path) -> None:
    listed = tmp_path / "links.txt"
    listed.write_text(f"{site.url}/one\n{site.url}/two\n", "utf-8")
    drop(opened.window, mime(uri_list=listed.as_uri()))
    opened.until(lambda: opened.window.findChild(LinksQuestion) is not None)
    question = opened.window.findChild(LinksQuestion)
    assert question is not None
    assert [offer.url for offer in question.chosen] == [f"{site.url}/one", f"{site.url}/two"]
    question.close_sheet()


def test_a_dropped_page_is_kept_from_its_file(opened: Opened, tmp_path: Path) -> None:
    saved = tmp_path / "saved.html"
    saved.write_bytes(article("Saved").body)
    drop(opened.window, mime(uri_list=saved.as_uri()))
    opened.until_listed("Saved")


def test_a_link_already_kept_says_so_and_goes_to_it(opened: Opened, site: Site) -> None:
    drop(opened.window, mime(uri_list=f"{site.url}/one"))
    opened.until_listed("One")
    drop(opened.window, mime(uri_list=f"{site.url}/two"))
    opened.until_listed("Two", "One")
    drop(opened.window, mime(uri_list=f"{site.url}/one?utm_source=share"))
    opened.until(lambda: opened.session.toasts.text == "Already kept: here it is.")
    opened.until(lambda: opened.window.articles.selected == opened.ids[1:])
    assert opened.desk.library.counts().all == 2


def test_a_failure_says_why_and_a_retry_is_one_click_away(opened: Opened, site: Site) -> None:
    site.paths["/shut"] = page("no", status=403)
    drop(opened.window, mime(uri_list=f"{site.url}/shut"))
    opened.until(lambda: bool(opened.ended))
    assert opened.ended[0].failure is not None and opened.ended[0].failure.reason is Reason.FORBIDDEN
    opened.until(lambda: opened.desk.library.counts().failed == 1)
    site.paths["/shut"] = article("Shut")
    row = opened.session.capturing.bar.findChild(CaptureRow)
    assert row is not None
    opened.until(lambda: "refuses" in row.underway.words)
    row.retry.emit(row.underway.key)
    opened.until_listed("Shut")
    assert opened.desk.library.jobs(JobState.FAILED) == ()


def test_what_is_no_address_is_said_and_nothing_is_kept(opened: Opened) -> None:
    bar = opened.session.capturing.bar
    opened.do("save-link")
    bar.link.setText("file:///etc/passwd")
    QTest.keyClick(bar.link, Qt.Key.Key_Return)
    opened.until(lambda: bool(opened.ended))
    assert opened.ended[0].failure is not None and opened.ended[0].failure.reason is Reason.SCHEME_REFUSED
    assert opened.captures.queue[0].failed
    opened.captures.forget(opened.captures.queue[0].key)
    assert opened.captures.queue == ()


def test_a_failed_link_can_be_forgotten(opened: Opened, site: Site) -> None:
    drop(opened.window, mime(uri_list=f"{site.url}/nowhere"))
    opened.until(lambda: bool(opened.ended))
    opened.captures.forget(opened.ended[0].key)
    opened.until(lambda: opened.desk.library.jobs(JobState.FAILED) == ())
    opened.until(lambda: opened.captures.queue == ())


def test_the_bar_has_what_failed_on_top_then_what_runs_then_what_was_kept_last(opened: Opened, site: Site) -> None:
    answer = threading.Event()
    site.paths["/slow"] = Reply(body=article("Slow").body, after=answer)
    for name in ("one", "two"):
        drop(opened.window, mime(uri_list=f"{site.url}/{name}\r\n"))
        opened.until(lambda: not any(capture.running for capture in opened.captures.own))
    for name in ("gone", "slow"):
        drop(opened.window, mime(uri_list=f"{site.url}/{name}\r\n"))
    opened.until(lambda: any(capture.failed for capture in opened.captures.own))
    rows = opened.session.capturing.bar.findChildren(CaptureRow)
    opened.until(
        lambda: (
            [row.underway.name for row in sorted(rows, key=lambda row: row.y())]
            == [f"{site.url.removeprefix('http://')}/gone", f"{site.url.removeprefix('http://')}/slow", "Two", "One"]
        )
    )
    answer.set()
    opened.until(lambda: not any(capture.running for capture in opened.captures.own))


def test_the_queue_is_not_covered_by_the_bar(opened: Opened, site: Site) -> None:
    drop(opened.window, mime(uri_list=f"{site.url}/gone\r\n"))
    opened.until(lambda: any(capture.failed for capture in opened.captures.own))
    opened.do("queue")
    assert not opened.session.capturing.bar.isVisible()
    opened.until(lambda: [capture.failed for capture in opened.captures.queue] == [True])


def test_tags_given_while_it_runs_are_the_article_s(opened: Opened, site: Site) -> None:
    answer = threading.Event()
    site.paths["/slow"] = Reply(body=article("Slow").body, after=answer)
    drop(opened.window, mime(uri_list=f"{site.url}/slow"))
    opened.until(lambda: bool(opened.captures.own) and opened.captures.own[0].progress is not None)
    opened.captures.annotate(opened.captures.own[0].key, ("late",), "a note")
    opened.until(lambda: opened.desk.library.jobs(JobState.RUNNING)[0].tags == ("late",))
    answer.set()
    opened.until_listed("Slow")
    kept = opened.desk.library.article(opened.ids[0])
    assert (kept.tags, kept.note) == (("late",), "a note")


def test_a_capture_that_is_stopped_stays_in_the_queue(opened: Opened, site: Site) -> None:
    answer = threading.Event()
    site.paths["/slow"] = Reply(body=article("Slow").body, after=answer)
    drop(opened.window, mime(uri_list=f"{site.url}/slow"))
    opened.until(lambda: bool(opened.captures.own) and opened.captures.own[0].progress is not None)
    opened.captures.stop(opened.captures.own[0].key)
    answer.set()
    opened.until(lambda: bool(opened.ended))
    assert opened.ended[0].waiting
    opened.captures.resume()
    assert opened.captures.running == ()


def test_what_an_earlier_run_left_is_taken_up(qtbot: QtBot, desk: Desk, site: Site, safe: Callable[[], None]) -> None:
    from tearsheet.workflows.capture import remember

    safe()
    remember(desk, f"{site.url}/one")
    remember(desk, f"{site.url}/two")
    window = Opened(qtbot, desk)
    try:
        window.until(lambda: len(window.ended) == 2)
        assert [capture.ended.status for capture in window.ended if capture.ended] == [Status.ADDED, Status.ADDED]
    finally:
        window.close()


@pytest.fixture
def safe(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    return lambda: monkeypatch.setenv("TEARSHEET_SAFE", "1")
