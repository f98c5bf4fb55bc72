"""What scripts rely on: exit codes, where options stand, and silence where nothing should be said."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tearsheet.bootstrap import desk as open_desk
from tearsheet.cli import main
from tearsheet.cli.command_line import command_parser
from tearsheet.model.capture import JobState
from tearsheet.text.words import use_language
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.queue import jobs
from tests.cli.conftest import Tearsheet

VERBS = (
    *("capture", "extract", "list", "show", "tag", "mark", "edit", "delete", "undelete", "reread"),
    *("export", "formats", "queue", "doctor", "demo"),
)


def program(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tearsheet", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
    )


def no_window(_location: str | None) -> int:
    raise AssertionError("the window was opened")


def test_every_verb_explains_itself(tearsheet: Tearsheet) -> None:
    overview = tearsheet("--help").out
    for verb in VERBS:
        assert f"\n    {verb} " in overview
        ran = tearsheet(verb, "--help")
        assert ran.code == 0
        assert ran.out.startswith(f"usage: tearsheet {verb}")


def test_no_argument_is_without_an_explanation() -> None:
    for action in command_parser()._actions:
        for parser in (getattr(action, "choices", None) or {}).values():
            assert all(each.help for each in parser._actions), parser.prog


def test_help_speaks_the_persons_language(tearsheet: Tearsheet) -> None:
    use_language("zh_CN")
    try:
        assert tearsheet("--help").out.startswith("usage: ") is False
    finally:
        use_language("en")


@pytest.mark.parametrize("arguments", [("list", "--json"), ("--json", "list")])
def test_options_may_stand_before_or_after_the_verb(
    library: Path, arguments: tuple[str, ...], capfd: pytest.CaptureFixture[str]
) -> None:
    for placed in (("--library", str(library), *arguments), (*arguments, "--library", str(library))):
        assert main(placed, desk=open_desk, window=no_window) == 0
        assert len(capfd.readouterr().out.splitlines()) == 3


def test_the_environment_names_the_library(
    library: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TEARSHEET_LIBRARY", str(library))
    assert main(["list"], desk=open_desk, window=no_window) == 0
    assert len(capfd.readouterr().out.splitlines()) == 3


@pytest.mark.parametrize(
    "arguments",
    [("nothing",), ("list", "--bogus"), ("list", "--limit", "x"), ("show",), ("formats", "extra"), ("extract",)],
)
def test_wrong_usage_ends_with_two_and_says_so_on_standard_error(
    tearsheet: Tearsheet, arguments: tuple[str, ...]
) -> None:
    ran = tearsheet(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


def test_without_a_verb_the_window_opens_on_the_library(tearsheet: Tearsheet, library: Path) -> None:
    assert tearsheet().out == f"window on {library}\n"


def test_the_version_is_told(tearsheet: Tearsheet) -> None:
    assert tearsheet("--version").out.startswith("Tearsheet 0.")


def test_what_nobody_foresaw_is_one_sentence_and_a_log(capfd: pytest.CaptureFixture[str], home: Path) -> None:
    def broken() -> None:
        raise RuntimeError("a bug with the title 中文")

    def desk(location: str | None) -> Desk:
        good = open_desk(location)
        return Desk(location=good.location, library=broken, fetcher=broken, renderer=broken)  # type: ignore[arg-type]

    assert main(["list"], desk=desk, window=no_window) == 1
    said = capfd.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    (log,) = home.rglob("tearsheet.log")
    assert str(log) in said.err
    assert "a bug with the title 中文" in log.read_text(encoding="utf-8")


def test_a_library_that_is_no_library_is_said(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way")
    assert main(["list", "--library", str(tmp_path / "file")], desk=open_desk, window=no_window) == 1
    assert "Traceback" not in capfd.readouterr().err


def test_a_reader_who_leaves_is_no_error(library: Path) -> None:
    running = program("list", "--json", "--library", str(library))
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    assert running.wait(60) == 0
    assert running.stderr.read() == ""
    running.stderr.close()


def test_the_command_line_loads_no_window_and_no_network(library: Path) -> None:
    looked = (
        "import sys; from tearsheet.bootstrap import main; code = main();"
        "print([name for name in ('PySide6', 'requests', 'readability', 'nh3') if name in sys.modules], code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", looked, "list", "-q", "--library", str(library)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[] 0"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_an_interruption_ends_with_130_and_the_link_waits(library: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(60)
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        running = program("capture", url, "--library", str(library))
        connection, _address = silent.accept()
        with connection:
            running.send_signal(signal.SIGINT)
            out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (130, "")
    assert "Traceback" not in err
    desk = open_desk(str(library))
    assert [(job.address.url, job.state) for job in jobs(desk)] == [(url, JobState.QUEUED)]
    desk.close()
