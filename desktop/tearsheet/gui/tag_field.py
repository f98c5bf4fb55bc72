"""A field for tags with completion, and the tags it holds."""

import re

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from tearsheet.gui.fields import IconField
from tearsheet.text.tag_suggestions import fitting
from tearsheet.text.words import _

_BETWEEN = re.compile(r"[,，;；、\n]+")
MOST_SHOWN = 8


def tags_in(text: str) -> tuple[str, ...]:
    """Return the tags of a text, each once: separated by commas of any kind, blanks around slashes and # left out."""
    found = ("/".join(part.strip() for part in piece.strip().lstrip("#").split("/")) for piece in _BETWEEN.split(text))
    return tuple(dict.fromkeys(tag.strip("/") for tag in found if tag.strip("/")))


class TagField(IconField):
    """Completes the tag that is being typed from those the library has."""

    def __init__(self, parent: QWidget | None = None, hint: str = "", *, boxed: bool = False) -> None:
        super().__init__("tag", hint or _("Tags, separated by commas"), parent, boxed=boxed)
        self._known: tuple[str, ...] = ()
        self._offered = QStringListModel(self)
        completer = QCompleter(self._offered, self)
        completer.setWidget(self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(MOST_SHOWN)
        self._popup = QListView()
        self._popup.setObjectName("completions")
        completer.setPopup(self._popup)
        completer.activated.connect(self.complete)
        self._completer = completer
        self.textEdited.connect(self._suggest)

    @property
    def tags(self) -> tuple[str, ...]:
        return tags_in(self.text())

    def know(self, tags: tuple[str, ...]) -> None:
        """Offer these tags, the likeliest first."""
        self._known = tags

    def _suggest(self, text: str) -> None:
        begun = self._begun(text)
        others = [tag for tag in self._known if tag not in self._others(text, begun)]
        self._offered.setStringList(fitting(begun, others, MOST_SHOWN) if begun else ())
        if self._offered.rowCount():
            self._completer.complete()
        else:
            self._popup.hide()

    def completions(self) -> tuple[str, ...]:
        """Return the tags that are offered now."""
        return tuple(self._offered.stringList())

    def complete(self, tag: str) -> None:
        """Put `tag` in the place of what was begun."""
        text = self.text()
        self.setText(text[: len(text) - len(self._begun(text))] + tag + ", ")

    def _begun(self, text: str) -> str:
        return _BETWEEN.split(text[: self.cursorPosition()])[-1].strip()

    def _others(self, text: str, begun: str) -> tuple[str, ...]:
        """Return the tags that stand there besides the one that is being typed."""
        return tags_in(text[: self.cursorPosition() - len(begun)] + "," + text[self.cursorPosition() :])
