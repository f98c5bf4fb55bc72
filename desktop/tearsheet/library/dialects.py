"""Turn what SQLite and PostgreSQL have different words for into one word of our own."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, Self

from sqlalchemy import (
    BindParameter,
    Boolean,
    ColumnElement,
    Connection,
    Table,
    Text,
    bindparam,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.sql.operators import OperatorType


class nocase(GenericFunction[str]):  # noqa: N801 - a function of SQL
    """A column whose capital letters (A to Z) do not matter, to be compared and grouped by.

    SQLite's columns are so by their collation, PostgreSQL's are not.
    """

    type = Text()
    inherit_cache = True


@compiles(nocase, "sqlite")
def _as_it_is(element: nocase, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


@compiles(nocase, "postgresql")
def _lowered(element: nocase, compiler: SQLCompiler, **options: Any) -> str:
    return f'lower({compiler.process(element.clauses, **options)} COLLATE "C")'


class unindexed(GenericFunction[Any]):  # noqa: N801 - a function of SQL
    """A column by which SQLite uses no index, so that what stands beside it leads; PostgreSQL weighs that by itself."""

    inherit_cache = True

    def __init__(self, column: ColumnElement[Any]) -> None:
        super().__init__(column)
        self.type = column.type


@compiles(unindexed, "sqlite")
def _with_a_plus(element: unindexed, compiler: SQLCompiler, **options: Any) -> str:
    return f"+{compiler.process(element.clauses, **options)}"


@compiles(unindexed, "postgresql")
def _left_alone(element: unindexed, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


class joined(GenericFunction[str]):  # noqa: N801 - a function of SQL
    """The texts of several rows as one, with a text written between them."""

    type = Text()
    inherit_cache = True

    def __init__(self, column: ColumnElement[str], between: str) -> None:
        super().__init__(column, literal_column(f"'{between}'"))


@compiles(joined, "sqlite")
def _concatenated(element: joined, compiler: SQLCompiler, **options: Any) -> str:
    return f"group_concat({compiler.process(element.clauses, **options)})"


@compiles(joined, "postgresql")
def _aggregated(element: joined, compiler: SQLCompiler, **options: Any) -> str:
    return f"string_agg({compiler.process(element.clauses, **options)})"


class among(GenericFunction[bool]):  # noqa: N801 - a function of SQL
    """Whether a column has one of the values of a list, however long: one parameter, which `rows.fetched` takes.

    By a name it is given each time that the statement is asked.
    """

    type = Boolean()
    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], values: str | Sequence[object]) -> None:
        named: BindParameter[Any] = (
            bindparam(values) if isinstance(values, str) else bindparam(None, list(values), unique=True)
        )
        super().__init__(column, named)

    def self_group(self, against: OperatorType | None = None) -> Self:  # noqa: ARG002 - SQLAlchemy's own name
        """Stand as it is: compared with 1, as SQLAlchemy asks SQLite for what is true, it would be led by no index."""
        return self


@compiles(among, "sqlite")
def _of_json(element: among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(each, **options) for each in element.clauses)
    return f"({column} IN (SELECT value FROM json_each({values})))"  # noqa: S608 - parts that SQLAlchemy has written


@compiles(among, "postgresql")
def _of_array(element: among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(each, **options) for each in element.clauses)
    (of, _) = element.clauses
    # Of the column's own type: an array of another one, such as small numbers, is gone through for each row.
    return f"({column} = ANY (CAST({values} AS {of.type.compile(compiler.dialect)}[])))"


def is_one_of(column: ColumnElement[str], values: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition that a column without case has one of the values."""
    wanted = [_lower(value) for value in values]
    return nocase(column) == wanted[0] if len(wanted) == 1 else among(nocase(column), wanted)


def insert_new(connection: Connection, into: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert the rows of whose key there is none yet."""
    if rows:
        # Imported by now, for the connection is of it; the other one is not, and need not be.
        dialect = import_module(f"sqlalchemy.dialects.{connection.dialect.name}")
        connection.execute(dialect.insert(into).on_conflict_do_nothing(), [dict(row) for row in rows])


def last_number(connection: Connection, table: Table) -> int:
    """Return the highest number that a row of the table was ever given; 0 where rows are not numbered."""
    if connection.dialect.name == "postgresql":
        sequence = _sequence(connection, table)
        return int(connection.scalar(text(f"SELECT last_value FROM {sequence}")) or 0) if sequence else 0  # noqa: S608
    if not table.kwargs.get("sqlite_autoincrement"):
        return 0
    numbered = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
    return int(connection.scalar(numbered, {"name": table.name}) or 0)


def set_last_number(connection: Connection, table: Table, number: int) -> None:
    """Let rows be numbered from after `number` on, and from after those that are there."""
    if connection.dialect.name == "postgresql":
        if sequence := _sequence(connection, table):
            highest = connection.scalar(select(func.max(table.c.id))) or 0
            connection.execute(
                text("SELECT setval(CAST(:sequence AS regclass), :number, :used)"),
                {"sequence": sequence, "number": max(number, highest, 1), "used": max(number, highest) > 0},
            )
    elif number and table.kwargs.get("sqlite_autoincrement"):
        # Rows that came with their numbers have made this line, if there were any.
        connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
        numbered = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :number)")
        connection.execute(numbered, {"name": table.name, "number": number})


def _sequence(connection: Connection, table: Table) -> str | None:
    """Return the name of what PostgreSQL numbers the table's rows by."""
    if "id" not in table.c:
        return None
    asked = text("SELECT pg_get_serial_sequence(:name, 'id')")
    found = connection.scalar(asked, {"name": table.name})
    return None if found is None else str(found)


def _lower(words: str) -> str:
    """Lower A to Z alone, as both databases do."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in words)
