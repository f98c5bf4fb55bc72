"""An item is an id, an address, or a query."""

import pytest

from tearsheet.model.errors import LibraryError
from tearsheet.model.ids import ArticleId
from tearsheet.workflows.capture import already_kept, capture
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.organise import delete
from tearsheet.workflows.search import resolve
from tearsheet.workflows.share_site import ShareSite


@pytest.fixture
def kept(desk: Desk, site: ShareSite) -> ArticleId:
    captured = capture(desk, site.share_link(site.articles[0]), tags=("demo/a",))
    assert captured.article is not None
    return captured.article


@pytest.mark.parametrize("item", ["1", "id:1", "撕页", "tag:demo", "撕页 tag:demo/a"])
def test_an_article_is_found_by(item: str, desk: Desk, kept: ArticleId) -> None:
    assert resolve(desk, [item]) == (kept,)


def test_an_article_is_found_by_any_of_its_share_links(desk: Desk, site: ShareSite, kept: ArticleId) -> None:
    link = site.share_link(site.articles[0]) + "&from=timeline"
    assert resolve(desk, [link, "1"]) == (kept,)
    assert already_kept(desk, link) == kept
    assert already_kept(desk, "no address") is None


@pytest.mark.parametrize("item", ["2", "id:7", "http://example.com/", "http://half[", "不存在的词"])
def test_an_item_that_names_nothing_is_an_error(item: str, desk: Desk, kept: ArticleId) -> None:
    assert kept
    with pytest.raises(LibraryError, match="no-such-article"):
        resolve(desk, [item])


def test_a_deleted_article_is_found_only_when_asked_for(desk: Desk, kept: ArticleId) -> None:
    delete(desk, [kept])
    with pytest.raises(LibraryError):
        resolve(desk, ["1"])
    assert resolve(desk, ["1"], deleted=True) == (kept,)
