"""A hostile page is text: nothing of it runs, nothing leaves, whichever wall stands alone."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestJob,
    QWebEngineUrlSchemeHandler,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from pytestqt.qtbot import QtBot

from tearsheet.gui.reader import ReaderPane
from tearsheet.gui.web import ArticleProfile
from tearsheet.gui.web_display import WebDisplay
from tearsheet.gui.web_walls import POLICY, ArticlePage
from tearsheet.model.article import Article, Resource
from tearsheet.model.extraction import Metadata
from tearsheet.model.ids import ArticleId, Sha256
from tests.support.evil_page import MARK, CountingServer, evil_body, evil_document
from tests.support.reader_articles import BASE, blob_of
from tests.support.reader_panes import WORLD, reader_pane, settle, shown, value

_BOX = "JSON.stringify(document.querySelector('.ts-body a').getClientRects()[0])"
_BATCH = 120


@pytest.fixture
def server() -> Iterator[CountingServer]:
    counting = CountingServer()
    yield counting
    counting.close()


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[ReaderPane]:
    yield from reader_pane(qtbot)


@pytest.fixture
def dialogs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What scripts say in the reader, which itself would keep quiet about it."""
    said: list[str] = []
    monkeypatch.setattr(ArticlePage, "javaScriptAlert", lambda _page, _origin, words: said.append(words))
    return said


class BarePage(QWebEnginePage):
    """A page that keeps what scripts say, with none of the reader's settings."""

    def __init__(self, profile: QWebEngineProfile) -> None:
        super().__init__(profile)
        self.dialogs: list[str] = []

    def javaScriptAlert(self, _origin: QUrl | str, message: str) -> None:  # noqa: N802 - Qt's name
        self.dialogs.append(message)


class OnePage(QWebEngineUrlSchemeHandler):
    """Serve one document for every address, with or without the reader's policy."""

    def __init__(self, html: str, *, policy: bool) -> None:
        super().__init__()
        self._html, self._policy = html.encode("utf-8", "surrogatepass"), policy

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:  # noqa: N802 - Qt's name
        if self._policy:
            name = QByteArray(b"Content-Security-Policy")
            job.setAdditionalResponseHeaders({name: [QByteArray(POLICY.encode())]})  # type: ignore[dict-item]
        body = QBuffer(job)
        body.setData(QByteArray(self._html))
        body.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(QByteArray(b"text/html; charset=utf-8"), body)


def bare(qtbot: QtBot, html: str, *, policy: bool, scripts: bool) -> BarePage:
    """Open a document behind nothing but what is asked for, and let it do its worst for a while."""
    profile = ArticleProfile(lambda _sha256: b"")
    handler = OnePage(html, policy=policy)
    profile.removeUrlScheme(b"article")
    profile.installUrlSchemeHandler(b"article", handler)
    profile.setUrlRequestInterceptor(None)  # type: ignore[arg-type]  # Qt takes none, its stub does not
    page = BarePage(profile)
    page.settings().setAttribute(QWebEngineSettings.WebAttribute.JavascriptEnabled, scripts)
    view = QWebEngineView()
    view.setPage(page)
    view.resize(600, 400)
    qtbot.addWidget(view, before_close_func=lambda _view: end(page, profile, handler))
    view.show()
    with qtbot.waitSignal(page.loadFinished, timeout=20_000):
        page.load(QUrl("article://evil/"))
    qtbot.wait(1500)  # nothing can be waited for: the page may lead away, and what must not happen has no sign
    return page


def end(page: QWebEnginePage, profile: QWebEngineProfile, handler: OnePage) -> None:
    page.destroyed.connect(profile.deleteLater)
    profile.destroyed.connect(handler.deleteLater)
    page.deleteLater()


def evil_article(server: CountingServer) -> Article:
    hostile = f"\"><img src='{server.url}/title' onerror=alert(1)><script>document.title='{MARK}'</script>"
    return replace(
        BASE,
        html=evil_body(server.url),
        url=f'{server.url}/"><img src={server.url}/url>',
        metadata=Metadata(title=hostile, byline=hostile, source=hostile, site=hostile, language='en"><img src=x>'),
        tags=(hostile,),
        note=hostile,
        resources=(Resource(url=f"{server.url}/img", failure=hostile, alt=hostile),),
    )


