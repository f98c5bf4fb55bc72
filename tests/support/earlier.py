"""Libraries of every earlier revision, made by the scripts and filled as the programs of those days filled them."""

from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from tearsheet.library import contents
from tearsheet.library.database import LIBRARY_FILE
from tearsheet.library.revisions import REVISIONS, SCRIPTS
from tearsheet.library.sqlite import sqlite
from tearsheet.text.pinyin import sort_key

EARLIER = REVISIONS[:-1]
TITLES = ("重庆的桥", "大众网", "Banana bread", "银行与长江")
"""The titles of the articles in them, in the order kept; the second is a person's, the last one is in the bin."""

TEXT = "旧文章。一座桥。"
_PUBLISHED = {"published": 1646213094000000, "published_offset": 480}
_PAGE = {"redirects": "[]", "status": 200, "headers": '[["Content-Type", "text/html"]]', "charset": "utf-8"}


def earlier_library(folder: Path, revision: str) -> Path:
    """Make a library of the revision in `folder`, with all that a person could have in it then."""
    folder.mkdir(parents=True)
    _run_scripts(folder, revision)
    with closing(sqlite.connect(folder / LIBRARY_FILE)) as file:
        _insert(file, "meta", name="uid", value="0" * 32)
        text = contents.pack(TEXT.encode())
        _insert(file, "content", sha256=text.sha256, size=text.size, data=text.data)
        for number, title in enumerate(TITLES, 1):
            _add_article(file, number, title, text.sha256, later=revision > "0001")
            if revision > "0003":
                _set_keys(file, number)
        _add_what_a_person_did(file)
        if revision > "0002":
            _add_annotations(file)
        if revision > "0006":
            _put_under_tags(file)
        file.commit()
        file.execute("PRAGMA journal_mode=WAL")
    return folder


def rows(file: Path) -> dict[str, list[Any]]:
    """Return every row of every table, and how the tables are made."""
    with closing(sqlite.connect(file)) as connection:
        made = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        tables = [name for name, sql in made if (sql or "").startswith("CREATE TABLE")]
        found = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables}  # noqa: S608
    return {"": made, **{name: sorted(each, key=lambda row: repr(row[:2])) for name, each in found.items()}}


def _run_scripts(folder: Path, revision: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    engine = create_engine(f"sqlite:///{folder / LIBRARY_FILE}", module=sqlite, poolclass=StaticPool)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def _add_article(file: sqlite.Connection, number: int, title: str, text: str, *, later: bool) -> None:
    said: dict[str, Any] = dict.fromkeys(("byline", "site", "editor", "original_title", "excerpt", "image"), "")
    said |= {"title": title, "source": "" if number == 3 else "大众网", "language": "zh-CN", **_PUBLISHED}
    more = {"modified": 2, "modified_offset": 0, "keywords": '["桥"]', "section": "news"} if later else {}
    place = {
        "uid": f"u{number}",
        "key": f"e.example/{number}",
        "url": f"https://e.example/{number}",
        "host": "e.example",
    }
    kept = {"share_link": "", "saved": number, "saved_offset": 480, "version_id": number, "missing": number == 1}
    flags = {"read": number == 1, "archived": 0, "favourite": number == 2, "deleted": 9 if number == 4 else None}
    _insert(file, "article", **place, **kept, **flags, **said, **more, kind="article", words=6, note="mine")
    _insert(file, "snapshot", article_id=number, captured=number, sha256=f"{number:064}")
    received = {"received": number, "received_offset": 480, "maybe_cut_short": 0, "notes": "[]", "method": "fetch"}
    address = {"requested": place["url"], "address": place["url"], "media_type": "text/html", "content_sha256": text}
    _insert(file, "snapshot_page", snapshot_id=number, position=0, **address, **received, **_PAGE)
    made = {"article_id": number, "snapshot_id": number, "captured": number, "method": "fetch", "extractor": "reader 1"}
    read = {"flags": '["thin"]', "reasons": '["title: h1"]', "html_sha256": text, "text_sha256": text}
    share = {"share": 0.5} if later else {}
    said["title"] = "大众报" if number == 2 else title
    _insert(file, "version", **made, **read, **said, **more, **share, kind="article", words=6)


def _add_what_a_person_did(file: sqlite.Connection) -> None:
    _insert(file, "article_edit", article_id=2, title=TITLES[1])
    for number, path in enumerate(("a/b", "a/c"), 1):
        _insert(file, "tag", id=number, path=path)
        _insert(file, "article_tag", tag_id=number, article_id=number)
    _insert(file, "resource", article_id=1, url="https://e.example/p.png", candidates="[]", alt="", failure="gone")
    _insert(file, "version_resource", version_id=1, position=0, resource_id=1)
    job = {"share_link": "", "title": "", "tags": "[]", "note": "", "rendering": "auto", "attempts": 0, "detail": ""}
    _insert(file, "job", key="e.example/1", url="https://e.example/1", state="done", created=1, article_id=1, **job)
    _insert(file, "job", key="e.example/9", url="https://e.example/9", state="queued", created=2, **job)
    _insert(file, "index_queue", article_id=1)


def _add_annotations(file: sqlite.Connection) -> None:
    times = {"created": 1, "created_offset": 480, "changed": 1, "changed_offset": 480}
    made = {"article_id": 1, "version_id": 1, "colour": "yellow", "note": "看", **times}
    at = TEXT.index("一座桥")
    quote = {"exact": "一座桥", "prefix": TEXT[:at], "suffix": "。", "start": at, "end": at + 3}
    _insert(file, "annotation", uid="a1", **quote, **made)
    _insert(file, "annotation", uid="a2", **made)
    _insert(file, "annotation_tag", tag_id=2, annotation_id=1)
    place = {"start": at, "end": at + 3, "state": "anchored", "picture": "", "by_hand": 0}
    _insert(file, "placement", annotation_id=1, version_id=1, **place)
    file.execute("UPDATE article SET chosen = 1 WHERE id = 1")


def _put_under_tags(file: sqlite.Connection) -> None:
    _insert(file, "tag", id=3, path="a")
    for number, article in ((1, 1), (3, 1), (2, 2), (3, 2)):
        _insert(file, "article_subtree", tag_id=number, article_id=article)


def _set_keys(file: sqlite.Connection, number: int) -> None:
    title, source = file.execute("SELECT title, source FROM article WHERE id = ?", (number,)).fetchone()
    keys = (sort_key(title), sort_key(source), number)
    file.execute("UPDATE article SET title_key = ?, source_key = ? WHERE id = ?", keys)


def _insert(file: sqlite.Connection, table: str, **values: object) -> None:
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    file.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))  # noqa: S608
