"""A page for Logseq is an outline that its parser reads as it is meant, with properties that let it be known again."""

import re
from dataclasses import replace

import lxml.html
import pytest

from tearsheet.document.canonical import canonical_text
from tearsheet.document.sanitise import sanitise
from tearsheet.export import EXPORTERS
from tearsheet.export.markdown.logseq.writer import logseq_body
from tearsheet.export.signing import is_untouched, uid_in
from tearsheet.model.annotation import PlacedAnnotation, State
from tearsheet.model.article import Article, Resource
from tearsheet.model.export import AnnotatedArticle, EarlierFiles, ExportOptions
from tearsheet.model.extraction import Metadata
from tests.support.annotated import on_words
from tests.support.markdown_cases import CASES
from tests.support.reader_articles import BASE, blob_of

NUMBER = "logseq.order-list-type:: number"


def exported(
    article: Article, *annotations: PlacedAnnotation, earlier: EarlierFiles | None = None, **options: str
) -> dict[str, bytes]:
    exporter = next(each for each in EXPORTERS if each.name == "markdown")
    asked = ExportOptions(values=(("dialect", "logseq"), *options.items()), earlier=earlier or EarlierFiles())
    annotated = AnnotatedArticle(article=article, annotations=annotations)
    return {file.path: file.data for file in exporter.export([annotated], asked, lambda _sha256: b"x")}


def page(article: Article, *annotations: PlacedAnnotation, **options: str) -> str:
    files = exported(article, *annotations, earlier=None, **options)
    return next(data.decode() for path, data in files.items() if path.endswith(".md"))


def of(html: str) -> Article:
    return replace(BASE, html=html, text=canonical_text(sanitise(html)), resources=())


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


@pytest.mark.parametrize("name", CASES)
def test_no_letter_of_a_nasty_page_is_lost(name: str) -> None:
    """What is made of the rest only mldoc knows, which is asked by tests.bench.markdown."""
    shown = lxml.html.fragment_fromstring(sanitise(CASES[name]), create_parent="div").text_content()
    if "math" not in CASES[name] and "\\(" not in CASES[name]:
        left = iter(letters(logseq_body(CASES[name])))
        assert all(letter in left for letter in letters(shown))


def test_what_follows_a_heading_is_below_it() -> None:
    body = logseq_body("<p>a</p><h2>B</h2><p>c</p><h3>D</h3><p>e</p><h2>F</h2><p>g</p>")
    assert body == "- a\n- ## B\n\t- c\n\t- ### D\n\t\t- e\n- ## F\n\t- g"


def test_items_are_below_the_paragraph_that_they_belong_to_and_logseq_counts_them() -> None:
    body = logseq_body("<p>Do:</p><ol><li>one<ul><li>x</li></ul></li><li>two</li></ol>")
    assert body == f"- Do:\n\t- one\n\t  {NUMBER}\n\t\t- x\n\t- two\n\t  {NUMBER}"


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ('<ol start="4"><li>a</li><li>b</li></ol>', ["- 4\\. a", "- 5\\. b"]),
        ("<ol reversed><li>a</li><li>b</li></ol>", ["- 2\\. a", "- 1\\. b"]),
        ("<ol><li>a</li></ol><ol><li>b</li></ol>", ["- a", f"  {NUMBER}", "- 1\\. b"]),
        ('<ol start="2"><li><blockquote>q</blockquote></li></ol>', ["- 2\\.", "\t- > q"]),
        ("<ol>such as<li>a</li></ol>", ["- such as", "\t- a", f"\t  {NUMBER}"]),
        ("<ol><li><blockquote>q</blockquote></li></ol>", [f"- {NUMBER}", "  > q"]),
    ],
)
def test_numbers_that_logseq_would_count_otherwise_are_words(html: str, lines: list[str]) -> None:
    assert logseq_body(html).split("\n") == lines


@pytest.mark.parametrize(
    ("html", "body"),
    [
        ("TODO call", r"\TODO call"),
        ("key:: value", r"key:\: value"),
        ("C# [[no]] a#b ((no)) {{no}}", r"C# \[\[no]] a\#b \((no)) \{{no}}"),
        ("a \\] b [c]", r"a <span>&#92;]</span> b \[c]"),
        ("see https://e.com/_x_", r"see https\://e.com/\_x\_"),
        ("- a<br>1. b", "\\- a\n  1\\. b"),
        ("H<sub>2</sub>O <sub>x</sub> <b>a<sub>i</sub></b>", "H_{2}O <sub>x</sub> **a**<strong><sub>i</sub></strong>"),
    ],
)
def test_words_mean_just_themselves(html: str, body: str) -> None:
    assert logseq_body(f"<p>{html}</p>") == f"- {body}"


@pytest.mark.parametrize(
    ("html", "body"),
    [
        ("<i>a <b>b</b> c</i>", "*a* **_b_** *c*"),
        ("<b>a <i>b</i>中</b>", "**a *b*中**"),
        ("<b><i>b</i>中</b>", "<strong><em>b</em></strong><strong>中</strong>"),
        ('<b><i><a href="https://e.com/">x</a></i></b>', "**_[x](https://e.com/)_**"),
        ('<a href="https://e.com/">a <b>b</b></a>', "[a](https://e.com/) **[b](https://e.com/)**"),
        ('<a href="https://e.com/">[1]</a> x', '<span><a href="https://e.com/">[1]</a> x</span>'),
        ('<a href="https://e.com/">a [1]</a>', "[a [1]](https://e.com/)"),
        ("中<u>b</u>", "<span>中<u>b</u></span>"),
        ("in w<u>ord</u>", r"in \w<u>ord</u>"),
        ('中<img src="https://e.com/a.png">', "中 ![](https://e.com/a.png)"),
        ('so!<img src="https://e.com/a.png">', r"so\!![](https://e.com/a.png)"),
    ],
)
def test_marks_links_and_pictures_have_signs_where_mldoc_reads_them_and_else_are_html(html: str, body: str) -> None:
    assert logseq_body(f"<p>{html}</p>") == f"- {body}"


