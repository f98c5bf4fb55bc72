"""Print what hostile payloads get done in the reader: `python -m tests.bench.hostile_reading [FORM]`.

Every payload of ../shared/corpora in every form is read as a capture reads it and shown in the real web view. The last
of its walls, the proxy that nobody is, is here one that listens and counts who gets through the others, a preconnection
among them. FORM is one of the forms alone ("in an article", say). Ends with 1 when anything ran, asked for something,
or went somewhere by itself.
"""

import json
import os
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Thread

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication

from tearsheet.gui import web
from tearsheet.gui.reader import ReaderPane
from tearsheet.gui.web_display import WebDisplay
from tearsheet.gui.web_walls import ArticlePage
from tearsheet.model.article import Kind
from tearsheet.model.ids import ArticleId
from tests.bench.hostile import PAYLOADS, Outcome, read
from tests.bench.reader import show, wait
from tests.support.hostile_pages import Carrier, carriers
from tests.support.reader_articles import BASE

_READERS = 2
_SETTLING = 3000


class CountingProxy:
    """A proxy that lets nobody through, and counts who comes."""

    def __init__(self) -> None:
        self.connections = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.flag = f"--proxy-server=socks5://127.0.0.1:{self._socket.getsockname()[1]}"
        Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            visitor, _address = self._socket.accept()
            self.connections += 1
            visitor.close()


def main() -> None:
    """Print one line, or that there is nothing here to take it from."""
    if not PAYLOADS.exists():
        print("no figures: ../shared/corpora is not here")
        return
    proxy = CountingProxy()
    web.CUT_OFF = (proxy.flag, "--proxy-bypass-list=<-loopback>")
    if sys.platform == "linux" and os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    rows = PAYLOADS.read_text(encoding="utf-8").rstrip("\n").split("\n")
    carried = [
        each for row in rows for each in carriers(json.loads(row)["html"]) if each.form in (sys.argv[1:] or each.form)
    ]
    with ThreadPoolExecutor(_READERS) as readers:
        outcomes = [*readers.map(lambda carrier: read(carrier.page, carrier.rule), carried)]
    done = _shown(list(zip(carried, outcomes, strict=True)))
    print(
        f"hostile payloads {len(rows):,}, shown {len(carried):,} times: {len(done)} executed or went away, "
        f"{proxy.connections} requests"
    )
    print(*done[:20], sep="\n")
    sys.exit(bool(done or proxy.connections))


def _shown(told: list[tuple[Carrier, Outcome]]) -> list[str]:
    """Show each article, and return what one did that no text does."""
    application = QApplication(sys.argv[:1])
    done: list[str] = []
    now = [""]

    def ran(_page: ArticlePage, _origin: QUrl | str, message: str) -> None:
        done.append(f"executed {message!r}: {now[0]}")

    ArticlePage.javaScriptAlert = ran  # type: ignore[method-assign,assignment]
    pane = ReaderPane(lambda _sha256: b"")
    pane.link_clicked.connect(lambda address: done.append(f"went to {address}: {now[0]}"))
    pane.resize(900, 900)
    pane.show()
    for number, (carrier, outcome) in enumerate(told):
        found = outcome.extraction
        now[0] = f"{carrier.form}: {carrier.payload[:200]!r}"
        article = replace(
            BASE,
            id=ArticleId(number + 1),
            uid=f"payload{number}",
            kind=Kind.ARTICLE if found else Kind.LINK,
            metadata=found.metadata if found else replace(BASE.metadata, title=outcome.title),
            html=found.html if found else "",
            text=found.text if found else "",
            resources=(),
            tags=(carrier.payload,),
            note=carrier.payload,
        )
        show(pane, article)
    wait(_SETTLING)
    assert isinstance(pane.display, WebDisplay)
    pane.close_view()
    wait(200)
    application.quit()
    return done


if __name__ == "__main__":
    main()
