"""A library on a PostgreSQL server: who gets in, what goes wrong there and how it is said, and what is never said."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from tearsheet.library import Library, open_library
from tearsheet.library.revisions import REVISIONS, SCRIPTS
from tearsheet.library.server import revisions as shared_revisions
from tearsheet.library.server import server
from tearsheet.library.server.postgres import PostgresDatabase
from tearsheet.library.server.server import Server
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.query import Query
from tests.support.keepings import address, keeping
from tests.support.postgres import GUARDED, USER, PostgresServer

SECRET = "s3cret & 密码"


def refusal(place: str, **how: object) -> LibraryError:
    with pytest.raises(LibraryError) as caught:
        open_library(place, **how)  # type: ignore[arg-type]
    return caught.value


@pytest.fixture
def new_place(server: PostgresServer) -> Iterator[str]:
    """In this module a library is on a server."""
    place = server.new_library()
    yield place
    server.drop(place)


@pytest.fixture
def kept(library: Library) -> Library:
    library.add(keeping("a", "中国人民银行", tags=("财经",)))
    return library


def terminate(server: PostgresServer, library: Library) -> None:
    """End all connections to a library, as a restart of the server or of a router does."""
    server.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid()",
        library.place,
    )


def test_a_library_is_opened_by_its_address_and_has_no_folder(kept: Library, new_place: str) -> None:
    assert kept.place.startswith(f"postgresql+psycopg://{USER}@/")
    with open_library(new_place.replace("+psycopg", "")) as same:
        assert (same.uid, same.count(Query(words=("人民",)))) == (kept.uid, 1)
    with pytest.raises(LibraryError) as caught:
        _ = kept.location
    assert caught.value.reason is Reason.IN_A_DATABASE and kept.written_file is None


@pytest.mark.parametrize("place", ["u:{}@h/d", "{}@h/d?password={}", "u@h/d?sslpassword={}", "u:{}@h:not-a-port/d"])
def test_a_password_in_the_address_is_refused_and_never_repeated(place: str) -> None:
    said = refusal(f"postgresql+psycopg://{place.replace('{}', 'hunter2')}")
    assert said.reason in (Reason.PASSWORD_IN_ADDRESS, Reason.NO_PLACE_FOR_LIBRARY)
    assert "hunter2" not in f"{said} {said.__cause__} {said.__context__}"


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert refusal(f"postgresql+psycopg://u@/d?host={tmp_path}").reason is Reason.SERVER_GONE
    assert refusal("postgresql+psycopg://u@127.0.0.1:9/d").reason is Reason.SERVER_GONE
    assert refusal("postgresql+psycopg://u@nowhere.invalid/d").reason is Reason.SERVER_GONE


def test_a_database_that_is_not_there_is_said(server: PostgresServer) -> None:
    assert refusal(server.place("nowhere")).reason is Reason.LIBRARY_MISSING


def test_somebody_whom_the_server_does_not_know_is_not_let_in(server: PostgresServer) -> None:
    assert refusal(server.place("postgres", user="nobody")).reason is Reason.NOT_LET_IN


def test_an_empty_database_becomes_a_library_unless_that_was_not_wanted(server: PostgresServer) -> None:
    place = server.new_database()
    assert refusal(place, create=False).reason is Reason.LIBRARY_MISSING
    with open_library(place) as library:
        library.add(keeping())
    with open_library(place, create=False) as again:
        assert (again.uid, again.count(Query())) == (library.uid, 1)


def test_a_database_with_somebody_elses_tables_is_left_alone(server: PostgresServer) -> None:
    place = server.new_database()
    server.run("CREATE TABLE article (mine text)", place)
    assert refusal(place).reason is Reason.LIBRARY_DAMAGED
    assert server.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", place) == [(1,)]


def test_who_may_make_no_tables_is_told_so(server: PostgresServer) -> None:
    place = server.new_database()
    server.run("CREATE ROLE outsider LOGIN")
    assert refusal(place.replace(USER, "outsider", 1)).reason in (Reason.READ_ONLY, Reason.NOT_LET_IN)
    server.run("DROP ROLE outsider")


def test_a_password_is_asked_for_once_and_only_where_it_is_wanted(kept: Library, server: PostgresServer) -> None:
    place, asked = server.guard(kept.place, SECRET), list[str]()

    def password(of: str) -> str:
        asked.append(of)
        return SECRET

    with open_library(kept.place, password=password):
        assert asked == []
    with open_library(place, password=password) as library:
        library.add(keeping("b"))
        assert library.data_version() and library.count(Query()) == 2
    assert asked == [f"{GUARDED}@{place.partition('@')[2].partition('?')[0]}"]


def test_no_password_or_a_wrong_one_is_said_without_it(kept: Library, server: PostgresServer) -> None:
    place = server.guard(kept.place, SECRET)
    lacking, wrong = refusal(place), refusal(place, password=lambda _server: "hunter2")
    assert lacking.reason is wrong.reason is Reason.NOT_LET_IN
    assert "no password for" in lacking.detail and "hunter2" not in f"{wrong} {wrong.__cause__}"


def test_the_file_that_pgpassfile_names_is_used(
    kept: Library, server: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, file = server.guard(kept.place, SECRET), tmp_path / "passwords"
    file.write_text(f"*:*:*:{GUARDED}:{SECRET}\n")
    file.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(file))
    with open_library(place) as library:
        assert library.count(Query()) == 1


def test_who_may_only_read_reads_and_searches(kept: Library, server: PostgresServer) -> None:
    server.run("CREATE ROLE reader LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader", kept.place)
    with open_library(kept.place.replace(USER, "reader", 1)) as library:
        assert library.read_only and library.count(Query(words=("银行",))) == 1
        for write in (lambda: library.remember(address("x"), share_link=""), lambda: library.put_blob(b"x", "y")):
            with pytest.raises(LibraryError) as caught:
                write()
            assert caught.value.reason is Reason.READ_ONLY
    server.run("DROP OWNED BY reader; DROP ROLE reader", kept.place)


def test_an_older_server_is_refused(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "OLDEST", 99)
    said = refusal(library.place)
    assert said.reason is Reason.SERVER_TOO_OLD and said.detail.startswith("PostgreSQL ")


def test_connections_that_broke_while_nobody_used_them_are_made_again(kept: Library, server: PostgresServer) -> None:
    before = kept.data_version()
    job = kept.remember(address("x"), share_link="")
    assert kept.claim(job.id)
    terminate(server, kept)
    assert kept.count(Query()) == 1
    terminate(server, kept)
    kept.add(keeping("b"))
    terminate(server, kept)
    assert kept.renew(job.id)
    assert kept.data_version() > before  # something may have been missed


def test_a_connection_that_breaks_in_the_middle_is_told_and_nothing_is_half_there(
    kept: Library, server: PostgresServer
) -> None:
    for begin in (kept._database.reading, kept._database.writing):
        with pytest.raises(LibraryError) as caught, begin() as connection:
            connection.execute(text("SELECT count(*) FROM article"))
            if begin == kept._database.writing:
                connection.execute(text("UPDATE article SET read = true"))
            terminate(server, kept)
            connection.execute(text("SELECT count(*) FROM article"))
        assert caught.value.reason is Reason.SERVER_GONE
    assert kept.count(Query(read=False)) == 1


def test_a_server_that_went_away_is_said_and_found_again(kept: Library, server: PostgresServer) -> None:
    assert kept.count(Query()) == kept.data_version() == 1
    server.stop()
    try:
        for ask in (lambda: kept.count(Query()), lambda: kept.add(keeping("b")), kept.data_version):
            with pytest.raises(LibraryError) as caught:
                ask()
            assert caught.value.reason is Reason.SERVER_GONE
    finally:
        server.start()
    assert kept.count(Query(words=("银行",))) == 1
    kept.add(keeping("b"))
    assert kept.count(Query()) == 2 and kept.data_version() > 1


def test_a_library_that_another_keeps_for_itself_is_busy(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_SETTINGS", ("-c lock_timeout=50ms",))
    with open_library(library.place) as other, library._database.writing():
        with pytest.raises(LibraryError) as caught:
            other.remember(address("a"), share_link="")
        assert caught.value.reason is Reason.LIBRARY_BUSY
        assert other.jobs() == ()
        assert other.put_blob(b"picture", "image/png").size == 7  # which nobody has to wait for
    assert library.remember(address("a"), share_link="").id == 1


@pytest.mark.parametrize(
    ("state", "writing", "reason"),
    [
        ("53100", True, Reason.DISK_FULL),
        ("42501", True, Reason.READ_ONLY),
        ("42501", False, Reason.NOT_LET_IN),
        ("25006", True, Reason.READ_ONLY),
        ("40P01", True, Reason.LIBRARY_BUSY),
        ("57014", False, Reason.LIBRARY_BUSY),
        ("53300", False, Reason.LIBRARY_BUSY),
        ("57P01", False, Reason.SERVER_GONE),
        ("XX001", False, Reason.LIBRARY_DAMAGED),
        ("58030", True, Reason.LIBRARY_DAMAGED),
    ],
)
def test_what_the_server_says_is_said_in_our_words(library: Library, state: str, writing: bool, reason: Reason) -> None:
    begin = library._database.writing if writing else library._database.reading
    with pytest.raises(LibraryError) as caught, begin() as connection:
        connection.exec_driver_sql(f"DO $$ BEGIN RAISE EXCEPTION 'so' USING ERRCODE = '{state}'; END $$")
    assert (caught.value.reason, caught.value.detail) == (reason, "so")


def test_what_no_text_can_hold_is_found_nowhere_and_does_no_harm(kept: Library) -> None:
    assert kept.count(Query(words=("\0",))) == kept.count(Query(sources=("\0\ud800",))) == 0
    assert kept.find("\0") is None
    assert kept.count(Query(ids=(10**12,))) == 0  # type: ignore[arg-type]
    with pytest.raises(LibraryError) as caught:
        kept.article(10**12)  # type: ignore[arg-type]
    assert caught.value.reason is Reason.NO_SUCH_ARTICLE


def test_texts_are_sorted_by_their_code_points_in_every_table(library: Library, server: PostgresServer) -> None:
    others = (
        "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public' "
        "AND data_type IN ('text', 'character varying') AND collation_name IS DISTINCT FROM 'C'"
    )
    assert server.run(others, library.place) == [(0,)]


def test_blobs_are_kept_once_apart_from_their_rows_and_proven(library: Library, server: PostgresServer) -> None:
    data = os.urandom(300_000)
    blob = library.put_blob(data, "image/png")
    assert library.put_blob(data, "image/png") == blob and library.blob(blob.sha256) == data
    assert server.run("SELECT count(*) FROM blob_bytes", library.place) == [(1,)]
    how = "SELECT attstorage FROM pg_attribute WHERE attrelid = 'blob_bytes'::regclass AND attname = 'data'"
    assert server.run(how, library.place) in ([("e",)], [(b"e",)])

    server.run("UPDATE blob_bytes SET data = 'rotten'", library.place)
    with pytest.raises(LibraryError) as caught:
        library.blob(blob.sha256)
    assert caught.value.reason is Reason.LIBRARY_DAMAGED
    library.put_blob(data, "image/png")
    assert library.blob(blob.sha256) == data


def test_several_computers_that_find_an_empty_database_make_one_library(server: PostgresServer) -> None:
    place, uids = server.new_database(), list[str]()

    def open_it() -> None:
        with open_library(place) as library:
            uids.append(library.uid)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(uids) == 4 and len(set(uids)) == 1


def test_a_library_of_a_newer_program_is_refused_and_left_untouched(library: Library, server: PostgresServer) -> None:
    server.run("UPDATE alembic_version SET version_num = '9999'", library.place)
    assert refusal(library.place).reason is Reason.LIBRARY_NEWER
    assert server.run("SELECT version_num FROM alembic_version", library.place) == [("9999",)]


NEXT = """
import sqlalchemy as sa
from alembic import op
revision = "9999"
down_revision = "{newest}"
def upgrade():
    op.add_column("article", sa.Column("colour", sa.Text()))
    {then}
"""


@pytest.mark.parametrize("then", ["1 / 0", "pass"])
def test_a_migration_is_kept_whole_or_not_at_all(kept: Library, tmp_path: Path, then: str) -> None:
    scripts, revisions = tmp_path / "scripts", (*REVISIONS, "9999")
    shutil.copytree(SCRIPTS, scripts)
    (scripts / "versions" / "rev_9999.py").write_text(NEXT.format(newest=REVISIONS[-1], then=then))
    database = PostgresDatabase(Server.at(kept.place), lambda _server: None)
    try:
        uid = shared_revisions.bring_up_to_date(database, create=False, revisions=revisions, scripts=scripts)
    except ZeroDivisionError:
        uid = ""
    with database.reading() as connection:
        of_articles = "SELECT attname FROM pg_attribute WHERE attrelid = 'article'::regclass"
        columns = set(connection.scalars(text(of_articles)))
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    database.close()
    whole = (kept.uid, "9999", True) if then == "pass" else ("", REVISIONS[-1], False)
    assert (uid, found, "colour" in columns) == whole