def test_an_evil_article_makes_no_connection_and_runs_nothing(
    dialogs: list[str], pane: ReaderPane, qtbot: QtBot, server: CountingServer
) -> None:
    article = evil_article(server)
    page = shown(pane, qtbot, article)
    assert (server.connections, server.requests) == (0, [])
    assert (page.title(), dialogs) == (article.metadata.title, [])
    assert value(qtbot, page, "document.scripts.length + document.images.length") == 0


def control(*arguments: str) -> tuple[int, int]:
    """Return the connections and requests of the evil page in a Chromium of its own, without the dead proxy."""
    command = [sys.executable, "-m", "tests.support.evil_control", *arguments]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    connections, requests = map(int, said.stdout.split())
    return connections, requests


def test_the_evil_page_does_get_out_where_there_are_no_walls() -> None:
    connections, requests = control()
    assert connections > 0
    assert requests >= 5


def test_the_interceptor_alone_lets_no_request_leave() -> None:
    connections, requests = control("interceptor")
    assert requests == 0
    assert connections <= 1  # <link rel=preconnect>, which only the dead proxy stops


def test_the_readers_page_runs_no_script_of_its_own(pane: ReaderPane, qtbot: QtBot) -> None:
    page = shown(pane, qtbot, BASE)
    answers: list[object] = []
    page.runJavaScript("1 + 1", 0, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    assert answers != [2]
    assert value(qtbot, page, "1 + 1") == 2


def test_without_the_sanitiser_nothing_runs_and_nothing_leaves(
    pane: ReaderPane, qtbot: QtBot, server: CountingServer
) -> None:
    page = shown(pane, qtbot, BASE)
    html = json.dumps(evil_document(server.url) + '<p class="ts-foot">')
    page.runJavaScript(f"reader.show('evil', 'evil', 'en', {html})", WORLD)
    settle(qtbot, page)
    assert (server.connections, server.requests) == (0, [])
    assert page.title() == "evil"


@pytest.mark.parametrize(
    ("policy", "scripts"), [(True, True), (False, False)], ids=["policy alone", "no scripts alone"]
)
def test_one_wall_alone_lets_nothing_run(qtbot: QtBot, server: CountingServer, *, policy: bool, scripts: bool) -> None:
    page = bare(qtbot, evil_document(server.url), policy=policy, scripts=scripts)
    assert page.dialogs == []
    assert page.title() != MARK


def test_the_dead_proxy_alone_lets_nothing_leave(qtbot: QtBot, server: CountingServer) -> None:
    page = bare(qtbot, evil_document(server.url), policy=False, scripts=True)
    assert MARK in page.dialogs  # it ran, for there is no other wall here
    assert (server.connections, server.requests) == (0, [])


def payloads(shared: Path) -> list[str]:
    rows = (shared / "corpora" / "hostile" / "payloads.jsonl").read_text("utf-8").splitlines()
    return [json.loads(row)["html"] for row in rows]


def framed(html: list[str]) -> str:
    """Return a page with each payload in a frame of its own, so that none hides the next."""
    frames = (f'<iframe srcdoc="{one.replace("&", "&amp;").replace(chr(34), "&quot;")}"></iframe>' for one in html)
    return f"<!doctype html><title>frames</title>{''.join(frames)}"


def test_no_payload_of_the_corpus_runs_in_the_reader(
    dialogs: list[str], pane: ReaderPane, qtbot: QtBot, shared: Path
) -> None:
    corpus = payloads(shared)
    titles = []
    for number, start in enumerate(range(0, len(corpus), _BATCH)):
        batch = corpus[start : start + _BATCH]
        article = replace(
            BASE,
            id=ArticleId(100 + number),
            html="".join(f"<div>{payload}</div>" for payload in batch),
            metadata=Metadata(title=f"Batch {number}", byline=batch[0], source=batch[1], language="en"),
            tags=tuple(batch[2:12]),
        )
        page = shown(pane, qtbot, article)
        titles.append(page.title())
        running = "document.querySelectorAll('script, iframe, object, embed, form, base, meta[http-equiv], svg').length"
        assert value(qtbot, page, f"document.querySelector('.ts-page').isConnected && {running}") == 0
    assert dialogs == []
    assert titles == [f"Batch {number}" for number in range(len(titles))]


def test_the_policy_alone_stops_every_payload_and_without_it_some_run(qtbot: QtBot, shared: Path) -> None:
    corpus = payloads(shared)[:200]
    # Frames of their own inherit the policy of the page they stand in; without it they run.
    assert bare(qtbot, framed(corpus), policy=False, scripts=True).dialogs != []
    assert bare(qtbot, framed(corpus), policy=True, scripts=True).dialogs == []
    assert bare(qtbot, framed(corpus), policy=False, scripts=False).dialogs == []


@pytest.mark.parametrize("anchor", ["script", "file", "press", "submit"])
def test_what_an_evil_page_offers_does_nothing(
    pane: ReaderPane, qtbot: QtBot, server: CountingServer, anchor: str
) -> None:
    told: list[str] = []
    pane.link_clicked.connect(told.append)
    pane.retry_pictures.connect(lambda _id: told.append("pressed"))
    page = shown(pane, qtbot, BASE)
    html = json.dumps(evil_body(server.url).replace("<base", "<b").replace("http-equiv", "x"))
    page.runJavaScript(f"reader.show('evil', 'evil', 'en', {html})", WORLD)
    settle(qtbot, page)
    value(qtbot, page, f"document.getElementById('{anchor}').click(); 1")
    settle(qtbot, page)
    assert told == []
    assert page.url() == QUrl("article://reader/")
    assert (server.connections, page.title()) == (0, "evil")


@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton])
def test_a_clicked_link_is_told_and_not_followed(
    pane: ReaderPane, qtbot: QtBot, server: CountingServer, button: Qt.MouseButton
) -> None:
    article = replace(BASE, html=f'<p><a href="{server.url}/on?a=1&amp;b=2">{"a wide link " * 30}</a></p>')
    page = shown(pane, qtbot, article)
    box = json.loads(str(value(qtbot, page, _BOX)))
    assert isinstance(pane.display, WebDisplay)
    surface = pane.display.widget().focusProxy()
    assert surface is not None
    with qtbot.waitSignal(pane.link_clicked, timeout=10_000) as told:
        QTest.mouseClick(surface, button, pos=QPoint(round(box["x"]) + 20, round(box["y"]) + 10))
    assert told.args == [f"{server.url}/on?a=1&b=2"]
    assert page.url() == QUrl("article://reader/")
    assert value(qtbot, page, "document.querySelector('.ts-body p').innerText.length > 100") is True
    assert server.connections == 0


