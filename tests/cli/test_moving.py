"""A library is moved by one command, and the command line works on it where it is then."""

from pathlib import Path

from tearsheet.bootstrap import desk as open_desk
from tearsheet.cli import main
from tests.cli.conftest import Tearsheet
from tests.support.postgres import PostgresServer


def test_a_library_goes_to_a_folder_and_stays_where_it_was(tearsheet: Tearsheet, tmp_path: Path) -> None:
    there = str(tmp_path / "new" / "place")
    ran = tearsheet("move-library", there, "--json")

    assert (ran.code, ran.rows) == (0, [{"to": there, "articles": 3, "contents": 9, "blobs": 0, "lost": []}])
    assert tearsheet("--library", there, "list", "--json").rows == tearsheet("list", "--json").rows != []
    again = tearsheet("move-library", there)
    assert again.code == 1 and "already" in again.err and again.out == ""


def test_a_library_goes_to_a_server_is_used_there_and_comes_back(
    tearsheet: Tearsheet, tmp_path: Path, server: PostgresServer
) -> None:
    there, back = server.new_database(), str(tmp_path / "back")
    ran = tearsheet("move-library", there)
    assert ran.code == 0 and ran.out.startswith("3 articles are in postgresql+psycopg://") and "TEARSHEET" in ran.err

    assert tearsheet("--library", there, "tag", "春茶", "+茶/新", "--json").code == 0
    assert [row["id"] for row in tearsheet("--library", there, "list", "tag:茶", "茶", "--json").rows] == [1]
    assert tearsheet("--library", there, "worker", "--once", "--json").out == ""
    assert tearsheet("--library", there, "move-library", back).code == 0
    assert tearsheet("--library", back, "list", "--json").rows == tearsheet("--library", there, "list", "--json").rows
    assert [row["tags"] for row in tearsheet("--library", back, "list", "春茶", "--json").rows] == [["茶", "茶/新"]]


def test_a_password_in_the_address_is_refused_and_not_repeated(tearsheet: Tearsheet) -> None:
    ran = tearsheet("--library", "postgresql+psycopg://me:hunter2@db.example/library", "list")
    assert ran.code == 1 and "keyring" in ran.err and "hunter2" not in ran.out + ran.err


def test_a_place_where_no_library_can_be_is_said(tearsheet: Tearsheet) -> None:
    for place in ("mysql://db.example/library", "https://example.org/library"):
        ran = tearsheet("--library", place, "list")
        assert ran.code == 1 and "postgresql+psycopg://user@host/database" in ran.err


def test_a_server_that_does_not_answer_is_said(tearsheet: Tearsheet, tmp_path: Path) -> None:
    ran = tearsheet("--library", f"postgresql+psycopg://me@/library?host={tmp_path}", "list")
    assert ran.code == 1 and "does not answer" in ran.err and "Traceback" not in ran.err


def test_moving_to_nowhere_is_wrong_usage() -> None:
    assert main(["move-library"], desk=open_desk, window=lambda *_: 0) == 2
