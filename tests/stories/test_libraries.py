"""Stories of a library as a whole in the window: its room, its backups, other libraries, other starts."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from tearsheet.gui.app import Program, make_application
from tearsheet.gui.libraries import Libraries
from tearsheet.gui.one_window import hand_over
from tearsheet.gui.preferences import PreferencesSheet
from tearsheet.gui.preferences_library import LibraryPage
from tearsheet.gui.scope import BIN
from tearsheet.gui.sheets import Question
from tearsheet.gui.storage_sheet import StorageSheet
from tearsheet.library.sqlite import sqlite
from tearsheet.model.article import Resource
from tearsheet.model.ids import ArticleId
from tearsheet.model.storage import Dropped
from tearsheet.settings.preferences import Preferences, load
from tearsheet.workflows.backup import latest
from tearsheet.workflows.desk import Desk
from tests.support.desks import desk_at
from tests.support.keepings import keeping
from tests.support.windows import WAIT, Opened, library_of

Open = Callable[..., Opened]


@pytest.fixture
def open_(qtbot: QtBot) -> Iterator[Open]:
    opened: list[Opened] = []

    def open_one(desk: Desk, **given: object) -> Opened:
        made = Opened(qtbot, desk, open_desk=lambda place, _held: desk_at(Path(place)), **given)  # type: ignore[arg-type]
        opened.append(made)
        return made

    yield open_one
    for each in opened:
        each.close()


def page_of(window: Opened) -> LibraryPage:
    window.program.ask_preferences("all")
    (sheet,) = window.window.findChildren(PreferencesSheet)
    (page,) = sheet.findChildren(LibraryPage)
    return page


def asked(window: Opened) -> Question:
    window.until(lambda: any(question.isVisible() for question in window.window.findChildren(Question)))
    return next(question for question in window.window.findChildren(Question) if question.isVisible())


def test_storage_is_told_and_pictures_are_removed_after_one_question(open_: Open, tmp_path: Path) -> None:
    desk = library_of(tmp_path / "library")
    for name in ("a", "b"):
        blob = desk.library.put_blob(os.urandom(5000), "image/png")
        picture = Resource(url=f"https://news.example/{name}.png", blob=blob)
        desk.library.add(keeping(name, f"The text of {name}", title=name, source="Bench", resources=[picture]))
    opened = open_(desk)

    opened.do("storage")
    (sheet,) = opened.window.findChildren(StorageSheet)
    opened.until(lambda: "in all" in sheet._total.text)
    sheet.show_page("rules")
    sheet.rules.buttons[Dropped.PICTURES].click()
    question = asked(opened)
    assert "2 articles" in question.accessibleDescription() and "10 kB" in question.accessibleDescription()
    question.begin.click()
    opened.until(lambda: "freed" in opened.session.toasts.text)
    assert desk.library.article(ArticleId(1)).missing


def test_the_bin_is_emptied_when_a_person_says_so(open_: Open, tmp_path: Path) -> None:
    desk = library_of(tmp_path / "library", ["stays", "goes"])
    desk.library.delete([ArticleId(2)])
    opened = open_(desk)
    opened.do("empty-bin")
    asked(opened).begin.click()
    opened.until(lambda: "freed" in opened.session.toasts.text)
    assert [row.id for row in desk.library.rows([ArticleId(1), ArticleId(2)])] == [1]


def test_what_is_deleted_in_the_bin_goes_for_good_when_a_person_says_so(open_: Open, tmp_path: Path) -> None:
    desk = library_of(tmp_path / "library", ["stays", "goes", "waits"])
    desk.library.delete([ArticleId(2), ArticleId(3)])
    opened = open_(desk)
    opened.session.browsing.choose(BIN)
    opened.until(lambda: opened.window.articles.model.ids == (3, 2))
    opened.window.articles.go_to(ArticleId(2))
    opened.until(lambda: opened.session.organising.chosen == (2,))

    opened.do("delete")
    question = asked(opened)
    assert "1 article" in question.accessibleDescription()
    question.begin.click()

    opened.until(lambda: opened.window.articles.model.ids == (3,))
    assert [row.id for row in desk.library.rows([ArticleId(1), ArticleId(2), ArticleId(3)])] == [1, 3]


def test_the_preferences_tell_of_the_library_and_its_backups(open_: Open, tmp_path: Path) -> None:
    desk = library_of(tmp_path / "library", ["one", "two"])
    opened = open_(desk)
    opened.do("back-up")
    opened.until(lambda: latest(desk) is not None and not opened.session.backing_up._running)
    page = page_of(opened)
    opened.until(lambda: "2 articles" in page._content.text and re.search(r"\d [kM]B", page._content.text) is not None)
    assert "The last one was made on" in page._last.text
    assert not page._warning.isVisibleTo(page)
    page.daily_chosen.emit(False)
    page.bin_days_chosen.emit(90)
    opened.until(lambda: load().backups_off and load().bin_days == 90)


def test_a_synced_folder_is_warned_of(open_: Open, tmp_path: Path) -> None:
    page = page_of(open_(library_of(tmp_path / "Dropbox" / "library", ["one"])))
    assert "Dropbox" in page._warning.text and page._warning.isVisibleTo(page)


def test_a_backup_is_written_once_a_day_unasked(open_: Open, tmp_path: Path) -> None:
    desk = library_of(tmp_path / "library", ["one"])
    opened = open_(desk)
    opened.session.backing_up.do_what_is_due()
    opened.until(lambda: latest(desk) is not None)
    opened.until(lambda: not opened.session.backing_up._running)
    opened.session.backing_up.do_what_is_due()
    opened.until(lambda: not opened.session.backing_up._running)
    assert len(list((tmp_path / "library" / "backups").glob("*.sqlite3"))) == 1
    assert opened.session.toasts.text == ""


def test_no_backup_is_written_where_nobody_wants_one(open_: Open, tmp_path: Path) -> None:
    desk = library_of(tmp_path / "library", ["one"])
    opened = open_(desk, preferences=Preferences(theme="light", language="en", backups_off=True))
    opened.session.backing_up.do_what_is_due()
    assert not opened.session.backing_up._running and latest(desk) is None


def test_another_library_is_opened_in_the_same_window_and_again_at_the_next_start(open_: Open, tmp_path: Path) -> None:
    library_of(tmp_path / "other", ["elsewhere"]).close()
    opened = open_(library_of(tmp_path / "library", ["here"]))
    opened.until_listed("here")
    opened.program.open_library(str(tmp_path / "other"))
    opened.until(lambda: opened.program.session is not None)
    opened.until_listed("elsewhere")
    opened.until(lambda: load().library == str(tmp_path / "other"))
    assert list(load().recent_libraries) == [str(tmp_path / "other"), str(tmp_path / "library")]


def test_a_folder_without_a_library_is_asked_about_first(open_: Open, tmp_path: Path) -> None:
    opened = open_(library_of(tmp_path / "library", ["here"]))
    places: list[str] = []
    libraries = Libraries(opened.window, str(tmp_path / "library"), places.append, lambda _to: None)
    (tmp_path / "empty").mkdir()
    libraries.offer_new(tmp_path / "empty")
    asked(opened).begin.click()
    assert places == [str(tmp_path / "empty")]


def test_the_library_is_moved_and_the_old_copy_stays(open_: Open, tmp_path: Path) -> None:
    desk = library_of(tmp_path / "library", ["one", "two"], pictures=True)
    opened = open_(desk)
    opened.until_listed("two", "one")
    opened.program.move_library(tmp_path / "new" / "place")
    opened.until(lambda: opened.program.session is not None)
    opened.until_listed("two", "one")
    assert opened.program.desk is not None and opened.program.desk.location == str(tmp_path / "new" / "place")
    opened.until(lambda: load().moved_from == str(tmp_path / "library"))
    moved = opened.program.desk.library
    assert list(moved.upkeep.verify(lambda _headway: None, Event())) == []
    old = desk_at(tmp_path / "library")
    assert len(old.library.ids(opened.session.browsing.query)) == 2
    old.close()


def test_a_move_that_fails_leaves_the_window_where_it_was(open_: Open, tmp_path: Path) -> None:
    opened = open_(library_of(tmp_path / "library", ["one"]))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letters.txt").write_text("mine")
    opened.program.move_library(tmp_path / "full")
    opened.until(lambda: opened.program.session is not None)
    opened.until_listed("one")
    assert "other things" in opened.session.toasts.text
    assert sorted(path.name for path in (tmp_path / "full").iterdir()) == ["letters.txt"]


def test_a_second_start_hands_its_links_to_the_window_that_is_open(open_: Open, tmp_path: Path) -> None:
    opened = open_(library_of(tmp_path / "library", ["one"]))
    link = "http://127.0.0.1:9/article"
    second = subprocess.Popen([sys.executable, "-m", "tearsheet", "--library", str(tmp_path / "library"), link])
    opened.until(lambda: second.poll() is not None)
    assert second.returncode == 0
    opened.until(lambda: any(capture.link == link for capture in opened.captures.own))


def test_a_start_on_another_library_opens_its_own_window(open_: Open, tmp_path: Path) -> None:
    open_(library_of(tmp_path / "library", ["one"]))
    assert not hand_over(str(tmp_path / "other"), ["http://127.0.0.1:9/article"])


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe of Windows leaves nothing behind")
def test_what_a_killed_window_left_behind_is_in_nobodys_way(open_: Open, tmp_path: Path) -> None:
    from tearsheet.gui import one_window

    library = str(tmp_path / "library")
    Path(one_window._place_of(library)).touch()
    assert not hand_over(library)
    opened = open_(library_of(tmp_path / "library", ["one"]))
    code = f"from tearsheet.gui.one_window import hand_over; print(hand_over({library!r}))"
    second = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    opened.until(lambda: second.poll() is not None)
    assert second.communicate()[0] == "True\n"


def test_a_library_that_can_only_be_read_is_read_and_said_so(
    open_: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library_of(tmp_path / "library", ["one"]).close()
    monkeypatch.setattr(os, "access", lambda *_given, **_more: False)  # whoever runs this may write everywhere
    opened = open_(desk_at(tmp_path / "library"))
    opened.choose("one")
    assert "not written" in opened.session.toasts.text
    assert not list((tmp_path / "library").glob("backups*"))


def test_a_library_of_a_newer_tearsheet_is_not_opened_and_not_touched(qtbot: QtBot, tmp_path: Path) -> None:
    library_of(tmp_path / "library", ["one"]).close()
    file = tmp_path / "library" / "library.sqlite3"
    with closing(sqlite.connect(file)) as opened:
        opened.execute("UPDATE alembic_version SET version_num = '9999'")
        opened.commit()
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = file.read_bytes()
    make_application()
    program = Program(lambda: desk_at(tmp_path / "library"), Preferences(theme="light", language="en"))
    program.open_window()
    qtbot.waitUntil(lambda: "cannot be opened" in program.window.blank.accessibleName(), timeout=WAIT)
    assert "newer Tearsheet" in program.window.blank.accessibleDescription()
    program.window.close()
    program.close()
    assert file.read_bytes() == before


def test_an_article_that_is_damaged_says_so_and_the_next_one_is_read(open_: Open, tmp_path: Path) -> None:
    desk = library_of(tmp_path / "library", ["whole", "damaged"])
    with closing(sqlite.connect(tmp_path / "library" / "library.sqlite3")) as file:
        file.execute("UPDATE content SET data = x'00' WHERE sha256 = (SELECT text_sha256 FROM version WHERE id = 2)")
        file.commit()
    opened = open_(desk)
    opened.until_listed("damaged", "whole")
    opened.window.articles.go_to(ArticleId(2))
    empty = opened.session.reader.empty
    opened.until(lambda: "damaged on the disk" in empty.accessibleDescription())
    opened.choose("whole")
