"""Print what an archive costs: `python -m tests.bench.archive [POSTS]`: import, search, export as a site, build it.

The posts are shaped as the seed's 20,000 siblings. Each step is a process of its own, so that its peak of memory is its
own, or its program's; workers that read have their own limits. Where Jekyll is absent nothing is built, and it says so.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from tearsheet.model.query import Field, Query
from tearsheet.text.cjk import fold
from tearsheet.workflows.export import export
from tearsheet.workflows.importing import import_path
from tests.bench.searching.corpus import Corpus, Made
from tests.support.desks import desk_at

_SEED = 7
_SITE = "http://share.example"
_ENDING = "（文章来源：{source}）"
_BACK = "[返回{source}新闻](//news.example/category/source.html)｜[返回首页](//news.example/)"

_SMALL = 10
"""So many times smaller is the archive that the larger one's peak of memory is held against."""

_WORDS = 100
_PAGE = b'class="post-title"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a step did: how many of what, in how many seconds, with which peak of memory in MB, and what it noticed."""

    count: int
    seconds: float
    cpu: float
    peak: float
    noticed: str


def main() -> None:
    if sys.argv[1:2] == ["--step"]:
        name, posts, place = sys.argv[2], int(sys.argv[3]), Path(sys.argv[4])
        print(json.dumps(asdict(_measured(_STEPS[name], posts, place))))
        return
    posts = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with TemporaryDirectory(prefix="tearsheet-bench-") as folder:
        for count in (posts // _SMALL, posts):
            place = Path(folder) / str(count)
            size = write_site(place / "site", count)
            print(f"{count:,} posts, {size / 1e6:.0f} MB", flush=True)
            for name in _STEPS:
                if name == "build" and not shutil.which("jekyll"):
                    print("  Jekyll is not here: not built")
                    continue
                print(_line(name, _in_a_process(name, count, place), count), flush=True)


def write_site(folder: Path, count: int) -> int:
    """Write a site of so many posts, and return their size in bytes."""
    corpus = Corpus(_SEED)
    (folder / "_posts").mkdir(parents=True)
    (folder / "_config.yml").write_text("title: News\ntimezone: Asia/Shanghai\n", encoding="utf-8")
    size = 0
    for made in corpus.articles(range(1, count + 1)):
        name, data = post(made)
        (folder / "_posts" / name).write_bytes(data)
        size += len(data)
    return size


def post(made: Made) -> tuple[str, bytes]:
    """Return an article as one of the shapes that generators of posts have written, with its file's name."""
    chance = random.Random(made.number)
    number = f"NW{made.published:%Y%m%d}{made.number:010}"
    dated = f"{made.published:%Y-%m-%d}-{number}.md"
    shape = chance.choices(range(9), weights=(70, 6, 6, 4, 4, 3, 3, 2, 2))[0]
    title = {1: f'"{made.title[:4]}"{made.title[4:]}"', 2: f"{made.title[:4]}: {made.title[4:]}"}.get(
        shape, json.dumps(made.title, ensure_ascii=False)
    )
    lines = [
        "---",
        "layout: post",
        f"title: {'' if shape == 3 else title}",
        *([] if shape == 4 else [f"date: {made.published:%Y-%m-%d %H:%M:%S}{'' if shape == 5 else ' +0800'}"]),
        "categories: source",
        f"tags: {f'[{made.source}新闻, 财经]' if shape == 6 else f'{made.source}新闻'}",
        "---",
    ]
    paragraphs = [escape(line, quote=False) for line in made.text.split("\n") if line.strip()]
    body = "\n ".join(f"<p>{line}</p>" for line in paragraphs)
    ending = f"""<p class="em_media">{_ENDING.format(source=made.source)}</p>

<{_SITE}/html_News/NewsShare.html?infoCode={number}>

{_BACK.format(source=made.source)}
"""
    text = "\n".join((*lines, body + ending))
    data = text.replace("\n", "\r\n").encode("gb18030") if shape == 7 else text.encode()
    return (f"-{number}.md" if shape == 4 else dated), b"\xef\xbb\xbf" + data if shape == 8 else data


def _import(_posts: int, place: Path) -> tuple[int, str]:
    desk = desk_at(place / "library")
    statuses: Counter[str] = Counter()
    odd: Counter[str] = Counter()
    for imported in import_path(desk, place / "site"):
        statuses[imported.status] += 1
        odd.update(oddity.kind for oddity in imported.oddities)
    kept = desk.library.count(Query())
    desk.close()
    return kept, "; ".join(filter(None, (_counted(statuses.items()), _counted(odd.items()))))


def _search(posts: int, place: Path) -> tuple[int, str]:
    """Return how many of the words are found in just as many articles as a plain scan of the posts counts."""
    corpus = Corpus(_SEED)
    words = [word for word in corpus.chinese[: 40 * _WORDS : 20] if 2 <= len(word) <= 3][:_WORDS]
    truth = dict.fromkeys(words, 0)
    for made in corpus.articles(range(1, posts + 1)):
        text = fold(f"{made.text}\n{_ENDING.format(source=made.source)}")
        for word in words:
            truth[word] += fold(word) in text
    desk = desk_at(place / "library")
    began = time.monotonic()
    found = {word: desk.library.count(Query(words=(word,), fields=(Field.TEXT,))) for word in words}
    took = time.monotonic() - began
    desk.close()
    right = sum(found[word] == truth[word] for word in words)
    return right, f"of {len(words)} words, {sum(truth.values()):,} hits, {1000 * took / len(words):.1f} ms each"


def _export(_posts: int, place: Path) -> tuple[int, str]:
    desk = desk_at(place / "library")
    articles = sorted(desk.library.ids(Query()))
    files = export(desk, articles, format="jekyll", to=place / "built")
    desk.close()
    return len(list((place / "built" / "_posts").glob("*.md"))), f"{len(files):,} files"


def _build(_posts: int, place: Path) -> tuple[int, str]:
    command = ["jekyll", "build", "--strict_front_matter"]
    subprocess.run(command, cwd=place / "built", stdout=subprocess.DEVNULL, check=True)
    pages = [page.read_bytes() for page in (place / "built" / "_site").rglob("*.html")]
    return sum(_PAGE in page for page in pages), f"{len(pages):,} pages"


_STEPS: dict[str, Callable[[int, Path], tuple[int, str]]] = {
    "first import": _import,
    "second import": _import,
    "search": _search,
    "export": _export,
    "second export": _export,
    "build": _build,
}


def _measured(step: Callable[[int, Path], tuple[int, str]], posts: int, place: Path) -> Done:
    began, before = time.monotonic(), _cpu()
    count, noticed = step(posts, place)
    return Done(
        count=count, seconds=time.monotonic() - began, cpu=_cpu() - before, peak=_peak(step is _build), noticed=noticed
    )


def _cpu() -> float:
    """Return the seconds of CPU that this process and the programs it waited for have had."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _peak(of_programs: bool) -> float:
    """Return the most memory that this process, or the largest of its programs, has had, in MB."""
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN if of_programs else resource.RUSAGE_SELF)
    return used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _in_a_process(name: str, posts: int, place: Path) -> Done:
    command = [sys.executable, "-m", "tests.bench.archive", "--step", name, str(posts), str(place)]
    done = subprocess.run(command, stdout=subprocess.PIPE, env=os.environ, check=True)
    return Done(**json.loads(done.stdout))


def _counted(numbers: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {number:,}" for name, number in numbers)


def _line(name: str, done: Done, posts: int) -> str:
    return (
        f"  {name:<14} {done.count:7,} {done.seconds:7.1f} s {posts / done.seconds:7.0f} posts/s, "
        f"CPU {done.cpu:.0f} s, peak {done.peak:.0f} MB; {done.noticed}"
    )


if __name__ == "__main__":
    main()
