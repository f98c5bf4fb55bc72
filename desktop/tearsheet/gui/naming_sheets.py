"""The sheet that asks what something is to be called: a tag, another tag to put it to, a saved search."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from tearsheet.gui import fonts
from tearsheet.gui.buttons import AccentButton, QuietButton
from tearsheet.gui.floating import Sheet
from tearsheet.gui.tag_field import TagField, tags_in
from tearsheet.gui.words import Words
from tearsheet.text.words import _


class NamingSheet(Sheet):
    """Fields, of which the first has the keyboard, and a button that waits until what they hold `fits`.

    `agreed` brings the texts of the fields.
    """

    agreed = Signal(object)

    def __init__(
        self,
        window: QWidget,
        title: str,
        words: str,
        verb: str,
        fields: Sequence[QLineEdit],
        fits: Callable[[tuple[str, ...]], bool],
    ) -> None:
        super().__init__(window, title, words, width=464)
        self.fields, self._fits = tuple(fields), fits
        for field in fields:
            if len(fields) > 1:
                self.body.addWidget(Words(field.accessibleName(), self, colour="soft", font=fonts.ui(fonts.SMALL)))
            field.textChanged.connect(self._look)
            self.body.addWidget(field)
        cancel = QuietButton(_("Cancel"), self)
        cancel.setFont(fonts.ui())
        cancel.clicked.connect(self.close_sheet)
        self.buttons.addWidget(cancel)
        self.go_on = AccentButton(verb, self)
        self.go_on.clicked.connect(self.agree)
        self.buttons.addWidget(self.go_on)

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(field.text().strip() for field in self.fields)

    def open(self) -> None:
        super().open()
        self._look()
        self.fields[0].setFocus()
        self.fields[0].selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.agree()
        else:
            super().keyPressEvent(event)

    def agree(self) -> None:
        """Go on with what stands there, when it fits."""
        if self._fits(self.texts):
            texts = self.texts
            self.close_sheet()
            self.agreed.emit(texts)

    def _look(self) -> None:
        self.go_on.setEnabled(self._fits(self.texts))


def tag_sheet(
    window: QWidget, title: str, words: str, verb: str, *, text: str = "", known: Sequence[str] = ()
) -> NamingSheet:
    """Return a sheet that asks for one tag, another than `text`; those that are `known` are offered."""
    field = TagField(None, _("Tag"), boxed=True)
    field.know(tuple(known))
    field.setText(text)
    return NamingSheet(window, title, words, verb, [field], lambda texts: _one_tag(texts[0]) not in ("", text))


def search_sheet(window: QWidget, title: str, *, name: str, query: str) -> NamingSheet:
    """Return a sheet that asks what to call a search, and what to search for."""
    fields = [QLineEdit(text) for text in (name, query)]
    for field, words in zip(fields, (_("Name"), _("What to search for")), strict=True):
        field.setAccessibleName(words)
    return NamingSheet(window, title, "", _("Save"), fields, all)


def _one_tag(text: str) -> str:
    tags = tags_in(text)
    return tags[0] if len(tags) == 1 else ""
