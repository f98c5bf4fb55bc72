"""The sheet that says how much room the library takes and what for, and offers what may be dropped to make some."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from tearsheet.gui import fonts, paint
from tearsheet.gui.buttons import Button, QuietButton
from tearsheet.gui.floating import Sheet
from tearsheet.gui.moments import number
from tearsheet.gui.scrolling import scrolled
from tearsheet.gui.theme import current
from tearsheet.gui.ticks import Choice
from tearsheet.gui.words import Words
from tearsheet.model.storage import Dropped, DropRule, Room, Storage
from tearsheet.text.upkeep import size_in_words
from tearsheet.text.words import _, ngettext

_WIDTH, _HEIGHT, _LEAST = 720, 416, 200
_AROUND = 280
_ROW, _BAR = 36, 12
_MOST = 60
_PAGES = ("kinds", "sources", "articles", "rules")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A row: what it is, how large, and how that stands to the largest."""

    name: str
    under: str
    size: int
    share: float
    is_pressed: bool
    room: Room | None = None


class StorageSheet(Sheet):
    """`rule_chosen` brings a DropRule that a person thinks of, `article_chosen` an article to look at."""

    rule_chosen = Signal(object)
    article_chosen = Signal(int)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, _("Storage"), width=_WIDTH)
        self._total = Words(_("Measuring…"), self, colour="soft")
        self.body.addWidget(self._total)
        self.bar = _Bar(self)
        self.body.addWidget(self.bar)
        names = (_("Kinds"), _("Sources"), _("Articles"), _("Make room"))
        self.choice = Choice(tuple(zip(_PAGES, names, strict=True)), "kinds", self)
        self.choice.setAccessibleName(_("Storage"))
        self.choice.chosen.connect(self.show_page)
        row = QHBoxLayout()
        row.addWidget(self.choice)
        row.addStretch(1)
        self.body.addLayout(row)
        self._stack = QStackedWidget(self)
        self.body.addWidget(self._stack)
        for _page in _PAGES[:-1]:
            self._stack.addWidget(QWidget(self))
        self.rules = Rules(self)
        self.rules.chosen.connect(self.rule_chosen)
        self._stack.addWidget(scrolled(self.rules, self))
        self.add_cross()

    def open(self) -> None:
        self._fit()
        super().open()

    def show_storage(self, storage: Storage) -> None:
        """Say how much there is of everything."""
        self._total.say(_("{size} in all").format(size=size_in_words(storage.total)))
        self.bar.show_storage(storage)
        hints = ("", _("Choose a source to remove its pictures."), _("The largest. Choose one to read it."))
        kinds, sources, articles = (
            Rows(lines, self, hint=hint) for lines, hint in zip(_lists(storage), hints, strict=True)
        )
        sources.clicked.connect(lambda place: self._choose_source(storage.sources[place].source))
        articles.clicked.connect(lambda place: self.article_chosen.emit(storage.articles[place].article))
        on = self._stack.currentIndex()
        for place, rows in enumerate((kinds, sources, articles)):
            old = self._stack.widget(place)
            self._stack.insertWidget(place, scrolled(rows, self))
            if old is not None:
                self._stack.removeWidget(old)
                old.deleteLater()
        self._stack.setCurrentIndex(on)

    def show_page(self, name: str) -> None:
        """Show the kinds, the sources, the largest articles, or what may be dropped (`rules`)."""
        self._stack.setCurrentIndex(_PAGES.index(name))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def _choose_source(self, source: str) -> None:
        self.rule_chosen.emit(DropRule(what=Dropped.PICTURES, source=source))

    def _fit(self) -> None:
        self._stack.setFixedHeight(min(_HEIGHT, max(_LEAST, self._window.height() - _AROUND)))
        self.card.setMinimumHeight(0)


