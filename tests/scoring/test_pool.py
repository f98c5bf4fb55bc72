"""A program that hangs or dies on a page: it has failed there, and everybody else is read and scored as ever."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support.source import ROOT

SCRIPT = """
import os, time
from datetime import UTC, datetime
from tearsheet.fetch import page_from_bytes
from tests.bench.extraction import pool
from tests.bench.extraction.corpus import Gold
from tests.bench.extraction.output import Output
from tests.bench.extraction.peers import Peer

def honest(page): return Output(text="The river rose at night.")
def hangs(page): time.sleep(600)
def dies(page): os._exit(1)
def raises(page): raise ValueError("no river")

readers = (hangs, dies, raises, honest)
pool.PEERS = tuple(Peer(name=each.__name__, needs="", distribution="", read=each) for each in readers)

if __name__ == "__main__":
    page = page_from_bytes(b"<p>The river rose at night.", url="https://paper.example/", received=datetime.now(UTC))
    golds = [
        Gold(set="news", kind="article", id=id, page=page, text=honest(page).text, meta={}, must=(), must_not=())
        for id in "12"
    ]
    for score in pool.run(golds, tuple(each.__name__ for each in readers), jobs=2, seconds=5):
        print(score.id, score.peer, score.text.f1, score.failure)
"""


def test_a_page_that_one_program_does_not_survive_is_read_by_the_others(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, str(script)], env=environment, capture_output=True, text=True, check=False)
    assert sorted(done.stdout.splitlines()) == [
        f"{page} {line}"
        for page in "12"
        for line in (
            "dies 0.0 it took the process with it",
            "hangs 0.0 its time was over",
            "honest 1.0 ",
            "raises 0.0 ValueError: no river",
        )
    ], done.stderr
