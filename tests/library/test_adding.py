"""What one capture leaves in the library."""

from datetime import datetime, timedelta, timezone

import pytest

from tearsheet.library import Library
from tearsheet.model.article import Kind, Resource
from tearsheet.model.capture import Status
from tearsheet.model.changes import Changes
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.ids import ArticleId
from tearsheet.model.page import Method
from tearsheet.model.query import Query
from tests.support.keepings import RECEIVED, address, keeping

CHINA = timezone(timedelta(hours=8))


def test_an_article_is_kept_with_all_that_was_read_of_it(library: Library) -> None:
    picture = library.put_blob(b"picture", "image/png", width=3, height=2)
    resources = (
        Resource(url="https://news.example/1.png", alt="A graph", blob=picture),
        Resource(url="https://news.example/2.png", candidates=("https://cdn.example/2.png",), failure="not-found"),
    )
    kept = keeping(
        "a",
        "沪指收涨。",
        resources=resources,
        tags=("财经/A股", " b "),
        note="read this",
        title="沪指",
        byline="Li",
        source="大众网",
        editor="Wang",
        published=datetime(2022, 3, 2, 17, 24, 54, tzinfo=CHINA),
        image="https://news.example/1.png",
        modified=datetime(2022, 3, 3, 8, 0, tzinfo=CHINA),
        canonical="https://news.example/own",
        keywords=("沪指", "A股"),
        section="股市",
    )

    added = library.add(kept)

    assert added.status is Status.ADDED and added.current
    assert added.changes == Changes(added=(added.article,))
    article = library.article(added.article)
    assert (article.url, article.share_link) == (kept.address.url, kept.share_link)
    assert article.metadata == kept.extraction.metadata
    assert article.metadata.published is not None and article.metadata.published.utcoffset() == timedelta(hours=8)
    assert (article.html, article.text, article.words) == ("<p>沪指收涨。</p>", "沪指收涨。", 4)
    assert article.resources == resources
    assert [resource.url for resource in article.missing] == ["https://news.example/2.png"]
    assert article.tags == ("b", "财经/A股") and article.note == "read this"
    assert not (article.read or article.archived or article.favourite)
    (version,) = article.versions
    assert (version.id, version.method, version.extractor) == (added.version, Method.FETCH, "reader 1")
    assert (version.captured, version.share) == (RECEIVED, 1.0)


def test_the_row_of_an_article_says_the_same_as_the_article(library: Library) -> None:
    picture = library.put_blob(b"picture", "image/png")
    resources = (Resource(url="u1", failure="x"), Resource(url="u2", blob=picture))
    added = library.add(keeping(resources=resources, tags=("t",), title="T", byline="B", source="S", excerpt="E"))

    (row,) = library.summaries(Query())

    article = library.article(added.article)
    assert (row.id, row.kind, row.url, row.saved) == (article.id, article.kind, article.url, article.saved)
    assert (row.title, row.byline, row.source, row.excerpt) == ("T", "B", "S", "E")
    assert (row.tags, row.words, row.missing, row.image) == (("t",), 10, 1, picture.sha256)


def test_the_picture_of_a_row_is_the_one_the_page_leads_with(library: Library) -> None:
    first, lead = library.put_blob(b"first", "image/png"), library.put_blob(b"lead", "image/png")
    library.add(keeping(resources=(Resource(url="u1", blob=first), Resource(url="u2", blob=lead)), image="u2"))

    assert library.summaries(Query())[0].image == lead.sha256


def test_an_older_article_keeps_the_day_it_was_saved(library: Library) -> None:
    then = datetime(2019, 1, 2, 3, 4, 5, 678901, tzinfo=CHINA)
    added = library.add(keeping(saved=then))

    saved = library.article(added.article).saved
    assert saved == then and saved.utcoffset() == then.utcoffset()


def test_a_page_without_an_article_is_kept_as_a_link(library: Library) -> None:
    added = library.add(keeping(kind=Kind.LINK, text="", title="A shop"))

    article = library.article(added.article)
    assert added.status is Status.KEPT_AS_LINK
    assert (article.kind, article.metadata.title, article.html, article.text) == (Kind.LINK, "A shop", "", "")


def test_a_document_is_kept_as_the_file_it_is(library: Library) -> None:
    added = library.add(keeping(kind=Kind.FILE, text="", body=b"%PDF-1.7"))

    article = library.article(added.article)
    assert added.status is Status.KEPT_AS_FILE and article.file is not None
    assert (article.file.media_type, article.file.size) == ("application/pdf", 8)
    assert library.blob(article.file.sha256) == b"%PDF-1.7"
    assert library.snapshot(added.article)[0].body == b"%PDF-1.7"


def test_ids_follow_the_order_kept_and_are_never_given_twice(library: Library) -> None:
    ids = [library.add(keeping(name)).article for name in "abc"]

    assert ids == sorted(ids) and len(set(ids)) == 3
    assert [row.id for row in library.summaries(Query())] == ids[::-1]


def test_an_article_is_found_by_its_key(library: Library) -> None:
    added = library.add(keeping("a"))

    assert library.find(address("a").key) == added.article
    assert library.find(address("b").key) is None


def test_text_that_no_file_can_hold_does_not_stop_a_capture(library: Library) -> None:
    added = library.add(keeping(text="half \ud83d a character", title="NUL \x00 and \udc00", body=b""))

    article = library.article(added.article)
    assert article.text == "half ? a character" and article.metadata.title == "NUL ? and ?"


def test_a_date_at_the_edge_of_the_calendar_is_kept(library: Library) -> None:
    first = datetime(1, 1, 1, tzinfo=CHINA)
    last = datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-11)))
    for name, day in (("a", first), ("b", last)):
        added = library.add(keeping(name, published=day))
        published = library.article(added.article).metadata.published
        assert published == day and published.utcoffset() == day.utcoffset()


def test_an_article_that_is_not_there_is_an_error_of_its_own(library: Library) -> None:
    for ask in (library.article, library.snapshot, library.missing_resources):
        with pytest.raises(LibraryError) as caught:
            ask(ArticleId(7))
        assert caught.value.reason is Reason.NO_SUCH_ARTICLE
