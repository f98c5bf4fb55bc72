"""Turn results into lines: words for people, or JSON Lines for programs with nothing else beside them."""

import json
import re
import sys
from typing import TextIO

# Terminals obey control characters, and a title may have any; bidirectional overrides make a line lie.
_COMMANDS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Console:
    """Where a verb speaks: results on standard output, everything else on standard error."""

    def __init__(self, *, json: bool = False, quiet: bool = False) -> None:
        self.json = json
        self.quiet = quiet
        for stream in (sys.stdout, sys.stderr):
            _use_utf8(stream)

    def result(self, fields: dict[str, object], words: str = "") -> None:
        """Print one result: as a row of JSON, or its words, when it has any."""
        if self.json:
            print(json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace").decode(), flush=True)
        elif words:
            self.words(words)

    def words(self, line: str) -> None:
        """Print a line for people on standard output; nothing with `--json`."""
        if not self.json:
            print(plain(line), flush=True)

    def text(self, text: str) -> None:
        """Print what was asked for as it is."""
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
        sys.stdout.flush()

    def remark(self, line: str) -> None:
        """Say something beside the results, unless quiet is wanted."""
        if not self.quiet:
            print(plain(line), file=sys.stderr, flush=True)

    def complain(self, line: str) -> None:
        """Say what went wrong."""
        print(plain(line), file=sys.stderr, flush=True)

    @property
    def is_watched(self) -> bool:
        """Whether somebody is looking at standard error while it is written."""
        return not self.quiet and sys.stderr.isatty()


def plain(line: str) -> str:
    """Return a line that no terminal takes for a command."""
    return _COMMANDS.sub("\ufffd", line)


def _use_utf8(stream: TextIO) -> None:
    """Speak UTF-8 whatever the system's code page is, and never fail for a character."""
    reconfigure = getattr(stream, "reconfigure", None)  # a test's or a program's own stream has none
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
