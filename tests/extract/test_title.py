from time import process_time

import pytest

from tearsheet.extract.addresses import Base
from tearsheet.extract.metadata import Found, metadata_of
from tearsheet.extract.parse import parse

PAGE = "https://www.tidetable.example/a/b.html"


def found(head: str, body: str = "") -> Found:
    html = f"<html><head>{head}</head><body>{body}<p>文 text</p></body></html>"
    return metadata_of(parse(html).root, Base(PAGE, PAGE), None)


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        # The reader's title, and the one for search engines.
        (
            "<title>Best Kettles 2025 | Shop Guide</title>",
            "<h1>We boiled forty litres to find the best kettles</h1>",
            "We boiled forty litres to find the best kettles",
        ),
        (
            "<title>水壶推荐_家电频道_某网</title>",
            "<h1>烧了四十升水，我们找到了好水壶</h1>",
            "烧了四十升水，我们找到了好水壶",
        ),
        # Two spellings of one title.
        (
            "<title>The Best Kettles for a Small Kitchen</title>",
            "<h1>BEST KETTLES FOR THE SMALL KITCHEN</h1>",
            "The Best Kettles for a Small Kitchen",
        ),
    ],
)
def test_a_heading_like_the_declared_title_is_preferred_unless_it_only_spells_it_otherwise(
    head: str, body: str, title: str
) -> None:
    assert found(head, body).metadata.title == title


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (
            "<title>Kettles at night</title>",
            "<h1 class=site-logo>Kettles</h1><h1>Kettles at night</h1>",
            "Kettles at night",
        ),
        ("<title>Kettles at night</title>", "<h1>Tidetable</h1><h2>Kettles at night</h2>", "Kettles at night"),
        (
            "<title>Kettles at night</title>",
            "<div class=comments><h1>12 comments here so far</h1></div>",
            "Kettles at night",
        ),
        (
            "<title>夜里的水壶</title>",
            "<h1><a href=/>潮汐网</a></h1><aside><h1>热门文章排行榜</h1></aside>",
            "夜里的水壶",
        ),
        (
            "<title>潮汐网-夜里的壶-潮汐人的网上家园</title>",
            "<div class=logo>潮汐网</div><div class=bt>夜里的壶</div>",
            "夜里的壶",
        ),
        (
            "<title>Notes After Dark: Kettles at night</title>",
            "<p class=title><a href=/>Notes After Dark</a></p><h3>Kettles at night</h3>",
            "Kettles at night",
        ),
        ("<title>潮汐日报：夜里的水壶为什么这样响</title>", "<h1>潮汐日报</h1>", "潮汐日报：夜里的水壶为什么这样响"),
    ],
)
def test_the_mastheads_and_the_sidebars_headings_are_no_titles(head: str, body: str, title: str) -> None:
    assert found(head, body).metadata.title == title


@pytest.mark.parametrize(
    ("title", "cut"),
    [
        ("夜里的水壶｜潮汐网", "夜里的水壶"),
        ("夜里的水壶—潮汐网", "夜里的水壶"),
        ("夜里的水壶_新闻_潮汐网", "夜里的水壶"),
        ("夜里的水壶-潮汐网", "夜里的水壶"),
        ("夜里的水壶丨潮汐网", "夜里的水壶"),
        ("夜里的水壶－潮汐网", "夜里的水壶"),
        ("【夜里的水壶】-潮汐网", "【夜里的水壶】"),
        ("早潮丨水壶响了三次，谁也没有起来", "早潮丨水壶响了三次，谁也没有起来"),
        ("Kettles - The Tidetable way", "Kettles"),
        ("A Tide of the kettles | Tide | Long Tidetable", "A Tide of the kettles"),
        ("夜里的水壶_潮汐市人民政府门户网站", "夜里的水壶"),
        ("夜里的水壶 | 潮汐网", "夜里的水壶"),
        ("Kettles at night - Tidetable", "Kettles at night"),
        ("Tidetable | Kettles at night", "Kettles at night"),
        ("Well-kept kettles", "Well-kept kettles"),
        ("2019-nCoV 与水壶", "2019-nCoV 与水壶"),
    ],
)
def test_the_site_is_cut_off_whatever_stands_between(title: str, cut: str) -> None:
    assert found(f"<title>{title}</title>").metadata.title == cut


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        # Who wrote it and when stands in the headline's element as well.
        (
            "<title>夜里的水壶响 - 潮汐网</title>",
            "<h1>夜里的水壶响 <small>2020-03-02 张三</small></h1>",
            "夜里的水壶响",
        ),
        # A blog's name, and the post's title below it.
        (
            "<title>Notes After Dark: Kettles</title><meta property=og:title content=Kettles>",
            "<h1>Notes After Dark</h1><h3>Kettles</h3>",
            "Kettles",
        ),
        # The headline is short, and the chain behind it is not.
        (
            "<title>水壶 | 材质、容量、价格、图片大全 | 潮汐网</title><meta property=og:site_name content=潮汐网>",
            "<h1>水壶</h1>",
            "水壶",
        ),
        # Two headings in one title.
        (
            "<title>Kettle start — Tide 2.0 manual</title>",
            "<h1>Tide 2.0 manual</h1><h1>Kettle start¶</h1>",
            "Kettle start",
        ),
        # A heading that says all that is declared, and more.
        ("<meta property=og:title content=Kettles>", "<h1>Kettles at night</h1>", "Kettles at night"),
        # Set in capitals by the style sheet, or by hand.
        ("<title>Kettles at Night</title>", "<h1>KETTLES AT NIGHT</h1>", "Kettles at Night"),
        # Cut by a program.
        (
            "<title>夜里的水壶响了三次，谁也没有起来去关它，后来它不响了 - 潮汐网</title>"
            "<meta property=og:title content='夜里的水壶响了三次，谁也没有起来去关它...'>",
            "",
            "夜里的水壶响了三次，谁也没有起来去关它，后来它不响了",
        ),
        # The site's name at the end of the heading itself.
        ("<title>夜里的水壶 - tidetable - tidetable</title>", "<h1>夜里的水壶 - tidetable</h1>", "夜里的水壶"),
    ],
)
def test_of_several_titles_the_one_that_is_whole_and_the_articles_own_counts(head: str, body: str, title: str) -> None:
    assert found(head, body).metadata.title == title


def test_tags_in_the_middle_of_a_word_do_not_part_it_and_a_break_does() -> None:
    assert found(
        "<title>kettles at night | Tide</title>", "<h1>ket<b>tles</b> at<br>night<script>x()</script></h1>"
    ).metadata.title == ("kettles at night")


def test_the_reason_says_which_of_the_pages_titles_it_was() -> None:
    assert found("<title>Kettles at night - Tidetable</title>").reasons[0] == "title: <title>"
    assert found("<meta property=og:title content='Kettles at night'>").reasons[0] == "title: og:title"
    assert found("<title>夜里的水壶</title>", "<h1>夜里的水壶</h1>").reasons[0] == "title: h1, as the page declares it"


def test_a_title_of_nothing_but_separators_is_read_in_a_moment() -> None:
    begun = process_time()
    found(f"<title>{' - x' * 50_000}</title>")
    assert process_time() - begun < 5
