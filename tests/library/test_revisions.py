"""Migrations: in one transaction, after a copy, and never of a library that is newer than the program."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from tearsheet.library import contents, open_library
from tearsheet.library.database import LIBRARY_FILE, Access
from tearsheet.library.revisions import REVISIONS, SCRIPTS, bring_up_to_date
from tearsheet.library.schema import metadata
from tearsheet.library.sqlite import sqlite
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.extraction import Flag
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query
from tests.support.annotated import mark
from tests.support.keepings import extraction, keeping

NEXT = """
import sqlalchemy as sa
from alembic import op
revision = "9999"
down_revision = "{newest}"
def upgrade():
    op.add_column("article", sa.Column("colour", sa.Text()))
    with op.batch_alter_table("article") as batch:
        batch.create_check_constraint("short", "length(title) < 1000000")
    {then}
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    with open_library(tmp_path / "library") as library:
        library.add(keeping("a", tags=["t"]))
        library.add(keeping("b"))
    return tmp_path / "library"


@pytest.fixture
def upgrade(tmp_path: Path, place: Path) -> Callable[[str], str]:
    """Bring the library to a revision of tomorrow, which does `then` at its end."""

    def run(then: str) -> str:
        scripts = tmp_path / "scripts"
        shutil.copytree(SCRIPTS, scripts, dirs_exist_ok=True)
        (scripts / "versions" / "rev_9999.py").write_text(NEXT.format(newest=REVISIONS[-1], then=then))
        return bring_up_to_date(place, Access.WRITE, revisions=(*REVISIONS, "9999"), scripts=scripts)

    return run


@pytest.fixture
def of_the_first_revision(tmp_path: Path) -> Path:
    """Make a library by the first script alone, with an article in it as that program wrote it."""
    scripts, folder = tmp_path / "first", tmp_path / "old"
    shutil.copytree(
        SCRIPTS, scripts, ignore=lambda _folder, names: [n for n in names if n > "rev_0001.py" and "rev" in n]
    )
    folder.mkdir()
    bring_up_to_date(folder, Access.WRITE, revisions=("0001",), scripts=scripts)
    text = contents.pack("旧文章。".encode())
    with closing(sqlite.connect(folder / LIBRARY_FILE)) as file:
        _insert(file, "content", sha256=text.sha256, size=text.size, data=text.data)
        said = {name: name for name in ("title", "byline", "site", "editor", "original_title", "excerpt", "image")}
        said |= {"source": "大众网", "language": "zh-CN"}
        published = {"published": 1646213094000000, "published_offset": 480}
        flags = {"read": 1, "archived": 0, "favourite": 1}
        place = {"uid": "u", "key": "e.example/a", "url": "https://e.example/a", "host": "e.example", "share_link": ""}
        kept = {"saved": 1, "saved_offset": 0, "version_id": 1, "missing": 0, "note": "mine"}
        _insert(file, "article", **place, **kept, **flags, **said, **published, kind="article", words=3)
        _insert(file, "snapshot", article_id=1, captured=1, sha256="0" * 64)
        made = {"article_id": 1, "snapshot_id": 1, "captured": 1, "method": "fetch", "extractor": "reader 1"}
        read = {"flags": '["thin"]', "reasons": '["title: h1"]', "html_sha256": text.sha256, "text_sha256": text.sha256}
        _insert(file, "version", **made, **read, **said, **published, kind="article", words=3)
        file.commit()
    return folder


def _insert(file: sqlite.Connection, table: str, **values: object) -> None:
    marks = ", ".join("?" * len(values))
    file.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))  # noqa: S608


def columns(file: Path) -> set[str]:
    with closing(sqlite.connect(file)) as connection:
        return {row[1] for row in connection.execute("PRAGMA table_info(article)")}


def test_the_revisions_named_are_those_of_the_scripts() -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    scripts = list(ScriptDirectory.from_config(config).walk_revisions())

    assert tuple(script.revision for script in reversed(scripts)) == REVISIONS


def test_the_scripts_make_the_tables_that_the_program_uses(place: Path) -> None:
    engine = create_engine(f"sqlite:///{place / LIBRARY_FILE}", module=sqlite)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()
    with closing(sqlite.connect(place / LIBRARY_FILE)) as file:
        made = dict(file.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall())
    with closing(sqlite.connect(":memory:")) as file:
        engine = create_engine("sqlite://", module=sqlite, creator=lambda: file)
        metadata.create_all(engine)
        wanted = dict(file.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall())
        engine.dispose()
    for name in ("ix_job_key", "ix_job_unfinished", "ix_article_flags"):
        assert made[name] == wanted[name]
    for name in ("article", "job", "article_tag", "annotation", "annotation_tag", "placement"):
        assert ("AUTOINCREMENT" in made[name], "NOCASE" in made[name], "WITHOUT ROWID" in made[name]) == (
            "AUTOINCREMENT" in wanted[name],
            "NOCASE" in wanted[name],
            "WITHOUT ROWID" in wanted[name],
        )


