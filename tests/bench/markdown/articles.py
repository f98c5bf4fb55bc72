"""Turn the pages of the corpus into articles as Tearsheet reads them, each read once for every state of the reader."""

import gzip
import hashlib
import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path

from tearsheet.extract import read
from tearsheet.model.errors import NothingReadable, ProcessError
from tests.bench.extraction.corpus import Gold, read_corpus

_ROOT = Path(__file__).resolve().parents[3]
_READER = ("desktop/tearsheet/extract", "desktop/tearsheet/document", "resources/extract")


def articles(pages: Path, jobs: int) -> Iterator[tuple[str, str]]:
    """Yield the name and the HTML of each page's article; a page without one is left out."""
    golds = list(read_corpus(pages)) if pages.exists() else []
    with ProcessPoolExecutor(jobs) as pool:
        for gold, html in zip(golds, pool.map(partial(_article, _folder()), golds, chunksize=4), strict=True):
            if html:
                yield f"{gold.set} {gold.id}", html


def _article(folder: Path, gold: Gold) -> str:
    place = folder / f"{gold.key}.html.gz"
    if place.exists():
        return gzip.decompress(place.read_bytes()).decode()
    try:
        html = read((gold.page,)).html
    except (NothingReadable, ProcessError):
        html = ""
    folder.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f"{place.name}.{os.getpid()}")
    part.write_bytes(gzip.compress(html.encode()))
    part.replace(place)
    return html


@cache
def _folder() -> Path:
    """Return where articles are kept: in another place for every state of what reads them."""
    kept = Path(os.environ.get("TEARSHEET_BENCH_CACHE") or Path(tempfile.gettempdir()) / "tearsheet-bench")
    state = hashlib.sha256()
    for path in sorted(path for part in _READER for path in (_ROOT / part).rglob("*") if path.suffix != ".pyc"):
        if path.is_file():
            state.update(path.read_bytes())
    return kept / f"articles-{state.hexdigest()[:16]}"
