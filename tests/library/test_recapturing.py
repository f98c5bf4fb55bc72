"""What a second capture of an article does: nothing is lost, and the better one is shown."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tearsheet.library import Library
from tearsheet.model.article import Edits, Kind, Resource
from tearsheet.model.capture import Added, Keeping, Status
from tearsheet.model.changes import Changes
from tearsheet.model.errors import LibraryError, Reason
from tearsheet.model.extraction import Flag, Picture
from tearsheet.model.ids import VersionId
from tearsheet.model.query import Query
from tests.support.keepings import extraction, keeping

LONG = "word " * 100
LONGER = "word " * 120


def outcome(added: Added) -> tuple[Status, bool]:
    return added.status, added.current


def test_the_same_words_again_are_no_new_version(library: Library) -> None:
    first = library.add(keeping())
    again = library.add(keeping())

    assert outcome(again) == (Status.UNCHANGED, True)
    assert (again.article, again.version, again.changes) == (first.article, first.version, Changes())
    assert library.count(Query()) == 1


def test_other_words_are_a_new_version_and_the_old_one_stays(library: Library) -> None:
    first = library.add(keeping(text=LONG, title="Old"))
    second = library.add(keeping(text=LONGER, title="New"))

    assert outcome(second) == (Status.UPDATED, True)
    article = library.article(first.article)
    assert (article.text, article.metadata.title, article.version) == (LONGER, "New", second.version)
    old = library.article(first.article, first.version)
    assert (old.text, old.metadata.title, old.words) == (LONG, "Old", 100)
    assert [version.id for version in old.versions] == [first.version, second.version]


@pytest.mark.parametrize(
    "worse",
    [
        keeping(text="word " * 49),
        keeping(text="", kind=Kind.LINK, title="Please log in"),
        keeping(text="", kind=Kind.FILE, body=b"%PDF"),
        keeping(text="word " * 99, flags=[Flag.MAYBE_CUT_SHORT]),
    ],
    ids=["less than half", "a link only", "a file", "cut short"],
)
def test_a_worse_capture_is_kept_and_does_not_replace_a_better_one(library: Library, worse: Keeping) -> None:
    first = library.add(keeping(text=LONG, title="Good"))
    second = library.add(worse)

    assert outcome(second) == (Status.UPDATED, False)
    article = library.article(first.article)
    assert (article.kind, article.text, article.metadata.title) == (Kind.ARTICLE, LONG, "Good")
    assert [version.id for version in article.versions] == [first.version, second.version]


def test_the_same_worse_capture_again_is_no_further_version(library: Library) -> None:
    library.add(keeping(text=LONG))
    first = library.add(keeping(text="Please log in."))
    again = library.add(keeping(text="Please log in."))

    assert outcome(again) == (Status.UNCHANGED, False)
    assert again.version == first.version


def test_shorter_words_of_a_whole_page_replace_longer_ones(library: Library) -> None:
    library.add(keeping(text=LONG))

    assert outcome(library.add(keeping(text="word " * 51))) == (Status.UPDATED, True)


def test_a_text_that_was_cut_short_gives_way_to_more_of_it(library: Library) -> None:
    library.add(keeping(text=LONG, flags=[Flag.MAYBE_CUT_SHORT]))

    assert outcome(library.add(keeping(text=LONGER, flags=[Flag.MAYBE_CUT_SHORT]))) == (Status.UPDATED, True)


def test_a_page_that_goes_back_to_earlier_words_shows_the_earlier_version(library: Library) -> None:
    first = library.add(keeping(text=LONG))
    library.add(keeping(text=LONGER))
    back = library.add(keeping(text=LONG))

    assert outcome(back) == (Status.UPDATED, True)
    assert back.version == first.version == library.article(first.article).version


def test_a_link_becomes_the_article_it_leads_to(library: Library) -> None:
    link = library.add(keeping(kind=Kind.LINK, text="", title="A shop"))
    article = library.add(keeping(text=LONG, title="An article"))

    assert outcome(article) == (Status.UPDATED, True)
    (row,) = library.summaries(Query())
    assert (row.id, row.kind, row.title, row.words) == (link.article, Kind.ARTICLE, "An article", 100)


def test_what_a_later_capture_does_not_say_stays_said(library: Library) -> None:
    day = datetime(2022, 3, 2, tzinfo=UTC)
    added = library.add(keeping(text=LONG, title="T", source="大众网", published=day))
    library.add(keeping(text=LONGER, title="T2", byline="Li"))

    metadata = library.article(added.article).metadata
    assert (metadata.title, metadata.source, metadata.published, metadata.byline) == ("T2", "大众网", day, "Li")


def test_a_date_found_later_is_filled_in_though_the_words_are_the_same(library: Library) -> None:
    added = library.add(keeping())
    day = datetime(2022, 3, 2, tzinfo=UTC)
    again = library.add(keeping(published=day, title="Another title"))

    metadata = library.article(added.article).metadata
    assert (metadata.published, metadata.title) == (day, "Untitled")
    assert again.status is Status.UNCHANGED and again.changes == Changes(updated=(added.article,))


def test_what_a_page_says_of_itself_is_filled_in_where_nothing_was_said(library: Library) -> None:
    added = library.add(keeping(text=LONG, section="Sea"))
    changed = datetime(2022, 3, 3, tzinfo=timezone(timedelta(hours=8)))
    said = {"canonical": "https://x.example/own", "keywords": ("潮汐",), "modified": changed, "section": "Land"}
    again = library.add(keeping(text=LONG, **said))  # type: ignore[arg-type]

    metadata = library.article(added.article).metadata
    assert (metadata.canonical, metadata.keywords, metadata.section) == ("https://x.example/own", ("潮汐",), "Sea")
    assert metadata.modified == changed and metadata.modified.utcoffset() == timedelta(hours=8)
    assert again.status is Status.UNCHANGED and again.changes == Changes(updated=(added.article,))


def test_keywords_that_a_better_reading_lacks_stay_and_its_own_win(library: Library) -> None:
    added = library.add(keeping(text=LONG, keywords=("a", "b")))
    library.add(keeping(text=LONGER))
    assert library.article(added.article).metadata.keywords == ("a", "b")
    library.add(keeping(text=f"{LONGER} and more", keywords=("c",)))
    assert library.article(added.article).metadata.keywords == ("c",)


def test_a_share_that_is_known_stays_and_one_that_is_not_comes_with_the_same_words(library: Library) -> None:
    kept = keeping(text=LONG)
    added = library.add(replace(kept, extraction=replace(kept.extraction, share=0.5)))
    library.add(replace(kept, extraction=replace(kept.extraction, share=0.9)))
    assert [version.share for version in library.article(added.article).versions] == [0.5]

    with library._database.writing() as connection:
        connection.exec_driver_sql("UPDATE version SET share = NULL")
    again = library.add(replace(kept, extraction=replace(kept.extraction, share=0.9)))
    assert [version.share for version in library.article(added.article).versions] == [0.9]
    assert again.status is Status.UNCHANGED and again.changes == Changes(updated=(added.article,))


def test_a_link_and_a_file_hold_no_share_of_a_page(library: Library) -> None:
    for kind in (Kind.LINK, Kind.FILE):
        added = library.add(keeping(kind, "", kind=kind))
        assert [version.share for version in library.article(added.article).versions] == [None]


def test_what_a_version_stands_on_is_told_beside_what_a_person_changed(library: Library) -> None:
    kept = keeping(text=LONG, title="Read", source="大众网")
    reasons = ("title: h1", "source: 来源 beside the text")
    added = library.add(replace(kept, extraction=replace(kept.extraction, reasons=reasons)))
    library.edit(added.article, Edits(title="Mine"))

    (version,) = library.article(added.article).versions
    evidence = library.evidence(added.article, version.id)
    assert (evidence.read.title, evidence.read.source, evidence.reasons) == ("Read", "大众网", reasons)
    assert evidence.edits == Edits(title="Mine")
    with pytest.raises(LibraryError):
        library.evidence(added.article, VersionId(version.id + 1))


def test_what_a_person_edited_survives_every_capture(library: Library) -> None:
    added = library.add(keeping(text=LONG, title="T", source="S", byline="B"))
    day = datetime(2020, 1, 1, tzinfo=UTC)
    library.edit(added.article, Edits(title="Mine", byline="", published=day))
    library.add(keeping(text=LONGER, title="T2", source="S2", byline="B2", published=datetime(2021, 1, 1, tzinfo=UTC)))

    for version in (None, added.version):
        metadata = library.article(added.article, version).metadata
        assert (metadata.title, metadata.byline, metadata.published) == ("Mine", "", day)
    assert library.article(added.article).metadata.source == "S2"
    assert library.article(added.article).versions[1].title == "T2"


def test_a_picture_that_is_there_is_not_lost_when_a_later_capture_misses_it(library: Library) -> None:
    picture = library.put_blob(b"picture", "image/png")
    added = library.add(keeping(text=LONG, resources=[Resource(url="u", blob=picture)]))
    library.add(keeping(text=LONGER, resources=[Resource(url="u", failure="not-found")]))

    (resource,) = library.article(added.article).resources
    assert resource.blob == picture and resource.failure == ""
    assert library.summaries(Query())[0].missing == 0


def test_a_missing_picture_is_filled_in_by_a_later_capture(library: Library) -> None:
    added = library.add(keeping(resources=[Resource(url="u", failure="not-found")]))
    picture = library.put_blob(b"picture", "image/png")
    again = library.add(keeping(resources=[Resource(url="u", blob=picture)]))

    assert again.status is Status.UNCHANGED and again.changes == Changes(updated=(added.article,))
    assert not library.article(added.article).missing
    assert library.summaries(Query())[0].image == picture.sha256


def test_the_same_words_with_more_pictures_are_a_new_version(library: Library) -> None:
    library.add(keeping(resources=[Resource(url="u1")]))
    again = library.add(keeping(resources=[Resource(url="u1"), Resource(url="u2")]))

    assert outcome(again) == (Status.UPDATED, True)
    assert [resource.url for resource in library.article(again.article).resources] == ["u1", "u2"]


def test_a_deleted_article_that_is_captured_again_comes_back(library: Library) -> None:
    added = library.add(keeping(text=LONG, tags=["t"]))
    library.delete([added.article])
    assert library.find("news.example/a") is None and library.count(Query()) == 0

    again = library.add(keeping(text=LONG))

    assert again.status is Status.ADDED and again.changes == Changes(added=(added.article,))
    assert library.article(added.article).deleted is None
    assert library.article(added.article).tags == ("t",)


def test_tags_and_notes_of_a_second_capture_are_added(library: Library) -> None:
    added = library.add(keeping(tags=["a"], note="first"))
    for _ in range(2):
        library.add(keeping(tags=["b"], note="second"))

    article = library.article(added.article)
    assert article.tags == ("a", "b") and article.note == "first\n\nsecond"


def test_the_marks_of_an_article_stay(library: Library) -> None:
    added = library.add(keeping(text=LONG))
    library.mark([added.article], read=True, favourite=True)
    library.add(keeping(text=LONGER))

    article = library.article(added.article)
    assert article.read and article.favourite and not article.archived


def test_a_better_reader_makes_a_version_of_the_same_snapshot(library: Library) -> None:
    added = library.add(keeping(text=LONG, body=b"<html>as received"))
    again = library.add_version(added.article, extraction(LONGER, title="T"), "reader 2")

    assert outcome(again) == (Status.UPDATED, True)
    article = library.article(added.article)
    assert (article.text, article.metadata.title, article.versions[-1].extractor) == (LONGER, "T", "reader 2")
    assert library.snapshot(added.article)[0].body == b"<html>as received"


def test_a_worse_reader_does_not_replace_a_better_one(library: Library) -> None:
    added = library.add(keeping(text=LONG))

    assert outcome(library.add_version(added.article, extraction("Oops."), "reader 2")) == (Status.UPDATED, False)
    assert library.article(added.article).text == LONG


def test_pictures_that_a_better_reader_finds_are_missing_until_they_are_fetched(library: Library) -> None:
    picture = library.put_blob(b"picture", "image/png")
    had = [Resource(url="u1", blob=picture), Resource(url="u3", failure="forbidden")]
    added = library.add(keeping(text=LONG, resources=had))
    found = (
        Picture(url="u1", candidates=("u1",)),
        Picture(url="u2", candidates=("u2", "u3"), alt="A map"),
        Picture(url="u3", candidates=()),
    )
    library.add_version(added.article, replace(extraction(LONGER), pictures=found), "reader 2")

    article = library.article(added.article)
    assert [resource.blob for resource in article.resources] == [picture, None, None]
    assert library.missing_resources(added.article) == (
        Resource(url="u2", candidates=("u2", "u3"), alt="A map"),
        Resource(url="u3", failure="forbidden"),
    )


def test_a_capture_after_a_worse_one_is_judged_against_what_is_shown(library: Library) -> None:
    added = library.add(keeping(text=LONG))
    library.add(keeping(text="Please log in."))
    third = library.add(keeping(text="Please log in, or join us today."))

    assert outcome(third) == (Status.UPDATED, False)
    assert library.article(added.article).text == LONG


def test_a_reader_that_says_the_same_signs_the_version(library: Library) -> None:
    added = library.add(keeping(text=LONG))
    again = library.add_version(added.article, extraction(LONG), "reader 2")

    assert outcome(again) == (Status.UNCHANGED, True)
    assert [version.extractor for version in library.article(added.article).versions] == ["reader 2"]
    assert library.standings((added.article,))[0].extractors == {"reader 2"}


def test_the_same_words_from_another_snapshot_sign_nothing(library: Library) -> None:
    added = library.add(keeping(text=LONG, body=b"first"))
    library.add(replace(keeping(text=LONG, body=b"second"), extractor="reader 2"))

    assert [version.extractor for version in library.article(added.article).versions] == ["reader 1"]


def test_a_better_reader_does_not_bring_back_what_was_deleted(library: Library) -> None:
    added = library.add(keeping(text=LONG))
    library.delete([added.article])
    again = library.add_version(added.article, extraction(LONGER), "reader 2")

    assert outcome(again) == (Status.UPDATED, True)
    assert library.article(added.article).deleted is not None and library.ids(Query()) == ()


def test_a_better_reader_that_finds_a_heading_in_the_same_words_makes_a_version(library: Library) -> None:
    added = library.add(keeping(text=LONG))
    better = replace(extraction(LONG), html=f"<h2>{LONG}</h2>")
    again = library.add_version(added.article, better, "reader 2")

    assert outcome(again) == (Status.UPDATED, True)
    assert library.article(added.article).html == f"<h2>{LONG}</h2>"
    assert outcome(library.add_version(added.article, better, "reader 3")) == (Status.UNCHANGED, True)


def test_a_better_reader_corrects_an_author_and_fills_in_a_date(library: Library) -> None:
    day = datetime(2022, 3, 2, tzinfo=UTC)
    added = library.add(keeping(text=LONG, byline="admin", source="大众网"))
    library.add_version(
        added.article, extraction(LONG, title="Untitled", byline="Ada Marsh", published=day), "reader 2"
    )

    metadata = library.article(added.article).metadata
    assert (metadata.byline, metadata.source, metadata.published) == ("Ada Marsh", "大众网", day)
    assert [version.extractor for version in library.article(added.article).versions] == ["reader 1", "reader 2"]


def test_what_a_person_repaired_by_hand_is_shown_however_short_it_is(library: Library) -> None:
    first = library.add(keeping(text=LONG))
    by_hand = library.add_version(first.article, extraction("word"), "reader 2", by_hand=True)
    assert outcome(by_hand) == (Status.UPDATED, True)
    assert outcome(library.add_version(first.article, extraction("word word"), "reader 2")) == (Status.UPDATED, True)
    assert library.article(first.article).text == "word word"


def test_a_repair_taken_back_shows_the_version_that_was_there(library: Library) -> None:
    first = library.add(keeping(text=LONG))
    library.add_version(first.article, extraction("word"), "reader 2", by_hand=True)
    back = library.add_version(first.article, extraction(LONG), "reader 2", by_hand=True)
    assert (back.version, back.current) == (first.version, True)
    assert library.article(first.article).version == first.version


DELETED = "此内容已被发布者删除"


@pytest.mark.parametrize(
    ("worse", "why"),
    [
        (keeping(text="word " * 49), Reason.MUCH_SHORTER),
        (keeping(text="", kind=Kind.LINK, title="A shop"), Reason.NOTHING_READABLE),
        (keeping(text="", kind=Kind.LINK, title="404 - 页面不存在"), Reason.PAGE_MISSING),
        (keeping(text="word " * 99, flags=[Flag.MAYBE_CUT_SHORT]), Reason.SOMETHING_LACKING),
        (keeping(text=DELETED), Reason.PAGE_DELETED),
        (keeping(text="Please sign in to continue reading."), Reason.LOGIN_WANTED),
    ],
    ids=["less than half", "a link only", "not there", "cut short", "deleted", "a login"],
)
def test_why_a_capture_is_kept_aside_is_said(library: Library, worse: Keeping, why: Reason) -> None:
    library.add(keeping(text=LONG))
    added = library.add(worse)
    assert (outcome(added), added.aside) == ((Status.UPDATED, False), why)
    assert added.failure is not None and added.failure.reason is why


def test_a_notice_as_long_as_a_short_article_does_not_replace_it(library: Library) -> None:
    first = library.add(keeping(text="明天停水，请提前储水。"))
    added = library.add(keeping(text=f"{DELETED}。去看看别的文章吧。"))
    assert (added.current, added.aside) == (False, Reason.PAGE_DELETED)
    assert library.article(first.article).version == first.version


def test_an_article_about_such_notices_is_none_when_it_changes(library: Library) -> None:
    text = "Page not found: how a phrase of three words came to stand for every broken link."
    library.add(keeping(text=text))
    added = library.add(keeping(text=f"{text} It is older than the web."))
    assert (outcome(added), added.aside) == ((Status.UPDATED, True), None)


def test_a_person_chooses_which_version_is_shown(library: Library) -> None:
    day = datetime(2022, 3, 2, tzinfo=UTC)
    first = library.add(keeping(text=LONG, title="Old", published=day))
    second = library.add(keeping(text=LONGER, title="New", byline="Li"))
    library.edit(first.article, Edits(byline="Me"))
    assert first.version is not None

    assert library.choose_version(first.article, first.version) == Changes(updated=(first.article,))
    (row,) = library.summaries(Query())
    assert (row.title, row.words, row.byline, row.published) == ("Old", 100, "Me", day)
    assert library.article(first.article).text == LONG
    assert library.choose_version(first.article, first.version) == Changes()
    assert second.version is not None
    library.choose_version(first.article, second.version)
    assert library.article(first.article).metadata.title == "New"


def test_a_chosen_version_is_what_search_finds(library: Library) -> None:
    first = library.add(keeping(text=f"{LONG} needle"))
    library.add(keeping(text=LONGER))
    assert library.count(Query(words=("needle",))) == 0
    assert first.version is not None
    library.choose_version(first.article, first.version)
    assert library.count(Query(words=("needle",))) == 1


def test_a_version_that_is_a_link_only_can_be_chosen_and_brings_its_pictures(library: Library) -> None:
    first = library.add(keeping(text=LONG, resources=[Resource(url="u", failure="gone")]))
    link = library.add(keeping(text="", kind=Kind.LINK))
    assert first.version is not None and link.version is not None
    library.choose_version(first.article, link.version)
    (row,) = library.summaries(Query())
    assert (row.kind, row.words, row.missing) == (Kind.LINK, 0, 0)
    library.choose_version(first.article, first.version)
    (row,) = library.summaries(Query())
    assert (row.kind, row.words, row.missing) == (Kind.ARTICLE, 100, 1)


def test_a_chosen_version_stays_until_the_page_says_something_new(library: Library) -> None:
    first = library.add(keeping(text=LONG))
    library.add(keeping(text=LONGER))
    assert first.version is not None
    library.choose_version(first.article, first.version)

    again = library.add(keeping(text=LONGER))
    assert (outcome(again), again.aside) == ((Status.UNCHANGED, False), Reason.OTHER_CHOSEN)
    assert library.article(first.article).version == first.version
    new = library.add(keeping(text=f"{LONGER} and more"))
    assert (outcome(new), library.article(first.article).version) == ((Status.UPDATED, True), new.version)
    assert outcome(library.add(keeping(text=LONGER))) == (Status.UPDATED, True)


def test_a_better_reading_of_a_chosen_version_is_still_chosen(library: Library) -> None:
    first = library.add(keeping(text=LONG, body=b"1"))
    library.add(keeping(text=LONGER, body=b"2"))
    assert first.version is not None
    library.choose_version(first.article, first.version)
    better = library.add_version(first.article, extraction(f"{LONG} end"), "reader 2")
    assert outcome(library.add(keeping(text=LONGER, body=b"2"))) == (Status.UNCHANGED, False)
    assert library.article(first.article).version == better.version


def test_a_version_that_is_not_the_articles_cannot_be_chosen(library: Library) -> None:
    first, other = library.add(keeping()), library.add(keeping("b"))
    assert other.version is not None
    for version in (other.version, VersionId(99)):
        with pytest.raises(LibraryError) as caught:
            library.choose_version(first.article, version)
        assert caught.value.reason is Reason.NO_SUCH_ARTICLE


def test_a_capture_of_an_article_is_kept_with_it_whatever_its_address_and_leaves_it_in_the_bin(
    library: Library,
) -> None:
    first = library.add(keeping("short-link", text=LONG))
    library.delete([first.article])
    added = library.add_capture(first.article, keeping("final", text=LONGER, tags=["not given"]))
    assert (added.article, outcome(added)) == (first.article, (Status.UPDATED, True))
    article = library.article(first.article)
    assert (article.text, article.url, article.tags) == (LONGER, "https://news.example/short-link", ())
    assert article.deleted is not None and library.count(Query()) == 0