def test_an_older_library_is_copied_and_then_migrated(place: Path, upgrade: Callable[[str], str]) -> None:
    with open_library(place) as library:
        uid = library.uid

    assert upgrade("pass") == uid
    assert "colour" in columns(place / LIBRARY_FILE)
    copy = place / f"{LIBRARY_FILE}.before-9999"
    assert "colour" not in columns(copy)
    with closing(sqlite.connect(copy)) as file:
        assert file.execute("SELECT count(*) FROM article").fetchone() == (2,)
    with closing(sqlite.connect(place / LIBRARY_FILE)) as file:  # making the table anew took nothing along
        assert file.execute("SELECT count(*) FROM version").fetchone() == (2,)
        assert file.execute("SELECT count(*) FROM article_tag").fetchone() == (1,)


def test_a_library_of_the_first_revision_keeps_all_and_says_nothing_it_does_not_know(
    of_the_first_revision: Path,
) -> None:
    with open_library(of_the_first_revision) as library:
        article = library.article(ArticleId(1))
        (row,) = library.summaries(Query())
        evidence = library.evidence(article.id, article.version)
        library.add(keeping("b", keywords=("new",)))

    assert (article.text, article.note, article.read, article.favourite) == ("旧文章。", "mine", True, True)
    known = article.metadata
    assert (known.title, known.source, row.title) == ("title", "大众网", "title")
    assert known.published is not None and known.published.isoformat() == "2022-03-02T17:24:54+08:00"
    assert (known.modified, known.canonical, known.keywords, known.section) == (None, "", (), "")
    assert [(version.share, version.flags) for version in article.versions] == [(None, (Flag.THIN,))]
    assert evidence.reasons == ("title: h1",)
    with closing(sqlite.connect(of_the_first_revision / f"{LIBRARY_FILE}.before-{REVISIONS[-1]}")) as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert copy.execute("SELECT count(*) FROM article").fetchone() == (1,)


def test_articles_of_the_first_revision_can_be_marked_and_their_versions_chosen(of_the_first_revision: Path) -> None:
    with open_library(of_the_first_revision) as library:
        made = mark(library, ArticleId(1), "旧文章", note="老")
        library.add_version(ArticleId(1), extraction("旧文章。新的一段。"), "reader 3")
        (there,) = library.annotating.of_article(ArticleId(1))
        assert (there.annotation, there.text) == (made, "旧文章")
        assert library.choose_version(ArticleId(1), made.version).updated == (1,)
        assert library.article(ArticleId(1)).text == "旧文章。"


def test_a_migration_that_fails_leaves_the_library_as_it_was(place: Path, upgrade: Callable[[str], str]) -> None:
    with pytest.raises(ZeroDivisionError):
        upgrade("1 / 0")
    with open_library(place) as library:
        assert library.count(Query()) == 2
        library.add(keeping("c"))
    assert "colour" not in columns(place / LIBRARY_FILE)

    upgrade("pass")
    assert "colour" in columns(place / LIBRARY_FILE)


def test_a_migration_that_leaves_something_dangling_is_undone(place: Path, upgrade: Callable[[str], str]) -> None:
    with pytest.raises(LibraryError) as caught:
        upgrade('op.execute("DELETE FROM article WHERE id = 1")')
    assert caught.value.reason is Reason.LIBRARY_DAMAGED
    with open_library(place) as library:
        assert library.article(ArticleId(1)).tags == ("t",)


def test_a_library_of_a_newer_program_is_refused_and_left_untouched(place: Path, upgrade: Callable[[str], str]) -> None:
    upgrade("pass")
    before = (place / LIBRARY_FILE).read_bytes()

    with pytest.raises(LibraryError) as caught:
        open_library(place)
    assert caught.value.reason is Reason.LIBRARY_NEWER
    assert (place / LIBRARY_FILE).read_bytes() == before


def test_an_older_library_that_cannot_be_written_says_so(place: Path) -> None:
    with pytest.raises(LibraryError) as caught:
        bring_up_to_date(place, Access.FROZEN, revisions=(*REVISIONS, "9999"))
    assert caught.value.reason is Reason.READ_ONLY
