"""Something is looked for in the window: what is found is shown where it stands, and what is not understood is said."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tearsheet.gui.article_model import SNIPPET_ROLE
from tearsheet.library import open_library
from tearsheet.library.search import index
from tearsheet.library.search.index import INDEX_FILE
from tearsheet.model.query import IndexState, Snippet, Sort
from tearsheet.workflows.desk import Desk
from tests.support.keepings import keeping
from tests.support.windows import Opened

_FAR = "无关的话。" * 40


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk as the window has it: it does not wait for the index."""
    folder = tmp_path / "library"
    with open_library(folder) as library:
        library.add(keeping("a", f"{_FAR}央行发布货币政策报告。{_FAR}", title="新闻", source="大众网"))
        library.add(keeping("b", "天气。" * 9, title="货币政策", source="人民网"))
        library.add(keeping("c", "The bank and the river.", title="A walk"))
    made = Desk(
        location=str(folder),
        library=lambda: open_library(folder, waits=False),
        fetcher=lambda: pytest.fail("nothing is fetched"),
        renderer=lambda: pytest.fail("nothing is rendered"),
    )
    yield made
    made.close()


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Iterator[Opened]:
    window = Opened(qtbot, desk)
    yield window
    window.close()


def look_for(opened: Opened, words: str, *titles: str) -> None:
    opened.window.articles.search.setText(words)
    opened.until_listed(*titles)


def test_what_is_found_is_shown_with_the_passage_newest_first(opened: Opened) -> None:
    look_for(opened, "货币 政策", "货币政策", "新闻")

    model = opened.window.articles.model
    opened.until(lambda: model.data(model.index(1), SNIPPET_ROLE) is not None)
    snippet = model.data(model.index(1), SNIPPET_ROLE)
    assert isinstance(snippet, Snippet)
    assert [snippet.text[start:end] for start, end in snippet.hits] == ["货币", "政策"]
    assert model.data(model.index(0), SNIPPET_ROLE) is None  # the title has it already
    assert opened.session.browsing.sort is Sort.SAVED

    look_for(opened, "", "A walk", "货币政策", "新闻")
    assert model.data(model.index(2), SNIPPET_ROLE) is None


def test_initials_and_prefixes_narrow_the_list(opened: Opened) -> None:
    look_for(opened, "dzw", "新闻")
    look_for(opened, "title:货币", "货币政策")
    look_for(opened, "river OR 来源:大众", "A walk", "新闻")


def test_what_is_not_understood_is_said_and_the_rest_is_searched(opened: Opened) -> None:
    note = opened.window.articles.note
    look_for(opened, "货币 is:strange", "货币政策", "新闻")
    opened.until(note.isVisible)
    assert note.words.text.startswith("“is:strange” is left out. is: can be unread")

    look_for(opened, "货币", "货币政策", "新闻")
    opened.until(lambda: not note.isVisible())


def test_a_lost_index_is_made_beside_until_all_is_found(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_CHUNK", 1)
    (Path(desk.location) / INDEX_FILE).unlink()
    opened = Opened(qtbot, desk)
    try:
        look_for(opened, "货币", "货币政策", "新闻")
        opened.until(lambda: desk.library.index_state().is_whole)
    finally:
        opened.close()


def test_the_note_says_how_much_can_be_found(opened: Opened) -> None:
    note = opened.window.articles.note
    note.say_progress(IndexState(indexed=1200, total=34000))
    assert note.isVisible()
    assert note.words.text == "The search index is being made: 1,200 of 34,000 articles can be found by now."
    note.say_progress(IndexState(indexed=0, total=0))
    assert not note.isVisible()
