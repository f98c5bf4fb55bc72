"""The story of a library that rots on its disk and is found out, and made whole again, without leaving the window."""

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tearsheet.gui.checking_sheet import CheckingSheet, Offer
from tearsheet.library.sqlite import sqlite
from tearsheet.model.ids import ArticleId
from tearsheet.workflows.backup import back_up
from tearsheet.workflows.verify import verify
from tests.support.rotting import blobs_in
from tests.support.windows import Opened, library_of


@pytest.fixture
def rotten(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Opened]]:
    """Give out a function that opens a window on a library with a backup, where a text and a picture rotted since."""
    monkeypatch.setenv("TEARSHEET_SAFE", "1")
    folder = tmp_path / "library"
    desk = library_of(folder, ["whole", "damaged"], pictures=True)
    back_up(desk)
    with closing(sqlite.connect(folder / "library.sqlite3")) as file:
        file.execute("UPDATE content SET data = x'00' WHERE sha256 = (SELECT text_sha256 FROM version WHERE id = 2)")
        file.commit()
    (picture,) = blobs_in(folder)
    picture.unlink()  # it has a second name among the backups, which is not to rot with it
    picture.write_bytes(random.Random(1).randbytes(400))
    opened: list[Opened] = []

    def open_one() -> Opened:
        opened.append(Opened(qtbot, desk))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()


def test_a_rotten_library_is_checked_and_repaired_and_the_article_is_there_again(
    rotten: Callable[[], Opened], tmp_path: Path
) -> None:
    opened = rotten()
    browsing = opened.session.browsing
    opened.until_listed("damaged", "whole")
    opened.window.articles.go_to(ArticleId(2))
    empty = opened.session.reader.empty
    opened.until(lambda: "Check the library" in empty.accessibleDescription())

    opened.do("check-library")
    sheet = opened.window.findChild(CheckingSheet)
    assert isinstance(sheet, CheckingSheet)
    opened.until(lambda: sheet.lead.text == "2 things are damaged.")
    sheet.offers[Offer.REPAIR].click()
    opened.until(lambda: sheet.lead.text == "All of it was mended.")
    assert sheet.rows is not None
    model = sheet.rows.model()
    assert [str(model.index(row, 0).data()) for row in range(model.rowCount())] == [
        *("Texts and pages: repaired  1", "damaged It was taken from a backup."),
        *("Pictures and files: repaired  1", "whole and 1 more It was taken from a backup."),
    ]
    sheet.offers[Offer.DONE].click()

    assert list(verify(opened.desk)) == []
    opened.until(lambda: browsing.article is not None and browsing.article.id == 2)
    assert browsing.article is not None and browsing.article.text == "The text of damaged."
    (picture,) = blobs_in(tmp_path / "library")
    opened.until(lambda: (opened.window.pictures.get(picture.name, 1.0)) is not None)  # type: ignore[arg-type]


def test_a_backup_that_finds_damage_offers_to_check(rotten: Callable[[], Opened]) -> None:
    opened = rotten()
    opened.do("back-up")
    opened.until(lambda: "could not be backed up" in opened.session.toasts.text)
    assert opened.session.toasts.offers == ("Check…",)
    opened.session.toasts.press("Check…")
    sheet = opened.window.findChild(CheckingSheet)
    assert isinstance(sheet, CheckingSheet)
    opened.until(lambda: sheet.lead.text == "2 things are damaged.")
