"""A sheet for what is known of some articles: what differs between them stays unless something is typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from tearsheet.gui import fonts
from tearsheet.gui.buttons import AccentButton, QuietButton
from tearsheet.gui.floating import Sheet
from tearsheet.gui.tag_field import TagField, tags_in
from tearsheet.gui.value_field import ValueField
from tearsheet.gui.words import Words
from tearsheet.model.article import NO_DATE, Article, ArticleSummary, Edits
from tearsheet.text.dates import parse_date
from tearsheet.text.words import _, ngettext

_LABEL = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What an article says of itself."""

    title: str
    byline: str
    source: str
    published: datetime | None
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be changed: fields that were typed in, tags to put on and to take off."""

    edits: Edits
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.edits != Edits() or bool(self.add or self.remove)


def fields_of(row: ArticleSummary | Article) -> Fields:
    """Return what a row, or an article, says of itself."""
    said = row.metadata if isinstance(row, Article) else row
    return Fields(title=said.title, byline=said.byline, source=said.source, published=said.published, tags=row.tags)


class EditingSheet(Sheet):
    """`agreed` brings what is Wanted."""

    agreed = Signal(object)

    def __init__(self, window: QWidget, rows: Sequence[Fields], tags: Sequence[str]) -> None:
        title = ngettext("Edit this article", "Edit {count} articles", len(rows)).format(count=f"{len(rows):,}")
        words = _("What you write here stays, whenever the page is captured again.")
        super().__init__(window, title, words, width=560)
        self._common = tuple(tag for tag in rows[0].tags if all(tag in row.tags for row in rows))
        self.fields = {
            "title": ValueField([row.title for row in rows], _("Title"), self),
            "byline": ValueField([row.byline for row in rows], _("Author"), self),
            "source": ValueField([row.source for row in rows], _("Source"), self),
            "published": ValueField([_written(row.published) for row in rows], _("Published"), self),
        }
        self.tags = TagField(self, boxed=True)
        self.tags.know(tuple(tags))
        self.tags.setText(", ".join(self._common) + (", " if self._common else ""))
        self.tags.setAccessibleName(_("Tags"))
        self._lay_out(several=len(rows) > 1)
        self.trouble = Words("", self, colour="accent_ink", font=fonts.ui(fonts.SMALL), most=2)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        cancel = QuietButton(_("Cancel"), self)
        cancel.setFont(fonts.ui())
        cancel.clicked.connect(self.close_sheet)
        self.buttons.addWidget(cancel)
        save = AccentButton(_("Save"), self)
        save.clicked.connect(self._agree)
        self.buttons.addWidget(save)

    def open(self) -> None:
        super().open()
        first = self.fields["title"] if self.fields["title"].text() else self.fields["source"]
        first.setFocus()
        first.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._agree()
        else:
            super().keyPressEvent(event)

    @property
    def wanted(self) -> Wanted | None:
        """What would be changed now; None where a date cannot be understood."""
        new = {name: field.new for name, field in self.fields.items()}
        date = new["published"]
        published = NO_DATE if date == "" else _read(date) if date else None
        if date and published is None:
            return None
        edits = Edits(title=new["title"], byline=new["byline"], source=new["source"], published=published)
        tags = tags_in(self.tags.text())
        return Wanted(
            edits=edits,
            add=tuple(tag for tag in tags if tag not in self._common),
            remove=tuple(tag for tag in self._common if tag not in tags),
        )

    def _lay_out(self, *, several: bool) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, _LABEL)
        grid.setColumnStretch(1, 1)
        for row, field in enumerate((*self.fields.values(), self.tags)):
            grid.addWidget(Words(field.accessibleName(), self, colour="soft"), row, 0)
            grid.addWidget(field, row, 1)
        self.body.addLayout(grid)
        if several:
            words = _("What is left empty stays as it is; of the tags, those that all of them have are shown.")
            self.body.addWidget(Words(words, self, colour="faint", font=fonts.ui(fonts.SMALL), most=2))

    def _agree(self) -> None:
        wanted = self.wanted
        if wanted is None:
            self.trouble.say(_("{text} is no date.").format(text=self.fields["published"].text()))
            self.trouble.show()
            self._fit_height()
            self.fields["published"].setFocus()
            return
        self.close_sheet()
        if wanted:
            self.agreed.emit(wanted)


def _read(date: str) -> datetime | None:
    return parse_date(date, offset=datetime.now().astimezone().tzinfo)


def _written(moment: datetime | None) -> str:
    """Return a date as one types it, with the page's own offset."""
    return moment.strftime("%Y-%m-%d %H:%M %z") if moment is not None else ""
