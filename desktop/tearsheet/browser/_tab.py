"""Turn an address into a page that runs, in a profile of its own of which nothing is left afterwards."""

import json
import os
import re
import secrets
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtWebEngineCore import QWebEngineLoadingInfo, QWebEnginePage, QWebEngineProfile, QWebEngineScript
from PySide6.QtWebEngineWidgets import QWebEngineView

from tearsheet.browser._page import Interceptor, Page, Refusals

_LANGUAGES = "zh-CN,zh;q=0.9,en;q=0.8"
_WIDTH, _HEIGHT = 1280, 2400
_LINGER = 50
_WATCH = QWebEngineScript.ScriptWorldId.ApplicationWorld
_MAIN = QWebEngineScript.ScriptWorldId.MainWorld
_KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


class Tab(QObject):
    """A page that is shown, though on no screen, with watch.js beside it.

    Shown, because Chromium slows the timers of a hidden page and loads none of its lazy pictures.
    """

    loading_changed = Signal(QWebEngineLoadingInfo)
    process_ended = Signal(str)
    download_refused = Signal()
    gone = Signal()

    def __init__(self, user_agent: str) -> None:
        super().__init__()
        self.refusals = Refusals()
        self._interceptor = Interceptor(self.refusals)
        self._profile = QWebEngineProfile()
        self._profile.setUrlRequestInterceptor(self._interceptor)
        self._profile.setHttpUserAgent(user_agent or re.sub(r"QtWebEngine/\S+ ", "", self._profile.httpUserAgent()))
        self._profile.setHttpAcceptLanguage(_LANGUAGES)
        self._page = Page(self._profile, self.refusals)
        self._page.loadingChanged.connect(self.loading_changed)
        self._page.download_refused.connect(self.download_refused)
        self._page.renderProcessTerminated.connect(self._process_ended)
        event = "e" + secrets.token_hex(8)
        self._page.scripts().insert(_script("watch.js", event, _WATCH))
        self._page.scripts().insert(_script("hooks.js", event, _MAIN))
        self._view = QWebEngineView()
        self._view.setPage(self._page)
        self._view.resize(_WIDTH, _HEIGHT)
        self._view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self._is_closed = False

    @property
    def visited(self) -> tuple[str, ...]:
        """The addresses that the page has been at or on its way to, the first one first."""
        return tuple(self._page.visited)

    @property
    def has_document(self) -> bool:
        """Whether an address has led to anything that can be shown."""
        return self._page.history().count() > 0

    @property
    def is_loading(self) -> bool:
        """Whether a document or a part of it is still on its way."""
        return self._page.isLoading()

    def load(self, url: str) -> None:
        """Go to `url`."""
        self._view.show()
        self._page.load(QUrl.fromEncoded(QByteArray(url.encode())))

    def run(self, call: str, answer: Callable[[dict[str, Any] | None], None]) -> None:
        """Call a function of watch.js and give `answer` its object, None where the page is in no state to answer.

        Nothing is given once the tab is closed, nor while the page's own scripts run.
        """

        def given(text: object) -> None:
            if not self._is_closed:
                answer(json.loads(text) if isinstance(text, str) and text else None)

        # Qt turns no script's object into Python's; text passes.
        self._page.runJavaScript(f"JSON.stringify(tearsheet.{call})", _WATCH.value, given)

    def kill(self) -> None:
        """End the page's process, whatever it is busy with."""
        if pid := self._page.renderProcessPid():
            os.kill(pid, _KILL)

    def close(self) -> None:
        """Delete the page, then its profile: the other way round Chromium is left with dangling pointers.

        Not at once: Qt dies of a download that is announced when its page is gone.
        """
        self._is_closed = True
        self._page.destroyed.connect(self._profile.deleteLater)
        self._profile.destroyed.connect(self.gone)
        QTimer.singleShot(_LINGER, self._page, self._page.deleteLater)
        QTimer.singleShot(_LINGER, self._view, self._view.deleteLater)

    def _process_ended(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        self.process_ended.emit(f"{status.name} {code}")


def _script(name: str, event: str, world: QWebEngineScript.ScriptWorldId) -> QWebEngineScript:
    script = QWebEngineScript()
    script.setName(name)
    script.setWorldId(world.value)
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
    script.setSourceCode((Path(__file__).parent / name).read_text("utf-8").replace("EVENT", event))
    return script
