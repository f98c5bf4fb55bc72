"""Two articles are dropped and marked; all highlights are listed, narrowed, searched, read in place and taken away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tearsheet.gui.highlights_model import quote_of
from tearsheet.gui.highlights_pane import HighlightsPane
from tearsheet.model.annotation import Colour
from tearsheet.workflows.desk import Desk
from tests.support.annotated import BRIDGE, COW
from tests.support.changing_page import TITLE, article
from tests.support.marking import Marker
from tests.support.scripted_site import Site
from tests.support.windows import Opened, drop, mime

TEA = "The price of spring tea"
PRICE = "a pound of the first picking cost more than a sheep"
LEAVES = (
    f"This year {PRICE}, and yet every merchant on the quay had sold what he had by the end of the week.",
    "The gardens above the town lie so high that their bushes come into leaf a fortnight after all the others.",
    "Whoever wants to taste the difference should pour the water twice, and throw the first cup away.",
)


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Iterator[Opened]:
    window = Opened(qtbot, desk)
    yield window
    window.close()


def test_highlights_of_all_articles_are_found_again_and_taken_away(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Site(paths={"/flood": article(), "/tea": article(LEAVES, title=TEA)}) as site:
        for path, titles in (("/flood", (TITLE,)), ("/tea", (TEA, TITLE))):
            drop(opened.window, mime(uri_list=f"{site.url}{path}\r\n"))
            opened.until_listed(*titles)

    # One passage of the first is marked in green and tagged, another in yellow, one of the second in green.
    person = Marker(opened, TITLE)
    mark(person, BRIDGE, Colour.GREEN)
    mark(person, COW, Colour.YELLOW)
    person.press_on(BRIDGE)
    card = person.marking.hand.card
    opened.until(card.isVisible)
    person.key(Qt.Key.Key_T)
    QTest.keyClicks(card.tags, "bridges")
    person.key(Qt.Key.Key_Return)
    opened.until(lambda: person.placed[0].annotation.tags == ("bridges",))
    mark(Marker(opened, TEA), PRICE, Colour.GREEN)

    # All of them are listed; a colour, then a tag, leave fewer.
    opened.press(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    pane = opened.session.highlights.pane
    until_listed(opened, PRICE, COW, BRIDGE)
    pane.swatches.buttons[Colour.GREEN].click()
    until_listed(opened, PRICE, BRIDGE)
    next(action for action in pane.filter_menu().actions() if action.text() == "#bridges · 1").trigger()
    until_listed(opened, BRIDGE)
    (chip,) = pane.chips.chips
    chip.click()
    pane.swatches.buttons[Colour.GREEN].click()
    until_listed(opened, PRICE, COW, BRIDGE)

    # A word of an article's title finds what is marked in it; one of them is read where it stands.
    opened.do("find")
    QTest.keyClicks(pane.search, "spring")
    until_listed(opened, PRICE)
    pane.search.clear()
    QTest.keyClicks(pane.search, "cow")
    until_listed(opened, COW)
    QTest.keyClick(pane.search, Qt.Key.Key_Down)
    opened.until(pane.view.hasFocus)
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    opened.until(lambda: read(opened) == TITLE)
    opened.until(lambda: person.marking.hand.placed is not None and person.marking.hand.placed.text == COW)
    opened.until(person.surface.hasFocus)
    person.until("CSS.highlights.get('mark-yellow-0')?.size === 1")

    # What is listed is written into a file; what is not stays out of it.
    file = tmp_path / "away" / "cows.md"
    file.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(file), ""))
    opened.do("export-highlights")
    opened.until(lambda: opened.session.toasts.text == "Exported 1 highlight")
    written = file.read_text()
    assert COW in written and TITLE in written
    assert BRIDGE not in written and TEA not in written


def mark(person: Marker, words: str, colour: Colour) -> None:
    person.drag(words)
    bar = person.marking.bar
    person.opened.until(bar.isVisible)
    bar.swatches.buttons[colour].click()
    person.opened.until(lambda: words in [each.text for each in person.placed])
    person.until(f"CSS.highlights.has('mark-{colour}-0')")


def until_listed(opened: Opened, *quotes: str) -> None:
    opened.until(lambda: listed(opened.session.highlights.pane) == quotes)


def listed(pane: HighlightsPane) -> tuple[str, ...]:
    return tuple(map(quote_of, pane.model.rows))


def read(opened: Opened) -> str:
    article = opened.session.browsing.article
    return article.metadata.title if article is not None else ""
