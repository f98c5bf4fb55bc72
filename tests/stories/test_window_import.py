"""A folder of posts comes into the library through the window: how far it is, what came, and what was odd."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tearsheet.gui.outcomes import OutcomeSheet
from tearsheet.model.query import Query
from tests.support.windows import Opened, library_of

POST = """---
layout: post
title: "{title}"
date: 2022-03-02 17:24:54 +0800
tags: news
---
<p>今年以来，各地把留存与核对当作一件日常的事来做，记下来源、作者和时间，以备日后查证。</p>
"""
ODD = "no front matter at all, and a line of words that nobody would want to lose"


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Opened]:
    desk = library_of(tmp_path / "library", ["The river"])
    window = Opened(qtbot, desk)
    window.until(lambda: window.window.articles.model.ids == (1,))
    yield window
    window.close()
    desk.close()


def posts(folder: Path, *titles: str, odd: bool = False) -> Path:
    folder.mkdir()
    for title in titles:
        (folder / f"2022-03-02-{title}.md").write_text(POST.format(title=title), "utf-8")
    if odd:
        (folder / "2022-03-03-odd.md").write_text(ODD, "utf-8")
    return folder


def test_posts_stand_in_the_list_and_what_was_odd_is_shown_when_somebody_asks(opened: Opened, tmp_path: Path) -> None:
    opened.session.importing.start(posts(tmp_path / "posts", "蓝海", "银行", odd=True))

    opened.until(lambda: len(opened.window.articles.model.ids) == 4)
    opened.until(lambda: opened.session.toasts.text == "Imported: 3 new, 1 with something odd.")
    card = opened.window.sidebar.bringing
    assert card.isVisible() and not opened.session.importing.running

    card.clicked.emit()
    (sheet,) = opened.window.findChildren(OutcomeSheet)
    said = [sheet.rows.model().index(row, 0).data() for row in range(sheet.rows.model().rowCount())]
    assert said[0] == "Something odd  1" and "front matter" in said[1]
    sheet.settled.emit()
    assert not card.isVisible()


def test_a_second_import_changes_nothing_and_says_so(opened: Opened, tmp_path: Path) -> None:
    folder = posts(tmp_path / "posts", "蓝海", "银行")
    opened.session.importing.start(folder)
    opened.until(lambda: opened.session.toasts.text == "Imported: 2 new.")

    opened.session.importing.start(folder)

    opened.until(lambda: opened.session.toasts.text == "Imported: 2 already kept.")
    assert opened.session.browsing._desk.library.count(Query()) == 3
    assert not opened.window.sidebar.bringing.isVisible()


def test_a_folder_without_posts_is_told_apart_from_one_with_some(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    opened.session.importing.start(tmp_path / "empty")
    opened.until(lambda: opened.session.toasts.text.startswith("There is nothing to import there."))
    assert not opened.session.importing.running
