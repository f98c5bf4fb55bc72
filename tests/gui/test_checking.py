"""The sheet that checks the library: how far it is, what is wrong, what can be done, and what cannot be done here."""

import os
import random
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tearsheet.gui.background import CAPTURES
from tearsheet.gui.checking_sheet import CheckingSheet, Offer
from tearsheet.gui.checking_words import share_of
from tearsheet.gui.preferences_library import LibraryPage
from tearsheet.gui.scope import Section
from tearsheet.library import open_library
from tearsheet.library.sqlite import sqlite
from tearsheet.model.ids import ArticleId
from tearsheet.model.upkeep import Headway, Stage
from tearsheet.text.words import use_language
from tests.gui.conftest import Open
from tests.support.databases import on_a_server
from tests.support.desks import desk_at
from tests.support.keepings import keeping
from tests.support.rotting import pages_of, rot_page
from tests.support.windows import Opened, library_of


def change(folder: Path, statement: str) -> None:
    with closing(sqlite.connect(folder / "library.sqlite3")) as file:
        file.execute(statement)
        file.commit()


def rot_text(folder: Path, article: int, column: str = "text_sha256") -> None:
    wanted = f"(SELECT {column} FROM version WHERE article_id = {article})"  # noqa: S608
    change(folder, f"UPDATE content SET data = x'00' WHERE sha256 = {wanted}")  # noqa: S608


def rot_for_good(folder: Path, article: int) -> None:
    """Damage a text and all that it could be read out of again."""
    change(folder, f"DELETE FROM snapshot_page WHERE snapshot_id = {article}")  # noqa: S608
    rot_text(folder, article)


def sheet_of(opened: Opened) -> CheckingSheet:
    (sheet,) = (sheet for sheet in opened.window.findChildren(CheckingSheet) if sheet.isVisible())
    return sheet


def checked(opened: Opened) -> CheckingSheet:
    opened.do("check-library")
    sheet = sheet_of(opened)
    until_over(opened)
    return sheet


def until_over(opened: Opened) -> None:
    opened.until(lambda: not opened.session.checking.running)


def offers(sheet: CheckingSheet) -> set[Offer]:
    return {offer for offer, button in sheet.offers.items() if button.isVisible() and button.isEnabled()}


def lines(sheet: CheckingSheet) -> Sequence[str]:
    assert sheet.rows is not None
    model = sheet.rows.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


@contextmanager
def busy(opened: Opened) -> Iterator[None]:
    """Let whatever is slow wait its turn."""
    go_on = Event()
    for _number in range(CAPTURES):
        opened.program.background.run(go_on.wait, slow=True)
    try:
        yield
    finally:
        go_on.set()


def test_a_whole_library_is_said_to_be_so_with_what_was_looked_at(open_window: Open) -> None:
    sheet = checked(open_window("one", "two", pictures=True))
    assert sheet.lead.text == "Everything is whole."
    assert sheet.note.text == "Looked at: 6 texts and pages, 1 picture or file."
    assert sheet.rows is None and offers(sheet) == {Offer.DONE}
    sheet.offers[Offer.DONE].click()
    assert not sheet.isVisible()


def test_it_is_begun_from_the_preferences_too(open_window: Open) -> None:
    opened = open_window("one")
    opened.program.ask_preferences("all")
    page = opened.window.findChild(LibraryPage)
    assert isinstance(page, LibraryPage)
    page.buttons["check-library"].click()
    sheet = sheet_of(opened)
    until_over(opened)
    assert sheet.lead.text == "Everything is whole."


def test_what_is_left_over_is_no_damage(open_window: Open) -> None:
    opened = open_window("one")
    opened.desk.library.put_blob(b"put and never used", "image/png")
    sheet = checked(opened)
    assert sheet.lead.text == "Everything is whole."
    assert sheet.note.text.endswith("1 thing is left over and does no harm.")


