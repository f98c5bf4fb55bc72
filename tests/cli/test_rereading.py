"""Kept pages are read again from the command line: a row an item, a line for what is different, and the sum."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Tearsheet
from tests.support.desks import desk_at
from tests.support.keepings import keeping

ROW = {"id", "url", "title", "status", "error", "missing", "method", "version", "current"}
OF_REREADING = {"verdict", "words_before", "words", "pictures_before", "pictures", "details"}
SENTENCE = "The river rose in the night and the people of the town carried their chairs upstairs to wait."


def body(paragraphs: int) -> bytes:
    return f"<title>High water</title><article>{f'<p>{SENTENCE}</p>' * paragraphs}</article>".encode()


@pytest.fixture
def pages(library: Path) -> Path:
    """Three more articles, 4 to 6: more will be found in one, less in another, and the third has no article."""
    desk = desk_at(library)
    desk.library.add(keeping("more", SENTENCE, title="More", body=body(9)))
    desk.library.add(keeping("aside", "word " * 200, title="Aside", body=body(1)))
    desk.library.add(keeping("fails", SENTENCE, title="Fails", body=b"<form><input type=password></form>"))
    desk.close()
    return library


@pytest.mark.usefixtures("pages")
def test_a_row_says_what_became_of_an_item(tearsheet: Tearsheet) -> None:
    ran = tearsheet("reread", "4", "5", "6", "--json")
    assert all(row.keys() >= ROW | OF_REREADING for row in ran.rows)
    assert [(row["id"], row["status"], row["verdict"], row["current"]) for row in ran.rows] == [
        (4, "updated", "more", True),
        (5, "updated", "aside", False),
        (6, "failed", "failed", True),
    ]
    assert (ran.rows[0]["words_before"], ran.rows[0]["words"]) == (18, 162)
    assert ran.rows[2]["error"] == "nothing-readable"
    assert ran.code == 1


@pytest.mark.usefixtures("pages")
def test_people_are_told_of_what_is_different_and_the_sum(tearsheet: Tearsheet) -> None:
    ran = tearsheet("reread", "4", "5", "6")
    assert ran.out.splitlines() == [
        "More than before: 4  High water  (18 → 162 words, title updated)",
        "Kept aside: 5  Aside  (200 words shown, 18 read)",
    ]
    assert ran.err.splitlines() == [
        "id:6 Fails: No article was found in the kept page. The article stays as it was.",
        "3 read again: 1 more, 1 kept aside, 1 failed",
    ]


@pytest.mark.usefixtures("pages")
def test_the_whole_library_is_read_but_not_the_bin(tearsheet: Tearsheet) -> None:
    tearsheet("mark", "4", "+archived")
    tearsheet("delete", "1", "2", "3", "6")
    ran = tearsheet("reread", "--all", "--json")
    assert [row["id"] for row in ran.rows] == [5, 4]
    assert ran.code == 0
    again = tearsheet("reread", "--all")
    assert (again.code, again.out) == (0, "")
    assert again.err == "2 read again: 2 as before\n"


@pytest.mark.usefixtures("pages")
def test_one_that_is_named_alone_is_read_whoever_read_it_before(tearsheet: Tearsheet) -> None:
    assert tearsheet("reread", "4").out.startswith("More than before: 4 ")
    ran = tearsheet("reread", "4")
    assert (ran.code, ran.out, ran.err) == (0, "", "1 read again: 1 as before\n")


def test_articles_or_all_of_them_must_be_named(tearsheet: Tearsheet) -> None:
    assert tearsheet("reread").code == 2
    assert tearsheet("reread", "1", "--all").code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_who_watches_sees_how_far_it_is_on_one_line_that_goes_again(pages: Path) -> None:
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "tearsheet", "--library", str(pages), "reread", "4", "5"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, check=False, timeout=60)
    os.close(theirs)
    seen = os.read(ours, 10_000).decode()
    os.close(ours)
    assert done.returncode == 0
    assert "1 of 2" in seen and "2 of 2" in seen
    assert re.search(r"\r {10,}\r2 read again: 1 more, 1 kept aside\r\n$", seen)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT to a process of its own")
def test_ctrl_c_ends_it_in_order_and_says_what_was_done(library: Path) -> None:
    desk = desk_at(library)
    for number in range(60):
        desk.library.add(keeping(f"a{number}", SENTENCE, body=body(300 + number)))
    desk.close()
    command = [sys.executable, "-m", "tearsheet", "--library", str(library), "reread", "--all"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as running:
        assert running.stdout is not None
        running.stdout.readline()
        running.send_signal(signal.SIGINT)
        _out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert err.startswith("Stopped: ") and " of 63 read again: " in err
    assert "Traceback" not in err
