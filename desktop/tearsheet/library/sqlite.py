"""The SQLite this library runs on: Python's own, or pysqlite3's where that one is too old.

`contentless_delete`, which lets the search index keep no copy of the text, came with SQLite 3.43; Debian 12 has 3.40.
"""

import sqlite3
from typing import TYPE_CHECKING

_CONTENTLESS_DELETE = (3, 43)

if TYPE_CHECKING or sqlite3.sqlite_version_info >= _CONTENTLESS_DELETE:
    sqlite = sqlite3
else:
    try:
        import pysqlite3 as sqlite
    except ImportError:  # no wheel for this platform: the index then keeps the text it was given
        sqlite = sqlite3

HAS_CONTENTLESS_DELETE = sqlite.sqlite_version_info >= _CONTENTLESS_DELETE

__all__ = ["HAS_CONTENTLESS_DELETE", "sqlite"]
