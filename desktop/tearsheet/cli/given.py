"""Turn a file that the command line names into its bytes, or into the lines of an index; gzipped or not."""

import gzip
import io
import sys
import zlib
from pathlib import Path

from tearsheet.cli.call import WrongUsage
from tearsheet.model.errors import LibraryError, Reason, TearsheetError
from tearsheet.text.reasons import in_words

_GZIP = b"\x1f\x8b"
_LARGEST = 100 << 20


def bytes_of(name: str) -> bytes:
    """Return a file's bytes, unpacked; `-` is standard input.

    Raises LibraryError when it cannot be had or is past all use.
    """
    try:
        data = sys.stdin.buffer.read(_LARGEST + 1) if name == "-" else Path(name).read_bytes()
        if data.startswith(_GZIP):
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
                data = packed.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise LibraryError(Reason.NO_SUCH_FILE, name) from error
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise LibraryError(Reason.UNREADABLE_FILE, name) from error
    if len(data) > _LARGEST:
        raise LibraryError(Reason.TOO_BIG, name)
    return data


def lines_of(name: str) -> list[str]:
    """Return the lines of an index that are not blank. Raises WrongUsage when it cannot be had."""
    try:
        text = bytes_of(name).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongUsage(in_words(LibraryError(Reason.UNREADABLE_FILE, name).failure)) from error
    except TearsheetError as error:
        raise WrongUsage(in_words(error.failure)) from error
    return [line for line in text.split("\n") if line.strip()]  # not splitlines: JSON may hold U+2028 as it is
