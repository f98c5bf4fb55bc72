"""Fill a library with articles made up: its tables in bulk; the index is then made by its own rebuilding."""

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, insert, select, text

from tearsheet.library import Library, contents
from tearsheet.library.organising.tags import FILL_SUBTREES, above
from tearsheet.library.schema import article, article_tag, content, snapshot, tag, version
from tearsheet.library.times import microseconds
from tearsheet.text.pinyin import sort_key
from tests.bench.searching.corpus import DAYS, FIRST, Made

BATCH = 1000
_key = lru_cache(50_000)(sort_key)
_NOTHING: dict[str, object] = dict.fromkeys(("byline", "site", "editor", "original_title", "image"), "")


def load(library: Library, made: Sequence[Made], total: int) -> None:
    """Write a batch of articles, of so many in all, as captures would have left them."""
    with library._database.writing() as connection:  # no way in takes a million at once
        tags = _tags(connection, made)
        packed = [contents.pack(each.text.encode()) for each in made]
        articles, versions = [], []
        for each, body in zip(made, packed, strict=True):
            said = _said(each)
            articles.append({**said, **_kept(each, total)})
            read = {"captured": 1, "method": "fetch", "extractor": "made", "flags": [], "reasons": [], "share": 1.0}
            of = {"id": each.number, "article_id": each.number, "snapshot_id": each.number}
            versions.append({**said, **read, **of, "html_sha256": body.sha256, "text_sha256": body.sha256})
        snapshots = [
            {"id": each.number, "article_id": each.number, "captured": 1, "sha256": f"{each.number:064}"}
            for each in made
        ]
        connection.execute(insert(content), [{"sha256": p.sha256, "size": p.size, "data": p.data} for p in packed])
        connection.execute(insert(article), articles)
        connection.execute(insert(snapshot), snapshots)
        connection.execute(insert(version), versions)
        pairs = [{"tag_id": tags[path], "article_id": each.number} for each in made for path in each.tags]
        connection.execute(insert(article_tag), pairs)


def finish(library: Library) -> None:
    """Fill what follows from the tables, and let the database know how they are filled, a server where to go on."""
    with library._database.writing() as connection:
        _make_tags(connection, {root for path in _known(connection) for root in above(path)})
        connection.execute(text(FILL_SUBTREES))
        if connection.dialect.name == "postgresql":
            for table in ("article", "snapshot", "version"):
                sequence = f"pg_get_serial_sequence('{table}', 'id')"
                connection.execute(text(f"SELECT setval({sequence}, (SELECT max(id) FROM {table}))"))  # noqa: S608
        connection.execute(text("ANALYZE"))


def _said(each: Made) -> dict[str, Any]:
    published = {"published": microseconds(each.published), "published_offset": 0}
    more = {"title": each.title, "source": each.source, "excerpt": each.text[:120], "keywords": []}
    size = {"kind": "article", "words": len(each.text) // 2, "language": each.language}
    return {**_NOTHING, **published, **more, **size}


def _kept(each: Made, total: int) -> dict[str, Any]:
    place = {"id": each.number, "uid": uuid4().hex, "key": f"{each.host}/{each.number}", "host": each.host}
    link = {"url": f"https://{each.host}/{each.number}", "share_link": "", "version_id": each.number}
    saved = {"saved": microseconds(FIRST + timedelta(days=DAYS * each.number / total)), "saved_offset": 480}
    keys = {"title_key": _key(each.title), "source_key": _key(each.source)}
    return {**place, **link, **saved, **keys, "read": each.read, "missing": 0}


def _tags(connection: Connection, made: Sequence[Made]) -> dict[str, int]:
    """Return the numbers of all tags, and make those that are new."""
    return _make_tags(connection, {path for each in made for path in each.tags})


def _make_tags(connection: Connection, wanted: set[str]) -> dict[str, int]:
    known = _known(connection)
    new = wanted - known.keys()
    if new:
        connection.execute(insert(tag), [{"path": path} for path in sorted(new)])
    return _known(connection) if new else known


def _known(connection: Connection) -> dict[str, int]:
    return {row.path: row.id for row in connection.execute(select(tag.c.path, tag.c.id))}
