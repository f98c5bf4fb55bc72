"""A damaged library is repaired from a backup, the kept page, or the net; what was in order stays as it was."""

import random
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from tearsheet.library.sqlite import sqlite
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import ArticleId
from tearsheet.model.upkeep import Damage, Part, Remedy
from tearsheet.workflows.backup import back_up
from tearsheet.workflows.capture import capture
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.share_site import ShareSite
from tearsheet.workflows.verify import repair, verify
from tests.bench.rot import fill, run
from tests.support.desks import desk_at
from tests.support.keepings import keeping
from tests.support.rotting import blobs_in, pages_of, rot_page

WORDS = "The river rose in the night and the people of the town carried their chairs upstairs to wait. "
PAGE = f"<title>High water</title><article>{f'<p>{WORDS}</p>' * 8}</article>".encode()


def change(desk: Desk, statement: str, *values: object) -> None:
    with closing(sqlite.connect(desk.library.location / "library.sqlite3")) as file:
        file.execute(statement, values)
        file.commit()


def rot(desk: Desk, column: str, article: int = 1) -> None:
    wanted = f"(SELECT {column} FROM version WHERE article_id = ?)"  # noqa: S608
    change(desk, f"UPDATE content SET data = x'00' WHERE sha256 = {wanted}", article)  # noqa: S608


def repaired(desk: Desk, *backups: Path) -> list[Damage]:
    return [damage for damage in repair(desk, backups=backups) if not damage.is_harmless]


def wrong(desk: Desk) -> list[Damage]:
    return [damage for damage in verify(desk) if not damage.is_harmless]


def test_a_text_comes_back_from_a_backup(desk: Desk, tmp_path: Path) -> None:
    desk.library.add(keeping())
    back_up(desk, tmp_path / "b")
    before = desk.library.article(ArticleId(1))
    rot(desk, "text_sha256")
    rot(desk, "html_sha256")

    assert [damage.remedy for damage in repaired(desk, tmp_path / "b")] == [Remedy.BACKUP] * 2
    assert desk.library.article(ArticleId(1)) == before and wrong(desk) == []


def test_the_librarys_own_backups_are_looked_at_unasked(desk: Desk) -> None:
    blob = desk.library.put_blob(b"a picture", "image/png")
    desk.library.add(keeping(kind=keeping().kind))
    change(desk, "INSERT INTO blob VALUES (?, 'image/png', 9, 0, 0)", blob.sha256)
    back_up(desk)
    path = blobs_in(desk.library.location)[0]
    path.unlink()
    assert [damage.remedy for damage in repaired(desk)] == [Remedy.BACKUP]
    assert path.read_bytes() == b"a picture"


def test_a_reading_comes_out_of_the_kept_page_again_where_it_says_the_same(desk: Desk) -> None:
    from tearsheet.workflows.reread import reread

    desk.library.add(keeping(body=PAGE))
    reread(desk, ArticleId(1))
    before = desk.library.article(ArticleId(1))
    wanted = "(SELECT text_sha256 FROM version WHERE id = ?)"
    change(desk, f"UPDATE content SET data = x'00' WHERE sha256 = {wanted}", before.version)  # noqa: S608

    assert [damage.remedy for damage in repaired(desk)] == [Remedy.REREAD]
    assert desk.library.article(ArticleId(1)) == before and wrong(desk) == []


def test_a_reading_that_is_another_now_is_a_new_version(desk: Desk) -> None:
    desk.library.add(keeping(body=PAGE))
    rot(desk, "text_sha256")
    rot(desk, "html_sha256")

    assert [damage.remedy for damage in repaired(desk)] == [Remedy.NEW_VERSION] * 2
    article = desk.library.article(ArticleId(1))
    assert WORDS.strip() in article.text and len(article.versions) == 2
    with pytest.raises(LibraryError) as caught:
        desk.library.article(ArticleId(1), article.versions[0].id)
    assert caught.value.reason is Reason.ARTICLE_DAMAGED


def test_what_is_lost_everywhere_is_marked_and_all_else_is_read(desk: Desk) -> None:
    desk.library.add(keeping("a", "The first text of some words"))
    desk.library.add(keeping("b", "The second text of some words"))
    rot(desk, "text_sha256")
    change(desk, "UPDATE content SET data = x'00' WHERE sha256 = (SELECT content_sha256 FROM snapshot_page LIMIT 1)")

    assert {damage.remedy for damage in repaired(desk)} == {None}
    assert len(wrong(desk)) == 2 and desk.library.article(ArticleId(2)).text
    with closing(sqlite.connect(desk.library.location / "library.sqlite3")) as file:
        assert file.execute("SELECT count(*) FROM damage").fetchone() == (2,)


@pytest.fixture
def captured(desk: Desk, site: ShareSite) -> ArticleId:
    """An article with pictures, from a site that is still there."""
    link = site.share_link(site.articles[0])
    article = capture(desk, link).article
    assert article is not None and desk.library.article(article).resources
    return article


