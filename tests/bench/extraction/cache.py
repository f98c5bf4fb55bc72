"""Turn an answer that a peer gave once into the same answer, where TEARSHEET_BENCH_CACHE names a folder.

A peer of a version reads a page always alike. Tearsheet, which changes, is asked every time.
"""

import gzip
import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from tests.bench.extraction.corpus import Gold
from tests.bench.extraction.output import Output
from tests.bench.extraction.peers import TEARSHEET, Peer

_ADAPTERS = 1
"""Goes up when peers.py or read.mjs asks a peer in another way."""


def kept(peer: Peer, gold: Gold, read: Callable[[], Output]) -> Output:
    """Return what `peer` reads, from the cache where it is there; a failure is raised, and tried again next time."""
    folder = os.environ.get("TEARSHEET_BENCH_CACHE")
    if folder is None or peer.name == TEARSHEET:
        return read()
    place = Path(folder) / f"{peer.name}-{peer.version}-{_ADAPTERS}" / f"{gold.key}.json.gz"
    if place.exists():
        return Output(**json.loads(gzip.decompress(place.read_bytes())))
    output = read()
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f"{place.name}.{os.getpid()}")
    part.write_bytes(gzip.compress(json.dumps(asdict(output)).encode(errors="replace")))
    part.replace(place)
    return output
