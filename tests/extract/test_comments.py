"""What readers wrote under an article is not the article."""

from tearsheet.extract.blocks import Blocks, blocks_of
from tearsheet.extract.comments import comments_under
from tearsheet.extract.features import size_of
from tearsheet.extract.holding import Holding
from tearsheet.extract.marks import marked, within
from tearsheet.extract.parse import parse

_TEXT = "The ferry went out at six and came back at nine with nobody on it but the crew and a dog that nobody knew."
_UNDER = f'<div id="comments"><div class="comment-body"><p>{_TEXT}</p></div></div>'


def left(body: str) -> tuple[list[float], int]:
    blocks: Blocks = blocks_of(parse(f"<body>{body}</body>").root)
    sizes = [size_of(block.text) for block in blocks.all]
    mark = marked(blocks, Holding(blocks, sizes))
    out = comments_under(blocks, within(blocks, mark), [0.9] * len(blocks.all), sizes)
    return [0.0 if block.index in out else 0.9 for block in blocks.all], len(out)


def test_comments_under_a_marked_article_are_left_out() -> None:
    assert left(f'<div class="entry-content"><p>{_TEXT}</p></div>{_UNDER}') == ([0.9, 0.0], 1)


def test_a_box_named_as_a_comment_inside_the_article_stays() -> None:
    assert left(f'<div class="entry-content"><p>{_TEXT}</p>{_UNDER}</div>') == ([0.9, 0.9], 0)


def test_comments_stay_where_nothing_is_marked() -> None:
    assert left(f"<div><p>{_TEXT}</p></div>{_UNDER}") == ([0.9, 0.9], 0)


def test_comments_stay_where_the_mark_holds_no_paragraph() -> None:
    assert left(f'<div class="entry-content"><p>Open thread</p></div>{_UNDER}') == ([0.9, 0.9], 0)
