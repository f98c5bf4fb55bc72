"""The window answers "why does it look like this?"."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from tearsheet.gui.why import WhySheet
from tearsheet.model.article import Edits, Kind
from tearsheet.settings.preferences import Preferences
from tearsheet.text.words import use_language
from tests.gui.conftest import Open
from tests.support.keepings import keeping
from tests.support.windows import Opened

REASONS = ("title: h1", "author: span byline <b>", "body: the page marks article")


def opened_on(open_window: Open, *, preferences: Preferences | None = None, **more: object) -> Opened:
    opened = open_window("Other", preferences=preferences)
    kept = keeping("tea", "Tea at four.", title="Tea & <b>milk</b>", byline="Ada", **more)  # type: ignore[arg-type]
    read = replace(kept.extraction, reasons=REASONS, share=0.82)
    opened.window.library_changed.emit(opened.desk.library.add(replace(kept, extraction=read)).changes)
    opened.choose("Tea & <b>milk</b>")
    return opened


def asked(opened: Opened) -> WhySheet:
    opened.do("why")
    opened.until(lambda: opened.window.findChild(WhySheet) is not None)
    sheet = opened.window.findChild(WhySheet)
    assert sheet is not None
    return sheet


def named(sheet: WhySheet) -> dict[str, Callable[[], None]]:
    return {button.text(): button.click for button in sheet.findChildren(QAbstractButton)}


def test_it_tells_what_the_shown_article_stands_on(open_window: Open) -> None:
    opened = opened_on(open_window)
    opened.desk.library.edit(opened.ids[0], Edits(source="Mine"))
    opened.window.articles.model.forget_all()
    opened.session.browsing._load(opened.ids[0])
    opened.until(lambda: getattr(opened.session.browsing.article, "metadata").source == "Mine")  # noqa: B009
    text = asked(opened).told.toPlainText()
    for said in ("Tea & <b>milk</b>", "The headline", "span byline <b>", "Changed by hand", "The page marks <article>"):
        assert said in text


def test_escape_closes_it_and_the_list_has_the_keyboard_again(open_window: Open) -> None:
    opened = opened_on(open_window)
    opened.window.articles.view.setFocus()
    sheet = asked(opened)
    QTest.keyClick(sheet.told, Qt.Key.Key_Escape)
    opened.until(lambda: opened.window.findChild(WhySheet) is None)


def test_its_text_can_be_copied(open_window: Open) -> None:
    sheet = asked(opened_on(open_window))
    sheet.told.selectAll()
    QTest.keyClick(sheet.told, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "The headline" in QGuiApplication.clipboard().text()


def test_a_long_account_scrolls_within_the_window(open_window: Open) -> None:
    opened = opened_on(open_window, excerpt="word " * 90, keywords=tuple(f"keyword {n}" for n in range(90)))
    opened.window.resize(880, 520)
    sheet = asked(opened)
    opened.until(lambda: sheet.card.height() <= sheet.height())
    bar = sheet.told.verticalScrollBar()
    assert bar.maximum() > bar.value() == 0
    QTest.keyClick(sheet.told, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(sheet.told, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    height = sheet.told.height()
    opened.window.resize(880, 900)
    opened.until(lambda: sheet.told.height() > height)


def test_it_offers_to_read_again_and_to_repair_where_the_window_can(open_window: Open) -> None:
    opened = opened_on(open_window)
    assert ("Repair…" in named(asked(opened))) is ("repair" in opened.window.actions_by_name)
    triggered: list[str] = []
    opened.window.actions_by_name["reread"].triggered.connect(lambda: triggered.append("reread"))
    sheet = opened.window.findChild(WhySheet)
    assert sheet is not None
    named(sheet)["Read again"]()
    opened.until(lambda: opened.window.findChild(WhySheet) is None)
    assert triggered == ["reread"]


def test_a_file_is_not_offered_to_be_read_again(open_window: Open) -> None:
    opened = opened_on(open_window, kind=Kind.FILE)
    assert list(named(asked(opened))) == ["Close"]


def test_several_articles_are_too_many_to_ask_of(open_window: Open) -> None:
    opened = open_window("One", "Two")
    opened.until_listed("Two", "One")
    opened.window.articles.view.selectAll()
    opened.do("why")
    opened.until(lambda: opened.session.toasts.text == "Choose one article to ask this of.")
    assert opened.window.findChild(WhySheet) is None


def test_it_speaks_chinese(open_window: Open) -> None:
    use_language("zh_CN")
    opened = opened_on(open_window, preferences=Preferences(theme="dark", language="zh_CN"))
    sheet = asked(opened)
    assert sheet.accessibleName() == "为什么是这个样子？"
    assert "文章大标题" in sheet.told.toPlainText()
