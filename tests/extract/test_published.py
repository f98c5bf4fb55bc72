import json
from datetime import UTC, datetime

import pytest

from tearsheet.extract.addresses import Base
from tearsheet.extract.metadata import Found, metadata_of
from tearsheet.extract.parse import parse

PAGE = "https://x.example/a/b.html"
RECEIVED = datetime(2026, 1, 1, 4, 30, tzinfo=UTC)


def found(html: str, *, received: datetime | None = None) -> Found:
    return metadata_of(parse(html).root, Base(PAGE, PAGE), None, received=received)


def published(html: str, *, received: datetime | None = None) -> str:
    moment = found(html, received=received).metadata.published
    return moment.isoformat() if moment else ""


def linked(**node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **node})}</script>'


@pytest.mark.parametrize(
    ("html", "day"),
    [
        ("<h1>t</h1><p>Updated May 1, 2021</p><p>Published March 2, 2020</p>", "2020-03-02"),
        ("<h1>t</h1><p>Published March 2, 2020 · Updated May 1, 2021</p>", "2020-03-02"),
        ("<h1>t</h1><p>Last updated: <time datetime=2021-05-01>May 1</time></p><p>2 March 2020</p>", "2020-03-02"),
        ("<html lang=zh><h1>题</h1><p>更新时间：2021-05-01</p><p>发布时间：2020年3月2日</p>", "2020-03-02"),
        ("<html lang=zh><h1>题</h1><p>2020年3月2日 17:24　来源：某报</p>", "2020-03-02"),
        ("<html lang=zh><h1>题</h1><p>二〇二〇年三月二日</p>", "2020-03-02"),
        ("<table><tr><td><h2>t</h2>2 March 2020<div><p>text</p></div></table><title>t</title>", "2020-03-02"),
        ("<h3>Published</h3><p><time datetime=2020-03-02>then</time></p>", "2020-03-02"),
        ("<aside><h3>发布时间</h3><p><time datetime=2020-03-02>那天</time></p></aside>", "2020-03-02"),
        ("<h1>t</h1><p>1 May 2021</p><p>This story was originally published on 2 March 2020.</p>", "2020-03-02"),
        ("<html lang=zh><h1>题</h1><p>2021年5月1日</p><p>本文首发于2020年3月2日</p>", "2020-03-02"),
        ("<h1>t</h1><time class=updated datetime=2020-03-02>2 March 2020</time>", "2020-03-02"),
        ("<h1>t</h1><div><time datetime=2020-03-02>03/02</time> in Brief</div>", "2020-03-02"),
    ],
)
def test_a_date_of_publication_is_told_from_that_of_a_change(html: str, day: str) -> None:
    assert published(html)[:10] == day


def test_when_only_a_change_is_dated_a_signed_article_has_that_date_and_says_so() -> None:
    page = "<h1>t</h1><p>By Ann Lee</p><p>Updated: May 1, 2021</p>"
    assert published(page)[:10] == "2021-05-01"
    assert "published: the only date printed, that of a change" in found(page).reasons
    assert published("<h1>t</h1><p>Updated: May 1, 2021</p>") == ""


def test_a_date_of_the_page_and_not_of_an_article_needs_one_printed_beside_it() -> None:
    of_page = linked(datePublished="2020-03-02T17:24:00+08:00").replace("NewsArticle", "WebPage")
    assert published(f"{of_page}<h1>t</h1><p>By Ann Lee</p>") == ""
    assert published(f"{of_page}<h1>t</h1><p>March 2, 2020</p>") == "2020-03-02T17:24:00+08:00"
    assert published(f"{of_page}<h1>t</h1><p>02/03/2020</p>") == "2020-03-02T17:24:00+08:00"
    assert published(f"{of_page}<h1>t</h1><p>May 1, 2021</p>")[:10] == "2021-05-01"


def test_a_page_put_up_anew_keeps_the_day_it_prints() -> None:
    anew = linked(datePublished="2025-06-12T00:00:00Z", dateModified="2025-06-10T00:00:00Z")
    assert published(f"{anew}<h1>t</h1><p>2 November 2022</p>")[:10] == "2022-11-02"
    later = linked(datePublished="2025-11-29T12:28:31Z")
    assert published(f"{later}<h1>t</h1><time pubdate datetime=2025-08-13>August 13</time>")[:10] == "2025-08-13"
    assert published(f"{linked(datePublished='2025-06-12')}<h1>t</h1><p>2 November 2022</p>")[:10] == "2025-06-12"


def test_json_ld_in_a_meta_element_is_read() -> None:
    page = """<meta name="script:ld+json" content='{"@type": "Article", "datePublished": "2020-03-02"}'>"""
    assert published(page)[:10] == "2020-03-02"