def test_how_far_it_is_is_shown_and_it_can_be_stopped(open_window: Open) -> None:
    opened = open_window("one")
    with busy(opened):
        opened.do("check-library")
        sheet = sheet_of(opened)
        assert sheet.bar.isVisible() and sheet.lead.text == "Looking over the library's file"
        assert offers(sheet) == {Offer.STOP}
        card = opened.window.sidebar.check
        assert card.accessibleName() == "Checking the library. Looking over the library's file"
        sheet.offers[Offer.STOP].click()
        assert sheet.lead.text == "Stopping…" and offers(sheet) == set()
    until_over(opened)
    assert (sheet.lead.text, sheet.note.text) == ("Stopped before the end.", "Nothing was changed.")
    assert offers(sheet) == {Offer.AGAIN, Offer.DONE} and not sheet.bar.isVisible()
    sheet.offers[Offer.AGAIN].click()
    until_over(opened)
    assert sheet.lead.text == "Everything is whole."


def test_a_check_goes_on_without_its_sheet_and_tells_at_the_end(open_window: Open, tmp_path: Path) -> None:
    opened = open_window("one")
    rot_text(tmp_path / "library", 1)
    with busy(opened):
        opened.do("check-library")
        sheet_of(opened).close_sheet()
        card = opened.window.sidebar.check
        assert card.isVisible()
        opened.do("check-library")  # not a second one
        sheet_of(opened).close_sheet()
    until_over(opened)
    assert opened.session.toasts.text == "Library check: 1 thing is damaged."
    assert card.accessibleName() == "Library checked. 1 thing is damaged."
    opened.session.toasts.press("Show")
    sheet_of(opened).close_sheet()
    card.click()
    assert sheet_of(opened).lead.text == "1 thing is damaged."
    sheet_of(opened).close_sheet()
    card.cross.click()
    assert not card.isVisible()


def test_what_is_damaged_is_listed_by_article_and_a_press_goes_there(open_window: Open, tmp_path: Path) -> None:
    opened = open_window("one", "two")
    rot_text(tmp_path / "library", 1, "html_sha256")
    sheet = checked(opened)
    heading, row = lines(sheet)
    assert heading == "Texts and pages  1"
    assert row.startswith("one The text or page ") and row.endswith(" is no longer what was kept.")
    assert offers(sheet) == {Offer.CLOSE, Offer.REPAIR}
    choose(sheet, 1)
    opened.until(lambda: opened.window.articles.selected == (1,))
    assert not opened.window.findChildren(CheckingSheet)


def test_an_article_in_the_bin_is_shown_there(open_window: Open, tmp_path: Path) -> None:
    opened = open_window("stays", "goes")
    opened.desk.library.delete([ArticleId(2)])
    rot_text(tmp_path / "library", 2)
    choose(checked(opened), 1)
    opened.until(lambda: opened.window.articles.selected == (2,))
    assert opened.session.browsing.place.scope.section is Section.BIN


def choose(sheet: CheckingSheet, row: int) -> None:
    assert sheet.rows is not None
    sheet.rows.setCurrentIndex(sheet.rows.model().index(row, 0))
    QTest.keyClick(sheet.rows, Qt.Key.Key_Return)


