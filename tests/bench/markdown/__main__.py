"""Print how much of an article survives as Markdown, Tearsheet's and others': `python -m tests.bench.markdown`.

Articles are those of the corpus as Tearsheet reads them, and nasty cases of our own. Every note is rendered by
cmark-gfm and, where Debian's hugo is installed, by goldmark, and compared with its article; neither takes part in
writing. Articles are kept between runs, in TEARSHEET_BENCH_CACHE or among temporary files.
"""

import argparse
import json
import os
import platform
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.extraction.corpus import PAGES
from tests.bench.extraction.tables import table
from tests.bench.markdown import converters, outline, renderers
from tests.bench.markdown.articles import articles
from tests.bench.markdown.board import Standing, Written, outline_standing, standings, written
from tests.support.markdown_cases import CASES

ROOT = Path(__file__).resolve().parents[3]
_BEGIN, _END = "<!-- markdown: python -m tests.bench.markdown --write -->\n", "<!-- end of markdown -->\n"


def main() -> None:
    """Write, render, compare, print; and write into the README, where that is asked for."""
    warnings.simplefilter("ignore")
    asked = _arguments()
    sets = {"nasty cases": list(CASES.items())}
    if not asked.cases:
        real = list(articles(asked.pages, asked.jobs))[:: asked.every]
        sets |= {"articles": real} if real else {}
    here = [each for each in converters.present() if not asked.alone or each.name == converters.TEARSHEET]
    judges = list(renderers.present())
    report = [_head(here, [judge.name for judge in judges])]
    for name, pages in sets.items():
        works = written(pages, here)
        board = standings(pages, works, judges)
        outlines = list(_outlines(pages))
        report.append(f"{len(pages):,} {name}:\n\n{_table(works, board)}{''.join(map(_outline_table, outlines))}")
        print(report[-1] if len(report) > 2 else "\n".join(report))
        if asked.worst:
            print(_worst([*board, *(standing for _work, standing in outlines)], asked.worst))
        if asked.notes:
            _keep(asked.notes, name, pages, works[0])
    if asked.write:
        _write("\n".join(report))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.markdown", description=__doc__)
    parser.add_argument("--pages", type=Path, default=PAGES, help="a folder of sets, or one set, with index.jsonl")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes that read pages at once")
    parser.add_argument("--cases", action="store_true", help="only the nasty cases")
    parser.add_argument("--alone", action="store_true", help="only Tearsheet")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth article")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="what Tearsheet loses or adds, on N articles")
    parser.add_argument("--notes", type=Path, metavar="FILE", help="keep Tearsheet's notes, a line of JSON each")
    parser.add_argument("--write", action="store_true", help="put the tables into README.md")
    return parser.parse_args()


def _head(here: Sequence[converters.Converter], judges: Sequence[str]) -> str:
    versions = ", ".join(dict.fromkeys(f"{each.distribution_name} {each.version}" for each in here))
    without = "" if len(judges) > 1 else " goldmark is left out: hugo is not installed here."
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return f"{machine}. {versions}.{without}\n"


def _table(works: Sequence[Written], board: Sequence[Standing]) -> str:
    judges = list(dict.fromkeys(standing.renderer for standing in board))
    header = ["program", *(f"{what}, {judge}" for judge in judges for what in ("same words", "recall / precision"))]
    lines = []
    for work in works:
        cells = []
        for standing in (each for each in board if each.converter == work.converter):
            cells.append(f"{100 * standing.same_words / max(1, standing.articles):.1f} %")
            cells.append(f"{100 * standing.recall:.2f} / {100 * standing.precision:.2f} %")
        raw = f"{100 * work.raw / max(1, work.blocks):.2f} %"
        lines.append([work.converter, *cells, raw, f"{work.milliseconds:.1f}"])
    return table([*header, "raw HTML blocks", "CPU ms each"], lines)


def _outlines(pages: Sequence[tuple[str, str]]) -> Iterator[tuple[Written, Standing]]:
    """Yield the outlines that are written for Logseq and how they stand, where its parser is here."""
    if outline.version():
        (work,) = written(pages, [converters.LOGSEQ])
        yield work, outline_standing(pages, work)


def _outline_table(judged: tuple[Written, Standing]) -> str:
    work, standing = judged
    html, blocks = outline.blocks_in_html(work.notes)
    header = ["program", f"same words, {standing.renderer}", "recall / precision", "raw HTML blocks", "CPU ms each"]
    same = f"{100 * standing.same_words / max(1, standing.articles):.1f} %"
    signs = f"{100 * standing.recall:.2f} / {100 * standing.precision:.2f} %"
    line = [work.converter, same, signs, f"{100 * html / max(1, blocks):.2f} %", f"{work.milliseconds:.1f}"]
    return f"\n{table(header, [line])}"


def _worst(board: Sequence[Standing], count: int) -> str:
    lines = []
    for standing in (each for each in board if each.converter.startswith(converters.TEARSHEET)):
        lines.append(f"{standing.renderer}: other words in {len(standing.lost)}: {standing.lost[:count]}")
        odd = sorted(standing.odd, key=lambda each: -(each[1].total() + each[2].total()))
        for name, missing, added in odd[:count]:
            lines.append(f"  {name}: -{missing.total()} +{added.total()}")
            lines += [f"    - {str(sign)[:150]}" for sign in list(missing)[:3]]
            lines += [f"    + {str(sign)[:150]}" for sign in list(added)[:3]]
    return "\n".join(lines)


def _keep(file: Path, name: str, pages: Sequence[tuple[str, str]], work: Written) -> None:
    with file.open("a", encoding="utf-8") as kept:
        for (page, html), note in zip(pages, work.notes, strict=True):
            row = {"set": name, "page": page, "html": html, "note": note}
            kept.write(json.dumps(row, ensure_ascii=False) + "\n")


def _write(report: str) -> None:
    readme = ROOT / "README.md"
    before, rest = readme.read_text(encoding="utf-8").split(_BEGIN)
    readme.write_text(before + _BEGIN + report + _END + rest.split(_END)[1], encoding="utf-8")


if __name__ == "__main__":
    main()
