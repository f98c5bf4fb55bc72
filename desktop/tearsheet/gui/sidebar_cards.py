"""The cards at the foot of the sidebar: how far running captures are, and each long run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.buttons import Button, IconButton
from tearsheet.gui.long_run import LongRun
from tearsheet.gui.moments import number, percent
from tearsheet.gui.theme import current
from tearsheet.model.capture import Progress
from tearsheet.text.words import _


class ProgressCard(Button):
    """The card at the foot: how many captures are done of how many, and a thin bar."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._words, self._aside, self._share = "", "", 0.0

    def show_progress(self, words: str, aside: str, share: float) -> None:
        """Show a sentence, a few quiet words on the right, and a bar filled to `share` of its width."""
        self._words, self._aside, self._share = words, aside, share
        self.setAccessibleName(words)
        self.setAccessibleDescription(percent(share))
        self.show()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(160, 52 + 2 * paint.SHADOW)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours, margin = current(), paint.SHADOW
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        paint.card(painter, rect, radius=8, fill=colours.card)
        inner = rect.adjusted(12, 10, -12, -12)
        painter.setFont(fonts.ui(fonts.SMALL))
        metrics = QFontMetricsF(painter.font())
        aside = metrics.horizontalAdvance(self._aside)
        painter.setPen(QColor(colours.faint))
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, self._aside)
        painter.setPen(QColor(colours.ink))
        room = inner.width() - aside - (8 if aside else 0)
        painter.drawText(
            inner, Qt.AlignmentFlag.AlignTop, metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        )
        _bar(painter, inner, self._share)
        self.ring(painter, 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunWords:
    """What a card says of a run: a name, quiet words below, its `share` from 0 to 1 or None when it is over.

    A card that `opens` shows more when it is pressed.
    """

    name: str
    under: str
    share: float | None = None
    opens: bool = False


def going(name: str, progress: Progress | None) -> RunWords:
    """Return the words of a run that has done so many of all."""
    if progress is None or not progress.total:
        return RunWords(name=name, under="", share=0.0)
    under = _("{done} of {total}").format(done=number(progress.done), total=number(progress.total))
    return RunWords(name=name, under=under, share=progress.done / progress.total)


class RunCard(Button):
    """The card of a long run: what runs and how far it is, then what it came to; its cross stops it or puts it away."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__("", parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._words = RunWords(name="", under="")
        self.cross = IconButton("close", "", self, side=24)
        self.cross.resize(self.cross.sizeHint())
        self.hide()

    def follow(self, run: LongRun[Any, Any], words: Callable[[], RunWords | None]) -> None:
        """Show what `words` says of the run each time it changed, and nothing while that is None."""
        self._run, self._say = run, words
        run.changed.connect(self._look)
        self.cross.clicked.connect(self._cross)
        self._look()

    def _cross(self) -> None:
        if self._run.running:
            self._run.stop()
        else:
            self._run.put_away()

    def _look(self) -> None:
        words = self._say()
        if words is None:
            self.hide()
            return
        if self._run.stopping:
            words = replace(words, name=_("Stopping…"))
        self._words = words
        self.setCursor(Qt.CursorShape.PointingHandCursor if words.opens else Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(f"{words.name}. {words.under}")
        self.setAccessibleDescription(percent(words.share) if words.share is not None else "")
        cross = _("Stop") if self._run.running else _("Close")
        self.cross.setAccessibleName(cross)
        self.cross.setToolTip(cross)
        self.updateGeometry()
        self.show()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(160, (58 if self._words.share is None else 68) + 2 * paint.SHADOW)

    def resizeEvent(self, _event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self.cross.move(self.width() - paint.SHADOW - 8 - self.cross.width(), paint.SHADOW + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours, margin = current(), paint.SHADOW
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        paint.card(painter, rect, radius=8, fill=colours.card)
        inner = rect.adjusted(12, 10, -12, -12)
        words = self._words
        quiet = colours.accent_ink if words.share is None else colours.faint  # what is over can be acted on
        lines = ((words.name, colours.ink, inner.width() - 28), (words.under, quiet, inner.width()))
        painter.setFont(fonts.ui(fonts.SMALL))
        for row, (line, colour, room) in enumerate(lines):
            painter.setPen(QColor(colour))
            cut = QFontMetricsF(painter.font()).elidedText(line, Qt.TextElideMode.ElideRight, room)
            painter.drawText(inner.adjusted(0, row * 20, 0, 4), Qt.AlignmentFlag.AlignTop, cut)
        if words.share is not None:
            _bar(painter, inner, words.share)
        self.ring(painter, 8)


def _bar(painter: QPainter, inner: QRectF, share: float) -> None:
    """Draw a thin bar along the bottom of a card, filled to `share` of its width."""
    colours = current()
    bar = QRectF(inner.left(), inner.bottom() - 3, inner.width(), 3)
    paint.pill(painter, bar, radius=1.5, fill=colours.line)
    if share > 0:
        bar.setWidth(max(3.0, bar.width() * min(1.0, share)))
        paint.pill(painter, bar, radius=1.5, fill=colours.accent)
