"""Bring what the reader's scripts have to tell from the page to the window."""

import json

from PySide6.QtCore import QFile, QIODevice, QObject, Signal, Slot
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage


class Teller(QObject):
    """The one object the scripts know, in their own world only. `told` brings a name and what JSON has for values."""

    told = Signal(str, object)

    @Slot(str, str)
    def tell(self, name: str, value: str) -> None:
        """Pass on what a script says."""
        self.told.emit(name, json.loads(value))


def connected(teller: Teller, page: QWebEnginePage, world: int) -> QWebChannel:
    """Let the scripts of `world` in a page tell `teller`; the channel ends with the page."""
    channel = QWebChannel(page)
    channel.registerObject("teller", teller)
    page.setWebChannel(channel, world)
    return channel


def channel_script() -> str:
    """Return Qt's own script for the page's end of the channel."""
    file = QFile(":/qtwebchannel/qwebchannel.js")
    file.open(QIODevice.OpenModeFlag.ReadOnly)
    return bytes(file.readAll().data()).decode()
