"""Print what importing costs: `python -m tests.bench.importing [POSTS]`, posts shaped as the seed's 20,000 siblings.

Each run is a process of its own, so that its peak of memory is its own; workers that read have their own limits.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.searching.corpus import Corpus, Made

_SITE = "http://share.example"
_BACK = "[返回{source}新闻](//news.example/category/source.html)｜[返回首页](//news.example/)"
_SMALL = 10
"""So many times smaller is the archive that the larger one's peak of memory is held against."""


def main() -> None:
    if sys.argv[1:2] == ["--import"]:
        print(json.dumps(_import(Path(sys.argv[2]), Path(sys.argv[3]))))
        return
    posts = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with TemporaryDirectory(prefix="tearsheet-bench-") as folder:
        place = Path(folder)
        peaks = []
        for count in (posts // _SMALL, posts):
            site, library = place / f"site-{count}", place / f"library-{count}"
            size = write_site(site, count)
            print(f"{count:,} posts, {size / 1e6:.0f} MB")
            for run in ("first import", "second import"):
                done = _in_a_process(site, library)
                print(_line(run, done))
                if run == "first import":
                    peaks.append(float(str(done["peak"])))
                    print(f"  odd: {_counted(done['odd'])}")
        print(f"peak memory {peaks[0]:.0f} MB for {posts // _SMALL:,} posts, {peaks[1]:.0f} MB for {posts:,}")


def write_site(folder: Path, count: int) -> int:
    """Write a site of so many posts, and return their size in bytes."""
    corpus = Corpus(seed=7)
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
    ending = f"""<p class="em_media">（文章来源：{made.source}）</p>

<{_SITE}/html_News/NewsShare.html?infoCode={number}>

{_BACK.format(source=made.source)}
"""
    text = "\n".join((*lines, body + ending))
    data = text.replace("\n", "\r\n").encode("gb18030") if shape == 7 else text.encode()
    return (f"-{number}.md" if shape == 4 else dated), b"\xef\xbb\xbf" + data if shape == 8 else data


def _import(site: Path, library: Path) -> dict[str, object]:
    from tearsheet.model.query import Query
    from tearsheet.workflows.importing import import_path
    from tests.support.desks import desk_at

    desk = desk_at(library)
    before, cpu = time.monotonic(), time.process_time()
    statuses: Counter[str] = Counter()
    odd: Counter[str] = Counter()
    for imported in import_path(desk, site):
        statuses[imported.status] += 1
        odd.update(oddity.kind for oddity in imported.oddities)
    took, cpu, peak = time.monotonic() - before, time.process_time() - cpu, _peak()
    kept = desk.library.count(Query())
    desk.close()
    return {
        "seconds": took,
        "cpu": cpu,
        "peak": peak,
        "statuses": statuses,
        "odd": odd,
        "kept": kept,
    }


def _peak() -> float:
    """Return the most memory that this process has had, in MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _in_a_process(site: Path, library: Path) -> dict[str, object]:
    command = [sys.executable, "-m", "tests.bench.importing", "--import", str(site), str(library)]
    done = subprocess.run(command, stdout=subprocess.PIPE, env=os.environ, check=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def _counted(numbers: object) -> str:
    assert isinstance(numbers, dict)
    return ", ".join(f"{name} {number:,}" for name, number in numbers.items())


def _line(run: str, done: dict[str, object]) -> str:
    seconds, statuses = float(str(done["seconds"])), done["statuses"]
    assert isinstance(statuses, dict)
    total = sum(statuses.values())
    return (
        f"  {run:<14} {seconds:7.1f} s {total / seconds:7.0f} posts/s, CPU of this process {done['cpu']:.0f} s, "
        f"peak {done['peak']:.0f} MB; {_counted(statuses)}; {done['kept']:,} articles kept"
    )


if __name__ == "__main__":
    main()
