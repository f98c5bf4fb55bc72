"""Nothing that is hard to say in Markdown is lost or changed, as a renderer sees it that takes no part in writing."""

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from tearsheet.export.markdown.writer import markdown
from tests.bench.markdown.judge import marked, original, rendered, without_captions
from tests.support.markdown_cases import CASES

# What cannot be the same: text that stands between the items of a list belongs to an item afterwards.
MENDED = ("text between items",)


def cmark(note: str) -> str:
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    extensions = ["table", "strikethrough", "tasklist"]
    return str(cmarkgfm.markdown_to_html_with_extensions(note, options=options, extensions=extensions))


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 90


@pytest.mark.parametrize("name", CASES)
def test_a_nasty_page_keeps_its_words_and_what_it_is_made_of(name: str) -> None:
    page = original(CASES[name])
    note = rendered(cmark(marked(markdown(CASES[name]), page.formulas)), page.formulas)
    read_as = page.noted if page.noted.same_words(note) else page.plain
    assert read_as.same_words(note)
    if name not in MENDED:
        assert without_captions(note.signs, read_as.signs) == without_captions(read_as.signs, read_as.signs)
