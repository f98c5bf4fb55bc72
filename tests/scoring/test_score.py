"""A page's score, and the rows that scores make."""

from datetime import UTC, datetime

from tearsheet.fetch import page_from_bytes
from tests.bench.extraction.board import board, losses
from tests.bench.extraction.corpus import Gold
from tests.bench.extraction.output import Output
from tests.bench.extraction.peers import TEARSHEET
from tests.bench.extraction.score import Score, score

TEXT = "The river rose at night, and by morning the lock had gone with it."
CHINESE = "大水退去之后，老街上的人们才发现，那座百年的石桥已经不见了。"


def gold(id_: str = "1", text: str = TEXT, *, set_: str = "news", kind: str = "article") -> Gold:
    return Gold(
        set=set_,
        kind=kind,
        id=id_,
        page=page_from_bytes(
            f"<html><body><p>{text}</p></body></html>".encode(),
            url="https://paper.example/",
            received=datetime.now(UTC),
        ),
        text=text,
        meta={"title": "The lock", "author": "Ann Lee"},
        must=("morning the lock",),
        must_not=("Subscribe",),
    )


def read(page: Gold, peer: str, html: str) -> Score:
    return score(page, peer, Output(html=html, title="The lock", date="2025-08-05"))


def test_a_field_is_right_or_invented_or_neither() -> None:
    found = read(gold(), TEARSHEET, f"<p>{TEXT}</p>")
    assert found.gold_fields == ("title", "author")
    assert found.right == ("title",)
    assert found.said == ("title", "date")


def test_snippets_are_looked_up_without_regard_to_spaces_and_case() -> None:
    found = read(gold(), TEARSHEET, f"<p>{TEXT.upper()}</p><p>Sub scribe</p>")
    assert (found.must.right, found.must_not.right) == (1, 1)


def test_captions_count_only_where_the_gold_has_them() -> None:
    html = f"<p>{TEXT}</p><figure><figcaption>The lock in the year 1953.</figcaption></figure>"
    assert read(gold(set_="scrapinghub"), TEARSHEET, html).text.f1 == 1.0
    assert read(gold(), TEARSHEET, html).text.f1 < 1.0


def test_a_failure_is_an_empty_page() -> None:
    found = score(gold(), TEARSHEET, Output(), "not done in 60 s")
    assert found.empty
    assert found.text.recall == 0.0


def test_pages_stand_in_the_rows_they_belong_to_and_a_circular_set_only_in_its_own() -> None:
    pages = [gold("1"), gold("2", CHINESE), gold("3", kind="forum"), gold("4", set_="mozilla")]
    scores = [read(page, peer, f"<p>{page.text}</p>") for page in pages for peer in (TEARSHEET, "other")]
    rows = {row.name: row.pages for row in board(pages, scores, (TEARSHEET, "other"))}
    assert rows == {
        "news articles": 2,
        "Chinese articles": 1,
        "forum": 1,
        "forum and documentation": 1,
        "mozilla (circular)": 1,
    }


def test_the_pages_that_lose_most_to_the_best_peer_come_first() -> None:
    pages = [gold("1"), gold("2")]
    scores = [
        read(pages[0], TEARSHEET, f"<p>{TEXT}</p>"),
        read(pages[1], TEARSHEET, ""),
        *(read(page, "other", f"<p>{TEXT}</p>") for page in pages),
    ]
    [row] = board(pages, scores, (TEARSHEET, "other"))
    [(lost, ours, best)] = losses(row, 5)
    assert (ours.id, best.peer, lost) == ("2", "other", 1.0)
    assert row.best_peer is not None
    assert row.best_peer.peer == "other"
