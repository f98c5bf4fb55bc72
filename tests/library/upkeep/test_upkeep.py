"""A library on a server is verified, mended and measured as one in a folder; its backups are the server's."""

import random
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import select, update

from tearsheet.library import Library
from tearsheet.library.schema import content, version
from tearsheet.model.article import Resource
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import ArticleId
from tearsheet.model.storage import Dropped, DropRule, Room
from tearsheet.model.upkeep import Damage, Part
from tests.support.databases import on_a_server
from tests.support.keepings import keeping


def verified(library: Library) -> list[Damage]:
    return [damage for damage in library.upkeep.verify(lambda _headway: None, Event()) if not damage.is_harmless]


@pytest.fixture
def filled(library: Library) -> Library:
    for name in "ab":
        blob = library.put_blob(random.Random(name).randbytes(2000), "image/png")
        picture = Resource(url=f"https://news.example/{name}.png", blob=blob)
        library.add(keeping(name, f"The text of {name}", resources=[picture]))
    return library


def test_a_content_that_changed_is_noticed_marked_and_mended(filled: Library) -> None:
    assert verified(filled) == []
    of_first = select(version.c.text_sha256).where(version.c.article_id == 1).scalar_subquery()
    with filled._database.writing() as connection:
        connection.execute(update(content).where(content.c.sha256 == of_first).values(data=b"rot"))

    (damage,) = verified(filled)
    assert (damage.part, damage.articles) == (Part.CONTENT, (1,))
    filled.upkeep.mark(damage, "no copy")
    filled.add(keeping("a", "The text of a"))
    assert verified(filled) == [] and filled.article(ArticleId(1)).text == "The text of a"


def test_room_is_measured_and_made(filled: Library) -> None:
    assert dict(filled.upkeep.storage().kinds)[Room.PICTURES] == 4000
    rule = DropRule(what=Dropped.PICTURES)
    in_folder = "://" not in filled.place
    assert filled.upkeep.would_free(rule).size == (4000 if in_folder else 0)  # the server keeps the bytes
    freed, _changes = filled.upkeep.drop(rule)
    assert freed.articles == 2 and dict(filled.upkeep.storage().kinds)[Room.PICTURES] == 0
    assert verified(filled) == []


@on_a_server
def test_whoever_runs_the_server_backs_it_up(filled: Library, tmp_path: Path) -> None:
    for refused in (
        lambda: filled.upkeep.back_up(tmp_path / "b", tell=lambda _headway: None, cancelled=Event()),
        lambda: filled.upkeep.move(tmp_path / "b", tell=lambda _headway: None, cancelled=Event()),
    ):
        with pytest.raises(LibraryError) as caught:
            refused()
        assert caught.value.reason is Reason.IN_A_DATABASE
    assert filled.upkeep.copies([tmp_path]) == ()
