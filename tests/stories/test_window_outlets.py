"""A saved search is exported as its articles arrive: the window writes them by itself, and says where it cannot."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tearsheet.gui.export_sheet import ExportSheet
from tearsheet.gui.scope import Scope, Section
from tearsheet.gui.sidebar_rows import ROW_ROLE, Row
from tearsheet.library import open_library
from tearsheet.model.article import Edits
from tearsheet.model.saved_search import SavedSearch
from tearsheet.workflows import saved_searches
from tearsheet.workflows.desk import Desk
from tests.support.keepings import keeping
from tests.support.scripted_site import Reply, Site, page
from tests.support.windows import Opened, drop, mime

_PROSE = "The river was high that morning, and the people who had slept upstairs came down to find the floor gone. " * 4
NAME = "Rivers"


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        for title in ("River", "Lake"):
            running.paths[f"/{title.lower()}"] = article(title)
        yield running


@pytest.fixture
def searching(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("TEARSHEET_SAFE", "1")
    saved_searches.save(desk, SavedSearch(name=NAME, query="title:river"))
    return desk


@pytest.fixture
def opened(qtbot: QtBot, searching: Desk) -> Iterator[Opened]:
    window = Opened(qtbot, searching)
    window.window.resize(1200, 800)
    yield window
    window.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "notes"
    made.mkdir()
    return made


def article(title: str) -> Reply:
    paragraphs = "".join(f"<p>{title} {n}. {_PROSE}</p>" for n in range(6))
    return page(f"<title>{title}</title><article><h1>{title}</h1>{paragraphs}</article>")


def choose(opened: Opened, words: str) -> None:
    """Take an entry of the saved search's menu in the sidebar."""
    opened.until(lambda: NAME in [each.name for each in opened.session.searches.searches])
    menu = opened.session.searches.menu(NAME)
    next(action for action in menu.actions() if action.text() == words).trigger()


def export_into(opened: Opened, folder: Path) -> None:
    choose(opened, "Export as articles arrive…")
    opened.until(lambda: bool(opened.window.findChildren(ExportSheet)))
    (sheet,) = opened.window.findChildren(ExportSheet)
    sheet.take_folder(folder)
    sheet.go_on.click()
    opened.until(lambda: NAME in opened.session.outlets.outlets)


def row(opened: Opened) -> Row:
    """Return what the sidebar shows of the saved search."""
    rows: list[Row] = [index.data(ROW_ROLE) for index in opened.window.sidebar.rows.indexes()]
    return next(each for each in rows if each.scope == Scope(section=Section.SEARCH, name=NAME))


def tip(opened: Opened) -> str:
    sign = row(opened).sign
    return sign.words if sign is not None else ""


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_an_article_is_written_when_it_is_kept_and_its_file_follows_it_until_that_is_over(
    opened: Opened, site: Site, folder: Path
) -> None:
    assert row(opened).sign is None
    export_into(opened, folder)
    opened.until(lambda: "0 articles are there" in tip(opened))
    drop(opened.window, mime(uri_list=f"{site.url}/river\r\n"))
    drop(opened.window, mime(uri_list=f"{site.url}/lake\r\n"))
    opened.until(lambda: names(folder) == {"River.md"})
    opened.until(lambda: "1 article is there" in tip(opened))
    assert str(folder) in tip(opened) and row(opened).sign is not None

    (kept,) = (each for each in opened.ids if opened.desk.library.article(each).metadata.title == "River")
    changes = opened.desk.library.edit(kept, Edits(title="High river"))
    opened.window.library_changed.emit(changes)
    opened.until(lambda: names(folder) == {"High river.md"})

    choose(opened, "Stop exporting")
    opened.until(lambda: row(opened).sign is None)
    opened.window.library_changed.emit(opened.desk.library.edit(kept, Edits(title="Low river")))
    opened.bot.wait(2_000)
    assert names(folder) == {"High river.md"}


def test_a_folder_that_is_gone_is_said_once_and_what_waits_is_written_when_it_is_back(
    opened: Opened, site: Site, folder: Path
) -> None:
    export_into(opened, folder)
    opened.until(lambda: "0 articles are there" in tip(opened))
    elsewhere = folder.with_name("elsewhere")
    folder.rename(elsewhere)
    drop(opened.window, mime(uri_list=f"{site.url}/river\r\n"))
    opened.until(lambda: opened.session.toasts.text.startswith(f"“{NAME}” is not exported at present"))
    sign = row(opened).sign
    assert sign is not None and sign.urgent and "The folder is not there" in sign.words
    opened.session.toasts.clear()
    opened.session.outlets.look_at_all()
    opened.bot.wait(2_000)
    assert opened.session.toasts.text == "" and not folder.exists()

    elsewhere.rename(folder)
    opened.session.outlets.look_at_all()
    opened.until(lambda: names(folder) == {"River.md"})
    opened.until(lambda: (sign := row(opened).sign) is not None and not sign.urgent)


def test_what_another_process_keeps_is_written_too(opened: Opened, folder: Path) -> None:
    export_into(opened, folder)
    with open_library(opened.desk.location) as other:
        other.add(keeping("a", "The text of it.", title="River"))
    opened.until(lambda: names(folder) == {"River.md"})


def test_what_came_while_the_window_was_closed_is_written_at_the_next_start(
    searching: Desk, qtbot: QtBot, folder: Path
) -> None:
    first = Opened(qtbot, searching)
    export_into(first, folder)
    first.until(lambda: "0 articles are there" in tip(first))
    first.close()
    searching.library.add(keeping("a", "The text of it.", title="River"))
    again = Opened(qtbot, searching)
    again.until(lambda: names(folder) == {"River.md"})
    again.close()


def test_a_search_that_is_called_otherwise_is_still_exported(opened: Opened, folder: Path) -> None:
    export_into(opened, folder)
    opened.session.searches._change(SavedSearch(name=NAME, query="title:river"), "Streams", "title:stream")
    opened.until(lambda: list(opened.session.outlets.outlets) == ["Streams"])
    opened.window.library_changed.emit(
        opened.desk.library.add(keeping("a", "The text of it.", title="A stream")).changes
    )
    opened.until(lambda: names(folder) == {"A stream.md"})
