import subprocess
import sys

import pytest

from tearsheet.process.limits import EXIT_OUT_OF_MEMORY


def run(program: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS is held by the watch")
def test_memory_beyond_the_limit_is_refused_and_the_limit_can_be_lifted() -> None:
    ran = run(
        "from tearsheet.process.limits import limit_memory\n"
        "limit_memory(100 << 20)\n"
        "try: bytearray(300 << 20)\n"
        "except MemoryError: print('refused')\n"
        "limit_memory(0)\n"
        "print(len(bytearray(300 << 20)))"
    )
    assert ran.stdout.split() == ["refused", str(300 << 20)]


@pytest.mark.skipif(sys.platform == "win32", reason="the watch is for macOS, and runs on any POSIX")
def test_the_watch_ends_a_process_that_grew_too_big() -> None:
    ran = run(
        "import resource, time\n"
        "from tearsheet.process.limits import MemoryWatch\n"
        "MemoryWatch(0.01).allow(50 << 20)\n"
        # Linux lets a process begin with the peak of the one that started it, which may be large.
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024\n"
        "held = bytearray(b'x') * (peak + (200 << 20))\n"
        "time.sleep(30)"
    )
    assert ran.returncode == EXIT_OUT_OF_MEMORY
