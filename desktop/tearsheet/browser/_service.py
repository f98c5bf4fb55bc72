"""Turn requests on one stream into answers on another, one page at a time."""

import os
import signal
import sys
import threading
from collections import deque
from types import TracebackType
from typing import NoReturn, TextIO

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from tearsheet.browser._proxy import Proxy
from tearsheet.browser._rendering import Rendering
from tearsheet.browser.protocol import Answer, Ready, Request, answer_line, read_request


class Service(QObject):
    """Takes requests in the order they come; the next page starts when nothing of the last one is left."""

    _line = Signal(str)

    def __init__(self, requests: TextIO, answers: TextIO, proxy: Proxy) -> None:
        super().__init__()
        self._requests = requests
        self._answers = answers
        self._proxy = proxy
        self._waiting: deque[Request] = deque()
        self._current: Rendering | None = None
        self._line.connect(self._received)

    def start(self) -> None:
        """Say that requests are welcome, and read them in a thread of its own."""
        self._answer(Ready())
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self._requests:
            self._line.emit(line)
        end_all()

    def _received(self, line: str) -> None:
        self._waiting.append(read_request(line))
        self._next()

    def _next(self) -> None:
        if self._current is None and self._waiting:
            self._current = Rendering(self._waiting.popleft(), self._proxy)
            self._current.answered.connect(self._answer)
            # Queued, for the page's object goes with its last reference, and not while it is the one that speaks.
            self._current.gone.connect(self._page_gone, Qt.ConnectionType.QueuedConnection)
            self._current.start()

    def _page_gone(self) -> None:
        self._current = None
        self._next()

    def _answer(self, answer: Answer) -> None:
        self._answers.write(answer_line(answer))
        self._answers.flush()


def end_all() -> NoReturn:
    """End this process and Chromium's with it, whatever they are busy with: there is nothing to save."""
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def _end_all_on_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Qt goes on after an error in a slot, and whoever waits for the answer would wait in vain."""
    sys.__excepthook__(kind, error, trace)
    end_all()


def serve(requests: TextIO, answers: TextIO) -> int:
    """Answer requests until `requests` ends."""
    sys.excepthook = _end_all_on_error
    proxy = Proxy()
    flags = (
        f"--proxy-server=http://127.0.0.1:{proxy.start()}",
        # Loopback addresses too: without this Chromium goes to them by itself.
        "--proxy-bypass-list=<-loopback>",
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--disable-quic",
        "--disable-gpu",
    )
    application = QApplication(["tearsheet-renderer", "--webEngineArgs", *flags])
    application.setQuitOnLastWindowClosed(False)
    service = Service(requests, answers, proxy)
    service.start()
    return application.exec()
