"""Turn what a page asks its browser for into refusals: windows, dialogs, downloads, devices, passwords."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)

_MOST_REFUSALS = 100
_LONGEST_REFUSAL = 300
_MOST_VISITED = 100
_LOADED = ("http", "https", "ws", "wss", "data", "blob", "about")
_SHOWN = ("http", "https", "about")

_Kind = QWebEngineUrlRequestInfo.ResourceType
_NOT_NEEDED = (
    _Kind.ResourceTypeMedia,
    _Kind.ResourceTypeFontResource,
    _Kind.ResourceTypeFavicon,
    _Kind.ResourceTypePing,
    _Kind.ResourceTypeCspReport,
    _Kind.ResourceTypePrefetch,
)

_Attribute = QWebEngineSettings.WebAttribute
_OFF = (
    _Attribute.AllowRunningInsecureContent,
    _Attribute.AllowWindowActivationFromJavaScript,
    _Attribute.AutoLoadIconsForPage,
    _Attribute.DnsPrefetchEnabled,
    _Attribute.ErrorPageEnabled,
    _Attribute.FullScreenSupportEnabled,
    _Attribute.HyperlinkAuditingEnabled,
    _Attribute.JavascriptCanAccessClipboard,
    _Attribute.JavascriptCanOpenWindows,
    _Attribute.JavascriptCanPaste,
    _Attribute.LocalContentCanAccessFileUrls,
    _Attribute.LocalContentCanAccessRemoteUrls,
    _Attribute.NavigateOnDropEnabled,
    _Attribute.PdfViewerEnabled,
    _Attribute.PluginsEnabled,
    _Attribute.ScreenCaptureEnabled,
    _Attribute.WebGLEnabled,
)


class Refusals:
    """What a page asked for and did not get, each thing once."""

    def __init__(self) -> None:
        self._said: dict[str, None] = {}

    def add(self, what: str) -> None:
        """Remember `what`; a page that never stops asking is not heard further."""
        if len(self._said) < _MOST_REFUSALS:
            self._said[what[:_LONGEST_REFUSAL]] = None

    def __iter__(self) -> Iterator[str]:
        return iter(self._said)


class Interceptor(QWebEngineUrlRequestInterceptor):
    """Blocks what an article does not need and what does not come from the network."""

    def __init__(self, refusals: Refusals) -> None:
        super().__init__()
        self._refusals = refusals

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:  # noqa: N802 - Qt's name
        scheme = info.requestUrl().scheme()
        if scheme not in _LOADED:
            self._refusals.add(f"{scheme}: address")
            info.block(True)
        elif info.resourceType() in _NOT_NEEDED:
            info.block(True)


class Page(QWebEnginePage):
    """A page that runs its scripts and gets nothing else. `visited` is every address its main frame went to."""

    download_refused = Signal()

    def __init__(self, profile: QWebEngineProfile, refusals: Refusals) -> None:
        super().__init__(profile)
        self._refusals = refusals
        self.visited: list[str] = []
        for attribute in _OFF:
            self.settings().setAttribute(attribute, False)
        self.settings().setAttribute(_Attribute.PlaybackRequiresUserGesture, True)
        self.settings().setAttribute(_Attribute.WebRTCPublicInterfacesOnly, True)
        # Nothing is handed to another program (weixin:, mailto:, an app shop).
        self.settings().setUnknownUrlSchemePolicy(QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes)
        self.setAudioMuted(True)
        self._refuse_all()

    def _refuse_all(self) -> None:
        refuse = self._refuse
        self.permissionRequested.connect(lambda asked: refuse(f"permission {asked.permissionType().name}", asked.deny))
        self.certificateError.connect(
            lambda error: refuse(f"certificate {error.description()}", error.rejectCertificate)
        )
        self.selectClientCertificate.connect(lambda asked: refuse("client certificate", asked.selectNone))
        self.authenticationRequired.connect(lambda url, _: self._refusals.add(f"password {url.host()}"))
        self.fullScreenRequested.connect(lambda asked: refuse("full screen", asked.reject))
        self.fileSystemAccessRequested.connect(lambda asked: refuse("file system", asked.reject))
        self.registerProtocolHandlerRequested.connect(lambda asked: refuse("protocol handler", asked.reject))
        self.desktopMediaRequested.connect(lambda asked: refuse("screen capture", asked.cancel))
        self.webAuthUxRequested.connect(lambda asked: refuse("security key", asked.cancel))
        self.profile().downloadRequested.connect(self._refuse_download)

    def _refuse_download(self, asked: QWebEngineDownloadRequest) -> None:
        self._refuse(f"download {asked.url().toString()}", asked.cancel)
        self.download_refused.emit()

    def _refuse(self, what: str, refuse: Callable[[], object]) -> None:
        self._refusals.add(what)
        refuse()

    def acceptNavigationRequest(  # noqa: N802 - Qt's name
        self, url: QUrl | str, _kind: QWebEnginePage.NavigationType, is_main: bool
    ) -> bool:
        address = QUrl(url)
        if not is_main:
            return True
        if address.scheme() not in _SHOWN:
            self._refusals.add(f"{address.scheme()}: address")
            return False
        if len(self.visited) < _MOST_VISITED:
            self.visited.append(bytes(address.toEncoded().data()).decode("ascii", "replace"))
        return True

    def chooseFiles(self, *_: object) -> list[str]:  # noqa: N802
        self._refusals.add("file chooser")
        return []

    def javaScriptAlert(self, _origin: QUrl | str, message: str) -> None:  # noqa: N802
        self._refusals.add(f"alert {message}")

    def javaScriptConfirm(self, _origin: QUrl | str, message: str) -> bool:  # noqa: N802
        self._refusals.add(f"confirm {message}")
        return False

    def javaScriptPrompt(self, _origin: QUrl | str, message: str, _default: str) -> tuple[bool, str]:  # noqa: N802
        self._refusals.add(f"prompt {message}")
        return False, ""

    def javaScriptConsoleMessage(self, *_: object) -> None:  # noqa: N802
        """Say nothing: a page's console is nobody's here."""
