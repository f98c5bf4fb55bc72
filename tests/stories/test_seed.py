"""The post the project grew from is captured whole, whichever way its page is had."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tearsheet.model.article import Article
from tearsheet.model.capture import Status
from tearsheet.model.page import Method, Rendering
from tearsheet.workflows.capture import capture
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.reread import reread
from tearsheet.workflows.share_site import ShareSite
from tests.support.seed import Seed, read_seed

PUBLISHED = datetime(2022, 3, 2, 17, 24, 54, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture(scope="module")
def seed(shared: Path) -> Seed:
    return read_seed(shared)


@pytest.fixture(params=[False, True], ids=["bare-data", "complete-data"])
def site(seed: Seed, request: pytest.FixtureRequest) -> Iterator[ShareSite]:
    with ShareSite(articles=[seed.article], complete_data=request.param) as running:
        yield running


def assert_is_the_seed(article: Article, seed: Seed) -> None:
    assert tuple(article.text.split("\n\n")) == seed.paragraphs
    assert len(seed.paragraphs) == 37
    assert article.metadata.title == seed.article.title
    assert article.metadata.source == "大众网"
    assert article.metadata.published == PUBLISHED
    assert article.metadata.published.utcoffset() == timedelta(hours=8)
    assert article.metadata.language.startswith("zh")


def test_by_its_site_rule(desk: Desk, site: ShareSite, seed: Seed) -> None:
    captured = capture(desk, site.share_link(seed.article))
    assert (captured.status, captured.method) == (Status.ADDED, Method.SITE_RULE)
    assert captured.article is not None
    assert_is_the_seed(desk.library.article(captured.article), seed)


@pytest.mark.parametrize("variant", ["a", "gbk", "undeclared", "wrong"])
def test_by_a_plain_fetch_of_the_page_served_whole(desk: Desk, seed: Seed, variant: str) -> None:
    with ShareSite(articles=[seed.article]) as site:
        captured = capture(desk, site.url(f"/{variant}/{seed.article.code}.html"), rendering=Rendering.NEVER)
    assert (captured.status, captured.method) == (Status.ADDED, Method.FETCH)
    assert captured.article is not None
    assert_is_the_seed(desk.library.article(captured.article), seed)


def test_by_rendering_a_shell_that_no_rule_knows(desk: Desk, seed: Seed) -> None:
    with ShareSite(articles=[seed.article]) as site:
        captured = capture(desk, site.url(f"/read.html?id={seed.article.code}"))
    assert (captured.status, captured.method) == (Status.ADDED, Method.RENDER)
    assert captured.article is not None
    assert_is_the_seed(desk.library.article(captured.article), seed)


def test_by_rendering_when_the_sites_data_is_not_where_the_rule_says(desk: Desk, seed: Seed) -> None:
    with ShareSite(articles=[seed.article], data_folder="News2026") as site:
        captured = capture(desk, site.share_link(seed.article))
    assert (captured.status, captured.method) == (Status.ADDED, Method.RENDER)
    assert captured.article is not None
    assert_is_the_seed(desk.library.article(captured.article), seed)


def test_share_links_of_it_are_one_article(desk: Desk, site: ShareSite, seed: Seed) -> None:
    link = site.share_link(seed.article)
    first = capture(desk, link)
    again = capture(desk, f"{link}&from=timeline&isappinstalled=0")
    assert (again.status, again.article) == (Status.UNCHANGED, first.article)


def test_it_is_read_again_without_a_network(desk: Desk, seed: Seed) -> None:
    with ShareSite(articles=[seed.article]) as site:
        captured = capture(desk, site.share_link(seed.article))
    assert captured.article is not None
    assert reread(desk, captured.article).status is Status.UNCHANGED
    assert_is_the_seed(desk.library.article(captured.article), seed)
