"""The first web view arrives without a flash."""

import os
import sys
from pathlib import Path

import pytest

from tearsheet.gui import graphics
from tests.support.xvfb import screen

SHOWN = """
from tearsheet.gui.app import make_application
application = make_application()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMainWindow, QLabel, QStackedWidget
window = QMainWindow()
panes = QStackedWidget()
panes.addWidget(QLabel("x"))
window.setCentralWidget(panes)
window.show()
def add():
    before = int(window.winId())
    from PySide6.QtWebEngineWidgets import QWebEngineView
    view = QWebEngineView()
    panes.addWidget(view)
    panes.setCurrentWidget(view)
    view.loadFinished.connect(lambda _ok: (print(before == int(window.winId()), flush=True), os._exit(0)))
    view.setHtml("<h1>x")
import os
QTimer.singleShot(0, add)
application.exec()
"""


def test_the_window_stays_the_same_when_the_first_web_view_arrives() -> None:
    with screen() as on:
        assert on.run(sys.executable, "-c", SHOWN) == "True"


def test_without_a_card_the_processor_draws(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _on_linux(monkeypatch, tmp_path)
    graphics.choose_graphics()
    assert (os.environ.get("QT_QUICK_BACKEND"), os.environ.get("QT_WIDGETS_RHI")) == ("software", None)


def test_with_a_card_it_draws_the_window_from_the_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "renderD128").touch()
    _on_linux(monkeypatch, tmp_path)
    graphics.choose_graphics()
    assert (os.environ.get("QT_QUICK_BACKEND"), os.environ.get("QT_WIDGETS_RHI")) == (None, "1")


def _on_linux(monkeypatch: pytest.MonkeyPatch, cards: Path) -> None:
    monkeypatch.setattr(graphics, "_CARDS", cards)
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("QT_QUICK_BACKEND", "QT_WIDGETS_RHI"):
        monkeypatch.setenv(name, "")  # so that what the test sets is undone after it
        monkeypatch.delenv(name)
