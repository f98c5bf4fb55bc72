"""The library on the oldest SQLite that Python may bring: slower to store, never different in what it finds."""

import subprocess
import sys
from pathlib import Path

from tearsheet.library import Library
from tearsheet.model.query import Query
from tests.support.databases import in_a_folder
from tests.support.keepings import keeping

ROOT = Path(__file__).resolve().parents[2]
WITHOUT_PYSQLITE3 = """
import sqlite3, sys
sqlite3.sqlite_version_info = (3, 40, 1)
sys.modules["pysqlite3"] = None
from tearsheet.library import open_library
from tearsheet.library.sqlite import HAS_CONTENTLESS_DELETE, sqlite
from tearsheet.model.query import Query
from tests.support.keepings import keeping
assert sqlite is sqlite3 and not HAS_CONTENTLESS_DELETE
with open_library(sys.argv[1]) as library:
    print(library.count(Query(words=("中国",))), library.count(Query(words=("新",))))
    library.add(keeping("a", "新闻"))
    print(library.count(Query(words=("中国",))), library.count(Query(words=("新",))))
"""


@in_a_folder
def test_python_s_own_older_sqlite_does_the_same(library: Library) -> None:
    library.add(keeping("a", "中国"))
    library.add(keeping("b", "中国新闻"))
    assert library.count(Query(words=("中国",))) == 2
    library.close()

    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_PYSQLITE3, str(library.location)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.stdout.split() == ["2", "1", "1", "2"], run.stderr
