"""The page of the preferences about taking articles away: searches that are exported, templates and what they make."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from tearsheet.gui import fonts
from tearsheet.gui.buttons import IconButton, QuietButton
from tearsheet.gui.file_text import FileText
from tearsheet.gui.menus import Menu
from tearsheet.gui.scrolling import OverlayScrollBar
from tearsheet.gui.words import Words
from tearsheet.model.ids import ArticleId
from tearsheet.text.words import _

_INSET, _EDITOR, _NOTE = 8, 128, 128
_TYPING, _PAUSE = 400, 1_000
_SHORT = 40

STARTER = """{{properties}}

# {{title|plain}}

{{content}}
{% for h in highlights %}
{{h.text|plain|blockquote}}

{{h.note}}
{% endfor %}
"""
"""What a new template is: a note much like one without a template, to begin with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOutlet:
    """A saved search that is exported, and where to."""

    search: str
    folder: str
    urgent: bool = False


class ExportPage(QWidget):
    """Of the searches `outlet_wanted` and `outlet_ended` bring a name.

    Of the templates: `template_chosen` and `template_deleted` bring a file, `template_named` also its new name,
    `template_written` its new text, once nobody types; `template_added` that a new one is wanted. `tried` brings an
    article and the text that its note is wanted by: `show_note` or `show_trouble` bring that.
    """

    outlet_wanted = Signal(str)
    outlet_ended = Signal(str)
    template_added = Signal()
    template_chosen = Signal(object)
    template_named = Signal(object, str)
    template_deleted = Signal(object)
    template_written = Signal(object, str)
    tried = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file: Path | None = None
        self._files: tuple[Path, ...] = ()
        self._articles: tuple[tuple[ArticleId, str], ...] | None = None
        self._article = 0
        self._written = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 16, 8)
        self._column.setSpacing(4)
        self._head(_("Templates for notes"))
        self._bar()
        self._editing()
        self._column.addSpacing(12)
        self._head(_("Saved searches that are exported as articles arrive"))
        self._outlets = QVBoxLayout()
        self._outlets.setSpacing(0)
        self._column.addLayout(self._outlets)
        self._column.addStretch(1)
        self._try_soon = QTimer(self, singleShot=True, interval=_TYPING)
        self._try_soon.timeout.connect(self._try)
        self._write_soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._write_soon.timeout.connect(self.flush)
        self.show_outlets(())
        self.show_templates((), None, "")

    def show_outlets(self, outlets: Sequence[ShownOutlet]) -> None:
        """Show which saved searches are exported, and where to."""
        while (item := self._outlets.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
        for outlet in outlets:
            self._outlets.addWidget(self._outlet(outlet))
        if not outlets:
            words = _("None yet. “Export as articles arrive…” is in the menu of a saved search, in the sidebar.")
            self._outlets.addWidget(_inset(Words(words, self, colour="faint", most=2)))

    def show_templates(self, files: Sequence[Path], chosen: Path | None, text: str) -> None:
        """Show which templates there are, and the text of the one that is chosen."""
        self._files, self.file, self._written = tuple(files), chosen, text
        self.name.setText(chosen.stem if chosen is not None else "")
        self._none.setVisible(chosen is None)
        for part in (self.name, self.delete, self._editor, self.trouble, self._shown_with, self.with_article):
            part.setVisible(chosen is not None)
        self._preview.setVisible(chosen is not None)
        self.others.setVisible(len(files) > 1)
        self.text.setPlainText(text)
        self.trouble.say("")
        self.note.say("")
        self._write_soon.stop()
        self._try()

    def show_articles(self, articles: Sequence[tuple[ArticleId, str]]) -> None:
        """Offer articles, by their titles, to see the note of."""
        self._articles = tuple(articles)
        self._use(0)

    def show_note(self, text: str, note: str) -> None:
        """Show the note that an article becomes by this text, unless another is wanted by now."""
        if text == self.text.toPlainText():
            self.trouble.say("")
            self.note.say(note)

    def show_trouble(self, text: str, words: str) -> None:
        """Say why there is no note by this text; the last one there was stays."""
        if text == self.text.toPlainText():
            self.trouble.say(words)

    def flush(self) -> None:
        """Tell what was typed now, without waiting for a pause."""
        self._write_soon.stop()
        text = self.text.toPlainText()
        if self.file is not None and text != self._written:
            self._written = text
            self.template_written.emit(self.file, text)

    def _bar(self) -> None:
        self._none = Words(
            _("A template says what a note has in it: in Jinja2, with the variables of Obsidian's Web Clipper."),
            self,
            colour="faint",
            most=2,
        )
        self._column.addWidget(_inset(self._none))
        self._column.addSpacing(4)
        self.name = QLineEdit(self)
        self.name.setAccessibleName(_("Name of the template"))
        self.name.editingFinished.connect(self._rename)
        self.others = IconButton("sort", _("Other templates"), self)
        self.others.clicked.connect(self._offer_templates)
        self.delete = IconButton("trash", _("Delete this template"), self)
        self.delete.clicked.connect(self._delete)
        self.add = QuietButton(_("New template"), self, icon="plus", leading=True)
        self.add.setFont(fonts.ui(strong=True))
        self.add.clicked.connect(self._add)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.name, 1)
        row.addWidget(self.others)
        row.addWidget(self.delete)
        row.addWidget(self.add)
        row.addStretch(0)
        self._column.addLayout(row)
        self._column.addSpacing(4)

    def _editing(self) -> None:
        self.text = QPlainTextEdit(self)
        self.text.setFont(fonts.fixed(fonts.SMALL))
        self.text.setTabChangesFocus(True)
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.text.setAccessibleName(_("Text of the template"))
        self.text.textChanged.connect(self._typed)
        OverlayScrollBar(self.text)
        self.trouble = Words("", self, colour="accent_ink", font=fonts.ui(fonts.SMALL))
        self._shown_with = Words(_("Shown with"), self, colour="soft", font=fonts.ui(fonts.SMALL))
        self.with_article = QuietButton("", self, after="sort")
        self.with_article.setFont(fonts.ui())
        self.with_article.clicked.connect(self._offer_articles)
        self.note = FileText(self)
        self._editor, self._preview = _high(self.text, _EDITOR), _high(self.note, _NOTE)
        self._column.addWidget(self._editor)
        self._column.addWidget(_inset(self.trouble))
        row = QHBoxLayout()
        row.setContentsMargins(_INSET, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._shown_with, 0)
        row.addWidget(self.with_article, 0)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addWidget(self._preview)

    def _outlet(self, outlet: ShownOutlet) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(_INSET, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(Words(outlet.search, row), 2)
        colour = "accent_ink" if outlet.urgent else "soft"
        line.addWidget(Words(outlet.folder, row, colour=colour, font=fonts.ui(fonts.SMALL)), 3)
        for words, told in ((_("Change…"), self.outlet_wanted), (_("Stop"), self.outlet_ended)):
            button = QuietButton(words, row, leading=True)
            button.setAccessibleName(_("{field}: {choice}").format(field=outlet.search, choice=words))
            button.clicked.connect(lambda _checked=False, told=told: told.emit(outlet.search))
            line.addWidget(button)
        return row

    def _head(self, words: str) -> None:
        self._column.addWidget(_inset(Words(words, self, colour="soft", font=fonts.ui(fonts.SMALL))))

    def _typed(self) -> None:
        if self.text.toPlainText() != self._written:
            self._write_soon.start()
        self._try_soon.start()

    def _try(self) -> None:
        self._try_soon.stop()
        if self.file is None or self._articles is None:
            return
        if self._articles:
            self.tried.emit(self._articles[self._article][0], self.text.toPlainText())
        else:
            self.note.say(_("No article is there yet to show it with."))

    def _use(self, place: int) -> None:
        """Show the note of another article."""
        self._article = place
        title = self._articles[place][1] if self._articles else ""
        self.with_article.setText(title if len(title) <= _SHORT else f"{title[:_SHORT]}…")
        self.with_article.setAccessibleName(_("{field}: {choice}").format(field=_("Shown with"), choice=title))
        self.with_article.setEnabled(bool(title))
        self.with_article.updateGeometry()
        self._try()

    def _offer_articles(self) -> None:
        menu = Menu(self)
        for place, (_article, title) in enumerate(self._articles or ()):
            action = menu.addAction(title if len(title) <= _SHORT else f"{title[:_SHORT]}…")
            action.setCheckable(True)
            action.setChecked(place == self._article)
            action.triggered.connect(partial(self._use_chosen, place))
        menu.popup(self.with_article.mapToGlobal(QPoint(0, self.with_article.height())))

    def _use_chosen(self, place: int, *_checked: object) -> None:
        self._use(place)

    def _offer_templates(self) -> None:
        menu = Menu(self)
        for file in self._files:
            action = menu.addAction(file.stem)
            action.setCheckable(True)
            action.setChecked(file == self.file)
            action.triggered.connect(partial(self._choose, file))
        menu.popup(self.others.mapToGlobal(QPoint(0, self.others.height())))

    def _choose(self, file: Path, *_checked: object) -> None:
        self.flush()
        self.template_chosen.emit(file)

    def _add(self) -> None:
        self.flush()
        self.template_added.emit()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def _rename(self) -> None:
        name = self.name.text().strip()
        if self.file is None or name == self.file.stem:
            return
        if name:
            self.flush()
            self.template_named.emit(self.file, name)
        else:
            self.name.setText(self.file.stem)

    def _delete(self) -> None:
        self.flush()
        if self.file is not None:
            self.template_deleted.emit(self.file)


def _high(part: QWidget, height: int) -> QWidget:
    """Return a part at a height, which the rules for all fields would take from it alone."""
    inner = QWidget()
    inner.setFixedHeight(height)
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(part)
    return inner


def _inset(words: Words) -> QWidget:
    """Return words that stand under those of the buttons, not under their edges."""
    inner = QWidget()
    row = QHBoxLayout(inner)
    row.setContentsMargins(_INSET, 0, 0, 0)
    row.addWidget(words)
    return inner