@pytest.mark.parametrize(
    ("html", "modified"),
    [
        (linked(dateModified="2022-03-02T17:24:54+08:00"), "2022-03-02T17:24:54+08:00"),
        ("<meta property=article:modified_time content=2022-03-02T09:24:54Z>", "2022-03-02T09:24:54+00:00"),
        ("<h1>t</h1><p>Published March 2, 2020 · Updated May 1, 2021</p>", "2021-05-01T00:00:00+00:00"),
        ("<html lang=zh><h1>题</h1><p>更新时间：2022-03-02 17:24</p>", "2022-03-02T17:24:00+08:00"),
        ("<h1>t</h1><p>March 2, 2020</p>", None),
    ],
)
def test_when_it_was_changed_is_kept_apart_with_its_offset(html: str, modified: str | None) -> None:
    moment = found(html).metadata.modified
    assert (moment and moment.isoformat()) == modified


def test_a_relative_date_is_one_only_when_it_is_known_when_the_page_was_had() -> None:
    page = "<html lang=zh><h1>夜里的水壶</h1><span class=time>3小时前</span><p>正文都是中文</p>"
    assert published(page) == ""
    assert published(page, received=RECEIVED) == "2026-01-01T09:30:00+08:00"
    assert published("<h1>t</h1><span class=time>2 days ago</span>", received=RECEIVED) == "2025-12-30T00:00:00+00:00"


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li class=date>2020-03-02</li></ul>",
        "<a href=/x><span class=date>2020-03-02</span></a>",
        "".join(f"<div><span class=date>2020-03-{day:02}</span></div>" for day in range(1, 9)),
        "<div class=modified-date><time datetime=2020-03-02>then</time></div>",
        "<div>Last active <time datetime=2020-03-02>then</time></div>",
        '<script>{"publishedAt":"2020-03-02"},{"publishedAt":"2020-03-04"}</script>',
        "<p>Date Last Reviewed:</p><p><time datetime=2020-03-02>March</time></p>",
        "<h1>题</h1><p>今天是2020年3月2日 星期一</p>",
        "<h1>t</h1><p>Her second novel about a kettle was first published on 2 March 2020 in a paper of the town.</p>",
        "<h1>题</h1><p>会议时间：2020年3月2日</p>",
        "<h1>t</h1><p>Release Date: March 2, 2020</p>",
        "<h1>t</h1><div class=hours__date>March 2, 2020</div>",
        "<h1>t</h1><div class=comment-header><b>Amy</b> <span>March 2, 2020</span></div>",
        "<div><i class=date>2020-03-02</i></div><div><i class=date>2020-03-04</i></div>",
        "<h1>t</h1><div><div><a href=/x><h3>Another</h3></a><time datetime=2020-03-02>then</time></div></div>",
        "<h1>t</h1><div><div><h3><a href=/x>Another</a></h3><time datetime=2020-03-02>then</time></div></div>",
        "<h1>最好的水壶</h1><p>据2020年3月2日的报告，全市共有四百把水壶，比上一年多了一把，其中多数放在厨房里，少数在窗台上。</p>",
    ],
)
def test_dates_of_other_things_are_not_the_articles(html: str) -> None:
    assert published(html) == ""


@pytest.mark.parametrize(
    ("html", "moment"),
    [
        (
            "<meta name=publishdate content=2020-03-02><h1>题</h1><p>2020年03月02日06:10</p>",
            "2020-03-02T06:10:00+08:00",
        ),
        (
            "<meta name=publishdate content=2020-03-02><h1>题</h1><p>2020年03月05日06:10</p>",
            "2020-03-02T00:00:00+08:00",
        ),
        (
            "<meta name=publishdate content='2020-03-02 08:00'><h1>题</h1><p>2020年3月2日06:10</p>",
            "2020-03-02T08:00:00+08:00",
        ),
        ("<h1>题</h1><p>2020年3月2日 9时5分</p>", "2020-03-02T09:05:00+08:00"),
        ("<abbr itemprop=datePublished title=2020-03-02T22:05:00+01:00>22:05</abbr>", "2020-03-02T22:05:00+01:00"),
    ],
)
def test_of_two_that_agree_on_the_day_the_one_that_says_the_hour_counts(html: str, moment: str) -> None:
    assert published(f"<html lang=zh>{html}") == moment


def test_a_time_without_an_offset_is_that_of_the_place_where_the_language_is_at_home() -> None:
    assert published("<html lang=ja><h1>これは題です</h1><p>2020年3月2日 9:05</p>") == "2020-03-02T09:05:00+09:00"
    assert published("<html lang=ko><h1>제목</h1><p>2020.03.02 09:05</p>") == "2020-03-02T09:05:00+09:00"


def test_a_date_in_a_script_counts_when_it_is_the_only_one() -> None:
    assert published('<script>{"publishedAt":"2020-03-02T10:00:00Z"}</script>') == "2020-03-02T10:00:00+00:00"
    assert "published: a script" in found('<script>{"publishedAt":"2020-03-02"}</script>').reasons


def test_broken_json_ld_with_a_comma_too_many_is_still_read() -> None:
    script = '<script type="application/ld+json">{"@type":"Article","datePublished":"2020-03-02",}}</script>'
    assert published(script)[:10] == "2020-03-02"
