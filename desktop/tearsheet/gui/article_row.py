"""Draw an article's row: title, a line of its text, where it comes from, its first picture.

The model's classes are imported for their types only, and QStyle, which takes Python 12 ms to make, is looked up where
a row is drawn: the window is painted before there is an article.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6 import QtWidgets
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tearsheet.gui import fonts, icons, paint
from tearsheet.gui.article_model import SNIPPET_ROLE, SUMMARY_ROLE
from tearsheet.gui.article_words import facts
from tearsheet.gui.mark_colours import mark_colours
from tearsheet.gui.moments import sentence
from tearsheet.gui.theme import Theme, current

if TYPE_CHECKING:
    from tearsheet.model.article import ArticleSummary
    from tearsheet.model.ids import Sha256
    from tearsheet.model.query import Snippet

HEIGHT = 112
PICTURE = 64
_TITLE, _EXCERPT, _META = 20, 18, 20
_BAR, _BAR_STEP = QRectF(0, -2, 12, 4), 18


class ArticleDelegate(QStyledItemDelegate):
    """Draws rows of one height: two lines of title, or one and a second line of the text."""

    def __init__(self, parent: QWidget, picture: Callable[[Sha256, float], QPixmap | None]) -> None:
        super().__init__(parent)
        self._picture = picture

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        return QSize(option.rect.width(), HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours = current()
        rect = QRectF(option.rect).adjusted(8, 1, -8, -1)
        flags = QtWidgets.QStyle.StateFlag
        chosen = bool(option.state & flags.State_Selected)
        if chosen:
            paint.card(painter, rect, radius=10, fill=colours.selected, reach=10)
        elif option.state & flags.State_MouseOver:
            paint.pill(painter, rect, radius=10, fill=colours.pane_hover)
        if option.state & flags.State_HasFocus and option.state & flags.State_KeyboardFocusChange:
            paint.focus_ring(painter, rect, radius=10)
        inner = rect.adjusted(12, 13, -12, -11)
        summary: ArticleSummary | None = index.data(SUMMARY_ROLE)
        if summary is None:
            self._waiting(painter, inner, colours)
            return
        text = QRectF(inner)
        if summary.image is not None:
            text.setRight(inner.right() - PICTURE - 12)
            self._thumbnail(painter, QPointF(inner.right() - PICTURE, inner.top() + 3), summary.image, colours)
        self._words(painter, text, summary, index.data(SNIPPET_ROLE), colours)

    def _words(
        self, painter: QPainter, box: QRectF, summary: ArticleSummary, snippet: Snippet | None, colours: Theme
    ) -> None:
        strong = fonts.ui(fonts.LARGE, strong=not summary.read)
        title = paint.lines(summary.title or summary.url, strong, box.width(), 2)
        y = _write(painter, box, box.top(), title, strong, colours.soft if summary.read else colours.ink, _TITLE) + 3
        plain = fonts.ui(fonts.SMALL)
        most = 3 - len(title)
        if snippet is not None:
            paint.passage(
                painter, QRectF(box.left(), y, box.width(), most * _EXCERPT), snippet.text, snippet.hits, font=plain,
                colour=colours.soft, ground=colours.accent_soft, ink=colours.ink, step=_EXCERPT,
            )  # fmt: skip
            y += most * _EXCERPT + 3
        else:
            excerpt = paint.lines(_one_line(summary), plain, box.width(), most)
            y = _write(painter, box, y, excerpt, plain, colours.soft, _EXCERPT) + 3
        self._meta(painter, QRectF(box.left(), y, box.width(), _META), summary, colours)

    def _meta(self, painter: QPainter, box: QRectF, summary: ArticleSummary, colours: Theme) -> None:
        left = box.left()
        if not summary.read:
            paint.pill(painter, QRectF(left, box.center().y() - 3.5, 7, 7), radius=3.5, fill=colours.accent)
            left += 14
        for icon, colour in _marks(summary, colours):
            icons.draw(painter, icon, QRectF(left - 1, box.center().y() - 6, 12, 12), colour)
            left += 16
        painter.setFont(fonts.ui(fonts.SMALL))
        painter.setPen(QColor(colours.faint))
        words, metrics = sentence(facts(summary)), QFontMetricsF(painter.font())
        room = box.right() - left - _BAR_STEP * len(summary.colours)
        cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left, box.top(), room + 2, box.height()), Qt.AlignmentFlag.AlignVCenter, cut)
        left += metrics.horizontalAdvance(cut) + _BAR_STEP - _BAR.width()
        theme = "dark" if colours.dark else "light"
        for colour in summary.colours:
            bar = _BAR.translated(left, box.center().y())
            paint.pill(painter, bar, radius=_BAR.height() / 2, fill=mark_colours(theme, colour).rule)
            left += _BAR_STEP

    def _thumbnail(self, painter: QPainter, at: QPointF, image: Sha256, colours: Theme) -> None:
        picture = self._picture(image, painter.device().devicePixelRatioF())
        if picture is None:
            paint.pill(painter, QRectF(at.x(), at.y(), PICTURE, PICTURE), radius=8, fill=colours.line)
        else:
            painter.drawPixmap(at, picture)

    def _waiting(self, painter: QPainter, box: QRectF, colours: Theme) -> None:
        for top, share in ((4, 0.9), (24, 0.6), (48, 0.8)):
            bar = QRectF(box.left(), box.top() + top, box.width() * share, 10)
            paint.pill(painter, bar, radius=5, fill=colours.line)


def _marks(summary: ArticleSummary, colours: Theme) -> list[tuple[str, str]]:
    found = []
    if summary.favourite:
        found.append(("favourite-on", colours.accent_ink))
    if summary.kind.value in ("link", "file"):
        found.append((summary.kind.value, colours.faint))
    if summary.archived:
        found.append(("archive", colours.faint))
    return found


def _one_line(summary: ArticleSummary) -> str:
    return " ".join((summary.excerpt or summary.byline or summary.url)[:400].split())


def _write(
    painter: QPainter, box: QRectF, y: float, words: tuple[str, ...], font: object, colour: str, step: int
) -> float:
    painter.setFont(font)  # type: ignore[arg-type]
    painter.setPen(QColor(colour))
    for line in words:
        painter.drawText(QRectF(box.left(), y, box.width() + 2, step), Qt.AlignmentFlag.AlignVCenter, line)
        y += step
    return y
