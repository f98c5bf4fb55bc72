"""Bad input ends in a stated way: failed with a reason and a retry, or kept and said how. Nothing is lost."""

import os
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from tearsheet.browser.client import Renderer
from tearsheet.fetch import Fetcher
from tearsheet.fetch import Limits as FetchLimits
from tearsheet.library import open_library
from tearsheet.model.article import Kind
from tearsheet.model.capture import Captured, JobState, Status
from tearsheet.model.errors import Reason
from tearsheet.model.extraction import Flag
from tearsheet.model.page import Rendering
from tearsheet.model.query import Query
from tearsheet.process import Limits
from tearsheet.text.reasons import in_words
from tearsheet.workflows import reading
from tearsheet.workflows.capture import capture
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.files import capture_file
from tearsheet.workflows.pictures import retry_all
from tearsheet.workflows.reread import reread
from tests.support.bad_routes import PNG, Connection
from tests.support.bad_server import BadServer
from tests.support.desks import desk_at
from tests.support.programs import program

SHORT = FetchLimits(seconds=4, connect=4, idle=4, page_bytes=2 << 20, pictures_seconds=6)
PARAGRAPH = (
    "<p>今年以来，各地把留存与核对当作一件日常的事来做，记下来源、作者和时间，也记下图片和表格，以备日后查证。</p>"
)
ARTICLE = (
    f"<html><head><title>{{title}}</title></head><body><article><h1>{{title}}</h1>{PARAGRAPH * 6}{{rest}}</article>"
    "</body></html>"
)


@pytest.fixture(scope="module")
def server() -> Iterator[BadServer]:
    with BadServer() as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, renderer: Renderer) -> Iterator[Desk]:
    """Return a desk that loses patience quickly."""
    made = Desk(
        location=str(tmp_path),
        library=lambda: open_library(tmp_path / "library"),
        fetcher=lambda: Fetcher(limits=SHORT),
        renderer=lambda: renderer,
    )
    yield made
    made.close()


def serve(server: BadServer, path: str, body: bytes | str, media_type: str = "text/html; charset=utf-8") -> str:
    """Let the server answer `path` with `body`, and return its address."""

    def answer(at: Connection) -> None:
        at.answer(body, Content_Type=media_type)

    server.routes[path] = answer
    return server.url(path)


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("hello", Reason.NOT_AN_ADDRESS),
        ("", Reason.NOT_AN_ADDRESS),
        ("http://", Reason.NOT_AN_ADDRESS),
        ("file:///etc/passwd", Reason.SCHEME_REFUSED),
        ("javascript:alert(1)", Reason.SCHEME_REFUSED),
        ("data:text/html,<p>x", Reason.SCHEME_REFUSED),
    ],
)
def test_what_is_no_address_is_refused_and_leaves_no_job(desk: Desk, link: str, reason: Reason) -> None:
    captured = capture(desk, link)
    assert captured.status is Status.FAILED
    assert captured.failure is not None
    assert captured.failure.reason is reason
    assert desk.library.jobs(*JobState) == ()


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/status?code=403", Reason.FORBIDDEN),
        ("/status?code=404", Reason.NOT_FOUND),
        ("/status?code=410", Reason.NOT_FOUND),
        ("/status?code=429&retry-after=120", Reason.TOO_MANY_REQUESTS),
        ("/status?code=500", Reason.SERVER_ERROR),
        ("/status?code=418", Reason.HTTP_ERROR),
        ("/redirect-loop", Reason.REDIRECT_LOOP),
        ("/redirect-for-ever", Reason.REDIRECT_LOOP),
        ("/redirect?to=file:///etc/passwd", Reason.SCHEME_REFUSED),
        ("/redirect?to=http://127.0.0.2:9/", Reason.PRIVATE_ADDRESS),
        ("/redirect?to=http://169.254.169.254/", Reason.PRIVATE_ADDRESS),
        ("/cut-length", Reason.CUT_SHORT),
        ("/cut-chunk", Reason.CUT_SHORT),
        ("/cut-gzip", Reason.CUT_SHORT),
        ("/slow-drip", Reason.TOO_SLOW),
        ("/slow-headers", Reason.TOO_SLOW),
        ("/silent", Reason.TOO_SLOW),
        ("/endless", Reason.TOO_BIG),
        ("/bomb", Reason.TOO_BIG),
        ("/brotli", Reason.UNKNOWN_ENCODING),
        ("/garbage", Reason.BAD_ANSWER),
    ],
)
def test_a_failure_keeps_its_reason_and_its_retry(desk: Desk, server: BadServer, path: str, reason: Reason) -> None:
    captured = capture(desk, server.url(path))
    assert_failed(desk, captured, reason)


def test_an_unknown_host_is_said_to_be_unknown(desk: Desk) -> None:
    assert_failed(desk, capture(desk, "http://no-such-host.invalid/"), Reason.UNKNOWN_HOST)


def test_a_closed_port_does_not_answer(desk: Desk) -> None:
    with BadServer() as gone:
        link = gone.url("/page")
    assert_failed(desk, capture(desk, link), Reason.UNREACHABLE)


