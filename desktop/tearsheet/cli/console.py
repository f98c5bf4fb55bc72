"""Turn results into lines: words for people, or JSON Lines for programs with nothing else beside them."""

import json
import os
import re
import sys
from typing import TextIO

from tearsheet.cli.table import aligned, cells

# Terminals obey control characters, and a title may have any; bidirectional overrides make a line lie.
_COMMANDS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Console:
    """Where a verb speaks: results on standard output, everything else on standard error."""

    def __init__(self, *, json: bool = False, quiet: bool = False) -> None:
        self.json = json
        self.quiet = quiet
        self._passing = ""
        for stream in (sys.stdout, sys.stderr):
            _use_utf8(stream)

    def result(self, fields: dict[str, object], words: str = "") -> None:
        """Print one result: as a row of JSON, or its words, when it has any."""
        self._end_passing()
        if self.json:
            print(json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace").decode(), flush=True)
        elif words:
            self.words(words)

    def words(self, line: str) -> None:
        """Print a line for people on standard output; nothing with `--json`."""
        if not self.json:
            self._end_passing()
            print(plain(line), flush=True)

    def text(self, text: str) -> None:
        """Print what was asked for as it is."""
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
        sys.stdout.flush()

    def remark(self, line: str) -> None:
        """Say something beside the results, unless quiet is wanted."""
        if not self.quiet:
            self._end_passing()
            print(plain(line), file=sys.stderr, flush=True)

    def passing(self, line: str) -> None:
        """Tell somebody who watches how far a long run is, on a line that whatever comes next takes the place of."""
        if self.is_watched:
            self._end_passing()
            (self._passing,) = aligned([[plain(line)]], width=os.get_terminal_size(sys.stderr.fileno()).columns - 1)
            sys.stderr.write(self._passing)
            sys.stderr.flush()

    def complain(self, line: str) -> None:
        """Say what went wrong."""
        self._end_passing()
        print(plain(line), file=sys.stderr, flush=True)

    def _end_passing(self) -> None:
        if self._passing:
            sys.stderr.write(f"\r{' ' * cells(self._passing)}\r")
            sys.stderr.flush()
            self._passing = ""

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