def test_tables_and_rules_stand_below_a_hidden_property_since_no_newer_mldoc_reads_them_in_a_first_line() -> None:
    body = logseq_body("<table><tr><th>a</th></tr><tr><td>1<br>2</td></tr></table><hr>")
    assert body.split("\n") == [
        "- collapsed:: false",
        "  | a |",
        "  |---|",
        '  | 1 <br title=""/> 2 |',
        "- collapsed:: false",
        "  ---",
    ]


def test_html_that_mldoc_would_read_for_seconds_is_not_written() -> None:
    row = "<tr><td>a</td><td colspan='2'>b|c</td></tr>"
    assert logseq_body(f"<table>{row * 3}</table>").startswith("- <table>")
    long = logseq_body(f"<table>{row * 300}</table>")
    assert max(map(len, long.split("\n"))) < 2100
    assert long.count("| a | <span>b&#124;c</span> |  |") == 300


def test_a_page_begins_with_its_properties() -> None:
    known = Metadata(title="A [[b]]: AC/DC", byline="Li Ming", excerpt='Say #no "x", [[y]]', keywords=("a", "b"))
    note = page(replace(of("<p>a</p>"), metadata=known, tags=("news", "to read", "a]]b, c"), note="two\nlines"))
    head, body = note.split("\n\n", 1)
    assert head.split("\n")[:-1] == [
        "title:: A [[b]]: AC／DC",
        "source:: https://bench.example/walk",
        "author:: Li Ming",
        f"created:: {BASE.saved:%Y-%m-%d}",
        'description:: "Say #no "x", [[y]]"',
        "tags:: news, [[to read]], [[ab, c]]",
        'keywords:: "a, b"',
        "note:: two lines",
        f"tearsheet:: {BASE.uid}",
    ]
    assert body == "- a\n"


def test_a_page_is_known_again_until_it_is_changed_and_then_left_alone() -> None:
    article = of("<p>a</p>")
    ((path, data),) = exported(article).items()
    assert (path.startswith("pages/"), uid_in(data)) == (True, article.uid)
    assert is_untouched(data, path)
    assert not is_untouched(data + b"- mine\n", path)
    renamed = replace(article, metadata=Metadata(title="Another"))
    theirs = EarlierFiles(uids={path: article.uid}, is_untouched=lambda _path: False)
    assert list(exported(renamed, earlier=theirs)) == [path]
    ours = EarlierFiles(uids={path: article.uid}, is_untouched=lambda _path: True)
    assert list(exported(renamed, earlier=ours)) == ["pages/Another.md"]


def test_notes_for_another_program_in_the_same_folder_are_other_files() -> None:
    article = of("<p>a</p>")
    (path,) = exported(article)
    beside = EarlierFiles(uids={"Another title.md": article.uid}, is_untouched=lambda _path: False)
    assert list(exported(article, earlier=beside)) == [path]


@pytest.mark.parametrize("pictures", ["folder", "attachments"])
def test_pictures_are_where_logseq_looks_for_them(pictures: str) -> None:
    url = "https://e.com/a.png"
    article = replace(
        of(f'<p><a href="https://e.com/"><img src="{url}" alt="A"></a></p>'),
        resources=(Resource(url=url, blob=replace(blob_of(b"x"), media_type="image/png")),),
    )
    files = exported(article, pictures=pictures)
    link = re.search(r"!\[A\]\(\.\./(assets/\w+\.png)\) \[↗\]\(https://e\.com/\)", page(article, pictures=pictures))
    assert link
    assert link[1] in files
    assert url in page(article, pictures="link")
    assert "![" not in page(article, pictures="none")


def test_highlights_are_marked_and_each_is_a_block_with_what_was_written_below_it() -> None:
    article = of("<p>It <b>rose</b> fast.</p>")
    lost = on_words(article, 0, 2, note="", tags=(), state=State.ORPHAN)
    note = page(article, on_words(article, 3, 12, note="Why?\n\n- *so*", tags=("a b",)), lost)
    assert (
        "- It ==**rose** fast==.\n- ## Highlights\n\t- > rose fast\n\t\t- Why?\n\t\t- *so*\n\t\t- #[[a b]] · " in note
    )
    assert "[Original page](https://bench.example/walk)\n\t- > It\n" in note
    assert "Highlights" not in page(article, lost, highlights="inline")


def test_a_template_gets_the_outline() -> None:
    template = "{{properties}}\n\n{{content}}\n"
    article = of("<h2>a</h2><p>b</p>")
    assert page(article, template=template) == page(article)


@pytest.mark.parametrize("sign", [":", "[", "=", "\\)"])
def test_a_word_of_hundred_thousands_of_signs_is_written_whole(sign: str) -> None:
    assert logseq_body(f"<p>{sign * 200_000}</p>").count(sign[-1]) == 200_000
