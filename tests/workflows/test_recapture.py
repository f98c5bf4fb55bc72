"""An article's own address is captured again: what is new is shown, what is worse is kept aside and why is said."""

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from tearsheet.model.article import Article, Kind
from tearsheet.model.capture import Captured, Progress, Status, Step
from tearsheet.model.errors import Cancelled, LibraryError, Reason
from tearsheet.model.ids import ArticleId
from tearsheet.model.page import Rendering
from tearsheet.model.query import Query
from tearsheet.workflows.capture import capture
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.files import capture_file
from tearsheet.workflows.recapture import recapture
from tests.support.annotated import TEXT
from tests.support.changing_page import CHANGED, GONE, TITLE, article
from tests.support.scripted_site import Reply, Site


@pytest.fixture
def site() -> Iterator[Site]:
    with Site(paths={"/a": article()}) as running:
        yield running


@pytest.fixture
def kept(desk: Desk, site: Site) -> Article:
    captured = capture(desk, f"{site.url}/a?utm_source=x", tags=("t",), note="n", rendering=Rendering.NEVER)
    assert captured.article is not None
    found = desk.library.article(captured.article)
    assert found.text == TEXT
    return found


def again(desk: Desk, kept: Article) -> Captured:
    return recapture(desk, kept.id, rendering=Rendering.NEVER)


def test_a_page_that_says_the_same_is_no_new_version(desk: Desk, kept: Article) -> None:
    captured = again(desk, kept)
    assert (captured.status, captured.current, captured.failure) == (Status.UNCHANGED, True, None)
    assert (captured.article, captured.version, captured.title) == (kept.id, kept.version, TITLE)
    assert desk.library.article(kept.id) == kept


def test_what_has_changed_is_a_new_version_beside_the_old(desk: Desk, site: Site, kept: Article) -> None:
    site.paths["/a"] = article(CHANGED, title="Higher water")
    captured = again(desk, kept)
    assert (captured.status, captured.current, captured.title) == (Status.UPDATED, True, "Higher water")
    now = desk.library.article(kept.id)
    assert (now.text, now.version, now.metadata.title) == ("\n\n".join(CHANGED), captured.version, "Higher water")
    assert desk.library.article(kept.id, kept.version).text == TEXT
    assert (now.tags, now.note, now.url) == (kept.tags, kept.note, kept.url)
    assert desk.library.jobs() == ()


@pytest.mark.parametrize(
    ("shown", "why"),
    [
        ("deleted", Reason.PAGE_DELETED),
        ("a login", Reason.LOGIN_WANTED),
        ("not there, said kindly", Reason.PAGE_MISSING),
        ("an error", Reason.PAGE_ERROR),
        ("a teaser", Reason.MUCH_SHORTER),
    ],
)
def test_what_a_site_shows_in_its_place_is_kept_aside_until_the_article_returns(
    desk: Desk, site: Site, kept: Article, shown: str, why: Reason
) -> None:
    site.paths["/a"] = GONE[shown]
    captured = again(desk, kept)
    assert (captured.status, captured.current) == (Status.UPDATED, False)
    assert captured.failure is not None and captured.failure.reason is why
    assert captured.ok
    now = desk.library.article(kept.id)
    assert (now.version, now.text, now.metadata) == (kept.version, TEXT, kept.metadata)
    assert [version.id for version in now.versions] == [kept.version, captured.version]
    assert not again(desk, kept).current

    site.paths["/a"] = article()
    back = again(desk, kept)
    assert (back.status, back.version, back.current) == (Status.UNCHANGED, kept.version, True)


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(body=b"<h1>Not found</h1>", status=404), Reason.NOT_FOUND),
        (Reply(body=b"gone", status=410), Reason.NOT_FOUND),
        (Reply(body=b"no", status=403), Reason.FORBIDDEN),
        (Reply(body=b"oh", status=500), Reason.SERVER_ERROR),
    ],
    ids=lambda value: str(value.status) if isinstance(value, Reply) else "",
)
def test_what_could_not_be_had_leaves_the_article_as_it_was(
    desk: Desk, site: Site, kept: Article, reply: Reply, why: Reason
) -> None:
    site.paths["/a"] = reply
    captured = again(desk, kept)
    assert (captured.status, captured.version, captured.current) == (Status.FAILED, None, False)
    assert (captured.article, captured.title) == (kept.id, TITLE)
    assert captured.failure is not None and captured.failure.reason is why
    assert desk.library.article(kept.id) == kept
    assert desk.library.jobs() == ()


def test_a_page_without_words_is_kept_aside_as_a_link(desk: Desk, site: Site, kept: Article) -> None:
    site.paths["/a"] = Reply(body=b"<title>Shop</title><form><input></form>")
    captured = again(desk, kept)
    assert (captured.status, captured.current) == (Status.UPDATED, False)
    assert captured.failure is not None and captured.failure.reason is Reason.NOTHING_READABLE
    assert desk.library.article(kept.id).kind is Kind.ARTICLE


