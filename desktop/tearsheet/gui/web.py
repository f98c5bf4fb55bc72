"""Start the window's Chromium cut off from the world, and give out the profile every article is shown in."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWebEngineCore import QWebEngineProfile, QWebEngineUrlScheme

from tearsheet.gui.web_walls import SCHEME, ArticleFiles, Refusing
from tearsheet.model.ids import Sha256

OpenBlob = Callable[[Sha256], bytes]

# A proxy nobody is (port 9 discards), for loopback too, and no name that resolves: the only way to stop what neither
# a content security policy nor an interceptor sees, such as <link rel=preconnect>.
CUT_OFF: tuple[str, ...] = (
    "--proxy-server=socks5://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    '"--host-resolver-rules=MAP * ~NOTFOUND"',
)
_SPOKEN = "--force-renderer-accessibility"
"""Without it, whoever asks first finds no page. It costs time with every page: given only where somebody listens."""


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    """Set variables for as long as Chromium reads them; the renderer, our child, must not inherit them."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@cache
def register_scheme() -> None:
    """Make `article:` known to Chromium. Must happen before the first profile; after QApplication is early enough."""
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
    QWebEngineUrlScheme.registerScheme(scheme)


class ArticleProfile(QWebEngineProfile):
    """A profile that remembers nothing and knows no address but `article:`; `files` is what it serves.

    The first one starts Chromium for the whole process.
    """

    def __init__(self, open_blob: OpenBlob, parent: QObject | None = None) -> None:
        register_scheme()
        with _environment(**_start_up()):
            super().__init__(parent)
        self.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
        self.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
        self.files = ArticleFiles(open_blob, self)
        self.installUrlSchemeHandler(SCHEME, self.files)
        # Held here: PySide does not keep an interceptor for its parent's sake, and one that is gone refuses nothing.
        self._refusing = Refusing(self)
        self.setUrlRequestInterceptor(self._refusing)


def _start_up() -> dict[str, str]:
    given = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    flags = (given, *CUT_OFF, *((_SPOKEN,) if _listens() else ()))
    variables = {"QTWEBENGINE_CHROMIUM_FLAGS": " ".join(filter(None, flags))}
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        variables["QTWEBENGINE_DISABLE_SANDBOX"] = "1"  # Chromium will not start as root with its sandbox on
    return variables


def _listens() -> bool:
    """Say whether a screen reader is there, or whoever started the program wants it treated so."""
    return QAccessible.isActive() or bool(os.environ.get("QT_LINUX_ACCESSIBILITY_ALWAYS_ON"))
