"""What a person is told of why an article looks as it does."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from tearsheet.gui.why_words import Account, Fact, account_of, share_in_words
from tearsheet.model.article import Article, Edits, Kind
from tearsheet.model.evidence import Evidence
from tearsheet.model.extraction import Flag, Metadata
from tearsheet.model.ids import VersionId
from tearsheet.model.page import Method
from tearsheet.text.evidence import Ground
from tests.support.reader_articles import BASE, english_article, version


def account(article: Article, *reasons: str, edits: Edits = Edits(), read: Metadata | None = None) -> Account:  # noqa: B008 - frozen
    return account_of(article, Evidence(read=read or article.metadata, reasons=reasons, edits=edits))


def fact(facts: tuple[Fact, ...], name: str) -> Fact:
    return next(each for each in facts if each.name == name)


def test_each_field_has_its_value_and_what_it_stands_on() -> None:
    told = account(english_article(), "title: h1", "published: JSON-LD", "modified: time")
    assert fact(told.fields, "Title").ground == Ground(words="The headline")
    assert fact(told.fields, "Author").ground is None
    published = fact(told.fields, "Published")
    assert published.value == "5 March 2026, 07:15 (UTC+01:00)"
    assert published.ground == Ground(words="The page's data for search engines (JSON-LD)")
    assert fact(told.fields, "Last changed").value == "6 March 2026, 09:00 (UTC+01:00)"
    assert fact(told.fields, "Keywords").value == "floods · 1953"
    assert "Editor" not in [each.name for each in told.fields]


def test_what_everybody_looks_for_is_named_though_the_page_does_not_say_it() -> None:
    told = account(BASE, "published: not said")
    names = [each.name for each in told.fields if not each.value]
    assert names == ["Author", "Source", "Published"]


def test_a_day_without_a_time_stays_a_day() -> None:
    day = datetime(2026, 3, 5, tzinfo=timezone(timedelta(hours=8)))
    told = account(replace(BASE, metadata=Metadata(title="T", published=day)))
    assert fact(told.fields, "Published").value == "5 March 2026"


def test_what_a_person_changed_stands_on_that_person_alone() -> None:
    article = english_article()
    told = account(article, "title: h1", "author: JSON-LD", edits=Edits(title=article.metadata.title, byline=""))
    title, author = fact(told.fields, "Title"), fact(told.fields, "Author")
    assert (title.by_hand, title.ground, author.by_hand) == (True, None, True)
    assert not fact(told.fields, "Source").by_hand


def test_what_another_version_said_is_not_put_down_to_this_one() -> None:
    article = english_article()
    told = account(article, "source: meta", read=replace(article.metadata, source=""))
    assert fact(told.fields, "Source").ground == Ground(words="Another version of this article says so")


def test_how_it_came_names_the_way_the_rule_and_which_version_it_is() -> None:
    by_rule = replace(version(2), method=Method.SITE_RULE, extractor="reader 9")
    article = replace(english_article(), versions=(version(1), by_rule), version=VersionId(2))
    told = account(article, "body: the data of rule eastmoney")
    assert fact(told.origin, "How it came").value == "Fetched as the site's own data, by the rule “eastmoney”"
    assert fact(told.origin, "Read by").value == "reader 9"
    assert fact(told.origin, "Version").value == "2 of 2 kept"
    assert fact(told.origin, "Length").value == "1,400 words · 6 min"
    assert fact(told.origin, "Its pictures").value == "0 kept, 2 missing"
    assert "Version" not in [each.name for each in account(english_article()).origin]


def test_what_a_reader_must_know_is_said_in_the_readers_words() -> None:
    article = replace(english_article(), versions=(version(1, Flag.PAYWALLED, Flag.DEPTH_LOST),))
    assert account(article).notices == (
        "The publisher keeps this article for subscribers; the original may hold more.",
        "Part of the page was nested too deeply to be read; the original may hold more.",
        "2 pictures are missing.",
    )


def test_a_link_and_a_file_say_what_was_kept_instead_of_an_article() -> None:
    nothing = replace(BASE, words=0, versions=(replace(version(), share=None),))
    link = account(replace(nothing, kind=Kind.LINK))
    assert link.notices == ("Only the link was kept: no article was found on the page.",)
    assert (link.share, [each.name for each in link.fields]) == (None, ["Title", "Language"])
    file = account(replace(nothing, kind=Kind.FILE))
    assert file.notices[0].startswith("What stands at the address is a file")
    assert "Read by" not in [each.name for each in file.origin]


def test_only_the_whole_of_a_page_is_all_of_it() -> None:
    assert share_in_words(1.0) == "All of the page's visible text"
    assert share_in_words(0.9999) == "99 % of the page's visible text"
    assert share_in_words(0.82) == "82 % of the page's visible text"
    assert share_in_words(0.0001) == "1 % of the page's visible text"
    assert share_in_words(0) == "0 % of the page's visible text"
