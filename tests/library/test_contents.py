"""Texts and pages by their SHA-256: kept once, and never other than they were put in."""

from contextlib import closing
from pathlib import Path

import pytest

from tearsheet.library import Library, open_library
from tearsheet.library.contents import pack
from tearsheet.library.sqlite import sqlite
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query
from tests.support.keepings import keeping


@pytest.fixture
def place(tmp_path: Path) -> Path:
    with open_library(tmp_path / "library") as library:
        library.add(keeping("a", "The text of one article. " * 40, body=b"<html>"))
        library.add(keeping("b", "Another text.", body=b"<html>"))
    return tmp_path / "library"


def test_the_same_bytes_are_kept_once(place: Path) -> None:
    with closing(sqlite.connect(place / "library.sqlite3")) as file:
        assert file.execute("SELECT count(*) FROM content").fetchone() == (5,)


def test_text_takes_a_fraction_of_its_size() -> None:
    packed = pack("中国人民银行发布公告。".encode() * 200)
    assert packed.size == 6600 and len(packed.data) < 200


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE content SET data = (SELECT max(data) FROM content)",
        "UPDATE content SET data = zeroblob(length(data))",
        "UPDATE content SET data = substr(data, 1, length(data) - 3)",
        "DELETE FROM content",
    ],
    ids=["exchanged", "overwritten", "cut", "gone"],
)
def test_a_text_that_has_changed_on_disk_is_noticed_when_it_is_read(place: Path, harm: str) -> None:
    with closing(sqlite.connect(place / "library.sqlite3")) as file:
        file.execute(harm)
        file.commit()

    with open_library(place) as library:
        with pytest.raises(LibraryError) as caught:
            library.article(ArticleId(1))
        assert caught.value.reason is Reason.ARTICLE_DAMAGED
        assert library.count(Query()) == 2


def test_a_rotten_text_keeps_no_other_article_from_being_found(place: Path) -> None:
    with closing(sqlite.connect(place / "library.sqlite3")) as file:
        file.execute("UPDATE content SET data = zeroblob(9) WHERE size > 900")
        file.commit()
    (place / "index.sqlite3").unlink()

    with open_library(place) as library:
        assert library.ids(Query(words=("another text",))) == (2,)
        assert library.ids(Query(words=("untitled",))) == (2, 1)


def test_a_snapshot_comes_back_as_it_was_received(library: Library) -> None:
    made = keeping(body=b"\x1f\x8b\x00bytes\xff")
    added = library.add(made)

    assert library.snapshot(added.article) == made.pages


def test_a_capture_of_other_bytes_with_the_same_words_keeps_those_bytes_too(library: Library) -> None:
    added = library.add(keeping(body=b"<html>first"))
    library.add(keeping(body=b"<html>second"))
    library.add(keeping(body=b"<html>second"))

    with library._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM snapshot").scalar() == 2
    assert library.snapshot(added.article)[0].body == b"<html>first"
