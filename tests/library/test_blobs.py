"""Files by their SHA-256: whole or not there, and never other bytes than were put in."""

import hashlib
from pathlib import Path

import pytest

from tearsheet.library import Library, open_library
from tearsheet.model.article import Blob, Resource
from tearsheet.model.changes import Changes
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import ArticleId, Sha256
from tearsheet.model.query import Query
from tests.support.databases import in_a_folder
from tests.support.keepings import keeping

PICTURE = b"\x89PNG" * 1000


def files(library: Library) -> list[Path]:
    return [path for path in (library.location / "blobs").rglob("*") if path.is_file()]


@in_a_folder
def test_a_blob_is_a_file_named_by_its_digest(library: Library) -> None:
    blob = library.put_blob(PICTURE, "image/png", width=3, height=2)

    digest = hashlib.sha256(PICTURE).hexdigest()
    assert blob == Blob(sha256=Sha256(digest), media_type="image/png", size=4000, width=3, height=2)
    assert files(library) == [library.location / "blobs" / digest[:2] / digest]
    assert library.blob(blob.sha256) == PICTURE


@in_a_folder
def test_the_same_bytes_are_one_file(library: Library) -> None:
    assert library.put_blob(PICTURE, "image/png") == library.put_blob(PICTURE, "image/png")
    assert len(files(library)) == 1


@in_a_folder
def test_bit_rot_is_noticed_when_a_blob_is_read_and_healed_when_it_is_put_again(library: Library) -> None:
    blob = library.put_blob(PICTURE, "image/png")
    (path,) = files(library)
    path.write_bytes(PICTURE[:-1] + b"x")

    with pytest.raises(LibraryError) as caught:
        library.blob(blob.sha256)
    assert caught.value.reason is Reason.LIBRARY_DAMAGED
    library.put_blob(PICTURE, "image/png")
    assert library.blob(blob.sha256) == PICTURE


def test_a_blob_that_is_gone_is_an_error_of_the_library(library: Library) -> None:
    with pytest.raises(LibraryError) as caught:
        library.blob(Sha256("0" * 64))
    assert caught.value.reason is Reason.LIBRARY_DAMAGED


@in_a_folder
def test_a_file_that_somebody_is_writing_is_left_alone(library: Library) -> None:
    library.put_blob(PICTURE, "image/png")
    unfinished = library.location / "blobs" / ".tmp" / f"{library._owner.name.replace('/', '~')}~1"
    unfinished.write_bytes(b"half")

    with open_library(library.place):
        assert unfinished.exists()


@in_a_folder
@pytest.mark.parametrize("owner", ["another.computer~2", "~3"])
def test_what_another_computer_writes_is_left_alone(library: Library, owner: str) -> None:
    library.put_blob(PICTURE, "image/png")
    unfinished = library.location / "blobs" / ".tmp" / f"{owner}~1"
    unfinished.write_bytes(b"half")

    library.recover()
    assert unfinished.exists()


def test_a_missing_picture_is_given_its_file_once(library: Library) -> None:
    article = library.add(keeping(resources=[Resource(url="u", failure="not-found")])).article
    blob = library.put_blob(PICTURE, "image/png")

    assert library.set_resource(article, "u", "too-big") == Changes(updated=(article,))
    assert library.missing_resources(article)[0].failure == "too-big"
    assert library.set_resource(article, "u", blob) == Changes(updated=(article,))
    assert library.set_resource(article, "u", "too-late") == Changes()
    assert library.article(article).resources == (Resource(url="u", blob=blob),)
    assert library.summaries(Query())[0].missing == 0


def test_a_picture_that_an_article_does_not_have_is_not_set(library: Library) -> None:
    article = library.add(keeping()).article
    blob = library.put_blob(PICTURE, "image/png")

    assert library.set_resource(article, "u", blob) == library.set_resource(ArticleId(9), "u", blob) == Changes()
