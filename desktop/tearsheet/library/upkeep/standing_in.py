"""Turn rows that are referred to and lost everywhere into rows that stand for them, so that nothing falls with them."""

import hashlib
from collections.abc import Mapping
from uuid import uuid4

from tearsheet.library.organising import tags
from tearsheet.library.sqlite import sqlite
from tearsheet.library.times import now
from tearsheet.model.errors import AddressError
from tearsheet.text.addresses import host_of, parse
from tearsheet.text.pinyin import sort_key

LOST = "lost when the library's file was damaged"
_SHARED = (
    *("title", "byline", "source", "site", "editor", "original_title", "language", "excerpt", "image", "published"),
    *("published_offset", "modified", "modified_offset", "canonical", "keywords", "section", "kind", "words"),
)
"""What a version knows of the article that it is of."""


def stand_in(new: sqlite.Connection) -> None:
    """Make rows for what other rows refer to, and leave out those that still refer to nothing."""
    _snapshots(new)
    _articles(new)
    _tags(new)
    _contents(new)
    _blobs(new)
    _let_show_what_is_there(new)
    while _leave_out(new):
        pass
    _subtrees(new)


def _snapshots(new: sqlite.Connection) -> None:
    lost = new.execute(
        "SELECT snapshot_id, article_id, min(captured) FROM version"
        " WHERE snapshot_id NOT IN (SELECT id FROM snapshot) GROUP BY snapshot_id"
    ).fetchall()
    for snapshot_id, article_id, captured in lost:
        identity = hashlib.sha256(f"lost {snapshot_id}".encode()).hexdigest()
        values = {"id": snapshot_id, "article_id": article_id, "captured": captured, "sha256": identity}
        _insert(new, "snapshot", values)


def _articles(new: sqlite.Connection) -> None:
    """Make articles of the newest of their versions: what a person said of them is lost, what the page said is not."""
    lost = new.execute(
        "SELECT article_id, max(id) FROM version WHERE article_id NOT IN (SELECT id FROM article) GROUP BY article_id"
    ).fetchall()
    for article_id, version_id in lost:
        names = ", ".join((*_SHARED, "snapshot_id", "captured"))
        (row,) = new.execute(f"SELECT {names} FROM version WHERE id = ?", (version_id,)).fetchall()  # noqa: S608
        *shared, snapshot_id, captured = row
        said = dict(zip(_SHARED, shared, strict=True))
        where = new.execute(
            "SELECT requested FROM snapshot_page WHERE snapshot_id = ? ORDER BY position", (snapshot_id,)
        ).fetchone()
        url = (where[0] if where else "") or said["canonical"]
        values = {
            **said,
            "id": article_id,
            "uid": uuid4().hex,
            "key": _key(new, url, article_id),
            "url": url,
            "host": host_of(url),
            "share_link": url,
            "note": "",
            "saved": captured,
            "saved_offset": 0,
            "read": False,
            "archived": False,
            "favourite": False,
            "version_id": version_id,
            "missing": 0,
            "title_key": sort_key(said["title"]),
            "source_key": sort_key(said["source"]),
        }
        _insert(new, "article", values)


def _key(new: sqlite.Connection, url: str, article_id: int) -> str:
    try:
        key = parse(url).key
    except AddressError:
        return f"lost:{article_id}"
    taken = new.execute("SELECT 1 FROM article WHERE key = ?", (key,)).fetchone()
    return f"lost:{article_id}" if taken else key


def _tags(new: sqlite.Connection) -> None:
    """Give tags whose names are lost new ones, so that what had one tag still has one."""
    for table in ("article_tag", "annotation_tag"):
        lost = new.execute(
            f"SELECT DISTINCT tag_id FROM {table} WHERE tag_id NOT IN (SELECT id FROM tag)"  # noqa: S608
        ).fetchall()
        for (tag_id,) in lost:
            _insert(new, "tag", {"id": tag_id, "path": f"lost/{tag_id}"})


def _subtrees(new: sqlite.Connection) -> None:
    """Let every article stand anew under its tags and under those that they are below."""
    paths = [path for (path,) in new.execute("SELECT path FROM tag")]
    for path in dict.fromkeys(root for each in paths for root in tags.above(each)):
        new.execute("INSERT INTO tag (path) VALUES (?) ON CONFLICT DO NOTHING", (path,))
    new.execute("DELETE FROM article_subtree")
    new.execute(tags.FILL_SUBTREES)


def _contents(new: sqlite.Connection) -> None:
    for column, table in (("html_sha256", "version"), ("text_sha256", "version"), ("content_sha256", "snapshot_page")):
        lost = new.execute(
            f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608
            f" AND {column} NOT IN (SELECT sha256 FROM content)"
        ).fetchall()
        for (sha256,) in lost:
            _insert(new, "content", {"sha256": sha256, "size": 0, "data": b""})
            _insert(new, "damage", {"sha256": sha256, "found": now(), "reason": LOST})


def _blobs(new: sqlite.Connection) -> None:
    """Make rows for blobs; their bytes are in files of their own and tell what they are when they are read."""
    for column, table in (("blob_sha256", "resource"), ("file_sha256", "version"), ("blob_sha256", "snapshot_page")):
        lost = new.execute(
            f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608
            f" AND {column} NOT IN (SELECT sha256 FROM blob)"
        ).fetchall()
        for (sha256,) in lost:
            _insert(new, "blob", {"sha256": sha256, "media_type": "", "size": 0, "width": 0, "height": 0})


def _let_show_what_is_there(new: sqlite.Connection) -> None:
    new.execute(
        "UPDATE article SET version_id = (SELECT max(id) FROM version WHERE version.article_id = article.id)"
        " WHERE NOT EXISTS (SELECT 1 FROM version WHERE version.id = version_id AND version.article_id = article.id)"
        " AND EXISTS (SELECT 1 FROM version WHERE version.article_id = article.id)"
    )


def _leave_out(new: sqlite.Connection) -> int:
    """Take out rows that refer to nothing, which the damaged file still has; return how many."""
    tables = [name for (name,) in new.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    removed = 0
    for table in tables:
        for key in new.execute(f'PRAGMA foreign_key_list("{table}")').fetchall():
            parent, column, to = key[2], key[3], key[4]
            removed += new.execute(
                f'DELETE FROM "{table}" WHERE "{column}" IS NOT NULL'  # noqa: S608
                f' AND "{column}" NOT IN (SELECT "{to}" FROM "{parent}")'
            ).rowcount
    return removed


def _insert(new: sqlite.Connection, table: str, values: Mapping[str, object]) -> None:
    names, places = ", ".join(values), ", ".join("?" * len(values))
    new.execute(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({places})", tuple(values.values()))  # noqa: S608
