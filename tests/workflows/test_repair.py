"""A repair becomes a rule, the rule a version that is shown, and all of it can be taken back."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tearsheet.model.capture import Status
from tearsheet.model.errors import NothingReadable, Reason, RuleError
from tearsheet.model.ids import ArticleId
from tearsheet.model.page import Rendering
from tearsheet.model.repair import PartKind, Place, Repair, RepairPage, RepairScope
from tearsheet.workflows import repair
from tearsheet.workflows.capture import capture
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.files import capture_file
from tearsheet.workflows.reread import reread
from tests.support.keepings import keeping
from tests.support.repair_site import PROMO, RELATED, TABLE, TITLES, article
from tests.support.scripted_site import Reply, Site


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        running.paths.update({path: article(path) for path in TITLES})
        yield running


def captured(desk: Desk, url: str) -> ArticleId:
    done = capture(desk, url, rendering=Rendering.NEVER)
    assert done.article is not None
    return done.article


def text(desk: Desk, article: ArticleId) -> str:
    return desk.library.article(article).text


def number(page: RepairPage, begins: str, kind: PartKind | None = None) -> int:
    return next(part.number for part in page.parts if part.words.startswith(begins) and kind in (None, part.kind))


def rules(desk: Desk) -> list[str]:
    assert desk.rules is not None
    return sorted(path.name for path in desk.rules.glob("*"))


def without_promo(desk: Desk, article: ArticleId) -> Repair:
    return Repair(removed=(number(repair.look(desk, article), PROMO),))


def test_what_is_tried_out_is_not_kept(desk: Desk, site: Site) -> None:
    first = captured(desk, f"{site.url}/a")
    tried = repair.try_out(desk, first, without_promo(desk, first))
    assert PROMO not in tried.extraction.text
    assert PROMO in text(desk, first) and rules(desk) == [] and len(desk.library.article(first).versions) == 1


def test_a_repair_of_one_article_is_for_that_article_alone(desk: Desk, site: Site) -> None:
    first = captured(desk, f"{site.url}/a?from=timeline")
    kept = repair.keep(desk, first, without_promo(desk, first), RepairScope.ARTICLE)
    assert (kept.captured.status, kept.captured.current) == (Status.UPDATED, True)
    assert PROMO not in text(desk, first)
    assert PROMO in text(desk, captured(desk, f"{site.url}/b"))


def test_a_repair_stays_when_the_article_is_read_or_captured_again(desk: Desk, site: Site) -> None:
    first = captured(desk, f"{site.url}/a")
    repair.keep(desk, first, without_promo(desk, first), RepairScope.ARTICLE)
    assert reread(desk, first).status is Status.UNCHANGED
    assert captured(desk, f"{site.url}/a") == first
    assert PROMO not in text(desk, first) and len(desk.library.article(first).versions) == 2


def test_a_repair_is_shown_however_little_it_leaves(desk: Desk, site: Site) -> None:
    first = captured(desk, f"{site.url}/a")
    page = repair.look(desk, first)
    (outer,) = {part.number for part in page.parts if part.around is None and page.places[part.number] is Place.IN}
    left = next(part.number for part in page.parts if part.words.startswith("水文站"))
    repair.keep(desk, first, Repair(removed=(outer,), added=(left,)), RepairScope.ARTICLE)
    assert text(desk, first).startswith("水文站") and "\n" not in text(desk, first)


def test_taking_out_a_picture_alone_is_a_new_version_too(desk: Desk, site: Site) -> None:
    with_picture = article("/a").body.replace(b"<h3>", b"<p><img src=/p.png width=300 height=200></p><h3>")
    site.paths["/a"] = Reply(body=with_picture)
    first = captured(desk, f"{site.url}/a")
    page = repair.look(desk, first)
    picture = next(part.number for part in page.parts if part.kind is PartKind.PICTURE)
    assert "<img" in desk.library.article(first).html
    repair.keep(desk, first, Repair(removed=(picture,)), RepairScope.ARTICLE)
    assert "<img" not in desk.library.article(first).html
    assert reread(desk, first).status is Status.UNCHANGED and "<img" not in desk.library.article(first).html


def test_a_rule_for_the_site_holds_for_what_a_short_link_led_to(desk: Desk) -> None:
    short = [
        replace(keeping(path[1:], "Read before.", body=article(path).body), share_link=f"https://t.example{path}")
        for path in TITLES
    ]
    first, second = (desk.library.add(each).article for each in short)
    repair.keep(desk, first, without_promo(desk, first), RepairScope.SITE)
    reread(desk, second)
    assert text(desk, second).startswith("茶厂") and PROMO not in text(desk, second)


def test_two_repairs_of_a_site_are_one_rule(desk: Desk, site: Site) -> None:
    first = captured(desk, f"{site.url}/a")
    repair.keep(desk, first, without_promo(desk, first), RepairScope.SITE)
    table = number(repair.look(desk, first), TABLE, PartKind.TABLE)
    repair.keep(desk, first, Repair(added=(table,)), RepairScope.SITE)
    assert rules(desk) == ["repair 127.0.0.1.toml"]
    second = text(desk, captured(desk, f"{site.url}/b"))
    assert PROMO not in second and "46.5" in second


def test_an_article_may_differ_from_its_site(desk: Desk, site: Site) -> None:
    first, second = captured(desk, f"{site.url}/a"), captured(desk, f"{site.url}/b")
    repair.keep(desk, first, without_promo(desk, first), RepairScope.SITE)
    reread(desk, second)
    assert PROMO not in text(desk, second)
    again = Repair(added=(number(repair.look(desk, second), PROMO),))
    repair.keep(desk, second, again, RepairScope.ARTICLE)
    assert PROMO in text(desk, second) and PROMO not in text(desk, first)


def test_a_part_put_in_for_the_site_can_be_taken_out_of_one_article(desk: Desk, site: Site) -> None:
    first = captured(desk, f"{site.url}/a")
    table = number(repair.look(desk, first), TABLE, PartKind.TABLE)
    repair.keep(desk, first, Repair(added=(table,)), RepairScope.SITE)
    repair.keep(desk, first, Repair(removed=(table,)), RepairScope.ARTICLE)
    assert "181.2" not in text(desk, first)
    repair.keep(desk, first, Repair(added=(table,)), RepairScope.ARTICLE)
    assert "181.2" in text(desk, first)


def test_a_kept_repair_can_be_taken_back(desk: Desk, site: Site) -> None:
    first = captured(desk, f"{site.url}/a")
    before = desk.library.article(first)
    kept = repair.keep(desk, first, without_promo(desk, first), RepairScope.SITE)
    repair.take_back(desk, first, kept)
    after = desk.library.article(first)
    assert (after.text, after.version, rules(desk)) == (before.text, before.version, [])
    assert len(after.versions) == 2


def test_taking_back_the_second_repair_leaves_the_first(desk: Desk, site: Site) -> None:
    first = captured(desk, f"{site.url}/a")
    repair.keep(desk, first, without_promo(desk, first), RepairScope.SITE)
    related = Repair(removed=(number(repair.look(desk, first), RELATED),))
    repair.take_back(desk, first, repair.keep(desk, first, related, RepairScope.SITE))
    assert PROMO not in text(desk, first) and RELATED in text(desk, first)


def test_all_repairs_of_an_article_can_be_forgotten(desk: Desk, site: Site) -> None:
    first = captured(desk, f"{site.url}/a")
    before = text(desk, first)
    repair.keep(desk, first, without_promo(desk, first), RepairScope.SITE)
    related = Repair(removed=(number(repair.look(desk, first), RELATED),))
    repair.keep(desk, first, related, RepairScope.ARTICLE)
    assert repair.repaired_for(desk, desk.library.article(first)) == (RepairScope.ARTICLE, RepairScope.SITE)
    repair.forget(desk, first)
    assert text(desk, first) == before and repair.repaired_for(desk, desk.library.article(first)) == ()


def test_a_repair_that_leaves_nothing_is_not_kept(desk: Desk, site: Site) -> None:
    first = captured(desk, f"{site.url}/a")
    page = repair.look(desk, first)
    everything = Repair(removed=tuple(part.number for part in page.parts if part.around is None))
    with pytest.raises(NothingReadable):
        repair.keep(desk, first, everything, RepairScope.SITE)
    assert rules(desk) == [] and PROMO in text(desk, first)


def test_a_rule_that_cannot_be_written_leaves_the_article_as_it_was(desk: Desk, site: Site) -> None:
    first = captured(desk, f"{site.url}/a")
    assert desk.rules is not None
    desk.rules.write_text("a file where the folder should be")
    with pytest.raises(RuleError) as error:
        repair.keep(desk, first, without_promo(desk, first), RepairScope.SITE)
    assert error.value.reason in (Reason.RULE_NOT_WRITTEN, Reason.BAD_RULE)
    assert PROMO in text(desk, first)


def test_a_broken_rule_of_ones_own_stops_no_capture(desk: Desk, site: Site) -> None:
    assert desk.rules is not None
    desk.rules.mkdir()
    (desk.rules / "mine.toml").write_text("no toml", encoding="utf-8")
    assert PROMO in text(desk, captured(desk, f"{site.url}/a"))


def test_a_link_of_which_nothing_could_be_read_becomes_an_article(desk: Desk, site: Site) -> None:
    site.paths["/c"] = Reply(body=b"<title>List</title><ul><li><a href=/1>First</a><li><a href=/2>Second</a></ul>")
    first = captured(desk, f"{site.url}/c")
    assert text(desk, first) == ""
    repair.keep(desk, first, Repair(added=(0,)), RepairScope.ARTICLE)
    assert "First" in text(desk, first)


def test_a_file_that_names_no_address_has_no_rule(desk: Desk, tmp_path: Path) -> None:
    saved = tmp_path / "saved.html"
    saved.write_bytes(article("/a").body)
    (kept,) = capture_file(desk, saved)
    assert kept.article is not None
    with pytest.raises(RuleError):
        repair.keep(desk, kept.article, without_promo(desk, kept.article), RepairScope.SITE)
    assert rules(desk) == []


def test_the_rule_of_an_article_names_all_its_addresses(desk: Desk, site: Site) -> None:
    site.paths["/short"] = Reply(body=b"", status=302, fields=(("Location", "/a"),))
    first = captured(desk, f"{site.url}/short")
    kept = repair.keep(desk, first, without_promo(desk, first), RepairScope.ARTICLE)
    assert desk.rules is not None
    match = tomllib.loads((desk.rules / kept.file).read_text("utf-8"))["match"]
    assert match == {"articles": [f"{site.url}/short", f"{site.url}/a"]}