def test_a_link_without_an_article_becomes_one(desk: Desk, site: Site) -> None:
    site.paths["/a"] = Reply(body=b"<title>Soon</title>")
    link = capture(desk, f"{site.url}/a", rendering=Rendering.NEVER)
    assert link.status is Status.KEPT_AS_LINK and link.article is not None
    site.paths["/a"] = article()
    captured = recapture(desk, link.article, rendering=Rendering.NEVER)
    assert (captured.article, captured.current) == (link.article, True)
    assert desk.library.article(link.article).kind is Kind.ARTICLE


def test_pictures_come_along_and_one_that_was_had_is_not_lost(desk: Desk, site: Site, kept: Article) -> None:
    picture = Reply(body=_png(), type="image/png")
    site.paths |= {"/a": article((*CHANGED, "A photograph."), picture="/cow.png"), "/cow.png": picture}
    captured = again(desk, kept)
    assert (captured.missing, len(desk.library.article(kept.id).resources)) == ((), 1)
    site.paths["/cow.png"] = Reply(body=b"", status=404)
    missing = again(desk, kept)
    assert missing.missing == (f"{site.url}/cow.png",)
    assert desk.library.article(kept.id).missing == ()


def test_an_article_found_by_a_short_link_stays_one_article(desk: Desk, site: Site) -> None:
    site.paths["/s"] = Reply(body=b"", status=302, fields=(("Location", "/a"),))
    short = capture(desk, f"{site.url}/s", rendering=Rendering.NEVER)
    assert short.article is not None
    site.paths["/a"] = article(CHANGED)
    del site.paths["/s"]
    captured = recapture(desk, short.article, rendering=Rendering.NEVER)
    assert (captured.article, captured.current) == (short.article, True)
    assert desk.library.count(Query()) == 1


def test_an_article_in_the_bin_is_captured_and_stays_there(desk: Desk, site: Site, kept: Article) -> None:
    desk.library.delete([kept.id])
    site.paths["/a"] = article(CHANGED)
    assert again(desk, kept).status is Status.UPDATED
    now = desk.library.article(kept.id)
    assert now.deleted is not None and now.text == "\n\n".join(CHANGED)


def test_an_article_from_a_file_that_names_no_address_cannot_be(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "saved.html"
    file.write_bytes(article().body)
    (saved,) = capture_file(desk, file)
    assert saved.article is not None
    captured = recapture(desk, saved.article)
    assert (captured.status, captured.current) == (Status.FAILED, False)
    assert captured.failure is not None and captured.failure.reason is Reason.NO_ADDRESS
    assert len(desk.library.article(saved.article).versions) == 1


def test_a_saved_file_leads_nobody_into_a_private_network(desk: Desk, site: Site, tmp_path: Path) -> None:
    """It names its address, which nobody typed; once a person has captured that address it is theirs."""
    file = tmp_path / "saved.html"
    file.write_bytes(article().body.replace(b"<title>", f'<link rel=canonical href="{site.url}/a"><title>'.encode()))
    (saved,) = capture_file(desk, file)
    assert saved.article is not None
    captured = recapture(desk, saved.article, rendering=Rendering.NEVER)
    assert captured.failure is not None and captured.failure.reason is Reason.PRIVATE_ADDRESS
    assert site.asked == []

    site.paths["/a"] = article(CHANGED)
    assert capture(desk, f"{site.url}/a", rendering=Rendering.NEVER).article == saved.article
    assert recapture(desk, saved.article, rendering=Rendering.NEVER).status is Status.UNCHANGED


def test_steps_are_reported_and_the_article_named_that_changed(desk: Desk, site: Site, kept: Article) -> None:
    site.paths["/a"] = article(CHANGED)
    seen: list[Progress] = []
    recapture(desk, kept.id, rendering=Rendering.NEVER, report=seen.append)
    assert [each.step for each in seen] == [Step.FETCHING, Step.READING, Step.KEEPING, Step.DONE]
    assert (seen[-1].changed, seen[-1].job) == (kept.id, None)


def test_it_can_be_cancelled_and_nothing_is_kept(desk: Desk, kept: Article) -> None:
    stop = Event()
    stop.set()
    with pytest.raises(Cancelled):
        recapture(desk, kept.id, rendering=Rendering.NEVER, cancelled=stop)
    assert desk.library.article(kept.id) == kept


def test_an_article_that_is_not_there_is_an_error(desk: Desk) -> None:
    with pytest.raises(LibraryError):
        recapture(desk, ArticleId(9))


def _png() -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = zlib.compress(b"".join(b"\0" + b"\x80\x40\x20" * 200 for _ in range(200)))
    head = struct.pack(">IIBBBBB", 200, 200, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
