"""A process that dies at any moment, a disk that is full: what was said to be kept is kept, and whole."""

import random
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tearsheet.library import open_library
from tearsheet.library.database import LIBRARY_FILE
from tearsheet.library.sqlite import sqlite
from tearsheet.model.capture import JobState
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query
from tests.support.annotated import TEXT
from tests.support.keepings import address, keeping
from tests.support.writers import ROLES, Promised, kill_three, wrong

ROOT = Path(__file__).resolve().parents[2]
KILLS = 20
THREE_WRITERS_KILLS = 40
WRITER = """
import os, sys
from tearsheet.library import open_library
from tearsheet.model.article import Resource
from tests.support.keepings import address, keeping
from tests.support.writers import ROLES, Promised, kill_three, wrong
library = open_library(sys.argv[1])
print("open", flush=True)
while True:
    name = os.urandom(8).hex()
    job = library.remember(address(name), share_link=name)
    print("remembered", name, flush=True)
    library.claim(job.id)
    picture = Resource(url="u", blob=library.put_blob(os.urandom(3000), "image/png"))
    kept = keeping(name, f"中国 {name} " * 30, resources=[picture], body=os.urandom(20000))
    library.add(kept, job=job.id)
    print("kept", name, flush=True)
"""


def test_what_was_acknowledged_before_kill_9_is_there_and_whole(new_place: str) -> None:
    chance, remembered, kept = random.Random(9), set[str](), set[str]()
    for _ in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, new_place], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout and writer.stdout.readline() == "open\n"
            lines = [writer.stdout.readline() for _ in range(chance.randint(0, 6))]
            time.sleep(chance.uniform(0, 0.03))  # the moment of death is drawn, nothing is waited for
            writer.kill()
            for line in (*lines, *writer.stdout.readlines()):
                if line.endswith("\n"):  # the last one may have been cut, and then nobody was told
                    word, name = line.split()
                    (kept if word == "kept" else remembered).add(name)

        if "://" not in new_place:
            with closing(sqlite.connect(Path(new_place) / LIBRARY_FILE)) as file:
                assert file.execute("PRAGMA quick_check").fetchone() == ("ok",)
        with open_library(new_place) as library:
            assert {job.address.key for job in library.jobs()} <= {
                job.address.key for job in library.jobs(JobState.QUEUED)
            }
            for name in kept:
                found = library.find(address(name).key)
                assert found is not None, name
            everything = library.ids(Query())
            assert library.ids(Query(words=("中国",))) == everything
            assert len(library.jobs(JobState.DONE)) == len(everything)
            assert [path for name in ("blobs/.tmp", "owners") for path in (Path(new_place) / name).glob("*")] == []

    with open_library(new_place) as library:
        known = {job.address.key for job in library.jobs(*JobState)}
        assert {address(name).key for name in remembered | kept} <= known
        for article in everything:
            whole = library.article(article)
            assert whole.resources[0].blob and library.blob(whole.resources[0].blob.sha256)
            assert len(library.snapshot(article)[0].body) == 20000
    assert len(kept) > KILLS // 2


MARKER = """
import os, sys
from tearsheet.library import open_library
from tearsheet.model.annotation import NewAnnotation
from tearsheet.model.ids import ArticleId
from tearsheet.text.anchoring import select
library = open_library(sys.argv[1])
text, version = library.article(ArticleId(1)).text, library.article(ArticleId(1)).version
print("open", flush=True)
while True:
    name = os.urandom(8).hex()
    marks = [NewAnnotation(selector=select(text, at, at + 9), note=name, tags=(name,)) for at in range(300)]
    library.annotating.add(ArticleId(1), version, marks)
    print(name, flush=True)
"""


def test_what_was_marked_before_kill_9_is_there_whole_and_nothing_is_there_by_half(new_place: str) -> None:
    chance, told = random.Random(4), set[str]()
    with open_library(new_place) as library:
        library.add(keeping(text=TEXT))
    for _ in range(KILLS // 2):
        with subprocess.Popen(
            [sys.executable, "-c", MARKER, new_place], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as marker:
            assert marker.stdout and marker.stdout.readline() == "open\n"
            told |= {marker.stdout.readline().strip() for _ in range(chance.randint(0, 2))}
            time.sleep(chance.uniform(0, 0.08))  # the moment of death is drawn, nothing is waited for
            marker.kill()
            told |= {line.strip() for line in marker.stdout.readlines()}

        with open_library(new_place) as library:
            there = library.annotating.of_article(ArticleId(1))
            notes = Counter(each.annotation.note for each in there)
            assert told <= notes.keys() and set(notes.values()) <= {300}
            assert all(each.annotation.tags == (each.annotation.note,) and len(each.text) == 9 for each in there)
            assert all(library.count(Query(words=(name,))) == 1 for name in notes)
    assert len(told) > KILLS // 4


def test_three_writers_at_once_lose_and_tear_nothing_by_being_killed(new_place: str) -> None:
    chance, promised, killed = random.Random(7), Promised(), 0
    while killed < THREE_WRITERS_KILLS:
        killed += kill_three(new_place, chance, promised)

    assert list(wrong(new_place, promised)) == []
    assert len(promised) > THREE_WRITERS_KILLS // len(ROLES)


FULL = """
import os, resource, signal, sys
from tearsheet.library import open_library
from tearsheet.model.errors import LibraryError
from tests.support.keepings import address, keeping
from tests.support.writers import ROLES, Promised, kill_three, wrong
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open_library(sys.argv[1]) as library:
    library.add(keeping("first", body=os.urandom(1000)))
    size = max(path.stat().st_size for path in library.location.iterdir()) + 100_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    reasons = []
    for number in range(50):
        try:
            library.add(keeping(str(number), f"中国 {number}", body=os.urandom(30_000)))
        except LibraryError as error:
            reasons.append(str(error.reason))
    print(*sorted(set(reasons)))
    try:
        library.put_blob(os.urandom(size + 1), "image/png")
    except LibraryError as error:
        print(error.reason)
    try:
        library.remember(address("late"), share_link="")
        print("remembered")
    except LibraryError as error:
        print(error.reason)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limit on the size of a file")
def test_a_full_disk_is_said_and_leaves_a_whole_library(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stderr
    added, blob, remembered = run.stdout.splitlines()
    assert (added, blob) == ("disk-full", "disk-full") and remembered in ("disk-full", "remembered")
    with closing(sqlite.connect(tmp_path / LIBRARY_FILE)) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with open_library(tmp_path) as library:
        everything = library.ids(Query())
        assert ArticleId(1) in everything and len(everything) < 51
        assert library.count(Query(words=("中国",))) == len(everything) - 1
        assert all(library.article(article).text for article in everything)
        assert [path for path in (tmp_path / "blobs").rglob("*") if path.is_file()] == []
        library.remember(address("now there is room"), share_link="")
