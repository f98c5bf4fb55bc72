"""Rot pages and pictures of a library and see what is noticed and had again: `… rot [N] [--articles A] [--seed S]`.

N (60) pages that hold contents, trees and the rest of long rows alike, get noise over them, and N pictures a changed
bit, a lost end, nothing but zeros, or are lost. A page is noticed when what verifying says of it names one of its rows,
or SQLite names the page. Articles of before and after are compared word by word. Once with a backup, once without one:
then what cannot be read out of the kept page again must be marked, and nothing else may be lost. Ends with 1 where
something was not noticed, or is lost in spite of the backup.
"""

import argparse
import random
import re
import shutil
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tearsheet.library.database import LIBRARY_FILE
from tearsheet.library.sqlite import sqlite
from tearsheet.model.article import Article, Resource
from tearsheet.model.errors import LibraryError
from tearsheet.model.ids import ArticleId
from tearsheet.model.query import Query
from tearsheet.model.upkeep import Damage, Part
from tearsheet.workflows.backup import back_up
from tearsheet.workflows.desk import Desk
from tearsheet.workflows.verify import repair, verify
from tests.support.desks import desk_at
from tests.support.keepings import keeping
from tests.support.rotting import Held, blobs_in, pages_of, rot_blob, rot_page

ARTICLES = 500
_SENTENCE = "The river rose in the night and the people of the town carried their chairs upstairs to wait. "


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was noticed of what rotted, and how many things and articles are as they were."""

    pages: int
    pages_noticed: int
    blobs: int
    blobs_noticed: int
    pages_restored: int
    blobs_restored: int
    articles: int
    articles_whole: int
    articles_damaged: int
    left: int
    seconds: float

    @property
    def all_noticed(self) -> bool:
        return (self.pages_noticed, self.blobs_noticed) == (self.pages, self.blobs)

    @property
    def all_restored(self) -> bool:
        return self.left == 0 and self.articles_whole == self.articles

    def __str__(self) -> str:
        noticed, rotted = self.pages_noticed + self.blobs_noticed, self.pages + self.blobs
        restored = self.pages_restored + self.blobs_restored
        anew = self.articles - self.articles_whole - self.articles_damaged
        return (
            f"noticed {noticed} of {rotted} (pages {self.pages_noticed}, pictures {self.blobs_noticed}), restored "
            f"{restored} (pages {self.pages_restored}, pictures {self.blobs_restored}); articles as they were "
            f"{self.articles_whole} of {self.articles}, {self.articles_damaged} said to be damaged, "
            f"{anew} read anew from the page; {self.seconds:.0f} s"
        )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.rot")
    parser.add_argument("rotten", metavar="N", type=int, nargs="?", default=60)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    given = parser.parse_args()
    with TemporaryDirectory(prefix="tearsheet-rot-") as folder:
        made = Path(folder) / "made"
        fill(made, given.articles)
        print(f"{given.articles} articles, {given.rotten} pages and {given.rotten} pictures rotted, seed {given.seed}")
        with_backup = run(made, Path(folder) / "a", given.rotten, given.seed, with_backup=True)
        print(f"with a backup:    {with_backup}")
        without = run(made, Path(folder) / "b", given.rotten, given.seed, with_backup=False)
        print(f"without a backup: {without}")
    sys.exit(not (with_backup.all_noticed and without.all_noticed and with_backup.all_restored))


def fill(folder: Path, articles: int) -> None:
    """Make a library whose articles have a page, a text and a picture of their own."""
    desk, chance = desk_at(folder), random.Random(1)
    for number in range(articles):
        blob = desk.library.put_blob(chance.randbytes(chance.randrange(500, 40_000)), "image/png")
        words = f"Article number {number}. {_SENTENCE * chance.randrange(5, 60)}"
        noise = chance.randbytes(chance.randrange(2000, 20_000)).hex()
        body = f"<title>T {number}</title><article><p>{words}</p></article><!-- {noise} -->".encode()
        picture = Resource(url=f"http://127.0.0.1:9/{number}.png", blob=blob)
        desk.library.add(keeping(f"{number}", words, title=f"Title {number}", body=body, resources=[picture]))
    desk.library.refresh_index()
    desk.close()


def run(made: Path, folder: Path, rotten: int, seed: int, *, with_backup: bool) -> Outcome:
    """Rot a copy of the library, verify and repair it, and compare."""
    begun, chance = time.monotonic(), random.Random(seed)
    desk = desk_at(shutil.copytree(made, folder / "library"))
    file = folder / "library" / LIBRARY_FILE
    before = _articles(desk)
    if with_backup:
        back_up(desk, folder / "backups")
    desk.close()
    pages = chance.sample(pages_of(file, "content"), rotten)
    held = _contents_on(file, pages)
    blobs = chance.sample(blobs_in(folder / "library"), rotten)
    for page in pages:
        rot_page(file, page.number, chance)
    for blob in blobs:
        rot_blob(blob, chance)
    found = list(verify(desk))
    pages_noticed = [page for page in pages if _is_noticed(page, held[page.number], found)]
    names = {damage.identity for damage in found if damage.part is Part.BLOB}
    list(repair(desk, backups=[folder / "backups"] if with_backup else []))
    left = [damage for damage in verify(desk) if not damage.is_harmless]
    lost = {damage.identity for damage in left}
    after = _articles(desk)
    desk.close()
    return Outcome(
        pages=rotten,
        pages_noticed=len(pages_noticed),
        blobs=rotten,
        blobs_noticed=sum(blob.name in names for blob in blobs),
        pages_restored=sum(not (held[page.number] & lost) for page in pages),
        blobs_restored=sum(blob.name not in lost for blob in blobs),
        articles=len(before),
        articles_whole=sum(before[number] == after.get(number) for number in before),
        articles_damaged=sum(after.get(number, None) is None for number in before),
        left=len(left),
        seconds=time.monotonic() - begun,
    )


def _contents_on(file: Path, pages: Sequence[Held]) -> dict[int, set[str]]:
    """Return which contents a page holds any of: those that cannot be read, or read otherwise, without it."""
    held: dict[int, set[str]] = {page.number: set() for page in pages}
    with closing(sqlite.connect(file)) as opened:
        rows = opened.execute("SELECT sha256, rowid FROM content").fetchall()
    by_page = {page.number: page for page in pages_of(file, "content")}
    for sha256, rowid in rows:
        for page in pages:
            if rowid in by_page[page.number].rows:
                held[page.number].add(sha256)
    return held


def _is_noticed(page: Held, contents: set[str], found: Sequence[Damage]) -> bool:
    named = any(
        damage.part is Part.FILE and re.search(rf"\bpage {page.number}\b", damage.detail) is not None
        for damage in found
    )
    return named or bool(contents & {damage.identity for damage in found if damage.part is Part.CONTENT})


def _articles(desk: Desk) -> dict[ArticleId, tuple[str, str] | None]:
    """Return what every article says, None where it says that it is damaged."""
    said: dict[ArticleId, tuple[str, str] | None] = {}
    for number in desk.library.ids(Query()):
        try:
            article: Article = desk.library.article(number)
            said[number] = (article.html, article.text)
        except LibraryError:
            said[number] = None
    return said


if __name__ == "__main__":
    main()
