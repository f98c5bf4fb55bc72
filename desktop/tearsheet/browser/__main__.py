"""Turn requests on standard input into rendered pages on standard output: QtWebEngine in a process of its own.

Qt is imported only when the streams are set, so that a library it misses can be named in an answer.
"""

import os
import sys

from tearsheet.browser.protocol import Missing, answer_line

_ENVIRONMENT = {
    "QT_QPA_PLATFORM": "offscreen",
    "QT_QUICK_BACKEND": "software",
}


def main() -> int:
    """Serve until standard input ends."""
    # What Qt or Chromium print goes to stderr, and neither they nor their children hold the client's pipes.
    requests = os.fdopen(os.dup(0), encoding="utf-8")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    os.environ.update(_ENVIRONMENT)
    # Somebody's flags could lead round the proxy.
    os.environ.pop("QTWEBENGINE_CHROMIUM_FLAGS", None)
    if sys.platform != "win32" and os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    try:
        from tearsheet.browser._service import serve
    except ImportError as error:
        answers.write(answer_line(Missing(library=_library(error))))
        answers.flush()
        return 1
    return serve(requests, answers)


def _library(error: ImportError) -> str:
    """Return what an import needs: a module that is not installed, or the shared library that the loader names."""
    if isinstance(error, ModuleNotFoundError) and error.name:
        return error.name
    return str(error).partition(":")[0]


if __name__ == "__main__":
    sys.exit(main())
