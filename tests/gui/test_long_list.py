"""A list of a million rows is laid out at once, and is moved through, chosen from and painted as any other."""

import pytest
from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QStringListModel,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QStyledItemDelegate, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from tearsheet.gui.article_model import ArticleModel
from tearsheet.gui.articles import ArticlePane
from tearsheet.gui.long_list import LongList
from tearsheet.model.ids import ArticleId

HEIGHT, WIDTH, ROWS = 50, 300, 1000
SEEN = 8
MILLION = tuple(ArticleId(number) for number in range(1_000_000, 0, -1))


class Painting(QStyledItemDelegate):
    """Notes what it is asked to paint."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[int] = []

    def paint(
        self, _painter: QPainter, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.rows.append(index.row())


@pytest.fixture
def view(qtbot: QtBot) -> LongList:
    shown = LongList(HEIGHT)
    qtbot.addWidget(shown)
    shown.setFrameShape(QFrame.Shape.NoFrame)
    shown.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    shown.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    shown.setModel(QStringListModel([str(number) for number in range(ROWS)], shown))
    shown.resize(WIDTH, SEEN * HEIGHT)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


@pytest.fixture
def pane(qtbot: QtBot) -> ArticlePane:
    shown = ArticlePane(lambda _sha256, _ratio: None)
    qtbot.addWidget(shown)
    shown.resize(400, 700)
    shown.show()
    return shown


def chosen(view: LongList) -> list[int]:
    return sorted(index.row() for index in view.selectionModel().selectedIndexes())


def centre(view: LongList, row: int) -> QPoint:
    return view.visualRect(view.model().index(row, 0)).center()


def test_a_row_stands_at_its_number_times_its_height(view: LongList) -> None:
    assert view.visualRect(view.model().index(3, 0)) == QRect(0, 3 * HEIGHT, WIDTH, HEIGHT)
    assert view.indexAt(QPoint(5, 3 * HEIGHT)).row() == 3
    assert view.verticalScrollBar().maximum() == (ROWS - SEEN) * HEIGHT

    view.verticalScrollBar().setValue(120)
    assert view.first == (2, 20)
    assert view.indexAt(QPoint(5, 0)).row() == 2
    assert view.visualRect(view.model().index(2, 0)).top() == -20


def test_below_the_last_row_there_is_none(view: LongList) -> None:
    view.setModel(QStringListModel(["a", "b"], view))
    QApplication.processEvents()

    assert not view.indexAt(QPoint(5, 2 * HEIGHT)).isValid()
    assert view.verticalScrollBar().maximum() == 0
    assert not view.visualRect(QModelIndex()).isValid()


def test_only_rows_in_sight_are_painted(view: LongList) -> None:
    painting = Painting()
    view.setItemDelegate(painting)
    view.verticalScrollBar().setValue(100 * HEIGHT + 1)
    painting.rows.clear()
    view.viewport().repaint()

    assert painting.rows == list(range(100, 100 + SEEN + 1))


@pytest.mark.parametrize(
    ("hint", "top"),
    [
        (QAbstractItemView.ScrollHint.EnsureVisible, SEEN - 1),
        (QAbstractItemView.ScrollHint.PositionAtTop, 0),
        (QAbstractItemView.ScrollHint.PositionAtBottom, SEEN - 1),
        (QAbstractItemView.ScrollHint.PositionAtCenter, (SEEN - 1) / 2),
    ],
)
def test_a_row_is_brought_into_sight_where_it_is_wanted(
    view: LongList, hint: QAbstractItemView.ScrollHint, top: float
) -> None:
    index = view.model().index(500, 0)
    view.scrollTo(index, hint)
    assert view.visualRect(index).top() == top * HEIGHT

    view.scrollTo(view.model().index(0, 0))
    assert view.first == (0, 0)


def test_keys_move_through_it(view: LongList) -> None:
    last, page = ROWS - 1, SEEN
    for key, row in (
        (Qt.Key.Key_Down, 1),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_Down, 1),
        (Qt.Key.Key_PageDown, 1 + page),
        (Qt.Key.Key_Up, page),
        (Qt.Key.Key_PageUp, 0),
        (Qt.Key.Key_End, last),
        (Qt.Key.Key_Down, last),
        (Qt.Key.Key_Left, last),
    ):
        QTest.keyClick(view, key)
        assert (view.currentIndex().row(), chosen(view)) == (row, [row]), key
    assert view.viewport().rect().contains(centre(view, last))


def test_rows_are_chosen_from_one_to_another_and_one_by_one(view: LongList) -> None:
    port, left = view.viewport(), Qt.MouseButton.LeftButton
    QTest.mouseClick(port, left, Qt.KeyboardModifier.NoModifier, centre(view, 1))
    QTest.mouseClick(port, left, Qt.KeyboardModifier.ShiftModifier, centre(view, 4))
    assert chosen(view) == [1, 2, 3, 4]
    QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert chosen(view) == [1, 2, 3]

    QTest.mouseClick(port, left, Qt.KeyboardModifier.ControlModifier, centre(view, 6))
    QTest.mouseClick(port, left, Qt.KeyboardModifier.ControlModifier, centre(view, 2))
    assert chosen(view) == [1, 3, 6]


def test_all_rows_are_chosen_at_once(view: LongList) -> None:
    view.selectAll()

    selection = view.selectionModel().selection()
    assert selection.count() == 1 and chosen(view) == list(range(ROWS))


def test_what_becomes_chosen_is_painted_anew_and_no_more(view: LongList) -> None:
    view.selectionModel().select(view.model().index(3, 0), QItemSelectionModel.SelectionFlag.Select)
    region = view.visualRegionForSelection(view.selectionModel().selection())

    assert region.boundingRect() == QRect(0, 3 * HEIGHT, WIDTH, HEIGHT)


def test_among_a_million_articles_one_comes_while_one_is_read_and_nothing_moves(pane: ArticlePane) -> None:
    pane.show_articles(MILLION, keep=False)
    pane.go_to(ArticleId(500_000))
    pane.view.verticalScrollBar().setValue(pane.view.verticalScrollBar().value() + 7)
    stood = pane.view.visualRect(pane.view.currentIndex()).top()

    pane.show_articles((ArticleId(1_000_001), *MILLION), keep=True)

    assert (pane.current, pane.selected) == (500_000, (500_000,))
    assert pane.view.visualRect(pane.view.currentIndex()).top() == stood
    assert pane.view.currentIndex().row() == 500_001


def test_at_the_top_of_the_list_what_comes_is_seen(pane: ArticlePane) -> None:
    pane.show_articles(MILLION[1:], keep=False)
    pane.show_articles(MILLION, keep=True)

    assert pane.view.first == (0, 0)


def test_what_was_chosen_here_and_there_stays_chosen(pane: ArticlePane) -> None:
    pane.show_articles(MILLION[:100], keep=False)
    for first, last in ((2, 4), (50, 50)):
        for row in range(first, last + 1):
            pane.view.selectionModel().select(pane.model.index(row), QItemSelectionModel.SelectionFlag.Select)
    before = pane.selected
    assert before == (*MILLION[2:5], MILLION[50])

    pane.show_articles((*MILLION[1:3], *MILLION[4:100]), keep=True)
    assert pane.selected == (MILLION[2], MILLION[4], MILLION[50])


def test_where_an_article_stands_is_known_in_any_order() -> None:
    model = ArticleModel()
    for ids in (MILLION[:9], MILLION[:9][::-1], (MILLION[3], MILLION[0], MILLION[7])):
        model.show(ids)
        assert [model.row_of(article) for article in ids] == list(range(len(ids)))
        assert model.row_of(ArticleId(1)) is None
