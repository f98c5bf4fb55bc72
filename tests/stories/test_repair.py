"""A page that is read not quite right is put right by hand, and the next page of its site comes out right by itself."""

import tomllib
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tearsheet.model.repair import PartKind
from tearsheet.workflows.capture import capture
from tearsheet.workflows.desk import Desk
from tests.support.repair_site import PROMO, RELATED, TABLE, TITLES, article
from tests.support.repairs import Repair
from tests.support.scripted_site import Site
from tests.support.windows import Opened


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        running.paths.update({path: article(path) for path in TITLES})
        yield running


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk, site: Site) -> Iterator[Opened]:
    assert capture(desk, f"{site.url}/a").ok
    window = Opened(qtbot, desk)
    yield window
    window.close()


def test_two_removals_and_one_addition_make_a_rule_by_which_the_next_page_comes_out_right(
    opened: Opened, site: Site, desk: Desk
) -> None:
    first = opened.choose(TITLES["/a"])
    before = desk.library.article(first)
    assert PROMO in before.text and RELATED in before.text and TABLE not in before.text

    repair = Repair(opened)
    repair.click(repair.part(PROMO, PartKind.TEXT))
    repair.click(repair.part(RELATED, PartKind.BOX))
    repair.click(repair.part(TABLE, PartKind.TABLE))
    assert len(repair.chips) == 3
    repair.until_tried()
    opened.until(lambda: TABLE in repair.page_text() and PROMO not in repair.page_text())
    repair.pane.keep_site.click()
    opened.until(lambda: repair.closed)

    kept = desk.library.article(first)
    assert PROMO not in kept.text and RELATED not in kept.text and TABLE in kept.text
    assert "堤上的人守了整整二十一天" in kept.text and "版权所有" not in kept.text
    assert len(kept.versions) == 2 and kept.words < before.words
    opened.until(lambda: opened.session.browsing.article == kept)
    assert desk.rules is not None
    (rule,) = [tomllib.loads(path.read_text("utf-8")) for path in desk.rules.glob("*.toml")]
    assert rule["match"] == {"hosts": ["127.0.0.1"]}

    second = capture(desk, f"{site.url}/b")
    assert second.article is not None
    text = desk.library.article(second.article).text
    assert PROMO not in text and RELATED not in text
    assert "她接手的时候" in text and "从没有想过还能再教徒弟" in text and "头道茶\t46.5" in text
