"""What a note says is compared with its page, and a block that would say something else is written plainer."""

import subprocess
import sys

import lxml.html
import pytest
from lxml.html import HtmlElement

from tearsheet.export.markdown.checking import says_the_same
from tearsheet.export.markdown.writer import markdown


def tree(html: str) -> HtmlElement:
    return lxml.html.fragment_fromstring(html, create_parent="div")


@pytest.mark.parametrize(
    ("html", "note"),
    [
        ("<p>a <strong>b</strong> c</p>", "a **b** c"),
        ("<p>a<strong> b </strong>c</p>", "a **b** c"),
        ("<p><strong>a</strong><strong>b</strong></p>", "**ab**"),
        ('<p><a href="https://e.com/a b" title="t">x</a></p>', '[x](https://e.com/a%20b "t")'),
        ("<ul><li>a<ol start=3><li>b</li></ol></li></ul>", "- a\n\n  3. b"),
        ('<pre class="language-py">x\n\n  y</pre>', "```py\nx\n\n  y\n```"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "|  |  |\n| --- | --- |\n| a | b |"),
        ('<p><math alttext="a_1*b_2*c"></math></p>', "$a_1*b_2*c$"),
        ("<p>a<br>b</p>", "a\\\nb"),
        ("<p>五<em>《书》</em>经</p>", "五<em>《书》</em>经"),
    ],
)
def test_a_note_that_says_what_its_page_says_is_taken(html: str, note: str) -> None:
    assert says_the_same(tree(html), note)


@pytest.mark.parametrize(
    ("html", "note"),
    [
        ("<p>a b</p>", "ab"),
        ("<p>a *b*</p>", "a *b*"),
        ("<p>五<em>《书》</em>经</p>", "五*《书》*经"),
        ("<p>a <strong>b</strong></p>", "a b"),
        ("<p>a</p><p>b</p>", "a\nb"),
        ("<p>a<br>b</p>", "a\n\nb"),
        ('<p><a href="https://e.com/1">x</a></p>', "[x](https://e.com/2)"),
        ('<p><img src="https://e.com/1.png" alt="x"></p>', "![y](https://e.com/1.png)"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n- b"),
        ("<ol><li>a</li></ol>", "- a"),
        ("<ul><li>a<ol start=3><li>b</li></ol></li></ul>", "- a\n  3. b"),
        ("<ol><li value=4>a</li></ol>", "1. a"),
        ("<h2>a</h2>", "### a"),
        ("<blockquote><p>a</p></blockquote>", "a"),
        ("<pre>a\n b</pre>", "```\na\nb\n```"),
        ('<pre class="language-py">a</pre>', "```js\na\n```"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "|  |\n| --- |\n| a |\n| b |"),
        ('<p><math alttext="x"></math></p>', "$y$"),
        ("<p>1. a</p>", "1. a"),
        ("<p>&lt;b&gt;a</p>", "<b>a"),
    ],
)
def test_a_note_that_says_something_else_is_not(html: str, note: str) -> None:
    assert not says_the_same(tree(html), note)


def test_what_markdown_has_no_form_for_is_html_for_that_block_alone() -> None:
    page = "<p>one</p><ol><li>a</li><li value=7>b</li></ol><p><strong>two</strong></p>"
    assert markdown(page) == 'one\n\n<ol><li>a</li><li value="7">b</li></ol>\n\n**two**'


def test_blocks_deeper_than_the_parser_goes_are_still_written() -> None:
    deep = "<blockquote>" * 5000 + "bottom" + "</blockquote>" * 5000
    assert "bottom" in markdown(f"<p>top</p>{deep}")
    assert "bottom" in markdown("<ul><li>x" * 5000 + "bottom")


def test_the_parser_is_loaded_with_the_first_note() -> None:
    program = "import sys, tearsheet.export; assert 'markdown_it' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
