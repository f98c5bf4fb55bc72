"""Rows come as the driver gives them, and a list that they are asked by may be of any length."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, not_, select

from tearsheet.library import Library
from tearsheet.library.dialects import among
from tearsheet.library.rows import fetched
from tearsheet.library.schema import article
from tests.support.keepings import keeping

_NUMBERS = select(article.c.id).order_by(article.c.id)
_MORE_THAN_PARAMETERS = 40_000  # SQLite takes 32,766


@pytest.fixture
def three(library: Library) -> Library:
    for letter in "abc":
        library.add(keeping(letter, letter))
    return library


def _asked(library: Library, question: Callable[[Connection], object]) -> object:
    with library._database.reading() as connection:
        return question(connection)


def test_a_list_is_given_by_its_name_each_time(three: Library) -> None:
    statement = _NUMBERS.where(among(article.c.id, "wanted"))

    def ask(connection: Connection) -> list[list[int]]:
        return [
            [number for (number,) in fetched(connection, statement, {"wanted": wanted})]
            for wanted in ([3, 1], (), (2, 99), range(_MORE_THAN_PARAMETERS))
        ]

    assert _asked(three, ask) == [[1, 3], [], [2], [1, 2, 3]]


def test_several_lists_stand_in_one_statement_and_can_be_turned_round(three: Library) -> None:
    statement = _NUMBERS.where(among(article.c.id, (1, 2)), not_(among(article.c.id, (2,))))

    assert _asked(three, lambda connection: [tuple(row) for row in fetched(connection, statement)]) == [(1,)]


def test_texts_of_a_list_may_have_signs_that_mean_something_to_a_database(library: Library) -> None:
    titles = ['a"b', "中\\文", "%'1,{}", "\U0001f4f0"]
    for title in titles:
        library.add(keeping(title, title, title=title))
    statement = _NUMBERS.where(among(article.c.title, titles[1:]))

    assert _asked(library, lambda connection: [number for (number,) in fetched(connection, statement)]) == [2, 3, 4]
