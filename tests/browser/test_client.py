"""The renderer's process: started when needed, ended when not, and never in anybody's way."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

import tearsheet
from tearsheet.browser.client import Renderer
from tearsheet.model.errors import Cancelled, Reason, RenderError
from tearsheet.model.page import Page
from tests.support.scripted_site import Reply, Site, page

STORY = "<p>" + "The council met on Tuesday and agreed on the budget for the coming year. " * 5 + "</p>"


def waited_for(condition: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.02)


def processes(of: int) -> list[psutil.Process]:
    """The renderer's processes below `of`, Chromium's included."""
    return [child for child in psutil.Process(of).children(recursive=True) if is_ours(child)]


def is_ours(process: psutil.Process) -> bool:
    try:
        command = " ".join(process.cmdline())
    except psutil.Error:
        return False
    return "tearsheet.browser" in command or "QtWebEngineProcess" in command


def is_over(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def is_page(process: psutil.Process) -> bool:
    """Tell whether a page runs in `process`: Chromium forks it from another that it keeps for that."""
    parent = process.parent()
    return "QtWebEngine" in process.name() and parent is not None and "QtWebEngine" in parent.name()


@pytest.fixture
def own() -> Iterator[Renderer]:
    """A renderer whose process may be ended."""
    renderer = Renderer()
    yield renderer
    renderer.close()


@pytest.fixture
def endless(site: Site) -> Iterator[Site]:
    """A site whose first page waits for what never comes."""
    never = threading.Event()
    site.paths["/"] = page("<p>Please wait.</p><script>fetch('/never')</script>")
    site.paths["/never"] = Reply(body=b"", after=never)
    site.paths["/story"] = page(STORY)
    yield site
    never.set()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor() as threads:
        yield threads


def under_way(pool: ThreadPoolExecutor, renderer: Renderer, site: Site, cancelled: threading.Event) -> "Future[Page]":
    rendering = pool.submit(renderer.render, f"{site.url}/", named_host="127.0.0.1", cancelled=cancelled)
    waited_for(lambda: any(asked.path == "/never" for asked in site.asked))
    return rendering


def test_nothing_is_started_before_it_is_needed() -> None:
    before = len(processes(os.getpid()))
    Renderer().close()
    assert len(processes(os.getpid())) == before


def test_one_process_serves_many_pages_and_leaves_none_behind(own: Renderer, endless: Site) -> None:
    others = set(processes(os.getpid()))
    own.render(f"{endless.url}/story", named_host="127.0.0.1")
    first = {process for process in set(processes(os.getpid())) - others if "tearsheet.browser" in process.cmdline()}
    own.render(f"{endless.url}/story", named_host="127.0.0.1")
    second = {process for process in set(processes(os.getpid())) - others if "tearsheet.browser" in process.cmdline()}
    assert first == second
    own.close()
    assert all(is_over(process) for process in set(processes(os.getpid())) - others)


def test_it_is_ended_when_nobody_needs_it_and_started_again(endless: Site) -> None:
    others = set(processes(os.getpid()))
    renderer = Renderer(idle_seconds=0.1)
    for _ in range(2):
        renderer.render(f"{endless.url}/story", named_host="127.0.0.1")
        waited_for(lambda: not set(processes(os.getpid())) - others)
    renderer.close()


def test_a_rendering_can_be_cancelled_and_the_next_one_works(
    own: Renderer, endless: Site, pool: ThreadPoolExecutor
) -> None:
    cancelled = threading.Event()
    rendering = under_way(pool, own, endless, cancelled)
    cancelled.set()
    with pytest.raises(Cancelled):
        rendering.result(timeout=5)
    assert "agreed on the budget" in own.render(f"{endless.url}/story", named_host="127.0.0.1").text


def test_one_who_waits_for_another_page_can_be_cancelled_too(
    own: Renderer, endless: Site, pool: ThreadPoolExecutor
) -> None:
    first, second = threading.Event(), threading.Event()
    rendering = under_way(pool, own, endless, first)
    waiting = pool.submit(own.render, f"{endless.url}/story", cancelled=second)
    second.set()
    with pytest.raises(Cancelled):
        waiting.result(timeout=5)
    assert not rendering.done()
    first.set()


def test_pages_asked_for_at_once_come_one_after_the_other(own: Renderer, site: Site, pool: ThreadPoolExecutor) -> None:
    for name in "abc":
        site.paths[f"/{name}"] = page(f"{STORY}<p>This is page {name}.</p>")
    found = pool.map(lambda name: own.render(f"{site.url}/{name}", named_host="127.0.0.1").text, "abc")
    for name, text in zip("abc", found, strict=True):
        assert f"This is page {name}." in text


def test_a_crash_of_the_page_is_told_and_the_process_goes_on(
    own: Renderer, endless: Site, pool: ThreadPoolExecutor
) -> None:
    others = set(processes(os.getpid()))
    rendering = under_way(pool, own, endless, threading.Event())
    (page_process,) = filter(is_page, set(processes(os.getpid())) - others)
    page_process.kill()
    with pytest.raises(RenderError) as died:
        rendering.result(timeout=10)
    assert died.value.reason is Reason.RENDERER_DIED
    assert "agreed on the budget" in own.render(f"{endless.url}/story", named_host="127.0.0.1").text


def test_a_crash_of_the_process_is_told_and_another_one_started(
    own: Renderer, endless: Site, pool: ThreadPoolExecutor
) -> None:
    others = set(processes(os.getpid()))
    rendering = under_way(pool, own, endless, threading.Event())
    (process,) = (one for one in set(processes(os.getpid())) - others if "tearsheet.browser" in one.cmdline())
    process.kill()
    with pytest.raises(RenderError) as died:
        rendering.result(timeout=10)
    assert died.value.reason is Reason.RENDERER_DIED
    assert not set(processes(os.getpid())) - others
    assert "agreed on the budget" in own.render(f"{endless.url}/story", named_host="127.0.0.1").text


def test_a_process_that_died_while_idle_is_not_missed(own: Renderer, endless: Site) -> None:
    others = set(processes(os.getpid()))
    own.render(f"{endless.url}/story", named_host="127.0.0.1")
    victims = set(processes(os.getpid())) - others
    for victim in victims:
        victim.kill()
    psutil.wait_procs(victims, timeout=20)
    assert "agreed on the budget" in own.render(f"{endless.url}/story", named_host="127.0.0.1").text


@pytest.mark.skipif(sys.platform == "win32", reason="SIGSTOP")
def test_a_process_that_does_not_answer_is_ended(own: Renderer, endless: Site, pool: ThreadPoolExecutor) -> None:
    others = set(processes(os.getpid()))
    rendering = pool.submit(own.render, f"{endless.url}/", named_host="127.0.0.1", seconds=1)
    waited_for(lambda: any(asked.path == "/never" for asked in endless.asked))
    (process,) = (one for one in set(processes(os.getpid())) - others if "tearsheet.browser" in one.cmdline())
    process.send_signal(signal.SIGSTOP)
    with pytest.raises(RenderError) as hung:
        rendering.result(timeout=30)
    assert hung.value.reason is Reason.RENDERER_HUNG
    assert not set(processes(os.getpid())) - others


@pytest.mark.parametrize("page_is_busy", [False, True])
def test_when_its_parent_is_killed_nothing_of_it_is_left(endless: Site, page_is_busy: bool) -> None:
    endless.paths["/busy"] = page("<p>x<script>fetch('/never'); setTimeout(() => { for (;;) {} }, 300)</script>")
    path = "/busy" if page_is_busy else "/"
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from tearsheet.browser.client import Renderer\n"
            f"Renderer().render('{endless.url}{path}', named_host='127.0.0.1')",
        ]
    )
    waited_for(lambda: any(asked.path == "/never" for asked in endless.asked))
    orphans = processes(parent.pid)
    assert len(orphans) > 1
    parent.kill()
    parent.wait()
    waited_for(lambda: all(is_over(orphan) for orphan in orphans))


def test_a_page_comes_through_the_systems_proxy(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.paths["http://story.example/"] = page(STORY)
    monkeypatch.setenv("http_proxy", site.url)
    renderer = Renderer()
    try:
        assert "agreed on the budget" in renderer.render("http://story.example/", named_host="story.example").text
    finally:
        renderer.close()


def test_without_qt_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    package = Path(tearsheet.__file__).parent
    monkeypatch.setenv("PYTHONPATH", str(package.parent))
    renderer = Renderer(python=(sys.executable, "-S"))
    with pytest.raises(RenderError) as missing:
        renderer.render("http://127.0.0.1/")
    assert (missing.value.reason, missing.value.detail) == (Reason.RENDERER_MISSING, "PySide6")


@pytest.mark.skipif(sys.platform != "linux", reason="LD_LIBRARY_PATH")
def test_a_library_that_cannot_be_loaded_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "libnss3.so").write_bytes(b"")
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))
    with pytest.raises(RenderError) as missing:
        Renderer().render("http://127.0.0.1/")
    assert missing.value.reason is Reason.RENDERER_MISSING
    assert missing.value.detail.endswith("libnss3.so")


def test_rendering_leaves_no_file(own: Renderer, endless: Site, home: Path) -> None:
    own.render(f"{endless.url}/story", named_host="127.0.0.1")
    own.close()
    assert not [path for path in home.rglob("*") if path.is_file()]