def test_a_certificate_nobody_vouches_for_is_not_trusted(desk: Desk) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with BadServer(tls=context) as server:
        assert_failed(desk, capture(desk, server.url("/page")), Reason.TLS)


def test_a_site_that_asks_to_wait_is_waited_for(desk: Desk, server: BadServer) -> None:
    captured = capture(desk, server.url("/status?code=429&retry-after=120"))
    assert captured.job is not None
    job = desk.library.job(captured.job)
    assert job.not_before is not None
    assert 60 < (job.not_before - job.created).total_seconds() < 180


def test_a_failed_link_becomes_an_article_when_it_is_tried_again(desk: Desk, server: BadServer) -> None:
    link = server.url("/later")
    failed = capture(desk, link)
    assert failed.status is Status.FAILED
    serve(server, "/later", ARTICLE.format(title="后来", rest=""))
    again = capture(desk, link)
    assert (again.status, again.job) == (Status.ADDED, failed.job)
    assert desk.library.count(Query()) == 1


def test_without_a_network_the_link_waits_in_the_queue(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tearsheet", "--library", str(tmp_path / "library"), "--json"]
    done = subprocess.run(
        [program("unshare"), "-rn", *command, "capture", "https://news.example.com/a"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if "unshare" in done.stderr:
        pytest.skip("this system does not allow a network of one's own")
    assert done.returncode == 0, done.stderr
    assert '"status": "queued"' in done.stdout
    with open_library(tmp_path / "library") as library:
        (job,) = library.jobs(*JobState)
        assert job.state is JobState.QUEUED
        assert job.not_before is not None


def test_a_page_without_an_article_is_kept_as_a_link_with_its_title(desk: Desk, server: BadServer) -> None:
    links = "".join(f'<li><a href="/{number}">栏目{number}</a></li>' for number in range(60))
    link = serve(server, "/links", f"<html><head><title>导航</title></head><body><ul>{links}</ul></body></html>")
    captured = capture(desk, link)
    assert captured.status is Status.KEPT_AS_LINK
    assert captured.article is not None
    article = desk.library.article(captured.article)
    assert (article.kind, article.metadata.title, article.url) == (Kind.LINK, "导航", link)


@pytest.mark.parametrize("path", ["/empty", "/no-content"])
def test_an_empty_page_is_kept_as_a_link(desk: Desk, server: BadServer, path: str) -> None:
    assert capture(desk, server.url(path)).status is Status.KEPT_AS_LINK


@pytest.mark.parametrize(
    ("path", "body", "media_type"),
    [("/报告.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF", "application/pdf"), ("/a.png", PNG, "image/png")],
)
def test_a_document_or_a_picture_is_kept_as_a_file(
    desk: Desk, server: BadServer, path: str, body: bytes, media_type: str
) -> None:
    serve(server, "/document", body, "text/html")
    serve(server, "/%E6%8A%A5%E5%91%8A.pdf", body)
    captured = capture(desk, server.url("/document" if path.endswith("png") else "/%E6%8A%A5%E5%91%8A.pdf"))
    assert captured.status is Status.KEPT_AS_FILE
    assert captured.article is not None
    article = desk.library.article(captured.article)
    assert article.file is not None
    assert article.file.media_type == media_type
    assert desk.library.blob(article.file.sha256) == body


@pytest.mark.parametrize(
    "body",
    [
        "<html><head><title>巨页</title></head><body><article>" + "<b>字</b>" * 500_000 + "</article></body></html>",
        "<html><head><title>深页</title></head><body>" + "<div>" * 200_000 + PARAGRAPH * 8 + "</div>" * 200_000,
    ],
    ids=["1,000,000 nodes", "depth 200,000"],
)
def test_a_monstrous_page_is_kept(tmp_path: Path, server: BadServer, body: str) -> None:
    desk = desk_at(tmp_path / "library")
    captured = capture(desk, serve(server, "/monster", body), rendering=Rendering.NEVER)
    assert captured.status in (Status.ADDED, Status.KEPT_AS_LINK), captured.failure
    assert captured.article is not None
    article = desk.library.article(captured.article)
    assert article.metadata.title in ("巨页", "深页")
    assert article.text or captured.failure is not None
    assert len(desk.library.snapshot(captured.article)[0].body) == len(body.encode())
    desk.close()


def test_a_page_that_cannot_be_read_in_time_is_kept_as_it_came(
    desk: Desk, server: BadServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = ARTICLE.format(title="慢\u202e读", rest="<p>" + "段落。" * 50_000)
    monkeypatch.setattr(reading, "LIMITS", Limits(seconds=0.001, memory=1 << 30))
    captured = capture(desk, serve(server, "/slow-to-read", body), rendering=Rendering.NEVER)
    assert (captured.status, captured.title) == (Status.KEPT_AS_LINK, "慢读")
    assert captured.failure is not None
    assert captured.failure.reason is Reason.OUT_OF_TIME
    assert captured.article is not None
    monkeypatch.undo()
    assert reread(desk, captured.article).status is Status.UPDATED
    assert "段落。" in desk.library.article(captured.article).text


def test_a_hostile_title_is_only_a_title(desk: Desk, server: BadServer) -> None:
    title = "../../x\u202e&quot;; {{ 7*7 }} {% raw %} <b>" + "长" * 10_000
    captured = capture(desk, serve(server, "/title", ARTICLE.format(title=title, rest="")))
    assert captured.article is not None
    kept = desk.library.article(captured.article)
    assert len(kept.metadata.title) <= 500
    assert not set(kept.metadata.title) & set("\0\u202e\n")
    assert Flag.TITLE_SHORTENED in kept.versions[-1].flags


def test_pictures_lost_half_way_are_marked_and_fetched_again(desk: Desk) -> None:
    pictures = "".join(
        f'<figure><img src="/picture?{number}" width="600" height="400"></figure>' for number in range(4)
    )
    gone = {"/picture?2", "/picture?3"}

    def picture(at: Connection) -> None:
        if f"{at.asked.path}?{at.asked.query}" in gone:
            at.socket.close()
        else:
            at.answer(PNG + at.asked.query.encode(), Content_Type="image/png")

    with BadServer(routes={"/picture": picture}) as server:
        captured = capture(desk, serve(server, "/a", ARTICLE.format(title="四张图", rest=pictures)))
        assert captured.status is Status.ADDED
        assert sorted(url[-1] for url in captured.missing) == ["2", "3"]
        assert captured.article is not None
        assert len(desk.library.article(captured.article).missing) == 2
        gone.remove("/picture?2")
        (half,) = retry_all(desk)
        assert (half.status, [url[-1] for url in half.missing]) == (Status.UPDATED, ["3"])
        gone.clear()
        assert [again.missing for again in retry_all(desk)] == [()]
        assert list(retry_all(desk)) == []
    assert desk.library.article(captured.article).missing == ()


def test_a_full_disk_is_said_to_be_full_and_loses_nothing(tmp_path: Path, server: BadServer) -> None:
    before = serve(server, "/before", ARTICLE.format(title="之前", rest=""))
    after = serve(server, "/after", ARTICLE.format(title="之后", rest=f"<p>{os.urandom(1 << 20).hex()}</p>"))
    library = tmp_path / "library"
    code = f"""
import resource, signal, sys
from tests.support.desks import desk_at
from tearsheet.workflows.capture import capture, remember, run
from pathlib import Path
desk = desk_at(Path({str(library)!r}))
assert capture(desk, {before!r}).status == "added"
job = remember(desk, {after!r})
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
captured = run(desk, job)
print(captured.status, captured.failure.reason)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.split() == ["failed", "disk-full"], done.stdout + done.stderr
    with open_library(library) as opened:
        assert opened.count(Query()) == 1
        assert [job.address.url for job in opened.jobs(JobState.FAILED, JobState.QUEUED)] == [after]


def test_a_library_that_cannot_be_written_says_so(tmp_path: Path, server: BadServer) -> None:
    link = serve(server, "/kept", ARTICLE.format(title="留存", rest=""))
    library = tmp_path / "library"
    tearsheet = f"{sys.executable} -m tearsheet --library {library}"
    assert subprocess.run([*tearsheet.split(), "capture", link], check=False, capture_output=True).returncode == 0
    read_only = f"mount --bind {library} {library} && mount -o remount,bind,ro {library} && exec {tearsheet}"

    def with_read_only_library(*verb: str) -> subprocess.CompletedProcess[str]:
        command = [program("unshare"), "-rm", "sh", "-c", f'{read_only} "$@"', "sh", *verb]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
        if "unshare:" in done.stderr or "mount:" in done.stderr:
            pytest.skip("this system does not allow a mount of one's own")
        return done

    listed = with_read_only_library("list")
    assert (listed.returncode, "留存" in listed.stdout) == (0, True), listed.stderr
    for verb in (("capture", link), ("reread", "--all")):
        refused = with_read_only_library(*verb)
        assert refused.returncode == 1
        assert "can be read but not written" in refused.stderr


def test_without_a_screen_the_window_says_so(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    done = subprocess.run(
        [sys.executable, "-m", "tearsheet", "--library", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environment,
    )
    assert done.returncode == 1
    assert "no screen" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_not_there_is_said_not_to_be(desk: Desk, tmp_path: Path) -> None:
    (captured,) = capture_file(desk, tmp_path / "none.html")
    assert captured.failure is not None
    assert captured.failure.reason is Reason.NO_SUCH_FILE


def assert_failed(desk: Desk, captured: Captured, reason: Reason) -> None:
    assert captured.status is Status.FAILED
    assert captured.failure is not None
    assert captured.failure.reason is reason, captured.failure
    assert captured.job is not None
    job = desk.library.job(captured.job)
    assert (job.state, job.failure) == (JobState.FAILED, captured.failure)
    assert in_words(captured.failure)
    assert desk.library.count(Query()) == 0
