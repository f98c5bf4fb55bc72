"""Print what hostile payloads get done in exported files: `python -m tests.bench.hostile_export`.

Every payload of ../shared/corpora is an article's body, title, author, tag and source at once. The article is exported
as HTML, as a Jekyll site that Jekyll builds, and as Markdown that cmark-gfm and goldmark render, raw HTML let through.
Each page is loaded by Chromium with its scripts let run. Ends with 1 when one ran, or led somewhere by itself.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer, QUrl
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)
from PySide6.QtWidgets import QApplication

from tearsheet.document.canonical import canonical_text
from tearsheet.document.sanitise import sanitise
from tearsheet.model.article import Article
from tearsheet.model.extraction import Metadata
from tests.bench.hostile import PAYLOADS
from tests.bench.markdown.renderers import present
from tests.support.reader_articles import BASE
from tests.support.sites import build_jekyll, export_in_memory, export_site

_AT = QUrl("https://pages.example/exported.html")
_LONGEST, _SETTLING = 5_000, 20
"""Milliseconds: for a page to load, and for what it begins by itself then."""


_ACTING = ("<script>alert(1)</script>", "<meta http-equiv=refresh content='0;url=https://evil.example/'>")


class Cut(QWebEngineUrlRequestInterceptor):
    """Lets nothing onto the net."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:  # noqa: N802 - Qt's name
        if info.requestUrl().scheme() not in ("data", "blob") and info.requestUrl() != _AT:
            info.block(True)


class Page(QWebEnginePage):
    """A page that tells what its scripts do."""

    def __init__(self, profile: QWebEngineProfile) -> None:
        super().__init__(profile)
        self.done: list[str] = []

    def javaScriptConsoleMessage(self, *_said: object) -> None:  # noqa: N802 - Qt's name
        """Say nothing of pictures that were asked for by http."""

    def javaScriptAlert(self, _origin: QUrl | str, message: str) -> None:  # noqa: N802 - Qt's names
        self.done.append(f"alert {message!r}")

    def javaScriptConfirm(self, _origin: QUrl | str, message: str) -> bool:  # noqa: N802
        self.done.append(f"confirm {message!r}")
        return False

    def javaScriptPrompt(self, _origin: QUrl | str, message: str, _default: str) -> tuple[bool, str]:  # noqa: N802
        self.done.append(f"prompt {message!r}")
        return False, ""

    def acceptNavigationRequest(self, url: QUrl | str, _kind: QWebEnginePage.NavigationType, main: bool) -> bool:  # noqa: N802
        if QUrl(url).scheme() == "data" or QUrl(url) == _AT:
            return True
        self.done.append(f"{'went' if main else 'a frame went'} to {QUrl(url).toString()[:80]!r}")
        return False


def main() -> None:
    """Print a line for each form, or that there is nothing here to take it from."""
    if not PAYLOADS.exists():
        print("no figures: ../shared/corpora is not here")
        return
    if sys.platform == "linux" and os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    rows = [json.loads(row)["html"] for row in PAYLOADS.read_text(encoding="utf-8").rstrip("\n").split("\n")]
    articles = [_article(number, payload) for number, payload in enumerate(rows)]
    application = QApplication(sys.argv[:1])
    if (
        len(_loaded(["<script>alert(1)</script>", "<meta http-equiv=refresh content='0;url=https://evil.example/'>"]))
        != 2
    ):
        sys.exit("what does something is not noticed here")
    wrong = 0
    for form, pages in _forms(articles):
        done = _loaded(pages)
        wrong += len(done)
        print(f"{form:<28} {len(pages):>5,} pages loaded, {len(done)} did something", flush=True)
        print(*(f"  {each}" for each in done[:10]), sep="\n" if done else "", end="\n" if done else "")
    application.quit()
    sys.exit(bool(wrong))


def _article(number: int, payload: str) -> Article:
    html = sanitise(f"<p>Nothing here is what it seems.</p>{payload}<p>end</p>")
    said = Metadata(title=payload, byline=payload, source=payload, site=payload, excerpt=payload, published=BASE.saved)
    return replace(
        BASE,
        uid=f"{number:032x}",
        html=html,
        text=canonical_text(html),
        metadata=said,
        resources=(),
        tags=(payload[:200],),
        note=payload,
    )


def _forms(articles: Sequence[Article]) -> Iterator[tuple[str, list[str]]]:
    files = export_in_memory("html", *articles, pictures="none")
    yield "HTML", [data.decode() for path, data in files.items() if path.endswith(".html")]
    with TemporaryDirectory() as folder:
        try:
            export_site("jekyll", Path(folder), articles, pictures="none")
            site = build_jekyll(Path(folder))
        except AssertionError as error:
            print(f"no Jekyll site: {str(error)[:200]}")
        else:
            yield "Jekyll", [page.read_text("utf-8") for page in sorted(site.rglob("*.html"))]
    notes = [
        data.decode().partition("\n---\n")[2]
        for path, data in export_in_memory("markdown", *articles, pictures="link").items()
        if path.endswith(".md")
    ]
    for renderer in present():
        yield f"Markdown, {renderer.name}", [f"<!doctype html><body>{page}" for page in renderer.render(notes)]


def _loaded(pages: Sequence[str]) -> list[str]:
    """Load each page, and return what was done by one that no text does."""
    profile, cut = QWebEngineProfile(), Cut()
    profile.setUrlRequestInterceptor(cut)
    page = Page(profile)
    wrong = []
    for markup in pages:
        page.done.clear()
        loop = QEventLoop()
        page.loadFinished.connect(loop.quit)
        QTimer.singleShot(_LONGEST, loop.quit)
        page.setHtml(markup, _AT)
        loop.exec()
        QTimer.singleShot(_SETTLING, loop.quit)
        loop.exec()
        page.loadFinished.disconnect(loop.quit)
        wrong += [f"{each}: {markup[:120]!r}" for each in page.done]
    page.deleteLater()
    return wrong


if __name__ == "__main__":
    main()
