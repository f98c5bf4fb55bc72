"""A file somebody hands over becomes one article, one file, or one article a link."""

from pathlib import Path

from tearsheet.model.article import Kind
from tearsheet.model.capture import Status
from tearsheet.model.errors import Reason
from tearsheet.model.page import Method
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.files import capture_file
from tearsheet.workflows.reread import reread
from tearsheet.workflows.share_site import ShareSite

PAGE = "<html><head>{head}<title>河</title></head><body><article><h1>河</h1>{body}</article></body></html>".format(
    head="{head}", body="<p>清晨的河水很高，岸边的人们早早起来，把椅子搬到楼上，等着水退。</p>" * 6
)


def test_a_saved_page_is_an_article_under_the_address_it_names(desk: Desk, tmp_path: Path) -> None:
    saved = tmp_path / "saved.html"
    saved.write_text(PAGE.format(head='<link rel="canonical" href="https://example.com/river?utm_source=x">'))
    (captured,) = capture_file(desk, saved, tags=("offline",))
    assert (captured.status, captured.method, captured.title) == (Status.ADDED, Method.FILE, "河")
    assert captured.article is not None
    article = desk.library.article(captured.article)
    assert (article.url, article.tags) == ("https://example.com/river", ("offline",))


def test_a_saved_page_without_an_address_is_kept_once_and_can_be_read_again(desk: Desk, tmp_path: Path) -> None:
    saved = tmp_path / "saved.html"
    saved.write_text(PAGE.format(head=""))
    (first,) = capture_file(desk, saved)
    (second,) = capture_file(desk, saved)
    assert (first.status, second.status, second.article) == (Status.ADDED, Status.UNCHANGED, first.article)
    assert first.article is not None
    assert reread(desk, first.article).status is Status.UNCHANGED


def test_a_document_is_kept_as_a_file(desk: Desk, tmp_path: Path) -> None:
    document = tmp_path / "年报.pdf"
    document.write_bytes(b"%PDF-1.7\n%%EOF")
    (captured,) = capture_file(desk, document)
    assert captured.status is Status.KEPT_AS_FILE
    assert captured.article is not None
    article = desk.library.article(captured.article)
    assert (article.kind, article.metadata.title) == (Kind.FILE, "年报.pdf")


def test_a_list_of_links_is_one_article_each(desk: Desk, site: ShareSite, tmp_path: Path) -> None:
    listed = tmp_path / "links.txt"
    listed.write_text("\n".join(site.url(f"/a/{article.code}.html") for article in site.articles))
    assert [captured.status for captured in capture_file(desk, listed)] == [Status.ADDED] * 3


def test_a_list_without_links_is_said_to_have_none(desk: Desk, tmp_path: Path) -> None:
    listed = tmp_path / "notes.txt"
    listed.write_text("no links here")
    (captured,) = capture_file(desk, listed)
    assert captured.failure is not None
    assert captured.failure.reason is Reason.NOT_AN_ADDRESS
