"""What a page's article holds, projected from the text that a person kept: no program's output stands behind it."""

from collections import Counter
from itertools import chain

from tests.bench.extraction.structure import KINDS, items, project

BASE = "https://paper.example/story/1"
FIRST = "The river rose at night, and by morning the lock had gone with it."
SECOND = "Nobody in the town had thought that the old wall would hold so long."
THIRD = "The boats came back at noon, with what they had found on the banks below."
ARTICLE = f"""
<h1>The lock</h1>
<p>{FIRST} See <a href="/map">the map</a>.</p>
<figure><img data-src="https://cdn.example/a/river.jpg?w=1" src="data:x">
<figcaption>The lock in 1953.</figcaption></figure>
<p>{THIRD}</p>
<h2>The wall</h2>
<ul><li>Built in 1910</li><li>Mended in 1947</li></ul>
<table><tr><th>Year</th><td>3 metres</td></tr></table>
<pre>level = 3</pre>
<blockquote>{SECOND}</blockquote>
<p>{SECOND}</p>
"""
PAGE = f"""<html><body>
<nav><ul><li><a href="/">Home</a></li></ul><img src="/logo.png"></nav>
<article>{ARTICLE}</article>
<aside><h3>Read also</h3><a href="/other">Another</a><img src="/other.jpg"></aside></body></html>"""
GOLD = f"""The lock
{FIRST} See the map.
The lock in 1953.
{THIRD}
The wall
Built in 1910
Mended in 1947
Year
3 metres
level = 3
{SECOND}
{SECOND}"""


def counts(page: str, gold: str = GOLD) -> dict[str, int]:
    return {kind: found.total() for kind, found in project(page, gold, BASE).items()}


def test_what_stands_in_the_article_is_expected_and_what_stands_around_it_is_not() -> None:
    assert counts(PAGE) == {
        "picture": 1,
        "link": 1,
        "heading": 2,
        "item": 2,
        "cell": 2,
        "code": 1,
        "quotation": 1,
        "caption": 1,
    }


def test_the_article_itself_has_all_that_is_expected_of_it() -> None:
    shown = ARTICLE.replace(' src="data:x"', "")
    expected, found = project(PAGE, GOLD, BASE), items(shown, BASE)
    assert all(expected[kind] <= found[kind] for kind in KINDS)


def test_a_picture_is_known_by_its_file_wherever_it_is_served_from() -> None:
    moved = items('<img src="https://other.example/cache/River.jpg">', BASE)
    assert moved["picture"] == Counter(["river.jpg"]) == project(PAGE, GOLD, BASE)["picture"]


def test_icons_and_pictures_before_the_first_paragraph_are_not_expected() -> None:
    page = PAGE.replace("<h2>", '<img src="/share.png" width="24"><h2>')
    assert counts(page)["picture"] == 1


def test_gold_that_is_not_in_the_page_projects_nothing() -> None:
    assert not any(counts(PAGE, "Something else entirely, which was never written on this page.").values())


def test_depth_that_no_recursion_survives_is_walked() -> None:
    deep = "<div>" * 5000 + f"<p>{FIRST}</p>" + "</div>" * 5000
    assert set(chain.from_iterable(project(deep, FIRST, BASE).values())) == set()


def test_a_table_of_contents_is_expected_only_where_the_person_kept_it_too() -> None:
    contents = '<ul><li><a href="#w">The wall</a></li></ul>'
    page = PAGE.replace("<h1>The lock</h1>", f"<h1>The lock</h1><p>{FIRST}</p>{contents}")
    gold = GOLD.replace(FIRST, f"{FIRST}\n{FIRST}", 1)
    assert counts(page, gold)["item"] == 2
    assert counts(page, gold.replace(FIRST, f"{FIRST}\nThe wall", 1))["item"] == 3


def test_the_numbers_beside_a_listing_are_not_expected() -> None:
    listing = "<table><tr><td><pre>1\n2</pre></td><td><pre>level = 3</pre></td></tr></table>"
    assert counts(PAGE.replace("<pre>level = 3</pre>", listing), GOLD.replace("level", "1\n2\nlevel")) == {
        **counts(PAGE),
        "cell": 3,
    }


def test_a_line_of_contents_is_not_expected_because_a_paragraph_has_its_words_too() -> None:
    said = "The wall of the town is older than the lock and will stand for longer."
    for address in ("#w", f"{BASE}#w", "javascript:void(0)"):
        contents = f'<ul><li><a href="{address}">1. The wall</a></li></ul>'
        page = PAGE.replace("<h1>The lock</h1>", f"<h1>The lock</h1><p>{said}</p>{contents}")
        assert counts(page, f"{said}\n{GOLD}")["link"] == 1, address
        assert counts(page, f"{said}\n1. The wall\n{GOLD}")["link"] == 2, address


def test_the_numbers_beside_the_lines_of_a_listing_are_nobody_s_links() -> None:
    numbers = '<pre><a href="#l1">1</a>\n<a href="#l2">2</a></pre>'
    page = PAGE.replace("<pre>level", f"{numbers}<pre>level")
    assert counts(page, GOLD.replace("level = 3", "12\nlevel = 3"))["link"] == 1
