"""What is brought again is known by its key, its uid or its bytes, in a folder and on a server."""

from dataclasses import replace

from tearsheet.library import Library
from tearsheet.library.contents import digest
from tearsheet.model.article import Kind
from tearsheet.model.capture import Keeping, Status
from tearsheet.model.ids import ArticleId
from tearsheet.model.importing import ENTRY_HEADER
from tearsheet.model.page import Method
from tests.support.keepings import extraction, keeping

UID = "0123456789abcdef0123456789abcdef"


def _entry(name: str, body: bytes = b"a post", *, method: Method = Method.FILE) -> Keeping:
    made = keeping(name, f"Words of {name}.", body=body)
    [page] = made.pages
    return replace(made, pages=(replace(page, headers=((ENTRY_HEADER, f"{name}.md"),), method=method),))


def test_many_are_added_in_one_go_each_as_if_alone(library: Library) -> None:
    first = library.add(keeping("b", "Before."))
    added = library.add_all([keeping("a"), keeping("b", "Before."), keeping("c")])
    assert [each.status for each in added] == [Status.ADDED, Status.UNCHANGED, Status.ADDED]
    assert [each.article for each in added] == [ArticleId(2), first.article, ArticleId(3)]
    assert library.add_all([]) == ()


def test_an_article_may_bring_its_uid_unless_another_has_it(library: Library) -> None:
    first, second = library.add_all([replace(keeping(name), uid=UID) for name in "ab"])
    assert library.article(first.article).uid == UID
    assert library.article(second.article).uid != UID
    [kept] = library.kept(uids=[UID])
    assert (kept.article, kept.key) == (first.article, "news.example/a")


def test_an_article_is_known_by_its_key_with_the_entry_it_came_from(library: Library) -> None:
    library.add_all([_entry("a"), keeping("b"), keeping("c", kind=Kind.FILE, body=b"%PDF-1.7")])
    kept = {each.key: each for each in library.kept(keys=["news.example/a", "news.example/b", "news.example/c", "d"])}
    assert [each.entry for each in kept.values()] == ["a.md", "", ""]
    assert kept["news.example/a"].body == digest(b"a post")
    assert kept["news.example/a"].text == digest(extraction("Words of a.").text.encode())
    assert (kept["news.example/c"].kind, kept["news.example/c"].deleted) == (Kind.FILE, False)
    assert library.kept() == ()


def test_a_server_cannot_say_that_its_page_is_an_entry(library: Library) -> None:
    library.add(_entry("a", method=Method.FETCH))
    [kept] = library.kept(keys=["news.example/a"])
    assert (kept.entry, kept.body) == ("", None)


def test_bytes_are_known_again_be_they_those_of_an_earlier_version(library: Library) -> None:
    added = library.add(_entry("a", b"first"))
    library.add(replace(_entry("a", b"second"), extraction=extraction("Other words, and more of them.")))
    library.delete([added.article])
    held = library.holders([digest(b"first"), digest(b"second"), digest(b"third")])
    assert {each.article for each in held.values()} == {added.article}
    assert set(held) == {digest(b"first"), digest(b"second")}
    assert all(each.deleted for each in held.values())
