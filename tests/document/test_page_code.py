"""Listings are coloured in the language they name; their text stays what it was."""

import re

import lxml.html
import pytest

from tearsheet.document.page_code import _LANGUAGES, colour_code

PYTHON = 'def rise(gauge):\n    # the long way\n    return "%d" % 12\n'


def coloured(html: str) -> str:
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    before = root.text_content()
    colour_code(root)
    assert root.text_content() == before
    return str(lxml.html.tostring(root, encoding="unicode")).removeprefix("<div>").removesuffix("</div>")


def test_what_a_listing_is_made_of_is_wrapped() -> None:
    html = coloured(f'<pre><code class="language-python">{PYTHON}</code></pre>')
    for part in (
        '<span class="ts-k">def</span>',
        '<span class="ts-f">rise</span>',
        '<span class="ts-c"># the long way</span>',
        '<span class="ts-s">"%d"</span>',
        '<span class="ts-n">12</span>',
    ):
        assert part in html


@pytest.mark.parametrize("name", ["lang-js", "highlight-source-js", "language-JavaScript"])
def test_a_language_is_known_by_the_names_that_pages_use(name: str) -> None:
    assert "ts-k" in coloured(f'<pre class="{name}">const a = 1;</pre>')
    assert "ts-k" in coloured(f'<div class="{name}"><pre>const a = 1;</pre></div>')


@pytest.mark.parametrize("start", ["<pre>", '<pre class="language-klingon">', '<pre class="language-text">'])
def test_what_names_no_known_language_stays_plain(start: str) -> None:
    assert "<span" not in coloured(f"{start}{PYTHON}</pre>")


def test_code_in_a_line_stays_plain() -> None:
    html = '<p><code class="language-python">def x(): pass</code></p>'
    assert coloured(html) == html


def test_links_and_marks_within_a_listing_stay() -> None:
    html = coloured(
        '<pre class="language-python">def <a href="#x">ri</a>se(<b>gauge</b>):\n    pass  # <i>so</i>\n</pre>'
    )
    assert '<a href="#x"><span class="ts-f">ri</span></a><span class="ts-f">se</span>' in html
    assert re.search(r'<i><span class="ts-c">so</span></i>', html)


def test_a_long_listing_and_one_of_a_single_endless_line_stay_plain() -> None:
    assert "<span" not in coloured(f'<pre class="language-python">{"x = 1" + chr(10)}{"y = 2" * 5000}</pre>')
    assert "<span" not in coloured(f'<pre class="language-js">{"a=1;" * 400}</pre>')
    assert "<span" not in coloured(f'<pre class="language-python">{PYTHON * 500}</pre>')


def test_only_so_much_of_a_page_is_coloured() -> None:
    listing = f'<pre class="language-python">{PYTHON * 200}</pre>'
    html = coloured(listing * 20)
    assert 0 < html.count("<span") < 20 * 200 * 5
    assert "<span" not in html.rpartition("<pre")[2]


@pytest.mark.parametrize("language", sorted(set(_LANGUAGES.values())))
def test_no_hostile_listing_loses_a_letter_or_the_way_out(language: str) -> None:
    name = next(name for name, known in _LANGUAGES.items() if known == language)
    for nasty in ('"', "'", "\\", "(", "{", "&lt;", "a", "`", "/*", "[[", "&lt;!--", "$(", "- ", "#{", "a.", "%", "@"):
        text = "\n".join([nasty * (400 // len(nasty))] * 8)
        coloured(f'<pre class="language-{name}">{text}</pre>')
