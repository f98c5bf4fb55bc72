"""Turn folders of pages with their gold into pages to read and what should come out of them."""

import gzip
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from tearsheet.fetch import page_from_bytes
from tearsheet.model.page import Page

SHARED = Path(os.environ.get("TEARSHEET_SHARED", Path(__file__).resolve().parents[4] / "shared"))
PAGES = SHARED / "corpora" / "pages"
CIRCULAR = {"mozilla"}
"""Sets whose gold is a peer's own output: good for what is odd, not for who is ahead."""

_HAN, _KANA_HANGUL = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A page, and what a person says stands in it. `kind` is article, forum, documentation …"""

    set: str
    kind: str
    id: str
    page: Page
    text: str
    meta: dict[str, str]
    must: tuple[str, ...]
    must_not: tuple[str, ...]

    @property
    def key(self) -> str:
        """What changes when the page does."""
        return sha256(self.page.address.encode() + b"\0" + self.page.body).hexdigest()


def read_corpus(folder: Path, sets: Iterable[str] = ()) -> Iterator[Gold]:
    """Yield the pages of every set under `folder`, or of the one that it is; with `sets`, of those alone."""
    indexes = [folder / "index.jsonl"] if (folder / "index.jsonl").exists() else sorted(folder.glob("*/index.jsonl"))
    wanted = set(sets)
    for index in indexes:
        name = index.parent.resolve().name
        if wanted and name not in wanted:
            continue
        # Not splitlines: a text may have U+2028 in it.
        for line in index.read_text(encoding="utf-8").rstrip("\n").split("\n"):
            gold = _gold(name, index.parent, json.loads(line))
            if gold.text.strip():
                yield gold


def is_chinese(text: str) -> bool:
    """Whether `text` is Chinese rather than Japanese or Korean."""
    return len(_HAN.findall(text)) > 0.2 * len(text) and len(_KANA_HANGUL.findall(text)) < 0.05 * len(text)


def _gold(name: str, folder: Path, row: dict[str, object]) -> Gold:
    data = (folder / str(row["file"])).read_bytes()
    meta = row.get("meta") or {}
    assert isinstance(meta, dict)
    return Gold(
        set=name,
        kind=str(row.get("kind") or "article"),
        id=str(row["id"]),
        page=page_from_bytes(
            gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data, url=str(row["url"]), received=datetime.now(UTC)
        ),
        text=str(row.get("text") or ""),
        meta={key: str(value) for key, value in meta.items() if value},
        must=_strings(row.get("must")),
        must_not=_strings(row.get("must_not")),
    )


def _strings(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()
