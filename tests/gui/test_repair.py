"""The repair pane: what is chosen is shown, tried out, taken back; nothing of the page it shows gets out."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tearsheet.gui.menus import Menu
from tearsheet.gui.repair_page import Choice, Choices
from tearsheet.gui.repair_work import DiscardQuestion
from tearsheet.model.repair import PartKind
from tearsheet.text.words import use_language
from tests.gui.conftest import Open
from tests.support.desks import desk_at
from tests.support.evil_page import CountingServer, evil_document
from tests.support.keepings import keeping
from tests.support.reader_panes import settle
from tests.support.repair_site import PROMO, RELATED, TABLE, TITLES, article
from tests.support.repairs import Repair
from tests.support.windows import Opened

Shown = Callable[..., Opened]


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[Shown]:
    """Give out a function that opens a window with the web view on one article, of a page with this body."""
    opened: list[Opened] = []

    def show(body: bytes = article("/a").body, *, title: str = TITLES["/a"], media_type: str = "text/html") -> Opened:
        desk = desk_at(tmp_path / "library")
        kept = keeping("a", "Read before.", title=title, body=body)
        pages = (replace(kept.pages[0], media_type=media_type),)
        desk.library.add(replace(kept, pages=pages))
        opened.append(Opened(qtbot, desk))
        opened[-1].choose(title)
        return opened[-1]

    yield show
    for window in opened:
        window.close()
    use_language("en")


def texts(repair: Repair) -> str:
    return repair.opened.desk.library.article(repair.opened.ids[0]).text


def test_a_click_takes_a_part_out_and_another_takes_that_back(shown: Shown) -> None:
    repair = Repair(shown())
    repair.click(repair.part(PROMO))
    assert repair.chips == ["- 下载江边客户端，第一时间读到发…"]
    repair.click(repair.part(PROMO))
    assert repair.chips == [] and not repair.pane.keep_site.isEnabled()


def test_a_click_puts_in_what_is_missing(shown: Shown) -> None:
    repair = Repair(shown())
    repair.click(repair.part(TABLE, PartKind.TABLE))
    repair.until_tried()
    assert repair.chips == ["+ Table: 站点"] and "181.2" in repair.page_text()


def test_the_keyboard_alone_is_enough(shown: Shown) -> None:
    repair = Repair(shown())
    repair.surface.setFocus()
    chosen = repair.part(RELATED, PartKind.BOX)
    while repair.pointed != repair.part(RELATED, PartKind.HEADING).number:
        repair.step()
    QTest.keyClick(repair.surface, Qt.Key.Key_Up)
    repair.opened.until(lambda: repair.pointed == chosen.number)
    QTest.keyClick(repair.surface, Qt.Key.Key_Return)
    repair.opened.until(lambda: repair.chips == [f"- {RELATED}"])
    QTest.keyClick(repair.surface, Qt.Key.Key_Down)
    repair.opened.until(lambda: repair.pointed == repair.part(RELATED, PartKind.HEADING).number)


def test_a_pointer_that_rests_on_the_page_takes_nothing_from_the_keyboard(shown: Shown) -> None:
    repair = Repair(shown())
    repair.surface.setFocus()
    repair.step()
    pointed, other = repair.pointed, repair.part(RELATED, PartKind.HEADING).number
    repair.tell_of_the_mouse(other, screen_x=50)
    assert repair.pointed == pointed
    repair.tell_of_the_mouse(pointed, screen_x=51)
    repair.tell_of_the_mouse(other, screen_x=52)
    assert repair.pointed == other


def test_a_part_inside_of_one_taken_out_can_be_kept(shown: Shown) -> None:
    repair = Repair(shown())
    repair.pane.press(repair.part(RELATED, PartKind.BOX).number)
    repair.pane.press(repair.part("去年的这个时候").number)
    repair.until_tried()
    assert [chip[0] for chip in repair.chips] == ["-", "+"]
    assert "去年的这个时候" in repair.page_text() and RELATED not in repair.page_text()


def test_each_choice_can_be_taken_back_by_its_chip_and_the_last_by_undo(shown: Shown) -> None:
    repair = Repair(shown())
    for begins in (PROMO, RELATED):
        repair.pane.press(repair.part(begins).number)
    repair.pane.chips.chips[0].click()
    assert repair.chips == [f"- {RELATED}"]
    repair.pane.undo_button.click()
    assert len(repair.chips) == 2
    QTest.keyClick(repair.pane, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    repair.opened.until(lambda: len(repair.chips) == 1)


def test_the_menu_offers_all_parts_around_a_place(shown: Shown) -> None:
    repair = Repair(shown())
    place = repair.point(repair.part(PROMO))
    repair.pane.display.ask_parts(repair.surface.mapToGlobal(place))
    menus: list[Menu] = []

    def open_menu() -> bool:
        menus[:] = [menu for menu in repair.pane.findChildren(Menu) if menu.isVisible()]
        return bool(menus)

    repair.opened.until(open_menu)
    words = [action.text() for action in menus[0].actions()]
    assert words[0] == "Take out: 下载江边客户端，第一时间读到发…" and len(words) >= 3
    menus[0].actions()[0].trigger()
    menus[0].close()
    assert repair.chips == ["- 下载江边客户端，第一时间读到发…"]


def test_nothing_can_be_kept_that_leaves_nothing(shown: Shown) -> None:
    repair = Repair(shown())
    everything = tuple(Choice(number=part.number, adds=False) for part in repair.pane.parts if part.around is None)
    repair.pane.choose(Choices(chosen=everything))
    repair.opened.until(lambda: "Nothing would be left" in repair.pane.said)
    assert not repair.pane.keep_article.isEnabled() and not repair.pane.keep_site.isEnabled()


def test_escape_asks_only_where_something_would_be_lost(shown: Shown) -> None:
    repair = Repair(shown())
    QTest.keyClick(repair.pane, Qt.Key.Key_Escape)
    repair.opened.until(lambda: repair.closed)
    repair = Repair(repair.opened)
    repair.pane.press(repair.part(PROMO).number)
    QTest.keyClick(repair.pane, Qt.Key.Key_Escape)
    repair.opened.until(lambda: repair.pane.findChild(DiscardQuestion) is not None)
    question = repair.pane.findChild(DiscardQuestion)
    assert question is not None
    question.agreed.click()
    repair.opened.until(lambda: repair.closed)
    assert texts(repair) == "Read before."


def test_what_was_kept_can_be_taken_back_where_that_is_said(shown: Shown) -> None:
    repair = Repair(shown())
    repair.pane.press(repair.part(PROMO).number)
    repair.until_tried()
    repair.pane.keep_article.click()
    repair.opened.until(lambda: repair.closed)
    assert PROMO not in texts(repair)
    toasts = repair.opened.session.toasts
    repair.opened.until(lambda: toasts.text == "Kept for this article.")
    toasts.press()
    repair.opened.until(lambda: PROMO in texts(repair))


def test_earlier_repairs_can_be_forgotten(shown: Shown) -> None:
    repair = Repair(shown())
    assert not repair.pane.forget.isVisible()
    repair.pane.press(repair.part(PROMO).number)
    repair.until_tried()
    repair.pane.keep_site.click()
    repair.opened.until(lambda: repair.closed)
    repair = Repair(repair.opened)
    assert repair.pane.forget.isVisible()
    repair.pane.forget.click()
    repair.opened.until(lambda: repair.closed and PROMO in texts(repair))


def test_a_page_that_has_no_parts_says_why(shown: Shown) -> None:
    opened = shown(b"%PDF-1.7", media_type="application/pdf")
    opened.do("repair")
    opened.until(lambda: opened.session.repairing.work is not None)
    work = opened.session.repairing.work
    assert work is not None
    opened.until(lambda: "cannot be shown" in work.pane.said)


def test_without_the_web_view_the_command_says_that_it_needs_one(open_window: Open) -> None:
    opened = open_window("One")
    opened.choose("One")
    opened.do("repair")
    assert "web view" in opened.session.toasts.text and opened.session.repairing.work is None
    assert os.environ["TEARSHEET_SAFE"]


def test_several_articles_are_not_repaired_at_once(open_window: Open) -> None:
    opened = open_window("One", "Two")
    opened.window.articles.view.selectAll()
    opened.do("repair")
    assert "one article" in opened.session.toasts.text


def test_a_hostile_page_is_shown_as_text(shown: Shown, qtbot: QtBot) -> None:
    server = CountingServer()
    try:
        repair = Repair(shown(evil_document(server.url).encode("utf-8", "replace"), title="Evil"))
        settle(qtbot, repair.pane.display.page())
        for part in repair.pane.parts[:12]:
            repair.pane.press(part.number)
        settle(qtbot, repair.pane.display.page())
        assert server.connections == 0
        assert repair.pane.display.page().url().toString() == "article://reader/"
    finally:
        server.close()
