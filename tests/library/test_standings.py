"""How articles stand is known without reading their text."""

from tearsheet.library import Library
from tearsheet.model.article import Edits, Kind, Resource
from tearsheet.model.ids import ArticleId
from tests.support.keepings import extraction, keeping

LONG, WORSE = "word " * 100, "word " * 20


def test_an_article_stands_as_its_current_version_has_it(library: Library) -> None:
    picture = library.put_blob(b"picture", "image/png")
    resources = [Resource(url="had", blob=picture), Resource(url="missing", failure="not-found")]
    added = library.add(keeping("a", LONG, title="Read", resources=resources))
    library.edit(added.article, Edits(title="Mine"))
    library.add_version(added.article, extraction(WORSE), "reader 2")

    (standing,) = library.standings((added.article,))
    assert (standing.kind, standing.words, standing.version) == (Kind.ARTICLE, 100, added.version)
    assert (standing.metadata.title, standing.pictures, standing.missing) == ("Mine", 2, ("missing",))
    assert standing.extractors == {"reader 1", "reader 2"}


def test_only_those_count_as_readers_that_read_the_snapshot_which_is_shown(library: Library) -> None:
    added = library.add(keeping("a", WORSE, body=b"first"))
    library.add_version(added.article, extraction(f"{WORSE} more"), "reader 2")
    library.add(keeping("a", LONG, body=b"second"))

    assert library.standings((added.article,))[0].extractors == {"reader 1"}


def test_they_come_in_the_order_asked_for_and_those_that_are_not_there_do_not(library: Library) -> None:
    first, second = (library.add(keeping(name)).article for name in ("a", "b"))
    library.delete((first,))

    standings = library.standings((second, ArticleId(99), first))
    assert [standing.article for standing in standings] == [second, first]
