"""A text glanced at once is not unpacked again, as long as not too many others came after it."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import Connection, create_engine

from tearsheet.library import contents, rows
from tearsheet.library.schema import content
from tearsheet.library.search import glances
from tearsheet.library.search.glances import Glances
from tearsheet.model.ids import Sha256


@pytest.fixture
def connection() -> Iterator[Connection]:
    with create_engine("sqlite://").begin() as made:
        content.create(made)
        yield made


def test_texts_come_in_the_order_asked_for_and_what_is_lost_is_empty(
    connection: Connection, caplog: pytest.LogCaptureFixture
) -> None:
    one, two, lost = (_put(connection, text) for text in ("one", "二", "lost"))
    connection.execute(content.update().where(content.c.sha256 == lost).values(data=b"rot"))

    assert Glances().texts(connection, [two, lost, "gone", one, two]) == ["二", "", "", "one", "二"]
    assert f"content {lost} is gone or damaged" in caplog.text and "content gone is gone" in caplog.text


def test_a_text_is_read_once(connection: Connection) -> None:
    seen, (one, two) = Glances(), (_put(connection, text) for text in ("one", "two"))
    seen.texts(connection, [one])

    with _asked_for() as asked:
        assert seen.texts(connection, [two, one]) == ["two", "one"]
        assert seen.texts(connection, [one, two]) == ["one", "two"]

    assert asked == [[two]]


def test_the_texts_longest_unseen_are_forgotten(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glances, "_MOST", 10)
    seen, (one, two, three) = Glances(), (_put(connection, text) for text in ("one1", "two2", "three"))
    seen.texts(connection, [one, two])
    seen.texts(connection, [one])

    seen.texts(connection, [three])

    with _asked_for() as asked:
        seen.texts(connection, [one, three])
        assert seen.texts(connection, [two]) == ["two2"]
    assert asked == [[two]]


def test_a_text_longer_than_all_that_is_kept_is_shown_and_forgotten(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(glances, "_MOST", 10)
    seen, long = Glances(), _put(connection, "x" * 11)

    assert seen.texts(connection, [long]) == seen.texts(connection, [long]) == ["x" * 11]


def _put(connection: Connection, text: str) -> Sha256:
    return contents.put(connection, contents.pack(text.encode()))


@contextmanager
def _asked_for() -> Iterator[list[list[str]]]:
    """Note which SHA-256s the database is asked for."""
    asked: list[list[str]] = []

    def note(connection: Connection, sql: str, values: Sequence[str]) -> Sequence[Any]:
        asked.append(json.loads(values[0]))
        return rows_of(connection, sql, values)

    rows_of = rows.ask_driver
    with patch.object(rows, "ask_driver", note):
        yield asked
