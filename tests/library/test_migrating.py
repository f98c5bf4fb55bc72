"""A library of every earlier revision becomes today's whole, or stays as it was, wherever its migration breaks off."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from tearsheet.library import open_library
from tearsheet.library.database import LIBRARY_FILE
from tearsheet.library.revisions import REVISIONS
from tearsheet.library.schema import metadata
from tearsheet.model.capture import JobState
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query, Sort
from tests.support.earlier import EARLIER, TEXT, TITLES, earlier_library, rows

ROOT = Path(__file__).resolve().parents[2]
KILLS = 4
DIES = """
import os, sys
from sqlalchemy import Engine, event
from tearsheet.library import open_library
left = int(sys.argv[2])
@event.listens_for(Engine, "before_cursor_execute")
def die(*_given):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), 9)
open_library(sys.argv[1]).close()
"""


class BrokenOffError(Exception):
    """Raised in the place of a statement."""


@pytest.fixture(scope="module", params=EARLIER)
def earlier(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return earlier_library(tmp_path_factory.mktemp("earlier") / "library", request.param)


@pytest.fixture
def library_of(earlier: Path, tmp_path: Path) -> Iterator[Path]:
    """Give a copy of an earlier library."""
    yield shutil.copytree(earlier, tmp_path / "library")


@contextmanager
def _statements(breaking_off: int | None = None) -> Iterator[list[str]]:
    """Collect what is executed, and break off in the place of a statement of this number."""
    executed: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: Any) -> None:
        if len(executed) == breaking_off:
            raise BrokenOffError
        executed.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield executed
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def _assert_is_whole(place: Path, before: dict[str, list[Any]]) -> None:
    """Open the library, which makes it today's, and see that all that was in it still is."""
    with open_library(place) as library:
        assert library.ids(Query(), Sort.SAVED) == (3, 2, 1)
        assert library.ids(Query(), Sort.TITLE) == (3, 1, 2)
        assert library.ids(Query(), Sort.SOURCE)[-1] == 3
        assert library.ids(Query(deleted=True)) == (4,)
        assert library.ids(Query(words=("一座桥",))) == (3, 2, 1)
        assert library.ids(Query(tags=("a",))) == (2, 1)
        assert library.counts().tags == (("a", 2), ("a/b", 1), ("a/c", 1))
        whole = [library.article(ArticleId(number)) for number in range(1, 5)]
        assert [each.metadata.title for each in whole] == list(TITLES)
        assert {each.text for each in whole} == {TEXT}
        assert [each.tags for each in whole] == [("a/b",), ("a/c",), (), ()]
        assert [job.address.key for job in library.jobs(JobState.QUEUED)] == ["e.example/9"]
        annotations = library.annotating.of_article(ArticleId(1))
        wanted = {("看", "一座桥"), ("看", "")} if "annotation" in before else set()
        assert {(each.annotation.note, each.text) for each in annotations} == wanted
    after = rows(place / LIBRARY_FILE)
    assert after["alembic_version"] == [(REVISIONS[-1],)]
    assert metadata.tables.keys() <= after.keys()
    for table, kept in before.items():
        if table not in ("", "alembic_version", "index_queue"):
            width = max(map(len, kept), default=0)  # columns may have come behind
            assert {row[:width] for row in after[table]} >= set(kept), table
            assert len(after[table]) == len(kept) or table in ("meta", "step", "tag"), table


def test_a_library_of_every_earlier_revision_becomes_todays_with_all_that_is_in_it(library_of: Path) -> None:
    _assert_is_whole(library_of, rows(library_of / LIBRARY_FILE))


def test_a_migration_that_breaks_off_at_any_statement_leaves_all_as_it_was(earlier: Path, tmp_path: Path) -> None:
    before = rows(earlier / LIBRARY_FILE)
    migrated = 0
    for number in count():
        place = shutil.copytree(earlier, tmp_path / str(number))
        with _statements(breaking_off=number):
            try:
                open_library(place).close()
            except BrokenOffError:
                pass
            else:
                break
        found = rows(place / LIBRARY_FILE)
        if found["alembic_version"] == before["alembic_version"]:
            assert found == before
        else:
            migrated += 1  # what is executed once the migration is kept
        _assert_is_whole(place, before)
        shutil.rmtree(place)
    assert number - migrated > 3


def test_a_migration_that_is_killed_leaves_all_as_it_was(earlier: Path, tmp_path: Path) -> None:
    before = rows(earlier / LIBRARY_FILE)
    with _statements() as executed:
        open_library(shutil.copytree(earlier, tmp_path / "whole")).close()
    kills = {len(executed) * part // (KILLS - 1) for part in range(KILLS)} - {len(executed)} | {len(executed) - 1}
    for number in sorted(kills):
        place = shutil.copytree(earlier, tmp_path / str(number))
        killed = subprocess.run([sys.executable, "-c", DIES, str(place), str(number)], cwd=ROOT, check=False)
        assert killed.returncode == (9 if os.name == "nt" else -9)
        found = rows(place / LIBRARY_FILE)
        assert found == before or found["alembic_version"] == [(REVISIONS[-1],)]
        _assert_is_whole(place, before)
