"""Turn one request into the document that its page becomes, or into the reason why it does not."""

from typing import Any, cast

from PySide6.QtCore import QByteArray, QObject, QTimer, QUrl, Signal
from PySide6.QtWebEngineCore import QWebEngineLoadingInfo

from tearsheet.browser import _failures
from tearsheet.browser._proxy import Proxy
from tearsheet.browser._rest import CHALLENGES, Probe, at_rest
from tearsheet.browser._tab import Tab
from tearsheet.browser.protocol import Failed, Rendered, Request
from tearsheet.model.errors import Failure, Reason

MOST_CHARACTERS = 25_000_000
_PROBE_EVERY = 50
_LAST_WORD = 4_000
_PORTS = {"http": 80, "https": 443}


class Rendering(QObject):
    """One page, from its address to its answer. `gone` follows when another one can begin."""

    answered = Signal(object)
    gone = Signal()

    def __init__(self, request: Request, proxy: Proxy) -> None:
        super().__init__()
        self._request = request
        self._proxy = proxy
        self._tab = Tab(request.user_agent)
        self._tab.loading_changed.connect(self._loading_changed)
        self._tab.process_ended.connect(self._process_ended)
        self._tab.download_refused.connect(self._download_refused)
        self._tab.gone.connect(self.gone)
        self._headers: tuple[tuple[str, str], ...] = ()
        self._is_woken = False
        self._is_taking = False
        self._is_done = False

    def start(self) -> None:
        """Load the page; `answered` follows within the request's seconds and a little."""
        self._proxy.open(self._request.named_host)
        limit = int(self._request.seconds * 1000)
        QTimer.singleShot(limit, self, self._time_is_up)
        QTimer.singleShot(limit + _LAST_WORD, self, self._hung)
        QTimer.singleShot(_PROBE_EVERY, self, self._ask)
        self._tab.load(self._request.url)

    def _loading_changed(self, info: QWebEngineLoadingInfo) -> None:
        status = QWebEngineLoadingInfo.LoadStatus
        if info.status() == status.LoadSucceededStatus:
            self._headers = _headers(info)
        elif info.status() == status.LoadFailedStatus and not self._is_challenge(info):
            self._fail(self._why_unreachable(info) or _failures.of_loading(info))
        elif info.status() == status.LoadStoppedStatus and not (info.isDownload() or self._tab.has_document):
            self._fail(self._why_nothing(info))

    def _is_challenge(self, info: QWebEngineLoadingInfo) -> bool:
        """Tell whether a page that Qt takes for failed has scripts that may bring another."""
        by_status = info.errorDomain() == QWebEngineLoadingInfo.ErrorDomain.HttpStatusCodeDomain
        return by_status and info.errorCode() in CHALLENGES and self._tab.has_document

    def _why_unreachable(self, info: QWebEngineLoadingInfo) -> Failure | None:
        host = info.url().host(QUrl.ComponentFormattingOption.FullyEncoded)
        return self._proxy.failure(host, info.url().port(_PORTS.get(info.url().scheme(), 0)))

    def _why_nothing(self, info: QWebEngineLoadingInfo) -> Failure:
        if info.url().scheme() not in _PORTS:
            return Failure(reason=Reason.SCHEME_REFUSED, detail=f"{info.url().scheme()}:")
        return Failure(reason=Reason.PAGE_FAILED, detail=f"{info.url().host()}: nothing to show")

    def _download_refused(self) -> None:
        if not self._tab.has_document:
            self._fail(Failure(reason=Reason.PAGE_FAILED, detail=f"{self._host}: a download"))

    def _process_ended(self, how: str) -> None:
        self._fail(Failure(reason=Reason.RENDERER_DIED, detail=how))

    @property
    def _host(self) -> str:
        return QUrl(self._request.url).host()

    def _ask(self) -> None:
        if not self._is_taking:
            self._tab.run("probe()", self._told)

    def _told(self, answer: dict[str, Any] | None) -> None:
        if self._is_taking:
            return
        QTimer.singleShot(_PROBE_EVERY, self, self._ask)
        if answer is None:
            return
        probe = Probe(**answer)
        if not at_rest(probe, is_loading=self._tab.is_loading):
            return
        if probe.asleep and not self._is_woken:
            self._is_woken = True
            self._tab.run("wake()", lambda _: None)
        else:
            self._take(settled=True)

    def _time_is_up(self) -> None:
        self._take(settled=False)

    def _take(self, *, settled: bool) -> None:
        if not self._is_taking:
            self._is_taking = True
            self._tab.run(f"flatten({MOST_CHARACTERS})", lambda taken: self._taken(taken, settled=settled))

    def _taken(self, taken: dict[str, Any] | None, *, settled: bool) -> None:
        has_page = taken is not None and taken["url"].startswith("http")
        if settled and not has_page:
            # At the last moment another document has begun to take its place.
            self._is_taking = False
            self._ask()
        elif taken is None or not has_page or not (settled or taken["text"]):
            self._fail(Failure(reason=Reason.TOO_SLOW, detail=f"{self._host}: {self._request.seconds:g} s"))
        elif taken["length"] > MOST_CHARACTERS:
            self._fail(Failure(reason=Reason.TOO_BIG, detail=f"over {MOST_CHARACTERS // 1_000_000} MB"))
        elif taken["status"] >= _failures.FIRST_ERROR:
            self._fail(_failures.of_status(taken["status"]))
        else:
            self._succeed(taken, settled=settled)

    def _succeed(self, taken: dict[str, Any], *, settled: bool) -> None:
        private = (f"private {place}" for place in self._proxy.refused)
        rendered = Rendered(
            id=self._request.id,
            url=taken["url"],
            status=taken["status"],
            headers=self._headers,
            redirects=tuple(address for address in dict.fromkeys(self._tab.visited) if address != taken["url"]),
            html=taken["html"],
            settled=settled,
            refused=(*self._tab.refusals, *taken["refused"], *private),
        )
        self._finish(rendered)

    def _hung(self) -> None:
        if not self._is_done:
            self._tab.kill()
            self._fail(Failure(reason=Reason.RENDERER_HUNG, detail=self._host))

    def _fail(self, failure: Failure) -> None:
        self._finish(Failed(id=self._request.id, reason=failure.reason, detail=failure.detail))

    def _finish(self, answer: Rendered | Failed) -> None:
        if not self._is_done:
            self._is_taking = True
            self._is_done = True
            self._proxy.close()
            self._tab.close()
            self.answered.emit(answer)


def _headers(info: QWebEngineLoadingInfo) -> tuple[tuple[str, str], ...]:
    # A list a name: PySide's own annotation says one value.
    fields = cast("dict[QByteArray, list[QByteArray]]", info.responseHeaders())
    return tuple(
        (bytes(name.data()).decode("latin-1"), bytes(value.data()).decode("latin-1"))
        for name, values in fields.items()
        for value in values
        if name != b"Connection"  # the proxy's own
    )
