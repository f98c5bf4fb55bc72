"""An article's versions in the window: listed, compared word by word, and chosen to be shown."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from sqlite3 import connect

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest

from tearsheet.gui.buttons import IconButton
from tearsheet.gui.comparing_pane import ComparingPane
from tearsheet.gui.versions_sheet import VersionsSheet
from tearsheet.model.extraction import Flag
from tearsheet.model.ids import ArticleId, VersionId
from tests.gui.conftest import Open
from tests.support.annotated import PARAGRAPHS
from tests.support.desks import desk_at
from tests.support.keepings import RECEIVED, keeping
from tests.support.windows import Opened

OLD = PARAGRAPHS
NEW = (
    PARAGRAPHS[0].replace("in the night", "in the early morning"),
    PARAGRAPHS[4],
    *PARAGRAPHS[2:4],
    "A week later the mayor received the ferrymen, who brought him a list of what each of them had earned.",
)
TEASER = PARAGRAPHS[:1]


def kept(folder: Path, *texts: Sequence[str], flags: Sequence[Flag] = ()) -> None:
    """Keep one article in these versions; the last one lacks what `flags` say."""
    desk = desk_at(folder)
    article = ArticleId(0)
    for number, paragraphs in enumerate(texts):
        last = number == len(texts) - 1
        keep = keeping("a", "\n\n".join(paragraphs), title="High water", flags=flags if last else ())
        pages = tuple(replace(page, received=RECEIVED.replace(day=1 + number)) for page in keep.pages)
        keep = replace(keep, pages=pages)
        article = desk.library.add_capture(article, keep).article if article else desk.library.add(keep).article
    desk.close()


@pytest.fixture
def opened(open_window: Open, tmp_path: Path) -> Opened:
    kept(tmp_path / "library", OLD, NEW, TEASER)
    window = open_window()
    window.choose("High water")
    return window


def sheet_of(opened: Opened) -> VersionsSheet:
    opened.do("versions")
    opened.until(lambda: bool(opened.window.findChildren(VersionsSheet)))
    return opened.window.findChildren(VersionsSheet)[0]


def pane_of(opened: Opened) -> ComparingPane:
    opened.until(lambda: opened.session.comparing.pane is not None)
    pane = opened.session.comparing.pane
    assert pane is not None
    opened.until(lambda: pane.said not in ("", "Comparing…") and not pane.view.writing)
    return pane


def rows(sheet: VersionsSheet) -> list[str]:
    model = sheet.rows.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def lines(pane: ComparingPane) -> list[str]:
    return pane.view.document().toPlainText().split("\n")


def shown(opened: Opened) -> VersionId:
    return opened.desk.library.article(ArticleId(1)).version


def test_versions_are_listed_newest_first_with_how_they_came_and_what_they_lack(
    open_window: Open, tmp_path: Path
) -> None:
    kept(tmp_path / "library", OLD, TEASER, flags=(Flag.MAYBE_CUT_SHORT,))
    opened = open_window()
    opened.choose("High water")
    newest, oldest = rows(sheet_of(opened))
    assert newest.endswith("Fetched as the site sends it · reader 1 The page may have broken off before its end.")
    assert "2 March 2026" in newest and "21 words" in newest and "shown" not in newest
    assert "1 March 2026" in oldest and " shown " in oldest


def test_another_version_is_shown_and_that_can_be_taken_back(opened: Opened) -> None:
    assert shown(opened) == 2
    sheet = sheet_of(opened)
    assert not sheet.show_it.isEnabled()  # it is shown already
    QTest.keyClick(sheet.rows, Qt.Key.Key_Down)
    QTest.keyClick(sheet.rows, Qt.Key.Key_Return)
    opened.until(lambda: opened.session.toasts.text.startswith("The version of 1 March 2026"))
    assert shown(opened) == 1
    opened.until(lambda: opened.session.browsing.article is not None and opened.session.browsing.article.version == 1)
    opened.session.toasts.press("Undo")
    opened.until(lambda: shown(opened) == 2)


def test_a_version_is_compared_with_the_one_that_is_shown(opened: Opened) -> None:
    sheet = sheet_of(opened)
    assert sheet.pair == (1, 2)  # the one shown, with the one before it
    QTest.keyClick(sheet.rows, Qt.Key.Key_Up)
    assert sheet.pair == (2, 3)
    QTest.keyClick(sheet.rows, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(sheet.rows, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(sheet.selected) == 3 and sheet.pair is None and not sheet.compare.isEnabled()
    QTest.keyClick(sheet.rows, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(sheet.rows, Qt.Key.Key_C)
    assert pane_of(opened).said.startswith("1 paragraph changed")


def test_a_comparison_marks_words_folds_what_is_the_same_and_says_where_a_paragraph_went(opened: Opened) -> None:
    opened.do("compare")
    pane = pane_of(opened)
    opened.session.comparing.compare(ArticleId(1), VersionId(1), VersionId(2))
    opened.until(lambda: opened.session.comparing.pane is not pane)
    pane = pane_of(opened)
    assert pane.said == "1 paragraph changed · 1 added · 1 removed · 1 moved"
    said = lines(pane)
    assert said[0].startswith("The river rose in the nightearly morning, and the people")
    assert "···  2 paragraphs the same  ···" in said
    assert said[said.index("Moved here from further down  ↓") + 1] == PARAGRAPHS[4]
    assert said[said.index("Removed paragraph") + 1] == PARAGRAPHS[1]


def test_keys_go_from_change_to_change_and_escape_goes_back(opened: Opened) -> None:
    opened.session.comparing.compare(ArticleId(1), VersionId(1), VersionId(2))
    pane = pane_of(opened)
    assert pane.view.current == -1
    for key, current in ((Qt.Key.Key_N, 0), (Qt.Key.Key_J, 1), (Qt.Key.Key_P, 0), (Qt.Key.Key_K, 0)):
        QTest.keyClick(pane.view, key)
        assert pane.view.current == current
    QTest.keyClick(pane.view, Qt.Key.Key_Escape)
    assert opened.session.comparing.pane is None


def test_a_comparison_follows_keys_that_were_given_to_going_on(opened: Opened) -> None:
    opened.session.comparing.compare(ArticleId(1), VersionId(1), VersionId(2))
    pane = pane_of(opened)
    tips = {button.accessibleName(): button for button in pane.findChildren(IconButton)}
    assert tips["Next change"].toolTip() == "Next change  N"
    opened.program.set_keys({"next-mark": "X", "previous": "Ctrl+J"})
    assert tips["Next change"].toolTip() == "Next change  X"
    QTest.keyClick(pane.view, Qt.Key.Key_N)
    assert pane.view.current == -1
    for key, current in ((Qt.Key.Key_X, 0), (Qt.Key.Key_J, 1)):
        QTest.keyClick(pane.view, key)
        assert pane.view.current == current
    QTest.keyClick(pane.view, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert pane.view.current == 0


def test_a_click_on_a_move_leads_to_its_other_end(opened: Opened) -> None:
    opened.session.comparing.compare(ArticleId(1), VersionId(1), VersionId(2))
    view = pane_of(opened).view
    here = next(place for place in view.changes if view.stretches[place].fate.value == "moved-here")
    view.anchorClicked.emit(QUrl(f"move:{here}"))
    assert view.stretches[view.changes[view.current]].fate.value == "moved-away"


def test_a_comparison_begins_at_its_beginning(open_window: Open, tmp_path: Path) -> None:
    kept(tmp_path / "library", OLD * 8, [paragraph.upper() for paragraph in OLD * 8])
    opened = open_window()
    opened.window.resize(880, 520)
    opened.session.comparing.compare(ArticleId(1), VersionId(1), VersionId(2))
    bar = pane_of(opened).view.verticalScrollBar()
    opened.until(lambda: bar.maximum() > 0)
    assert bar.value() == 0


def test_what_is_folded_is_shown_by_a_click_and_all_of_it_by_a_key(opened: Opened) -> None:
    opened.session.comparing.compare(ArticleId(1), VersionId(1), VersionId(2))
    pane = pane_of(opened)
    fold = next(place for place, stretch in enumerate(pane.view.stretches) if stretch.kept)
    pane.view.anchorClicked.emit(QUrl(f"fold:{fold}"))
    assert PARAGRAPHS[2] in lines(pane) and PARAGRAPHS[3] in lines(pane)
    before = lines(pane)
    QTest.keyClick(pane.view, Qt.Key.Key_A)
    opened.until(lambda: not pane.view.writing)
    assert lines(pane) == before
    QTest.keyClick(pane.view, Qt.Key.Key_A)
    opened.until(lambda: not pane.view.writing)
    assert "···  2 paragraphs the same  ···" in lines(pane)


def test_versions_with_the_same_words_say_so(open_window: Open, tmp_path: Path) -> None:
    kept(tmp_path / "library", OLD, NEW)
    opened = open_window()
    opened.session.comparing.compare(ArticleId(1), VersionId(2), VersionId(2))
    assert pane_of(opened).said == "Nothing has changed"


def test_a_comparison_that_cannot_be_made_says_why(open_window: Open, tmp_path: Path) -> None:
    kept(tmp_path / "library", OLD, NEW)
    with closing(connect(tmp_path / "library" / "library.sqlite3")) as damaging:
        old = sha256("\n\n".join(OLD).encode()).hexdigest()
        damaging.execute("UPDATE content SET data = x'00' WHERE sha256 = ?", (old,))
        damaging.commit()
    opened = open_window()
    opened.session.comparing.compare(ArticleId(1), VersionId(1), VersionId(2))
    pane = pane_of(opened)
    assert pane.said == "These versions cannot be compared"
    assert "damaged" in pane.empty.accessibleDescription()


def test_the_version_that_is_not_shown_can_be_chosen_from_the_comparison(opened: Opened) -> None:
    opened.session.comparing.compare(ArticleId(1), VersionId(1), VersionId(2))
    pane = pane_of(opened)
    assert pane.show_it.text() == "Show the version on the left"
    pane.show_it.click()
    opened.until(lambda: shown(opened) == 1)


def test_the_only_version_is_nothing_to_compare(open_window: Open, tmp_path: Path) -> None:
    kept(tmp_path / "library", OLD)
    opened = open_window()
    opened.choose("High water")
    opened.do("compare")
    opened.until(lambda: opened.session.toasts.text.startswith("There is only one version."))
    sheet = sheet_of(opened)
    assert sheet.pair is None and not sheet.compare.isEnabled() and not sheet.show_it.isEnabled()


def test_the_version_named_above_the_article_leads_to_the_list(opened: Opened) -> None:
    version = opened.session.reader.tools.version
    opened.until(version.isVisible)
    assert version.text() == "version 2 of 3"
    assert version.toolTip().endswith("Shift+V")
    QTest.mouseClick(version, Qt.MouseButton.LeftButton)
    opened.until(lambda: bool(opened.window.findChildren(VersionsSheet)))
    (sheet,) = opened.window.findChildren(VersionsSheet)
    assert len(rows(sheet)) == 3


def test_an_article_with_one_version_names_none(open_window: Open, tmp_path: Path) -> None:
    kept(tmp_path / "library", OLD)
    opened = open_window()
    opened.choose("High water")
    assert not opened.session.reader.tools.version.isVisible()


def test_versions_are_those_of_one_article(open_window: Open) -> None:
    opened = open_window("A", "B")
    opened.until_listed("B", "A")
    opened.window.articles.view.selectAll()
    opened.do("versions")
    assert opened.session.toasts.text == "Choose one article to see its versions."
    opened.do("compare")
    assert opened.session.toasts.text == "Choose one article to compare its versions."
