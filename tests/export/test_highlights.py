"""Highlights become one Markdown text: quotations under their articles, with notes and tags, meaning what they said."""

from dataclasses import replace
from datetime import UTC, datetime

from markdown_it import MarkdownIt

from tearsheet.export.highlights import highlights_markdown
from tearsheet.model.annotation import Annotation, Colour, ListedAnnotation, PlacedAnnotation, Selector, State
from tearsheet.model.ids import AnnotationId, ArticleId, VersionId


def listed(
    number: int,
    quote: str = "the stone bridge",
    *,
    article: int = 1,
    start: int = 0,
    state: State = State.ANCHORED,
    note: str = "",
    tags: tuple[str, ...] = (),
    picture: str = "",
    whole: bool = False,
) -> ListedAnnotation:
    selector = Selector(exact=quote, prefix="", suffix="", start=start, end=start + len(quote), picture=picture)
    annotation = Annotation(
        id=AnnotationId(number),
        uid=f"{number:032}",
        article=ArticleId(article),
        version=VersionId(1),
        selector=None if whole else selector,
        colour=Colour.GREEN,
        note=note,
        tags=tags,
        created=datetime(2026, 3, 4, 12, tzinfo=UTC),
        changed=datetime(2026, 3, 4, 12, tzinfo=UTC),
    )
    text = "" if state is State.ORPHAN or whole else quote
    placed = PlacedAnnotation(annotation=annotation, on=VersionId(1), state=state, start=start, end=0, text=text)
    return ListedAnnotation(
        placed=placed, title=f"High [water] {article}", source="The Daily Bench", url=f"https://news.example/{article}"
    )


def test_a_highlight_stands_under_its_article_with_note_and_tags() -> None:
    note = listed(1, note="Twice the *fare*.", tags=("history/floods", "to read"))
    assert highlights_markdown([note], title="Highlights") == (
        "# Highlights\n\n"
        "## [High \\[water\\] 1](https://news.example/1)\n\n"
        "The Daily Bench\n\n"
        "> the stone bridge\n\n"
        "Twice the *fare*.\n\n"
        "#history/floods #to-read · 2026-03-04\n"
    )


def test_articles_keep_their_order_and_highlights_stand_as_in_the_text() -> None:
    many = [listed(4, "d", start=40), listed(3, "c", article=2), listed(2, "b", start=10), listed(1, "a", start=90)]
    written = highlights_markdown([*many, listed(5, "e", start=0, state=State.ORPHAN)])
    heads = ("## [High \\[water\\] 1](https://news.example/1)", "## [High \\[water\\] 2](https://news.example/2)")
    said = [line for line in written.splitlines() if line.startswith((">", "##"))]
    assert said == [heads[0], "> b", "> d", "> a", "> e", heads[1], "> c"]
    assert written.count("not in this version") == 1


def test_a_quotation_means_its_words_whatever_they_look_like() -> None:
    quote = "1. First *point*\n# no heading\n- no list\n<b>no tag</b> a_b_c $x$"
    html = MarkdownIt().render(highlights_markdown([listed(1, quote)]))
    for shown in ("1. First *point*", "# no heading", "- no list", "&lt;b&gt;no tag&lt;/b&gt; a_b_c $x$"):
        assert shown in html
    assert html.count("<blockquote>") == 1 and "<em>" not in html and "<ul>" not in html


def test_a_picture_is_shown_and_a_note_on_the_whole_article_has_no_quotation() -> None:
    written = highlights_markdown([listed(1, "A cow", picture="https://news.example/cow.png")])
    assert "> ![A cow](https://news.example/cow.png)" in written
    whole = highlights_markdown([listed(1, whole=True, note="Read again.")])
    assert ">" not in whole and "\n\nRead again.\n\n" in whole


def test_an_article_without_address_or_source_is_named_all_the_same() -> None:
    bare = replace(listed(1), url="", source="")
    assert highlights_markdown([bare]).startswith("## High \\[water\\] 1\n\n> the")
    assert highlights_markdown([]) == "\n"