def test_what_cannot_be_repaired_is_named_with_what_to_do(
    open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_window("one", "two")
    before = opened.desk.library.upkeep.back_up(tmp_path / "else" / "where", tell=lambda _far: None, cancelled=Event())
    rot_for_good(tmp_path / "library", 1)
    sheet = checked(opened)
    sheet.offers[Offer.REPAIR].click()
    until_over(opened)
    assert sheet.lead.text == "1 thing could not be repaired."
    assert "capture it again" in sheet.advice.text and offers(sheet) == {Offer.FOLDER, Offer.DONE}
    assert before.backup.path.is_file()

    chosen = lambda *_given: str(tmp_path / "else")  # noqa: E731
    monkeypatch.setattr("tearsheet.gui.checking.QFileDialog.getExistingDirectory", chosen)
    sheet.offers[Offer.FOLDER].click()
    until_over(opened)
    assert sheet.lead.text == "All of it was mended."
    assert lines(sheet) == ["Texts and pages: repaired  1", "one It was taken from a backup."]
    assert offers(sheet) == {Offer.DONE} and not opened.window.sidebar.check.isVisible()


def test_a_file_that_is_damaged_is_not_repaired_here_and_the_sheet_says_how_it_is(
    open_window: Open, tmp_path: Path
) -> None:
    desk = library_of(tmp_path / "library")
    for number in range(30):
        desk.library.add(keeping(f"{number}", f"text {number}", body=random.Random(number).randbytes(9000)))
    desk.close()
    file = tmp_path / "library" / "library.sqlite3"
    for page in random.Random(3).sample(pages_of(file, "content"), 6):
        rot_page(file, page.number, random.Random(page.number))
    opened = open_window()
    sheet = checked(opened)
    assert "The library's file  " in lines(sheet)[0] and "Close this window" in sheet.advice.text
    assert offers(sheet) == {Offer.COPY, Offer.DONE}
    sheet.offers[Offer.COPY].click()
    command = QGuiApplication.clipboard().text()
    assert command == sheet.command.text and str(tmp_path / "library") in command and command.endswith("--repair")

    library = opened.desk.library
    opened.session.checking.repair()  # as when it rotted after it was looked at
    until_over(opened)
    assert sheet.lead.text == "The repair could not be done." and "has this library open" in sheet.note.text
    assert offers(sheet) == {Offer.COPY, Offer.DONE}
    assert opened.desk.library is library and not list((tmp_path / "library").glob("*.damaged-*"))


def test_a_library_that_can_only_be_read_is_checked_and_not_repaired(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEARSHEET_SAFE", "1")
    library_of(tmp_path / "library", ["one"]).close()
    rot_text(tmp_path / "library", 1)
    monkeypatch.setattr(os, "access", lambda *_given, **_more: False)  # whoever runs this may write everywhere
    opened = Opened(qtbot, desk_at(tmp_path / "library"))
    sheet = checked(opened)
    assert sheet.lead.text == "1 thing is damaged."
    assert "not written" in sheet.advice.text and offers(sheet) == {Offer.DONE}
    opened.close()


def test_a_check_that_fails_says_why(open_window: Open, tmp_path: Path) -> None:
    opened = open_window("one")
    change(tmp_path / "library", "ALTER TABLE content RENAME TO elsewhere")
    sheet = checked(opened)
    assert sheet.lead.text == "The check could not be done." and sheet.note.text
    assert Offer.REPAIR not in offers(sheet)


@on_a_server
def test_of_a_library_on_a_server_it_is_said_who_looks_after_its_backups(
    qtbot: QtBot, new_place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEARSHEET_SAFE", "1")
    with open_library(new_place) as library:
        library.add(keeping("a", "中国 first", title="First"))
    opened = Opened(qtbot, desk_at(new_place))
    sheet = checked(opened)
    assert sheet.lead.text == "Everything is whole." and "on a server" in sheet.advice.text
    opened.close()


def test_a_window_that_closes_ends_the_check(open_window: Open) -> None:
    opened = open_window("one")
    with busy(opened):
        opened.do("check-library")
        opened.program.set_language("zh_CN")  # which makes the window anew
        assert not opened.session.checking.running
    use_language("en")
    opened.bot.wait(100)  # what comes of it is told to nobody


def test_the_share_grows_from_stage_to_stage() -> None:
    stages = (Stage.FILE, Stage.CONTENTS, Stage.BLOBS, Stage.REFERENCES, Stage.INDEX)
    headways = [Headway(stage=stage, done=done, total=2) for stage in stages for done in (0, 1, 2)]
    shares = [share_of(headway, repairing=False) for headway in headways]
    assert shares == sorted(shares) and shares[-1] == 1.0
    repairing = [share_of(headway, repairing=True) for headway in headways]
    assert repairing[-1] == share_of(Headway(stage=Stage.REPAIRING, done=0, total=2), repairing=True)
    assert share_of(Headway(stage=Stage.REPAIRING, done=2, total=2), repairing=True) == 1.0
