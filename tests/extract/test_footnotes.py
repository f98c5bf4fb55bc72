import pytest

from tearsheet.extract.blocks import blocks_of
from tearsheet.extract.footnotes import footnotes
from tearsheet.extract.parse import parse


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ("<a href=#n1>1</a>", "<ol><li id=n1><p>Note.</p></li></ol>"),
        ("<a href=#n1>[1]</a>", "<p><a name=n1></a>Note.</p>"),
        ("<sup><a href=#n1>†</a></sup>", "<aside id=n1><div>Note.</div></aside>"),
    ],
)
def test_what_a_mark_leads_to_is_kept_with_it(mark: str, note: str) -> None:
    blocks = blocks_of(parse(f"<p>A sentence.{mark}</p><p>Another.</p>{note}").root).all
    assert {blocks[i].text for i in footnotes(blocks, {0})} == {"Note."}


def test_a_table_of_contents_leads_to_no_notes() -> None:
    blocks = blocks_of(parse("<p><a href=#part>The second part</a></p><div id=part>Other.</div>").root).all
    assert footnotes(blocks, {0}) == set()
