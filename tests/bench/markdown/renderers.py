"""Turn Markdown into HTML by renderers that Tearsheet does not use itself: cmark-gfm, and goldmark through Hugo."""

import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import cmarkgfm
from cmarkgfm.cmark import Options

_EXTENSIONS = ("table", "strikethrough", "tasklist")
# Quotation marks stay as they are, and listings without colours; all else is as Hugo has it.
_SITE = """
disableKinds = ["home", "section", "taxonomy", "term", "RSS", "sitemap", "404"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.extensions]
typographer = false
linkify = false
[markup.highlight]
codeFences = false
"""


@dataclass(frozen=True, slots=True)
class Renderer:
    """A program that turns many notes into HTML at once."""

    name: str
    render: Callable[[Sequence[str]], list[str]]


def present() -> Iterator[Renderer]:
    """Yield the renderers that are here."""
    yield Renderer("cmark-gfm", _cmark)
    if shutil.which("hugo"):
        yield Renderer("goldmark", _goldmark)


def _cmark(notes: Sequence[str]) -> list[str]:
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return [cmarkgfm.markdown_to_html_with_extensions(note, options=options, extensions=_EXTENSIONS) for note in notes]


def _goldmark(notes: Sequence[str]) -> list[str]:
    with TemporaryDirectory() as folder:
        site = Path(folder)
        (site / "hugo.toml").write_text(_SITE, encoding="utf-8")
        (site / "config.toml").write_text(_SITE, encoding="utf-8")
        (site / "layouts" / "_default").mkdir(parents=True)
        (site / "layouts" / "_default" / "single.html").write_text("<div>{{ .Content }}</div>", encoding="utf-8")
        (site / "content").mkdir()
        for number, note in enumerate(notes):
            # A shortcode stops the build of a site; apart, its braces are the same text.
            plain = note.replace("{{<", "{ {<").replace("{{%", "{ {%")
            page = f'---\ntitle: "{number}"\n---\n\n{plain}\n'
            (site / "content" / f"{number}.md").write_bytes(page.encode("utf-8", "replace"))
        subprocess.run(["hugo", "--quiet", "--source", folder], check=True, timeout=600)
        return [(site / "public" / str(n) / "index.html").read_text(encoding="utf-8") for n in range(len(notes))]
