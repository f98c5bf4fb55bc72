"""Turn a page into the judge's weights that were learned without it, so that no page is read by what it taught."""

import os
from contextlib import ExitStack, contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from tearsheet.extract.judge import judge

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDS = 5
VARIABLE = "TEARSHEET_BENCH_UNSEEN"
"""Names the folder that `python -m tests.bench.training --folds FOLDER` wrote."""


def fold_of(address: str) -> int:
    """Return which of the folds a page is kept aside in."""
    return int(sha256(address.encode()).hexdigest(), 16) % FOLDS


@contextmanager
def unseen(address: str) -> "Iterator[None]":
    """Judge by the weights that have not seen the page, where a folder of them is named."""
    with ExitStack() as stack:
        if folder := os.environ.get(VARIABLE):
            apart = Path(folder) / str(fold_of(address))
            stack.enter_context(patch("tearsheet.extract.body.judge", partial(judge, folder=apart)))
        yield
