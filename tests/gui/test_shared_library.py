"""The window on a library that is on a server: the same window, which sees what others write there."""

import pytest
from pytestqt.qtbot import QtBot

from tearsheet.library import open_library
from tests.support.databases import on_a_server
from tests.support.desks import desk_at
from tests.support.keepings import keeping
from tests.support.windows import Opened


@on_a_server
def test_what_another_computer_writes_is_seen_by_the_clock(
    qtbot: QtBot, new_place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEARSHEET_SAFE", "1")
    with open_library(new_place) as elsewhere:
        elsewhere.add(keeping("a", "中国 first", title="First"))
        opened = Opened(qtbot, desk_at(new_place))
        opened.until_listed("First")

        elsewhere.add(keeping("b", "中国 second", title="Second"))
        elsewhere.mark([opened.ids[0]], favourite=True)

        opened.until_listed("Second", "First")
        opened.until(lambda: elsewhere.counts() == opened.session.browsing.counts)
        opened.close()
