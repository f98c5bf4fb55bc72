"""The text of a file as it will be: only read, in letters of one width, and no more of it than anybody looks at."""

from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from tearsheet.gui import fonts
from tearsheet.gui.scrolling import OverlayScrollBar
from tearsheet.text.words import _

_MOST = 20_000
"""Characters; nobody reads more of a file to see whether it is right."""


class FileText(QPlainTextEdit):
    """Shows what is said, from its beginning; the same again leaves it where it was scrolled to."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFont(fonts.fixed(fonts.SMALL))
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setAccessibleName(_("The file as it will be"))
        OverlayScrollBar(self)

    def say(self, text: str) -> None:
        """Show `text`, or its beginning."""
        shown = text[:_MOST] + ("…" if len(text) > _MOST else "")
        if shown != self.toPlainText():
            self.setPlainText(shown)
