"""A list of any length asks only for the rows somebody looks at."""

from datetime import UTC, datetime

from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tearsheet.gui.article_model import ID_ROLE, PAGE, SUMMARY_ROLE, ArticleModel
from tearsheet.model.article import ArticleSummary, Kind
from tearsheet.model.ids import ArticleId

IDS = tuple(ArticleId(number) for number in range(1, 100_001))


def summary(article: ArticleId, title: str = "") -> ArticleSummary:
    return ArticleSummary(
        id=article,
        kind=Kind.ARTICLE,
        url="https://news.example/",
        title=title or f"Title {article}",
        byline="",
        source="",
        excerpt="",
        language="en",
        published=None,
        saved=datetime(2026, 3, 1, tzinfo=UTC),
        tags=(),
        read=False,
        archived=False,
        favourite=False,
        words=1,
        missing=0,
        image=None,
    )


def test_only_the_page_that_is_looked_at_is_asked_for(qtbot: QtBot) -> None:
    model = ArticleModel()
    model.show(IDS)
    with qtbot.waitSignal(model.summaries_wanted) as wanted:
        assert model.index(70_000).data(SUMMARY_ROLE) is None
    assert wanted.args == [IDS[70_000 : 70_000 + PAGE]]
    assert model.rowCount() == 100_000


def test_a_row_that_came_is_shown_and_not_asked_for_again(qtbot: QtBot) -> None:
    model = ArticleModel()
    model.show(IDS[:3])
    with qtbot.waitSignal(model.summaries_wanted):
        model.index(0).data(SUMMARY_ROLE)
    with qtbot.waitSignal(model.dataChanged):
        model.accept(summary(article) for article in IDS[:3])
    assert model.index(1).data() == "Title 2"
    with qtbot.assertNotEmitted(model.summaries_wanted, wait=50):
        model.index(1).data(SUMMARY_ROLE)


def test_a_row_that_changed_stays_visible_until_the_new_one_comes(qtbot: QtBot) -> None:
    model = ArticleModel()
    model.show(IDS[:1])
    model.accept([summary(IDS[0])])
    model.forget(IDS[:1])
    with qtbot.waitSignal(model.summaries_wanted) as wanted:
        assert model.index(0).data() == "Title 1"
    assert wanted.args == [IDS[:1]]
    model.accept([summary(IDS[0], "New")])
    assert model.index(0).data() == "New"


def test_a_page_is_asked_for_once_while_it_is_on_its_way(qtbot: QtBot) -> None:
    model = ArticleModel()
    model.show(IDS[:100])
    with qtbot.waitSignal(model.summaries_wanted):
        model.index(0).data(SUMMARY_ROLE)
    with qtbot.assertNotEmitted(model.summaries_wanted, wait=50):
        model.index(1).data(SUMMARY_ROLE)


def test_rows_are_known_by_their_articles(qtbot: QtBot) -> None:
    del qtbot
    model = ArticleModel()
    assert model.show(IDS[:10]) and not model.show(IDS[:10])
    assert model.index(3).data(ID_ROLE) == 4
    assert (model.row_of(ArticleId(4)), model.row_of(ArticleId(11))) == (3, None)


def test_it_keeps_qt_s_rules_for_models(qtbot: QtBot) -> None:
    del qtbot
    model = ArticleModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(IDS[:60])
    model.accept(summary(article) for article in IDS[:60])
    model.show(IDS[40:90])
    model.forget(IDS[40:50])
    assert tester.model() is model
