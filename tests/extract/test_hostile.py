"""Pages made to hurt end in text or in a stated failure, in a worker that holds its limits."""

import pytest

from tearsheet.extract import read
from tearsheet.model.errors import NothingReadable
from tearsheet.model.extraction import Flag
from tearsheet.process import Limits, run
from tests.support.made_pages import page_of

LIMITS = Limits(seconds=240, memory=2 << 30)
TEXT = "这是一段新闻文字，包含逗号、从句，以及足够多的字数来打分。" * 8


def test_a_million_elements_keep_all_their_text() -> None:
    """Readability alone took 26 s and 900 MB for these; the linear way takes their text whole."""
    html = "<html><body>" + "<p>x<b>y</b></p>" * 500_000 + "</body></html>"
    extraction = run(read, (page_of(html),), limits=LIMITS)
    assert extraction.text.count("xy") == 500_000


def test_a_million_links_are_no_article() -> None:
    html = "<ul>" + "<li><a href=/x>a link of words</a></li>" * 500_000 + "</ul>"
    with pytest.raises(NothingReadable):
        run(read, (page_of(html),), limits=LIMITS)


@pytest.mark.parametrize("tag", ["div", "blockquote", "font"])
def test_depth_two_hundred_thousand_loses_no_text(tag: str) -> None:
    html = f"<{tag}>" * 200_000 + f"<p>{TEXT}</p><p>{TEXT}</p>" + f"</{tag}>" * 200_000 + f"<p>{TEXT}</p>"
    extraction = run(read, (page_of(html),), limits=LIMITS)
    assert extraction.text.count(TEXT) >= 2
    assert (Flag.DEPTH_LOST in extraction.flags) is (tag == "blockquote")


@pytest.mark.parametrize(
    "html",
    [
        "<" * 500_000,
        "<a " * 300_000,
        "<!--" * 300_000,
        "<p>" + " \n" * 1_000_000 + "x",
        f"<p>{TEXT}</p><p class='{'share ' * 100_000}'>x</p>",
        "<table><tr><td>" * 60_000 + TEXT,
        f"<article><p>{TEXT}</p>" + "<p><img src=/a.png></p>" * 20_000,
        "<p>" + "<b a=1><i b=2>" * 50 + ("x<p>" + TEXT) * 500,
    ],
    ids=["signs", "starts", "comments", "spaces", "classes", "tables", "pictures", "formatting"],
)
def test_it_ends(html: str) -> None:
    try:
        extraction = run(read, (page_of(html),), limits=LIMITS)
    except NothingReadable:
        return
    assert extraction.text
