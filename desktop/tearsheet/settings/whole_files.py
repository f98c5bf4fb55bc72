"""Turn bytes into a file that is there whole or not at all."""

import os
from pathlib import Path


def write_whole(target: Path, data: bytes) -> None:
    """Write `data` beside `target`, then move it there; folders are made as needed. Raises OSError.

    By hand, for tempfile would have to be loaded before the first paint.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.parent / f".tearsheet-{os.urandom(8).hex()}"
    try:
        with unfinished.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
