"""Three kinds of process that write into one library until they are killed, and what must be true of it afterwards.

`python -m tests.support.writers window|commands|worker LIBRARY` says on standard output, line by line, what is kept by
the library's own word.
"""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from tearsheet.library import Library, open_library
from tearsheet.library.database import LIBRARY_FILE
from tearsheet.library.sqlite import sqlite
from tearsheet.model.article import Resource
from tearsheet.model.capture import Job, JobState
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query
from tests.support.keepings import address, keeping

ROOT = Path(__file__).resolve().parents[2]
ROLES = ("window", "commands", "worker")
_WORD = "中国"
_AT_ONCE = 5
"""So many articles are given a tag at once: all of them or none."""

_LINES = 12
"""So many promises of the window's are waited for at most before the killing begins."""

_PICTURE, _BODY = 3_000, 20_000


@dataclass(slots=True)
class Promised:
    """What the writers were told is kept, before they were killed."""

    remembered: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)
    tagged: set[str] = field(default_factory=set)
    marked: set[int] = field(default_factory=set)

    def take(self, line: str) -> None:
        """Take down a line; the last one of a killed process may be cut off, and then nobody was told."""
        if not line.endswith("\n"):
            return
        word, what = line.split()
        match word:
            case "remembered":
                self.remembered.add(what)
            case "kept":
                self.kept.add(what)
            case "tagged":
                self.tagged.add(what)
            case "marked":
                self.marked.add(int(what))

    def __len__(self) -> int:
        return len(self.remembered) + len(self.kept) + len(self.tagged) + len(self.marked)


def kill_three(place: str, chance: random.Random, promised: Promised) -> int:
    """Let one writer of each kind write into the library at `place`, kill them one after the other; return how many."""
    with ExitStack() as begun:
        writers = [begun.enter_context(_writer(role, place)) for role in ROLES]
        for writer in writers:
            begun.callback(writer.kill)
        for writer in writers:
            assert _output_of(writer).readline() == "ready\n", "a writer did not begin"
        for _ in range(chance.randint(0, _LINES)):
            promised.take(_output_of(writers[0]).readline())
        for writer in chance.sample(writers, len(writers)):
            time.sleep(chance.expovariate(1 / 0.05))  # the moment of death is drawn, nothing is waited for
            writer.kill()
        for writer in writers:
            for line in _output_of(writer):
                promised.take(line)
    return len(writers)


def _writer(role: str, place: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.support.writers", role, place]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _output_of(writer: "subprocess.Popen[str]") -> IO[str]:
    assert writer.stdout
    return writer.stdout


def wrong(place: str, promised: Promised) -> Iterator[str]:
    """Yield what is lost of what was promised, what is there by half, and what is damaged."""
    if "://" not in place:
        with closing(sqlite.connect(Path(place) / LIBRARY_FILE)) as file:
            for (said,) in file.execute("PRAGMA quick_check"):
                if said != "ok":
                    yield f"damaged: {said}"
    with open_library(place) as library:
        yield from _lost(library, promised)
        yield from _torn(library)


def _lost(library: Library, promised: Promised) -> Iterator[str]:
    jobs = {job.address.key: job for job in library.jobs(*JobState)}
    for name in sorted(promised.remembered | promised.kept):
        if address(name).key not in jobs:
            yield f"lost: the link {name}"
    for name in sorted(promised.kept):
        if library.find(address(name).key) is None:
            yield f"lost: the article {name}"
    for tag in sorted(promised.tagged):
        if not library.count(Query(tags=(tag,))):
            yield f"lost: the tag {tag}"
    favourites = set(library.ids(Query(favourite=True)))
    for number in sorted(promised.marked - favourites):
        yield f"lost: the mark on {number}"


def _torn(library: Library) -> Iterator[str]:
    everything = library.ids(Query())
    if library.ids(Query(words=(_WORD,))) != everything:
        yield "torn: the index finds other articles than there are"
    done = Counter(job.address.url for job in library.jobs(JobState.DONE))
    for number in everything:
        article = library.article(number)
        if done[article.url] != 1:
            yield f"torn: {done[article.url]} finished jobs for article {number}"
        (picture,) = article.resources
        if picture.blob is None or len(library.blob(picture.blob.sha256)) != _PICTURE:
            yield f"torn: the picture of {number}"
        if [len(page.body) for page in library.snapshot(number)] != [_BODY] or _WORD not in article.text:
            yield f"torn: the text of {number}"
    if sum(done.values()) != len(everything):
        yield f"torn: {sum(done.values())} finished jobs for {len(everything)} articles"
    for path, tagged in library.counts().tags:
        if path.startswith("bulk/") and tagged != _AT_ONCE:
            yield f"torn: {path} on {tagged} of {_AT_ONCE}"


def _capture(library: Library, job: Job) -> None:
    name = job.address.key.rpartition("/")[2]
    picture = Resource(url="u", blob=library.put_blob(os.urandom(_PICTURE), "image/png"))
    kept = keeping(name, f"{_WORD} {name} " * 30, resources=[picture], body=os.urandom(_BODY))
    library.add(kept, job=job.id)
    _say("kept", name)


def _as_window(place: str) -> None:
    """Capture one link after the other, and leave every other one to the worker."""
    with open_library(place) as library:
        print("ready", flush=True)
        while True:
            for left in (False, True):
                name = os.urandom(8).hex()
                job = library.remember(address(name), share_link=name)
                _say("remembered", name)
                claimed = None if left else library.claim(job.id)
                if claimed is not None:
                    _capture(library, claimed)


def _as_commands(place: str) -> None:
    """Tag and mark what is there, each command opening the library anew."""
    print("ready", flush=True)
    while True:
        with open_library(place) as library:
            there = library.ids(Query())[: 4 * _AT_ONCE]
            if len(there) < _AT_ONCE:
                continue
            chosen = [ArticleId(number) for number in random.sample(there, _AT_ONCE)]
            path = f"bulk/{os.urandom(8).hex()}"
            library.tag(chosen, add=[path])
            _say("tagged", path)
            library.mark(chosen[:1], favourite=True)
            _say("marked", str(chosen[0]))


def _as_worker(place: str) -> None:
    """Capture what waits."""
    with open_library(place) as library:
        print("ready", flush=True)
        while True:
            job = library.claim_next(datetime.now(UTC))
            if job is not None:
                _capture(library, job)


def _say(word: str, what: str) -> None:
    print(word, what, flush=True)


if __name__ == "__main__":
    {"window": _as_window, "commands": _as_commands, "worker": _as_worker}[sys.argv[1]](sys.argv[2])
