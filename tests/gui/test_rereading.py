"""Reading kept pages again in the window: one says what changed, many run in the background and end in a list."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tearsheet.extract import read
from tearsheet.gui.outcomes import OutcomeSheet
from tearsheet.gui.rereading_sheets import WholeLibraryQuestion
from tearsheet.model.ids import ArticleId
from tests.gui.conftest import Open
from tests.support.desks import desk_at
from tests.support.keepings import keeping
from tests.support.windows import Opened

SENTENCE = "The river rose in the night and the people of the town carried their chairs upstairs to wait."
LOGIN = b"<form><input type=password></form>"


def body(paragraphs: int) -> bytes:
    return f"<article>{f'<p>{SENTENCE}</p>' * paragraphs}</article>".encode()


def kept(folder: Path, *pages: tuple[str, bytes, str]) -> None:
    """Keep pages as an earlier extractor read them: their title, their body, the text found in it or all there is."""
    desk = desk_at(folder)
    for title, page, text in pages:
        keep = keeping(title, text, title=title, body=page)
        found = keep.extraction if text else read(keep.pages)
        desk.library.add(replace(keep, extraction=replace(found, metadata=keep.extraction.metadata)))
    desk.close()


@pytest.fixture
def opened(open_window: Open, tmp_path: Path) -> Opened:
    kept(
        tmp_path / "library",
        ("More", body(9), SENTENCE),
        ("Aside", body(1), "word " * 200),
        ("Fails", LOGIN, SENTENCE),
        ("Same", body(3), ""),
    )
    return open_window()


def select_all(opened: Opened) -> None:
    opened.until_listed("Same", "Fails", "Aside", "More")
    opened.window.articles.view.selectAll()


def sheet_of(opened: Opened) -> OutcomeSheet:
    opened.until(lambda: not opened.session.rereads.running)
    opened.session.toasts.press()
    sheet = opened.window.findChild(OutcomeSheet)
    assert isinstance(sheet, OutcomeSheet)
    return sheet


def lines(sheet: OutcomeSheet) -> Sequence[str]:
    model = sheet.rows.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("More", "Read again: 144 words more."),
        ("Aside", "Read again: what was found is worse. It is kept aside, and the article stays as it was."),
        ("Fails", "No article was found in the kept page. The article stays as it was."),
        ("Same", "Read again: nothing has changed."),
    ],
)
def test_one_article_says_what_has_changed(opened: Opened, title: str, said: str) -> None:
    opened.choose(title)
    opened.do("reread")
    opened.until(lambda: opened.session.toasts.text == said)


def test_the_article_that_is_read_is_shown_anew(opened: Opened) -> None:
    opened.choose("More")
    opened.do("reread")
    opened.until(lambda: opened.session.browsing.article is not None and opened.session.browsing.article.words == 162)


def test_many_are_one_run_that_ends_in_a_list(opened: Opened) -> None:
    select_all(opened)
    opened.do("reread")
    assert opened.session.rereads.running
    opened.until(lambda: opened.session.toasts.text.startswith("4 read again: "))
    assert opened.session.toasts.text == "4 read again: 1 more, 1 kept aside, 1 failed, 1 as before"
    assert lines(sheet_of(opened)) == [
        *("Failed  1", "Fails No article was found in the kept page. The article stays as it was."),
        *("More than before  1", "More 18 → 162 words"),
        *("Kept aside  1", "Aside 200 words shown, 18 read"),
    ]


def test_a_press_in_the_list_goes_to_the_article_and_the_list_can_be_had_again(opened: Opened) -> None:
    select_all(opened)
    opened.do("reread")
    sheet = sheet_of(opened)
    sheet.rows.setCurrentIndex(sheet.rows.model().index(3, 0))
    QTest.keyClick(sheet.rows, Qt.Key.Key_Return)
    opened.until(lambda: opened.session.browsing.article is not None)
    assert opened.session.browsing.article is not None
    assert opened.session.browsing.article.metadata.title == "More"
    card = opened.window.sidebar.run
    assert card.isVisible() and card.accessibleName() == "Read again. 3 articles to look at"
    card.click()
    assert opened.window.findChildren(OutcomeSheet)
    card.cross.click()
    opened.until(lambda: not card.isVisible())


def test_what_is_listed_is_fresh_once_it_was_read_again(open_window: Open, tmp_path: Path) -> None:
    pages = [(f"Old {number}", f"<title>New {number}</title>".encode() + body(9), SENTENCE) for number in (1, 2)]
    kept(tmp_path / "library", *pages)
    opened = open_window()
    opened.until_listed("Old 2", "Old 1")
    opened.window.articles.view.selectAll()
    opened.do("reread")
    opened.until_listed("New 2", "New 1")


def test_all_that_are_selected_are_read_though_nobody_has_looked_at_their_rows(opened: Opened) -> None:
    opened.window.articles.view.selectAll()
    opened.do("reread")
    opened.until(lambda: opened.session.toasts.text.startswith("4 read again: "))


def test_the_whole_library_is_read_when_that_is_agreed_to(opened: Opened) -> None:
    opened.desk.library.mark((ArticleId(1),), archived=True)
    opened.do("reread-all")
    question = opened.window.findChild(WholeLibraryQuestion)
    assert question is not None
    assert not opened.session.rereads.running
    question.begin.click()
    opened.until(lambda: opened.session.toasts.text.startswith("4 read again: 1 more"))
    assert opened.desk.library.article(ArticleId(1)).words == 162


def test_nothing_kept_is_nothing_to_read_again(open_window: Open) -> None:
    opened = open_window()
    opened.do("reread-all")
    assert opened.session.toasts.text == "Nothing kept yet"


def slow(folder: Path, count: int = 40) -> None:
    kept(folder, *((f"Slow {number}", body(400 + number), SENTENCE) for number in range(count)))


def test_a_run_is_stopped_and_what_was_read_stays(open_window: Open, tmp_path: Path) -> None:
    slow(tmp_path / "library")
    opened = open_window()
    rereads, card = opened.session.rereads, opened.window.sidebar.run
    opened.session.reading_again.start()
    opened.until(lambda: len(rereads.found) > 1 and card.isVisible())
    card.cross.click()
    opened.until(lambda: not rereads.running)
    opened.until(lambda: opened.session.toasts.text.startswith("Stopped: "))
    outcome = opened.session.reading_again.outcome
    assert 1 < outcome.done < 40
    assert all(len(opened.desk.library.article(each.article).versions) == 2 for each in outcome.others)


def test_there_is_one_run_at_a_time(open_window: Open, tmp_path: Path) -> None:
    slow(tmp_path / "library", 12)
    opened = open_window()
    opened.session.reading_again.start()
    opened.window.articles.view.selectAll()
    opened.do("reread")
    assert opened.session.toasts.text.startswith("Kept pages are being read again already.")
    opened.session.rereads.stop()
    opened.until(lambda: not opened.session.rereads.running)


def test_a_run_goes_on_when_the_window_is_made_anew_in_another_language(open_window: Open, tmp_path: Path) -> None:
    slow(tmp_path / "library", 12)
    opened = open_window()
    rereads = opened.session.rereads
    opened.session.reading_again.start()
    opened.program.set_language("zh_CN")
    assert opened.session.rereads is rereads and rereads.running
    opened.until(lambda: not rereads.running)
    opened.until(lambda: opened.session.toasts.text == "重新提取了 12 篇：12 篇变多")


def test_a_heading_of_the_list_cannot_be_chosen(opened: Opened) -> None:
    select_all(opened)
    opened.do("reread")
    model = sheet_of(opened).rows.model()
    assert [bool(model.flags(model.index(row, 0))) for row in range(model.rowCount())] == [False, True] * 3