def test_a_picture_is_fetched_again(desk: Desk, captured: ArticleId) -> None:
    before = desk.library.article(captured)
    for path in blobs_in(desk.library.location):
        path.write_bytes(b"rot")

    assert {damage.remedy for damage in repaired(desk)} == {Remedy.FETCHED}
    assert desk.library.article(captured) == before and wrong(desk) == []


def test_a_picture_that_is_another_by_now_takes_its_place_and_is_said_so(desk: Desk, captured: ArticleId) -> None:
    first = desk.library.article(captured).resources[0]
    assert first.blob is not None
    other = desk.library.put_blob(b"\x89PNG\r\n\x1a\n what was there before", "image/png")
    change(desk, "INSERT INTO blob VALUES (?, 'image/png', 30, 0, 0)", other.sha256)
    change(desk, "UPDATE resource SET blob_sha256 = ? WHERE url = ?", other.sha256, first.url)
    (desk.library.location / "blobs" / other.sha256[:2] / other.sha256).unlink()

    assert [damage.remedy for damage in repaired(desk)] == [Remedy.OTHER_PICTURE]
    assert desk.library.article(captured).resources[0].blob == first.blob


def test_the_index_is_made_again(desk: Desk) -> None:
    from tearsheet.model.query import Query

    desk.library.add(keeping(text="中国 words"))
    desk.library.count(Query(words=("words",)))
    with closing(sqlite.connect(desk.library.location / "index.sqlite3")) as index:
        index.execute("DELETE FROM tokens")
        index.commit()
    assert {damage.remedy for damage in repaired(desk)} == {Remedy.MADE_AGAIN}
    assert wrong(desk) == [] and desk.library.count(Query(words=("中国",))) == 1


def test_a_file_with_rotten_pages_is_salvaged_and_the_rest_repaired(desk: Desk, tmp_path: Path) -> None:
    for number in range(30):
        desk.library.add(keeping(f"{number}", f"text {number} of words", body=random.Random(number).randbytes(9000)))
    back_up(desk, tmp_path / "b")
    before = [desk.library.article(ArticleId(number)) for number in range(1, 31)]
    file = desk.library.location / "library.sqlite3"
    desk.close()
    for page in random.Random(3).sample(pages_of(file, "content"), 12):
        rot_page(file, page.number, random.Random(page.number))
    assert wrong(desk)

    done = repaired(desk, tmp_path / "b")
    assert all(damage.remedy for damage in done) and any(damage.part is Part.FILE for damage in done)
    assert wrong(desk) == []
    assert [desk.library.article(ArticleId(number)) for number in range(1, 31)] == before


def test_a_file_with_rotten_pages_is_left_alone_while_whoever_asks_has_it_open(desk: Desk) -> None:
    for number in range(30):
        desk.library.add(keeping(f"{number}", f"text {number} of words", body=random.Random(number).randbytes(9000)))
    file = desk.library.location / "library.sqlite3"
    desk.close()
    rot_page(file, [page for page in pages_of(file, "content") if page.is_leaf][-1].number, random.Random(3))
    before, library = file.read_bytes(), desk.library
    with pytest.raises(LibraryError) as caught:
        list(repair(desk, in_use=True))
    assert caught.value.reason is Reason.LIBRARY_IN_USE
    assert file.read_bytes() == before and desk.library is library


def test_a_library_that_does_not_even_open_is_repaired(tmp_path: Path) -> None:
    desk = desk_at(tmp_path / "library")
    desk.library.add(keeping())
    back_up(desk)
    desk.close()
    rot_page(tmp_path / "library" / "library.sqlite3", 1, random.Random(1))

    assert [damage.part for damage in wrong(desk)] == [Part.FILE]
    assert all(damage.remedy for damage in repaired(desk))
    assert desk.library.article(ArticleId(1)).text
    desk.close()


def test_rot_at_random_is_noticed_and_mended_from_a_backup(tmp_path: Path) -> None:
    """A sample of `python -m tests.bench.rot`."""
    fill(tmp_path / "made", 40)
    outcome = run(tmp_path / "made", tmp_path / "rotten", 6, 11, with_backup=True)
    assert outcome.all_noticed and outcome.all_restored, str(outcome)


def test_nothing_is_deleted(desk: Desk, tmp_path: Path) -> None:
    blob = desk.library.put_blob(b"put and never used", "image/png")
    desk.library.add(keeping(body=PAGE))
    back_up(desk, tmp_path / "b")
    rot(desk, "text_sha256")
    shutil.rmtree(tmp_path / "b")
    before = {path for path in desk.library.location.rglob("*") if path.is_file() and path.parent.name != "owners"}

    repaired(desk)
    assert desk.library.blob(blob.sha256) == b"put and never used"
    gone = {path for path in before if not path.exists()}
    assert all(path.name.endswith(("-wal", "-shm")) for path in gone)
