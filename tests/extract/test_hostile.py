"""Pages made to hurt end in text or in a stated failure, in a worker that holds its limits."""

import pytest

from tearsheet.extract import read
from tearsheet.model.errors import NothingReadable
from tearsheet.model.extraction import Flag
from tearsheet.process import Limits, run
from tests.support.bad_inputs import TEXT, bad_inputs
from tests.support.hostile_pages import Carrier, carriers
from tests.support.made_pages import page_of
from tests.support.unsafe import by_libxml2, unsafe

LIMITS = Limits(seconds=240, memory=2 << 30)
CHINESE = f"<title>头条新闻：今日要闻</title><article><h1>头条新闻：今日要闻</h1><p>{TEXT}</p></article>"
PAYLOADS = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "<a href=' java\tscript:alert(1)'>a</a><iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg><form action=javascript:alert(1)><button>a",
    '"><img src=x onerror=alert(1)><base href=//evil.example/><meta http-equiv=refresh content="0;url=//evil.example">',
    "<p class='ts-note' id='ts-reader' style='position:fixed'>Press here</p><link rel=stylesheet href=//evil.example>",
)


def test_more_elements_than_a_judge_can_weigh_keep_all_their_text() -> None:
    """Readability alone takes 26 s and 900 MB for five times as many, which `tests.bench.hostile` reads."""
    html = "<html><body>" + "<p>x<b>y</b></p>" * 100_000 + "</body></html>"
    extraction = run(read, (page_of(html),), limits=LIMITS)
    assert extraction.text.count("xy") == 100_000


def test_nothing_but_links_by_the_hundred_thousand_is_no_article() -> None:
    html = "<ul>" + "<li><a href=/x>a link of words</a></li>" * 100_000 + "</ul>"
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


@pytest.mark.parametrize(
    ("name", "ended"),
    [
        ("empty", "nothing"),
        ("nothing but zeros", "nothing"),
        ("nothing but line ends", "nothing"),
        ("truncated at every tenth", "text"),
        ("text parted by line ends", "text"),
        ("all in shadow roots", "text"),
        ("a hundred shadows deep", "text"),
        ("right to left", "text"),
        ("vertical", "text"),
        ("50 MB of script", "text"),
    ],
)
def test_a_bad_input_ends_as_it_should(name: str, ended: str) -> None:
    for page in bad_inputs()[name].make():
        try:
            extraction = run(read, (page,), limits=LIMITS)
        except NothingReadable:
            assert ended == "nothing"
        else:
            assert (ended, extraction.text != "") == ("text", True)


def test_bytes_that_are_no_text_are_no_article() -> None:
    for page in bad_inputs()["binary"].make():
        if page.is_html:
            continue
        with pytest.raises(NothingReadable):
            run(read, (page,), limits=LIMITS)


@pytest.mark.parametrize("name", [name for name, bad in bad_inputs([CHINESE]).items() if bad.written])
def test_a_charset_that_is_wrongly_declared_loses_nothing(name: str) -> None:
    for page in bad_inputs([CHINESE])[name].make():
        assert run(read, (page,), limits=LIMITS).text == TEXT


@pytest.mark.parametrize(
    "carrier", [one for payload in PAYLOADS for one in carriers(payload)], ids=lambda one: one.form
)
def test_a_payload_is_text_whichever_way_it_comes(carrier: Carrier) -> None:
    assert unsafe(by_libxml2(carrier.payload))
    try:
        extraction = read((carrier.page,), carrier.rule)
    except NothingReadable:
        return
    assert unsafe(by_libxml2(extraction.html)) == []
