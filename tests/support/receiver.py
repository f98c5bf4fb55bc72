"""Another program: a window that takes any drop and prints what it was given, a JSON object a line."""

import json
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget


class Receiver(QWidget):
    """Asks for a copy of everything, and reads the files at once as a file manager does."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        mime = event.mimeData()
        files = {file: Path(file).read_text("utf-8") for file in (url.toLocalFile() for url in mime.urls())}
        copied = event.dropAction() is Qt.DropAction.CopyAction
        print(json.dumps({"plain": mime.text(), "html": mime.html(), "files": files, "copied": copied}), flush=True)
        event.acceptProposedAction()


if __name__ == "__main__":
    application = QApplication(sys.argv)
    receiver = Receiver()
    receiver.setGeometry(0, 0, 400, 400)
    receiver.show()
    application.exec()