class _Bar(QWidget):
    """The kinds side by side, each as long as it is large."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parts: tuple[tuple[Room, int], ...] = ()
        self.setFixedHeight(_BAR)

    def show_storage(self, storage: Storage) -> None:
        self._parts = storage.kinds
        told = (f"{room_in_words(room)} {size_in_words(size)}" for room, size in storage.kinds if size)
        self.setAccessibleName(", ".join(told))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter, colours = QPainter(self), current()
        paint.pill(painter, QRectF(self.rect()), radius=_BAR / 2, fill=colours.line)
        total = sum(size for _room, size in self._parts)
        left = 0.0
        ends = QPainterPath()
        ends.addRoundedRect(QRectF(self.rect()), _BAR / 2, _BAR / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(ends)
        for room, size in self._parts:
            width = self.width() * size / total if total else 0.0
            if width >= 1:
                gap = 2 if left else 0
                painter.fillRect(QRectF(left + gap, 0, width - gap, _BAR), QColor(colour_of(room)))
            left += width


class Rows(QWidget):
    """Lines with a size each, and a bar behind that says how they stand to each other; `clicked` brings a place."""

    clicked = Signal(int)

    def __init__(self, lines: Sequence[_Line], parent: QWidget, *, hint: str = "") -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 16, 8)
        column.setSpacing(2)
        if hint:
            column.addWidget(Words(hint, self, colour="faint", font=fonts.ui(fonts.SMALL), most=2))
            column.addSpacing(6)
        self.rows = [_Row(line, self) for line in lines[:_MOST]]
        for place, row in enumerate(self.rows):
            row.clicked.connect(lambda _checked, place=place: self.clicked.emit(place))
            column.addWidget(row)
        if len(lines) > _MOST:
            words = ngettext("and {count} more", "and {count} more", len(lines) - _MOST).format(
                count=number(len(lines) - _MOST)
            )
            column.addWidget(Words(words, self, colour="faint", font=fonts.ui(fonts.SMALL)))
        column.addStretch(1)


class _Row(Button):
    def __init__(self, line: _Line, parent: QWidget) -> None:
        super().__init__(line.name, parent)
        self._line = line
        self.setEnabled(line.is_pressed)
        self.setCursor(Qt.CursorShape.PointingHandCursor if line.is_pressed else Qt.CursorShape.ArrowCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(" ".join(filter(None, (line.name, line.under, size_in_words(line.size)))))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(240, _ROW)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colours, painter = current(), QPainter(self)
        rect = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        paint.pill(painter, rect, radius=6, fill=colours.pane_hover if self.hovered else colours.pane)
        long = rect.adjusted(0, 0, 0, 0)
        long.setWidth(max(12.0, rect.width() * self._line.share))
        paint.pill(painter, long, radius=6, fill=colours.accent_soft)
        size = size_in_words(self._line.size)
        painter.setFont(fonts.ui(strong=True))
        painter.setPen(QColor(colours.ink))
        inner = rect.adjusted(12, 0, -12, 0)
        if self._line.room is not None:
            dot = QRectF(inner.left(), rect.center().y() - 4, 8, 8)
            paint.pill(painter, dot, radius=4, fill=colour_of(self._line.room))
            inner.setLeft(inner.left() + 20)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, size)
        room = inner.adjusted(0, 0, -96, 0)
        painter.setFont(fonts.ui())
        metrics = QFontMetricsF(painter.font())
        under = f"  {self._line.under}" if self._line.under else ""
        beside = QFontMetricsF(fonts.ui(fonts.SMALL)).horizontalAdvance(under)
        name = metrics.elidedText(self._line.name, Qt.TextElideMode.ElideRight, room.width() - beside)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(fonts.ui(fonts.SMALL))
        painter.setPen(QColor(colours.soft))
        painter.drawText(room.adjusted(metrics.horizontalAdvance(name), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, under)
        self.ring(painter, 6)


class Rules(QWidget):
    """What may be dropped, of articles of which age; each is asked about before it is done."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.days = 0
        self.buttons: dict[Dropped, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 16, 8)
        column.setSpacing(4)
        ages = Choice(
            (
                ("0", _("All articles, of any age")),
                ("30", _("Older than a month")),
                ("182", _("Half a year")),
                ("365", _("A year")),
            ),
            "0",
            self,
        )
        ages.setAccessibleName(_("Of which articles"))
        ages.chosen.connect(self._set_days)
        row = QHBoxLayout()
        row.addWidget(ages)
        row.addStretch(1)
        column.addLayout(row)
        for what, verb, words in _offers():
            button = QuietButton(verb, self, leading=True)
            button.setFont(fonts.ui(strong=True))
            button.clicked.connect(lambda _checked, what=what: self._choose(what))
            self.buttons[what] = button
            under = QHBoxLayout()
            under.setContentsMargins(8, 0, 0, 0)
            under.addWidget(Words(words, self, colour="soft", most=3))
            column.addSpacing(8)
            column.addWidget(button)
            column.addLayout(under)
        column.addStretch(1)

    def _set_days(self, days: str) -> None:
        self.days = int(days)

    def _choose(self, what: Dropped) -> None:
        before = datetime.now(UTC) - timedelta(days=self.days) if self.days else None
        self.chosen.emit(DropRule(what=what, before=before))


def room_in_words(room: Room) -> str:
    """Return the name of a kind."""
    return {
        Room.PICTURES: _("Pictures in articles"),
        Room.FILES: _("Files"),
        Room.PAGES: _("Pages as they came"),
        Room.TEXTS: _("Texts of articles"),
        Room.VERSIONS: _("Old versions"),
        Room.ROWS: _("Titles, tags, notes and all else"),
        Room.INDEX: _("Search index"),
        Room.BACKUPS: _("Backups in the library"),
    }[room]


def colour_of(room: Room) -> str:
    """Return the colour a kind is drawn in."""
    return current().tags[tuple(Room).index(room) % len(current().tags)]


def _lists(storage: Storage) -> tuple[Sequence[_Line], Sequence[_Line], Sequence[_Line]]:
    kinds = sorted((each for each in storage.kinds if each[1]), key=lambda each: -each[1])
    sources = [(each.source or _("Without a source"), _articles(each.articles), each.size) for each in storage.sources]
    return (
        _lines([(room_in_words(room), "", size) for room, size in kinds], rooms=[room for room, _size in kinds]),
        _lines(sources),
        _lines([(each.title, each.source, each.size) for each in storage.articles]),
    )


def _lines(rows: Sequence[tuple[str, str, int]], rooms: Sequence[Room] = ()) -> list[_Line]:
    """Return rows with a bar each; those of `rooms` have their colours, the others can be pressed."""
    most = max((size for _name, _under, size in rows), default=0) or 1
    lines = [
        _Line(name=name, under=under, size=size, share=size / most, is_pressed=not rooms) for name, under, size in rows
    ]
    return [replace(line, room=room) for line, room in zip(lines, rooms, strict=True)] if rooms else lines


def _articles(count: int) -> str:
    return ngettext("{count} article", "{count} articles", count).format(count=number(count))


def _offers() -> tuple[tuple[Dropped, str, str], ...]:
    return (
        (
            Dropped.PICTURES,
            _("Remove pictures…"),
            _("The text stays. A picture can be fetched again as long as its site has it."),
        ),
        (
            Dropped.VERSIONS,
            _("Remove old versions…"),
            _("The version that is shown stays, and each that you have marked something on."),
        ),
        (
            Dropped.PAGES,
            _("Remove pages as they came…"),
            _("The articles stay. Without its page an article cannot be read again by a better Tearsheet."),
        ),
    )
