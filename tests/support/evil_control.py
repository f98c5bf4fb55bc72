"""Open the evil page in a Chromium of its own and print how often it got out.

With `interceptor` it stands behind the interceptor of the reader's profile and nothing else, without it behind nothing.
"""

import gc
import os
import sys

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication

from tearsheet.gui import web
from tests.support.evil_page import CountingServer, evil_document


def main() -> None:
    application = QApplication(sys.argv[:1])
    server = CountingServer()
    web.CUT_OFF = ()
    profile = web.ArticleProfile(lambda _sha256: b"") if "interceptor" in sys.argv else QWebEngineProfile()
    gc.collect()
    page = QWebEnginePage(profile)
    view = QWebEngineView()
    view.setPage(page)
    view.show()
    page.setHtml(evil_document(server.url), QUrl(server.url))
    ticks = QTimer()
    ticks.timeout.connect(lambda: application.quit() if len(server.requests) >= 5 else None)
    ticks.start(50)
    QTimer.singleShot(4_000 if "interceptor" in sys.argv else 20_000, application.quit)
    application.exec()
    print(server.connections, len(server.requests), flush=True)
    os._exit(0)  # this process has nothing to keep, and Chromium takes its time to end


if __name__ == "__main__":
    main()
