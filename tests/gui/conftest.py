"""What the window's tests share: windows over libraries of their own, with the plain reader or one to mark in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tearsheet.model.article import Resource
from tearsheet.model.errors import Failure
from tearsheet.settings.preferences import Preferences
from tearsheet.text.words import use_language
from tests.support.annotated import RIVER
from tests.support.marking import Marker, keep
from tests.support.windows import Opened, library_of

Open = Callable[..., Opened]
OpenMarker = Callable[..., Marker]
PICTURE = "https://news.example/cow.png"


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Give out a function that opens a window on a library with articles of these titles."""
    monkeypatch.setenv("TEARSHEET_SAFE", "1")
    opened: list[Opened] = []

    def open_one(
        *titles: str,
        pictures: bool = False,
        preferences: Preferences | None = None,
        failure: Failure | None = None,
    ) -> Opened:
        desk = library_of(tmp_path / "library", titles, pictures=pictures)
        opened.append(Opened(qtbot, desk, preferences=preferences, failure=failure))
        return opened[-1]

    yield open_one
    for window in opened:
        window.close()
    use_language("en")


@pytest.fixture
def marker(qtbot: QtBot, tmp_path: Path) -> Iterator[OpenMarker]:
    """Give out a function that opens a window on an article of some HTML."""
    opened: list[Opened] = []

    def open_one(html: str = RIVER, *, title: str = "High water", language: str = "en", picture: bytes = b"") -> Marker:
        desk = library_of(tmp_path / "library")
        blob = desk.library.put_blob(picture, "image/png", width=400, height=200) if picture else None
        resources = (Resource(url=PICTURE, blob=blob),) if blob is not None else ()
        keep(desk, "a", html, title=title, language=language, resources=resources)
        opened.append(Opened(qtbot, desk))
        return Marker(opened[-1], title)

    yield open_one
    for each in opened:
        each.close()
