"""Let one window have a library: a second start hands its links to the first, which comes to the front.

The window listens once its library is open. A start looks for the place where it would, which is a file but on Windows,
and loads what talks to it (8 ms) only where there is one.
"""

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalSocket

_PATIENCE = 2000
_LONGEST = 1 << 20
_TAKEN = b"taken\n"


def hand_over(library: str, links: Sequence[str] = ()) -> bool:
    """Give links to the window that has the library open, and ask it to the front; say whether there is one."""
    place = _place_of(library)
    if sys.platform != "win32" and not _is_ours(Path(place)):
        return False
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(place)
    if not socket.waitForConnected(_PATIENCE):
        return False
    socket.write(json.dumps(list(links)).encode() + b"\n")
    socket.flush()
    answered = socket.waitForReadyRead(_PATIENCE) and bytes(socket.readAll().data()) == _TAKEN
    socket.disconnectFromServer()
    return answered


class OneWindow(QObject):
    """Hears of other starts on the same library; `called` brings the links that they were given."""

    called = Signal(object)

    def __init__(self, library: str, parent: QObject) -> None:
        super().__init__(parent)
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._meet)
        place = _place_of(library)
        # What is there already was left by a window that was killed, unless somebody answers: then that one hears.
        if not self._server.listen(place) and not hand_over(library):
            QLocalServer.removeServer(place)
            self._server.listen(place)

    def close(self) -> None:
        self._server.close()

    def _meet(self) -> None:
        connection = self._server.nextPendingConnection()
        connection.readyRead.connect(lambda: self._hear(connection))
        connection.disconnected.connect(connection.deleteLater)
        if connection.canReadLine():
            self._hear(connection)

    def _hear(self, connection: "QLocalSocket") -> None:
        if not connection.canReadLine():
            if connection.bytesAvailable() > _LONGEST:
                connection.abort()
            return
        links = _links_in(bytes(connection.readLine().data()))
        connection.write(_TAKEN)
        connection.flush()
        self.called.emit(links)


def _links_in(line: bytes) -> tuple[str, ...]:
    try:
        said = json.loads(line)
    except ValueError:
        return ()
    return tuple(link for link in said if isinstance(link, str)) if isinstance(said, list) else ()


def _place_of(library: str) -> str:
    """Return where the window of a library listens: a name that every start of this person finds."""
    where = library if "://" in library else str(Path(library).expanduser().absolute())
    name = f"tearsheet-{hashlib.sha256(where.encode()).hexdigest()[:24]}"
    if sys.platform == "win32":
        return f"{name}-{os.environ.get('USERNAME', '')}"
    folder = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
    return str(Path(folder) / f"{name}-{os.getuid()}")


def _is_ours(place: Path) -> bool:
    """Say whether there is such a file and it is this person's own, so that nobody else is told of links."""
    try:
        return place.stat().st_uid == os.getuid()
    except OSError:
        return False
