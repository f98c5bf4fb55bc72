"""A page is shown in numbered parts, each stands where the article has it, and a repair moves what was chosen."""

from collections.abc import Callable

import pytest

from tearsheet.extract.repairing import look, name_parts, try_out
from tearsheet.model.errors import NothingReadable
from tearsheet.model.repair import Part, PartKind, Place, Repair, RepairPage, RepairScope
from tearsheet.model.rule import Ruling, SiteRule
from tests.support.made_pages import page_of
from tests.support.repair_site import PROMO, RELATED, TABLE, TITLES, article

PAGE = (page_of(article("/a").body),)
STORY = "<p>" + "The tide came in over the flats before anybody in the village had thought of the clock. " * 3 + "</p>"


def part_of(page: RepairPage, begins: str, kind: PartKind | None = None) -> Part:
    return next(part for part in page.parts if part.words.startswith(begins) and kind in (None, part.kind))


def number_of(page: RepairPage, begins: str, kind: PartKind | None = None) -> int:
    return part_of(page, begins, kind).number


def story(more: str = "") -> tuple:  # type: ignore[type-arg]
    return (page_of(f"<html><body><article>{STORY}{more}{STORY}</article></body></html>"),)


def test_every_part_has_its_number_in_the_page_and_its_place() -> None:
    page = look(PAGE, None)
    assert [part.number for part in page.parts] == list(range(len(page.parts))) and len(page.places) == len(page.parts)
    assert all(f'id="in-part-{part.number}"' in page.html for part in page.parts)
    places = [page.places[number_of(page, begins)] for begins in (PROMO, RELATED, TABLE, "首页")]
    assert places == [Place.IN, Place.IN, Place.OUT, Place.OUT]


def test_a_part_is_one_however_many_boxes_are_around_it() -> None:
    boxes = "<div><section><div class=card><p>Alone in three boxes, with words enough.</p></div></section></div>"
    page = look(story(boxes), None)
    (part,) = [part for part in page.parts if part.words.startswith("Alone")]
    assert part.kind is PartKind.TEXT


def test_parts_know_what_is_around_them_and_what_they_are() -> None:
    page = look(PAGE, None)
    table = part_of(page, TABLE, PartKind.TABLE)
    cells = [part for part in page.parts if part.kind is PartKind.CELL]
    assert len(cells) == 6 and {page.parts[cell.around or 0].around for cell in cells} == {table.number}


def test_lines_that_only_a_break_parts_can_be_pointed_at_one_by_one() -> None:
    page = look(story("<div><a href=/1>First further line</a><br><a href=/2>Second further line</a></div>"), None)
    first, second = part_of(page, "First", PartKind.TEXT), part_of(page, "Second")
    assert first.around == second.around == part_of(page, "First", PartKind.BOX).number


def test_the_page_that_is_shown_is_sanitised_and_has_no_names_of_its_own() -> None:
    hostile = (
        "<div id=part-0 name=x onclick=alert(1)><script>alert(1)</script><img src=/p.png onerror=alert(1)>Text</div>"
    )
    html = look(story(hostile), None).html
    assert "alert" not in html and html.count('id="in-part-0"') == 1
    assert 'src="https://pages.example/p.png"' in html


def test_a_frame_is_shown_by_its_name() -> None:
    page = look(story("<iframe src='https://film.example/7' title='A film'></iframe>"), None)
    (film,) = [part for part in page.parts if part.kind is PartKind.FILM]
    assert f'<span id="in-part-{film.number}"><p>▶ A film</p></span>' in page.html


def test_a_repair_is_tried_out_on_the_page_it_was_made_on() -> None:
    page = look(PAGE, None)
    repair = Repair(
        removed=(number_of(page, PROMO), number_of(page, RELATED)), added=(number_of(page, TABLE, PartKind.TABLE),)
    )
    tried = try_out(PAGE, None, repair)
    assert PROMO not in tried.extraction.text and RELATED not in tried.extraction.text
    assert tried.extraction.text.endswith("寸滩\t181.2\n万县\t172.8")
    assert {tried.places[number] for number in repair.removed} == {Place.OUT}
    assert {tried.places[number] for number in repair.added} == {Place.IN}
    assert tried.beyond == 0


