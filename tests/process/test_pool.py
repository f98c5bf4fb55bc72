"""Workers are real processes here; `exec` and `eval` are the functions they are asked to compute."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import psutil
import pytest

from tearsheet.model.article import Edits
from tearsheet.model.errors import Cancelled, FetchError, NothingReadable, ProcessError, Reason, TearsheetError
from tearsheet.process.limits import Limits
from tearsheet.process.pool import Pool

LIMITS = Limits(seconds=30, memory=512 << 20)
RAISE = "from tearsheet.model.errors import *\nraise "


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = Pool()
    yield pool
    pool.stop()


def wait_until_gone(pid: int) -> None:
    ends = time.monotonic() + 20
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < ends, f"process {pid} is still there"
        time.sleep(0.01)


def failure(pool: Pool, code: str, limits: Limits = LIMITS) -> TearsheetError:
    with pytest.raises(TearsheetError) as caught:
        pool.run(exec, code, limits=limits)
    return caught.value


def test_a_result_comes_back_from_another_process(pool: Pool) -> None:
    assert pool.run(os.getpid, limits=LIMITS) != os.getpid()
    assert pool.run(max, 3, 5, limits=LIMITS) == 5


def test_a_warm_worker_is_used_again(pool: Pool) -> None:
    assert pool.run(os.getpid, limits=LIMITS) == pool.run(os.getpid, limits=LIMITS)


def test_values_of_the_model_and_dates_travel_both_ways(pool: Pool) -> None:
    edits = Edits(title="題", published=datetime(2022, 3, 2, 17, 24, 54, tzinfo=UTC))
    assert pool.run(list, (edits,), limits=LIMITS) == [edits]


def test_the_functions_own_error_travels_back_as_itself(pool: Pool) -> None:
    error = failure(pool, RAISE + "NothingReadable(title='登录')")
    assert isinstance(error, NothingReadable)
    assert (error.reason, error.title) == (Reason.NOTHING_READABLE, "登录")
    refused = failure(pool, RAISE + "FetchError(Reason.FORBIDDEN, 'host', status=403)")
    assert isinstance(refused, FetchError)
    assert (refused.reason, refused.detail, refused.status) == (Reason.FORBIDDEN, "host", 403)


def test_an_unexpected_error_says_what_it_was_and_keeps_its_trace_as_a_note(pool: Pool) -> None:
    error = failure(pool, "1 / 0")
    assert (error.reason, error.detail) == (Reason.UNEXPECTED, "ZeroDivisionError: division by zero")
    assert "Traceback" in error.__notes__[0]


@pytest.mark.parametrize("code", ["bytearray(2 << 30)", "(lambda f: f(f))(lambda f: f(f))"])
def test_too_much_memory_or_stack_is_out_of_memory(pool: Pool, code: str) -> None:
    assert failure(pool, code).reason is Reason.OUT_OF_MEMORY


def test_memory_within_the_limit_is_given(pool: Pool) -> None:
    assert len(pool.run(bytes, 100 << 20, limits=LIMITS)) == 100 << 20


def test_a_worker_over_its_time_is_killed(pool: Pool) -> None:
    pid = pool.run(os.getpid, limits=LIMITS)
    error = failure(pool, "while True: pass", Limits(seconds=0.3, memory=1 << 28))
    assert error.reason is Reason.OUT_OF_TIME
    assert not psutil.pid_exists(pid)


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()",
        "import ctypes; ctypes.string_at(0)",
        "import os; os._exit(0)",
        "class PanicException(BaseException): pass\nraise PanicException('in Rust')",
    ],
)
def test_a_crash_is_a_worker_that_died_and_the_next_call_works(pool: Pool, code: str) -> None:
    assert failure(pool, code).reason is Reason.WORKER_DIED
    assert pool.run(len, "abc", limits=LIMITS) == 3


def test_cancelling_kills_the_worker(pool: Pool) -> None:
    pid = pool.run(os.getpid, limits=LIMITS)
    cancelled = threading.Event()
    threading.Timer(0.2, cancelled.set).start()
    with pytest.raises(Cancelled):
        pool.run(time.sleep, 60, limits=LIMITS, cancelled=cancelled)
    assert not psutil.pid_exists(pid)


def test_a_call_that_waits_for_its_turn_can_be_cancelled() -> None:
    pool = Pool(most=1)
    cancelled = threading.Event()
    with ThreadPoolExecutor(2) as threads:
        first_stops = threading.Event()
        before = set(psutil.Process().children())
        first = threads.submit(lambda: pool.run(time.sleep, 60, limits=LIMITS, cancelled=first_stops))
        while set(psutil.Process().children()) <= before:
            time.sleep(0.001)
        second = threads.submit(lambda: pool.run(len, "abc", limits=LIMITS, cancelled=cancelled))
        cancelled.set()
        with pytest.raises(Cancelled):
            second.result()
        first_stops.set()
        with pytest.raises(Cancelled):
            first.result()


def test_what_is_no_value_of_ours_is_refused_and_its_worker_dismissed(pool: Pool) -> None:
    pid = pool.run(os.getpid, limits=LIMITS)
    with pytest.raises(ProcessError) as caught:
        pool.run(eval, "__import__('collections').OrderedDict()", limits=LIMITS)
    assert caught.value.detail == "collections.OrderedDict is no result"
    assert pool.run(os.getpid, limits=LIMITS) != pid


def test_a_result_that_cannot_travel_is_said(pool: Pool) -> None:
    with pytest.raises(ProcessError) as caught:
        pool.run(eval, "lambda: 1", limits=LIMITS)
    assert caught.value.reason is Reason.UNEXPECTED


def test_what_a_library_prints_does_not_reach_the_answer(pool: Pool) -> None:
    assert pool.run(eval, "print('noise') or __import__('os').write(1, b'noise')", limits=LIMITS) == 5


def test_many_threads_share_two_workers(pool: Pool) -> None:
    with ThreadPoolExecutor(8) as threads:
        pids = set(threads.map(lambda _: pool.run(os.getpid, limits=LIMITS), range(40)))
    assert len(pids) <= 2


def test_idle_workers_end_after_a_while() -> None:
    pool = Pool(idle_seconds=0.1)
    wait_until_gone(pool.run(os.getpid, limits=LIMITS))


def test_stopping_ends_idle_workers(pool: Pool) -> None:
    pid = pool.run(os.getpid, limits=LIMITS)
    pool.stop()
    assert not psutil.pid_exists(pid)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_control_c_of_the_terminal_does_not_end_a_worker(pool: Pool) -> None:
    pid = pool.run(os.getpid, limits=LIMITS)
    os.kill(pid, signal.SIGINT)
    assert pool.run(os.getpid, limits=LIMITS) == pid


def test_a_worker_dies_with_its_parent() -> None:
    program = (
        "import os, tearsheet.process as p\n"
        "print(p.run(os.getpid, limits=p.Limits(seconds=60, memory=1 << 28)), flush=True)\n"
        "p.run(exec, 'while True: pass', limits=p.Limits(seconds=60, memory=1 << 28))"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.kill()
    wait_until_gone(worker)


def test_the_parent_side_imports_no_extraction() -> None:
    program = "import sys, tearsheet.process; print(any(n in sys.modules for n in ('lxml', 'nh3', 'readability')))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_a_file_beside_the_person_is_not_imported_by_a_worker(
    tmp_path: "os.PathLike[str]", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pool = Pool()
    assert os.fspath(tmp_path) not in pool.run(eval, "__import__('sys').path", limits=LIMITS)
    assert "" not in pool.run(eval, "__import__('sys').path", limits=LIMITS)
    pool.stop()
