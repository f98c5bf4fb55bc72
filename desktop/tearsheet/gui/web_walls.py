"""The walls around a shown article: what is served to it, what it may ask for, where its links may lead."""

import logging
from collections.abc import Callable, Mapping

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QUrl, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlSchemeHandler,
)

from tearsheet.gui.reader_page import pressed_button
from tearsheet.model.errors import TearsheetError
from tearsheet.model.ids import Sha256
from tearsheet.resources import resource

_LOG = logging.getLogger(__name__)

SCHEME = b"article"
HOST = "reader"  # a name: `article://42/` would be read as the address 0.0.0.42
SHELL = QUrl("article://reader/")
POLICY = (
    "default-src 'none'; img-src article: data:; style-src article:; font-src article:; form-action 'none'; "
    "base-uri 'none'; frame-src 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"Content-Security-Policy", POLICY.encode()),
    (b"X-Content-Type-Options", b"nosniff"),
    (b"Referrer-Policy", b"no-referrer"),
)
_FILES = {
    "/": ("article.html", b"text/html; charset=utf-8"),
    "/reader.css": ("reader.css", b"text/css; charset=utf-8"),
    "/reading.css": ("reading.css", b"text/css; charset=utf-8"),
    "/repair.css": ("repair.css", b"text/css; charset=utf-8"),
    "/marks.css": ("marks.css", b"text/css; charset=utf-8"),
    "/fonts.css": ("fonts.css", b"text/css; charset=utf-8"),
    **{
        f"/themes/{name}.css": (f"themes/{name}.css", b"text/css; charset=utf-8")
        for name in ("light", "sepia", "dark", "black")
    },
    **{
        f"/fonts/source-serif-4-{name}.woff2": (f"fonts/source-serif-4-{name}.woff2", b"font/woff2")
        for name in ("latin", "latin-italic", "latin-ext", "latin-ext-italic")
    },
}
_OFF = (
    QWebEngineSettings.WebAttribute.JavascriptEnabled,
    QWebEngineSettings.WebAttribute.JavascriptCanOpenWindows,
    QWebEngineSettings.WebAttribute.JavascriptCanAccessClipboard,
    QWebEngineSettings.WebAttribute.JavascriptCanPaste,
    QWebEngineSettings.WebAttribute.LocalStorageEnabled,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessRemoteUrls,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessFileUrls,
    QWebEngineSettings.WebAttribute.PluginsEnabled,
    QWebEngineSettings.WebAttribute.PdfViewerEnabled,
    QWebEngineSettings.WebAttribute.DnsPrefetchEnabled,
    QWebEngineSettings.WebAttribute.WebGLEnabled,
    QWebEngineSettings.WebAttribute.Accelerated2dCanvasEnabled,
    QWebEngineSettings.WebAttribute.HyperlinkAuditingEnabled,
    QWebEngineSettings.WebAttribute.NavigateOnDropEnabled,
    QWebEngineSettings.WebAttribute.FullScreenSupportEnabled,
    QWebEngineSettings.WebAttribute.ScreenCaptureEnabled,
    QWebEngineSettings.WebAttribute.AutoLoadIconsForPage,
    QWebEngineSettings.WebAttribute.TouchIconsEnabled,
    QWebEngineSettings.WebAttribute.ErrorPageEnabled,
    QWebEngineSettings.WebAttribute.AllowRunningInsecureContent,
    QWebEngineSettings.WebAttribute.FocusOnNavigationEnabled,
)


class ArticleFiles(QWebEngineUrlSchemeHandler):
    """Serve the reader's own files and the pictures of the article that is shown, nothing else of the library."""

    def __init__(self, open_blob: Callable[[Sha256], bytes], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_blob = open_blob
        self._pictures: Mapping[Sha256, str] = {}

    def allow(self, pictures: Mapping[Sha256, str]) -> None:
        """Serve these pictures, by media type, from now on, and no others."""
        self._pictures = pictures

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:  # noqa: N802 - Qt's name
        answer = self._answer(job.requestUrl()) if job.requestMethod() == b"GET" else None
        if answer is None:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        media_type, data = answer
        job.setAdditionalResponseHeaders(
            # A QMultiMap takes lists; its stub says otherwise.
            {QByteArray(name): [QByteArray(value)] for name, value in _HEADERS}  # type: ignore[misc]
        )
        body = QBuffer(job)
        body.setData(QByteArray(data))
        body.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(QByteArray(media_type), body)

    def _answer(self, url: QUrl) -> tuple[bytes, bytes] | None:
        path = url.path()
        if url.host() != HOST:
            return None
        if path in _FILES:
            name, media_type = _FILES[path]
            return media_type, resource(f"reader/{name}").read_bytes()
        sha256 = Sha256(path.removeprefix("/picture/"))
        picture = self._pictures.get(sha256, "")
        if not picture.startswith("image/"):
            return None
        try:
            return picture.encode(), self._open_blob(sha256)
        except (TearsheetError, OSError):
            return None  # the page shows the picture's words in its place


class Refusing(QWebEngineUrlRequestInterceptor):
    """Refuse every request that does not stay in `article:`."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:  # noqa: N802 - Qt's name
        if info.requestUrl().scheme() not in ("article", "data"):
            info.block(True)


class ArticlePage(QWebEnginePage):
    """A page without scripts of its own that goes nowhere: a link that is clicked is told, never followed.

    `pressed` tells of the page's own buttons by name.
    """

    link_clicked = Signal(str)
    pressed = Signal(str)

    def __init__(self, profile: QWebEngineProfile, parent: QObject | None = None) -> None:
        super().__init__(profile, parent)
        settings = self.settings()
        for attribute in _OFF:
            settings.setAttribute(attribute, False)
        self.newWindowRequested.connect(self._refuse_window)

    def acceptNavigationRequest(  # noqa: N802 - Qt's name
        self,
        url: QUrl | str,
        type: QWebEnginePage.NavigationType,  # noqa: A002 - Qt's name
        isMainFrame: bool,  # noqa: N803 - Qt's name
    ) -> bool:
        url = QUrl(url)
        if isMainFrame and url.toString().partition("#")[0] == SHELL.toString():
            return True
        if isMainFrame and type is QWebEnginePage.NavigationType.NavigationTypeLinkClicked:
            self._tell(url)
        return False

    def javaScriptAlert(self, _origin: QUrl | str, _words: str) -> None:  # noqa: N802 - Qt's name
        """Open no dialog: nothing runs that could ask for one."""

    def javaScriptConsoleMessage(  # noqa: N802 - Qt's name
        self,
        _level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        words: str,
        _line: int,
        _source: str,
    ) -> None:
        _LOG.debug("%s", words)

    def _tell(self, url: QUrl) -> None:
        if url.scheme() in ("http", "https", "mailto"):
            self.link_clicked.emit(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        elif button := pressed_button(url.toString()):
            self.pressed.emit(button)

    def _refuse_window(self, request: QWebEngineNewWindowRequest) -> None:
        if request.isUserInitiated():
            self._tell(request.requestedUrl())
