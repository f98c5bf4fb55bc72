"""A site as a person builds it: exported into a folder, made by the generator's own program, its pages read back."""

import os
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import lxml.html

from tearsheet.document.canonical import canonical_text
from tearsheet.export import EXPORTERS
from tearsheet.export.jekyll.body import ENDS
from tearsheet.model.article import Article
from tearsheet.model.export import AnnotatedArticle, ExportOptions
from tearsheet.model.ids import Sha256
from tests.support.programs import program

_PROGRAMS = ("script", "iframe", "object", "embed", "svg", "style", "base")
_RUNS = re.compile(r"\s*(?:javascript|vbscript|data:text)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltPost:
    """A post's page: its title and body as text, where its links lead, and its markup."""

    title: str
    text: str
    links: tuple[str, ...]
    markup: str


def export_site(
    name: str, folder: Path, articles: Iterable[Article | AnnotatedArticle], picture: bytes = b"", **options: str
) -> dict[str, bytes]:
    """Write what an exporter makes of the articles, and return it by its paths."""
    exporter = next(each for each in EXPORTERS if each.name == name)
    annotated = (each if isinstance(each, AnnotatedArticle) else AnnotatedArticle(article=each) for each in articles)
    written = {}

    def open_blob(_sha256: Sha256) -> bytes:
        return picture

    for file in exporter.export(annotated, ExportOptions(values=tuple(options.items())), open_blob):
        assert file.path not in written
        written[file.path] = file.data
        (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / file.path).write_bytes(file.data)
    return written


def export_in_memory(name: str, *articles: Article, **options: str) -> dict[str, bytes]:
    """Return what an exporter makes of the articles, by its paths, which differ whatever their case."""
    exporter = next(each for each in EXPORTERS if each.name == name)
    annotated = (AnnotatedArticle(article=article) for article in articles)
    files = list(exporter.export(annotated, ExportOptions(values=tuple(options.items())), lambda _sha256: b"picture"))
    assert len({file.path.casefold() for file in files}) == len(files)
    return {file.path: file.data for file in files}


def build_jekyll(folder: Path, *, zone: str = "UTC") -> Path:
    """Build the site on a computer in `zone`, and return the folder of its pages."""
    _run(program("jekyll"), "build", "--strict_front_matter", "--trace", cwd=folder, TZ=zone)
    return folder / "_site"


def build_hugo(folder: Path) -> Path:
    """Build the site, and return the folder of its pages."""
    _run(program("hugo"), "--quiet", "--buildFuture", cwd=folder, TZ="UTC")
    return folder / "public"


def read_post(page: Path) -> BuiltPost:
    """Read a page of a post."""
    markup = page.read_text("utf-8")
    title = re.search(r'<h1 class="post-title"[^>]*>(.*?)</h1>', markup, re.DOTALL)
    body = re.search(r'<div class="post-body"[^>]*>\n(.*?)\n?\s*</div>\s*</article>', markup, re.DOTALL)
    assert title
    assert body
    return BuiltPost(
        title=unescape(title[1]),
        text=canonical_text(body[1].partition(ENDS)[0]),
        links=tuple(unescape(link) for link in re.findall(r'<a href="([^"]*)"', body[1])),
        markup=markup,
    )


def programs_in(page: Path) -> list[str]:
    """Return what on a page would run: all scripts but the site's own, handlers, addresses that are programs."""
    found = []
    for element in lxml.html.document_fromstring(page.read_text("utf-8")).iter("*"):
        if element.tag in _PROGRAMS and element.get("src") != "/assets/search.js":
            found.append(str(element.tag))
        attributes = [(str(name), str(value)) for name, value in element.items() if element.tag != "meta"]
        found += [f"{name}={value}" for name, value in attributes if name.startswith("on") or _RUNS.match(value)]
    return found


def _run(*command: str, cwd: Path, **variables: str) -> None:
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "LC_ALL": "C.UTF-8", "HUGO_CACHEDIR": str(cwd.parent / "cache"), **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
