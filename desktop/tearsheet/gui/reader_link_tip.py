"""Where a link leads, shown before it is clicked."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from tearsheet.gui import fonts
from tearsheet.gui.theme import current


class LinkTip(QLabel):
    """A quiet card at the foot of the pane."""

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane)
        self._pane = pane
        self.setFont(fonts.ui(fonts.SMALL))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def tell(self, address: str) -> None:
        """Show an address; none, or one of the page's own, hides it."""
        shown = address if address.startswith(("http://", "https://", "mailto:")) else ""
        self.setVisible(bool(shown))
        colours = current()
        self.setStyleSheet(
            f"background: {colours.card}; color: {colours.soft}; border: 1px solid {colours.line};"
            "border-radius: 6px; padding: 3px 8px"
        )
        self.setText(self.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideMiddle, self._pane.width() - 64))
        self.adjustSize()
        self.move(12, self._pane.height() - self.height() - 12)
        self.raise_()