def test_only_the_shown_articles_pictures_are_served(qtbot: QtBot) -> None:
    opened: list[Sha256] = []

    def open_blob(sha256: Sha256) -> bytes:
        opened.append(sha256)
        return b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script>alert(1)</script></svg>"

    own, page_like = blob_of(b"own", "image/svg+xml"), blob_of(b"page", "text/html")
    reader = next(panes := reader_pane(qtbot, open_blob))
    pictures = "".join(f'<img src="https://a.example/{name}">' for name in ("own", "page"))
    resources = (
        Resource(url="https://a.example/own", blob=own),
        Resource(url="https://a.example/page", blob=page_like),
    )
    page = shown(reader, qtbot, replace(BASE, html=f"<p>{pictures}</p>", resources=resources))
    foreign = "Object.assign(new Image(), {src: 'article://reader/picture/" + "f" * 64 + "'}); 1"
    value(qtbot, page, foreign)
    value(qtbot, page, "Object.assign(new Image(), {src: 'article://other/picture/" + own.sha256 + "'}); 1")
    settle(qtbot, page)
    assert opened == [own.sha256]
    sizes = value(qtbot, page, "JSON.stringify([...document.images].map((image) => image.naturalWidth))")
    assert json.loads(str(sizes)) == [9, 0]
    assert next(panes, None) is None