def test_the_numbers_stay_when_the_rules_change() -> None:
    before = look(PAGE, None)
    rule = SiteRule(name="r", rulings=(Ruling(rule="r", path="//div[h3]", keeps=False),))
    after = look(PAGE, rule)
    assert after.parts == before.parts and after.html == before.html
    assert after.places[number_of(after, RELATED)] is Place.OUT


def test_what_a_rule_took_out_can_be_put_in_again() -> None:
    rule = SiteRule(name="r", rulings=(Ruling(rule="r", path="//div[h3]", keeps=False),))
    repair = Repair(added=(number_of(look(PAGE, rule), RELATED),))
    assert RELATED in try_out(PAGE, rule, repair).extraction.text
    assert name_parts(PAGE, rule, repair, RepairScope.SITE).overruled == ("//div[h3]",)


def test_a_rule_for_the_site_says_how_much_more_of_the_page_it_changes() -> None:
    pages = story(
        "<p class=ad>Buy the evening paper, it is out at five.</p>" + STORY + "<p class=ad>Buy it again now.</p>"
    )
    page = look(pages, None)
    tried = try_out(pages, None, Repair(removed=(number_of(page, "Buy the evening"),)))
    assert "Buy it again" in tried.extraction.text and tried.beyond == 0
    both = Repair(removed=(number_of(page, "Buy the evening"), number_of(page, "Buy it again")))
    assert len(name_parts(pages, None, both, RepairScope.SITE).removed) == 1


def test_a_rule_made_on_one_page_names_the_same_parts_of_another() -> None:
    page = look(PAGE, None)
    chosen = Repair(
        removed=(number_of(page, PROMO), number_of(page, RELATED)), added=(number_of(page, TABLE, PartKind.TABLE),)
    )
    named = name_parts(PAGE, None, chosen, RepairScope.SITE)
    rulings = [Ruling(rule="r", path=path, keeps=False) for path in named.removed]
    rulings += [Ruling(rule="r", path=path, keeps=True) for path in named.added]
    other = (page_of(article("/b").body),)
    after = look(other, SiteRule(name="r", rulings=tuple(rulings)))
    places = [after.places[number_of(after, begins)] for begins in (PROMO, RELATED, "她接手的时候")]
    assert places == [Place.OUT, Place.OUT, Place.IN]
    assert after.places[number_of(after, TABLE, PartKind.TABLE)] is Place.IN


@pytest.mark.parametrize("media_type", ["application/json", "text/plain"])
def test_what_is_no_page_of_html_is_shown_in_parts_too(media_type: str) -> None:
    data = '{"text": "<p>one two three four five</p><p>six seven</p>"}'
    text = "A title\n\none two three four five\n\nsix seven"
    pages = (page_of(data if media_type.endswith("json") else text, media_type),)
    rule = SiteRule(name="r", json_html=("text",))
    page = look(pages, rule)
    assert [part.words for part in page.parts] == ["one two three four five", "six seven"]
    if media_type.endswith("json"):
        assert try_out(pages, rule, Repair(removed=(1,))).extraction.text == "one two three four five"


def test_nothing_left_is_no_article() -> None:
    page = look(PAGE, None)
    everything = Repair(removed=tuple(part.number for part in page.parts if part.around is None))
    with pytest.raises(NothingReadable):
        try_out(PAGE, None, everything)


def test_a_picture_has_no_parts() -> None:
    with pytest.raises(NothingReadable):
        look((page_of(b"\x89PNG", "image/png"),), None)


def test_the_tree_is_the_same_whoever_looks() -> None:
    """What is asked of a page before it is prepared must leave its tree alone, or exact names would miss."""
    for path in TITLES:
        pages = (page_of(article(path).body),)
        page = look(pages, None)
        check: Callable[[int], Repair] = lambda number: Repair(removed=(number,))  # noqa: E731
        for number in (part.number for part in page.parts if page.places[part.number] is Place.IN):
            named = name_parts(pages, None, check(number), RepairScope.ARTICLE)
            rule = SiteRule(name="r", rulings=(Ruling(rule="r", path=named.removed[0], keeps=False),))
            if part_of(page, TITLES[path]).number != number:
                assert look(pages, rule).places[number] is Place.OUT
