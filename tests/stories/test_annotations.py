"""A highlight's life: its page changes, is taken down, and comes back, and the highlight is right or honestly lost."""

from collections.abc import Iterator, Sequence

import pytest

from tearsheet.model.annotation import Annotation, AnnotationQuery, State
from tearsheet.model.errors import Reason
from tearsheet.model.ids import ArticleId
from tearsheet.model.page import Rendering
from tearsheet.workflows.annotate import accept, annotate, annotations, list_annotations, put_back, relink
from tearsheet.workflows.capture import capture
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.recapture import recapture
from tearsheet.workflows.versions import choose
from tests.support.changing_page import GONE, article
from tests.support.scripted_site import Site

PARAGRAPHS = (
    "入夏以来的第三次洪峰已经过去，江边的老街终于露出了石阶。住在二楼的人们把家具一件一件搬下来，在门口晾晒。",
    "水文站的值班员说，今年的水来得早，退得也慢，堤上的人守了整整二十一天，没有一个人提前回家。",
    "The bridge at Market Street was closed to carts by noon, and the ferrymen were paid twice what they asked for.",
    "社区的食堂从上周起免费供应午饭，来吃饭的大多是帮忙清淤的年轻人，也有几位舍不得离开老屋的老人。",
    "气象部门预计，接下来的十天不会再有大的降雨，水位还会继续往下落，航运有望在月底之前完全恢复。",
)
KEPT, MOVED, LOST = "堤上的人守了整整二十一天", "接下来的十天不会再有大的降雨", "closed to carts by noon"
CHANGED = (
    PARAGRAPHS[4],
    PARAGRAPHS[0],
    f"{PARAGRAPHS[1]}他们轮流值夜，每两个小时换一班岗。",
    "Sheep prices held firm through the winter, said the auctioneer, and wool was dearer than in any year before.",
    PARAGRAPHS[3],
)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site(paths={"/a": article(PARAGRAPHS)}) as running:
        yield running


def states(desk: Desk, kept: ArticleId, marks: Sequence[Annotation]) -> list[tuple[State, str]]:
    there = {each.annotation.id: each for each in annotations(desk, kept)}
    return [(there[mark.id].state, there[mark.id].text) for mark in marks]


def test_a_page_changes_and_changes_back(desk: Desk, site: Site) -> None:
    captured = capture(desk, f"{site.url}/a", rendering=Rendering.NEVER)
    assert captured.article is not None
    kept = captured.article
    first = desk.library.article(kept)
    marks = []
    for words in (KEPT, MOVED, LOST):
        start = first.text.index(words)
        mark, _changes = annotate(desk, first, start, start + len(words), note=f"on {words}")
        marks.append(mark)
    assert states(desk, kept, marks) == [(State.ANCHORED, words) for words in (KEPT, MOVED, LOST)]

    # The page is written anew: one highlight is kept, one has moved, one is orphaned.
    site.paths["/a"] = article(CHANGED)
    assert recapture(desk, kept, rendering=Rendering.NEVER).current
    stands, moved, lost = states(desk, kept, marks)
    assert stands == (State.ANCHORED, KEPT)
    assert moved[1] == MOVED and moved[0] is not State.ORPHAN
    assert lost == (State.ORPHAN, "")

    # The orphan is shown in the version it was made on, by its words, and nothing of it is lost.
    orphan = annotations(desk, kept)[-1]
    assert orphan.annotation == marks[2] and orphan.annotation.note == f"on {LOST}"
    assert orphan.annotation.selector is not None and orphan.annotation.selector.exact == LOST
    old = desk.library.article(kept, orphan.annotation.version)
    assert LOST in old.text
    assert [each.text for each in annotations(desk, kept, old.version)] == [KEPT, LOST, MOVED]

    # The site takes it down, then asks to sign in: what was had stays, and so do its highlights.
    before = annotations(desk, kept)
    for shown, why in (("deleted", Reason.PAGE_DELETED), ("a login", Reason.LOGIN_WANTED)):
        site.paths["/a"] = GONE[shown]
        worse = recapture(desk, kept, rendering=Rendering.NEVER)
        assert not worse.current and worse.failure is not None and worse.failure.reason is why
        assert annotations(desk, kept) == before

    # The page is back as it was, and the orphan is there again by itself.
    site.paths["/a"] = article(PARAGRAPHS)
    back = recapture(desk, kept, rendering=Rendering.NEVER)
    assert (back.current, back.version) == (True, first.version)
    assert states(desk, kept, marks) == [(State.ANCHORED, words) for words in (KEPT, MOVED, LOST)]


def test_a_person_puts_right_what_the_program_could_not_know(desk: Desk, site: Site) -> None:
    captured = capture(desk, f"{site.url}/a", rendering=Rendering.NEVER)
    assert captured.article is not None
    kept = captured.article
    first = desk.library.article(kept)
    start = first.text.index(LOST)
    mark, _changes = annotate(desk, first, start, start + len(LOST))
    site.paths["/a"] = article(CHANGED)
    recapture(desk, kept, rendering=Rendering.NEVER)

    (orphan,) = list_annotations(desk, AnnotationQuery(states=(State.ORPHAN,)))
    assert (orphan.placed.annotation, orphan.title) == (mark, "High water")
    now = desk.library.article(kept)
    start = now.text.index("Sheep prices")
    relink(desk, mark.id, now, start, start + 12)
    assert states(desk, kept, [mark]) == [(State.ANCHORED, "Sheep prices")]

    # What a person said goes along with the next version, and is undone with one step.
    site.paths["/a"] = article((*CHANGED, "More is to come, and the paper will print all of it on Sunday."))
    recapture(desk, kept, rendering=Rendering.NEVER)
    assert states(desk, kept, [mark]) == [(State.ANCHORED, "Sheep prices")]
    choose(desk, kept, now.version)
    put_back(desk, orphan.placed)
    assert states(desk, kept, [mark]) == [(State.ORPHAN, "")]
    accept(desk, annotations(desk, kept, first.version)[0])
    assert states(desk, kept, [mark]) == [(State.ORPHAN, "")]
