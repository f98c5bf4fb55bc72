"""A text glanced at once is not unpacked again, as long as not too many others came after it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, create_engine, event

from tearsheet.library import contents
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

    with _asked_for(connection) as asked:
        assert seen.texts(connection, [two, one]) == ["two", "one"]
        assert seen.texts(connection, [one, two]) == ["one", "two"]

    assert asked == [(two,)]


def test_the_texts_longest_unseen_are_forgotten(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glances, "_MOST", 10)
    seen, (one, two, three) = Glances(), (_put(connection, text) for text in ("one1", "two2", "three"))
    seen.texts(connection, [one, two])
    seen.texts(connection, [one])

    seen.texts(connection, [three])

    with _asked_for(connection) as asked:
        seen.texts(connection, [one, three])
        assert seen.texts(connection, [two]) == ["two2"]
    assert asked == [(two,)]


def test_a_text_longer_than_all_that_is_kept_is_shown_and_forgotten(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(glances, "_MOST", 10)
    seen, long = Glances(), _put(connection, "x" * 11)

    assert seen.texts(connection, [long]) == seen.texts(connection, [long]) == ["x" * 11]


def _put(connection: Connection, text: str) -> Sha256:
    return contents.put(connection, contents.pack(text.encode()))


@contextmanager
def _asked_for(connection: Connection) -> Iterator[list[object]]:
    """Note what the statements were given."""
    asked: list[object] = []

    def note(_connection: object, _cursor: object, _statement: str, parameters: object, *_rest: object) -> None:
        asked.append(parameters)

    event.listen(connection, "after_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(connection, "after_cursor_execute", note)
