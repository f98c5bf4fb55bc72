"""An article's versions are listed, compared and chosen from."""

import pytest

from tearsheet.model.comparison import Change, Fate, Passage
from tearsheet.model.errors import LibraryError
from tearsheet.model.ids import VersionId
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.versions import choose, compare, versions
from tests.support.annotated import MOVED, PARAGRAPHS, TEXT, WITHOUT_BRIDGE
from tests.support.keepings import keeping


def side(passages: tuple[Passage, ...], without: Change) -> str:
    return "".join(piece.text for passage in passages for piece in passage.pieces if piece.change is not without)


def test_versions_come_oldest_first(desk: Desk) -> None:
    first, second = desk.library.add(keeping(text=TEXT)), desk.library.add(keeping(text=MOVED))
    assert [version.id for version in versions(desk, first.article)] == [first.version, second.version]


def test_two_versions_are_compared_whichever_is_shown(desk: Desk) -> None:
    first, second = desk.library.add(keeping(text=TEXT)), desk.library.add(keeping(text=WITHOUT_BRIDGE))
    assert first.version is not None and second.version is not None
    passages = compare(desk, first.article, first.version, second.version)
    assert {passage.fate for passage in passages} >= {Fate.KEPT}
    assert PARAGRAPHS[1] in side(passages, Change.ADDED)
    back = compare(desk, first.article, second.version, first.version)
    assert PARAGRAPHS[1] in side(back, Change.REMOVED)


def test_a_paragraph_that_moved_is_said_to_have_moved(desk: Desk) -> None:
    first, second = desk.library.add(keeping(text=TEXT)), desk.library.add(keeping(text=MOVED))
    assert first.version is not None and second.version is not None
    fates = [passage.fate for passage in compare(desk, first.article, first.version, second.version)]
    assert fates == [Fate.MOVED_HERE, *[Fate.KEPT] * 4, Fate.MOVED_AWAY]


def test_another_version_is_shown_when_it_is_chosen(desk: Desk) -> None:
    first = desk.library.add(keeping(text=TEXT))
    desk.library.add(keeping(text=MOVED))
    assert first.version is not None
    assert choose(desk, first.article, first.version).updated == (first.article,)
    assert desk.library.article(first.article).text == TEXT


def test_a_version_that_is_not_there_is_an_error(desk: Desk) -> None:
    first = desk.library.add(keeping(text=TEXT))
    assert first.version is not None
    with pytest.raises(LibraryError):
        compare(desk, first.article, first.version, VersionId(99))
