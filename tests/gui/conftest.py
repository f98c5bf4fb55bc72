"""What the window's tests share: windows over libraries of their own, with the plain reader."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tearsheet.model.errors import Failure
from tearsheet.settings.preferences import Preferences
from tearsheet.text.words import use_language
from tests.support.windows import Opened, library_of

Open = Callable[..., Opened]


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
