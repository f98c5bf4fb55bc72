"""What the doctor says of a library on a server: whether it answers, what is there, and who may do what."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tearsheet.library import open_library
from tearsheet.model.finding import Finding
from tearsheet.workflows.server_findings import findings
from tests.support.databases import on_a_server
from tests.support.postgres import USER, PostgresServer

SECRET = "correct horse"


def found(place: str) -> dict[str, Finding]:
    return {finding.name: finding for finding in findings(place)}


def wrong(place: str) -> list[str]:
    return [name for name, finding in found(place).items() if not finding.ok]


@contextmanager
def somebody(server: PostgresServer, place: str, rights: str = "") -> Iterator[str]:
    """Give out the library's address for somebody who owns nothing there, with these rights."""
    server.run(f"CREATE ROLE somebody LOGIN; {rights}", place)
    try:
        yield place.replace(USER, "somebody", 1)
    finally:
        server.run("DROP OWNED BY somebody; DROP ROLE somebody", place)


@on_a_server
def test_a_library_in_order_is_said_to_be_so_with_the_servers_version(new_place: str) -> None:
    seen = found(new_place)
    assert list(seen) == ["server", "encoding", "library", "writing", "sorting", "backup"]
    assert all(finding.ok and finding.words and not finding.remedy for finding in seen.values())
    assert "PostgreSQL 1" in seen["server"].words and f"{USER}@" in seen["server"].words
    assert seen["writing"].words == f"You may write to it, as {USER}."


def test_an_empty_database_is_one_for_a_library_and_stays_empty(server: PostgresServer) -> None:
    place = server.new_database()
    assert wrong(place) == []
    assert "no library in it yet" in found(place)["library"].words
    assert server.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", place) == [(0,)]
    with somebody(server, place) as address:
        assert wrong(address) == ["writing"]
        assert found(address)["writing"].words == "You may make no tables there, as somebody."


@on_a_server
def test_a_server_that_does_not_answer_or_has_no_such_database_is_told_apart(
    new_place: str, server: PostgresServer
) -> None:
    gone = found("postgresql+psycopg://someone@127.0.0.1:1/library")
    assert list(gone) == ["server"] and "does not answer" in gone["server"].words
    missing = found(server.place("nothere"))
    assert list(missing) == ["server"]
    assert missing["server"].words == 'There is no library at that place. (database "nothere" does not exist)'
    assert wrong(new_place.replace("postgresql+psycopg", "mysql")) == ["server"]


@on_a_server
def test_a_password_is_asked_of_the_keyring_and_never_said(
    new_place: str, server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = server.guard(new_place, SECRET)
    for password in (SECRET, "hunter2", None):
        monkeypatch.setattr("tearsheet.workflows.server_findings.password_for", lambda _place, it=password: it)
        said = found(place)
        assert said["server"].ok is (password == SECRET)
        assert not any(word in repr(said) for word in (SECRET, "hunter2"))
    in_address = found(place.replace("@", f":{SECRET}@", 1))
    assert not in_address["server"].ok and SECRET not in repr(in_address)


@on_a_server
def test_tables_of_another_age_or_of_something_else_are_told_apart(new_place: str, server: PostgresServer) -> None:
    def at(revision: str) -> dict[str, Finding]:
        server.run(f"UPDATE alembic_version SET version_num = '{revision}'", new_place)  # noqa: S608
        return found(new_place)

    assert at("0001")["library"].ok and "older Tearsheet" in found(new_place)["library"].words
    with somebody(server, new_place, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO somebody") as address:
        server.run("GRANT CREATE ON SCHEMA public TO somebody", new_place)
        assert "somebody else's" in found(address)["writing"].words
    assert not at("9999")["library"].ok and "newer Tearsheet" in found(new_place)["library"].words
    place = server.new_database()
    server.run("CREATE TABLE article (mine text)", place)
    assert "something else" in found(place)["library"].words


@on_a_server
def test_half_a_library_is_said_to_be_one(new_place: str, server: PostgresServer) -> None:
    server.run("INSERT INTO meta VALUES ('moving', 'x')", new_place)
    assert wrong(new_place) == ["library"] and "being moved" in found(new_place)["library"].words


@on_a_server
@pytest.mark.parametrize("right", ["SELECT, INSERT, DELETE", "SELECT, INSERT, UPDATE, DELETE"])
def test_rights_that_are_not_enough_are_said_and_make_a_library_that_is_only_read(
    new_place: str, server: PostgresServer, right: str
) -> None:
    rights = f"GRANT {right} ON ALL TABLES IN SCHEMA public TO somebody"
    with somebody(server, new_place, rights) as address:
        assert wrong(address) == ["writing"]
        assert "USAGE ON ALL SEQUENCES" in found(address)["writing"].remedy
        with open_library(address) as library:
            assert library.read_only
    more = "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO somebody"
    with somebody(
        server, new_place, f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO somebody; {more}"
    ) as address:
        assert wrong(address) == []
        with open_library(address) as library:
            assert not library.read_only


@on_a_server
def test_what_is_set_to_be_read_only_is_said(new_place: str) -> None:
    place = f"{new_place}&options=-c%20default_transaction_read_only%3Don"
    assert wrong(place) == ["writing"] and "read only" in found(place)["writing"].words


@on_a_server
def test_a_column_that_is_sorted_by_a_language_is_noticed(new_place: str, server: PostgresServer) -> None:
    server.run('ALTER TABLE article ALTER COLUMN title TYPE text COLLATE "default"', new_place)
    assert wrong(new_place) == ["sorting"] and found(new_place)["sorting"].words.startswith("1 column ")


def test_a_database_without_room_for_chinese_is_noticed(server: PostgresServer) -> None:
    for encoding in ("LATIN1", "SQL_ASCII"):
        name = f"narrow_{encoding.lower()}"
        server.run(f"CREATE DATABASE {name} ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0")
        place = server.place(name)
        assert list(found(place)) == ["server", "encoding", "backup"] and wrong(place) == ["encoding"]
        assert encoding in found(place)["encoding"].words
        server.drop(place)
