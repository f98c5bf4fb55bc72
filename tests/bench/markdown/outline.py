"""Turn pages of a Logseq graph into HTML of what Logseq shows: mldoc, its own parser, reads each block by itself.

mldoc is an npm package and has no part in writing. It is looked for where the bench of the reader looks for its own.
"""

import json
import re
import subprocess
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from tests.bench.extraction import node

_ORDER = "logseq.order-list-type"
_NEVER_SHOWN = (_ORDER, "collapsed")
_EMPHASIS = {"Bold": "strong", "Italic": "em", "Strike_through": "del", "Highlight": "mark", "Underline": "u"}
_BAR = re.compile(r"\\vert ?")
_BULLET = re.compile(r"^\t*- ?(.?)", re.MULTILINE)
_FAILED = "mldoc failed: "

Node = list[Any]


def version() -> str:
    """Return mldoc's version, "" where it or Node is not here."""
    return str(node.version("mldoc", bench="markdown"))


def render(pages: Sequence[str]) -> list[str]:
    """Return each page's outline as HTML, numbers of its items as words."""
    command = ["node", str(Path(__file__).with_name("node") / "read.mjs"), str(node.FOLDERS / "markdown")]
    asked = "".join(f"{json.dumps(page)}\n" for page in pages)
    done = subprocess.run(command, input=asked, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return [_page(json.loads(line)) for line in done.stdout.strip("\n").split("\n")]


def blocks_in_html(pages: Sequence[str]) -> tuple[int, int]:
    """Return how many of the blocks of pages are HTML, and how many there are."""
    begins = [found[1] for page in pages for found in _BULLET.finditer(page)]
    return sum(sign == "<" for sign in begins), len(begins)


def _page(page: dict[str, Any]) -> str:
    if "error" in page:
        return _FAILED + escape(page["error"])
    return "".join([*map(_block, page["above"]), *_outline(page["blocks"])])


def _outline(blocks: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield blocks one after another; each knows how many numbered ones stand right before it beside it."""
    counts: dict[int, int] = {}
    for block in blocks:
        level, nodes = block["level"], block["nodes"]
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        counts[level] = counts.get(level, 0) + 1 if _is_numbered(nodes) else 0
        number = f"{counts[level]}. " if counts[level] else ""
        yield f"<div>{number}{_shown(nodes)}</div>"


def _shown(nodes: Sequence[Node]) -> str:
    """Return what a block shows; lines below its first are lines of the same text."""
    shown = ""
    first = True
    for kind, *held in nodes:
        goes_on = kind == "Paragraph" and first and shown
        shown = shown.removesuffix("</p>") + f"<br>{_line(held[0])}</p>" if goes_on else shown + _block([kind, *held])
        first = kind in ("Heading", "Property_Drawer")
    return shown


def _is_numbered(nodes: Sequence[Node]) -> bool:
    drawers = (kept for kind, *kept in nodes if kind == "Property_Drawer")
    return any(key == _ORDER and value == "number" for (drawer,) in drawers for key, value, *_refs in drawer)


def _block(block: Node) -> str:
    kind, *held = block
    match kind:
        case "Heading":
            return _heading(held[0])
        case "Paragraph":
            return f"<p>{_line(held[0])}</p>"
        case "Quote":
            return f"<blockquote>{''.join(map(_block, held[0]))}</blockquote>"
        case "Src":
            language = f' class="language-{escape(held[0]["language"])}"' if held[0].get("language") else ""
            return f"<pre><code{language}>{escape(''.join(held[0]['lines']))}</code></pre>"
        case "Table":
            return _table(held[0])
        case "Raw_Html":
            return str(held[0])
        case "Displayed_Math":
            return _math(held[0], "block")
        case "Horizontal_Rule":
            return "<hr>"
        case "Property_Drawer":
            return "".join(
                f"<p>{escape(key)}:: {escape(value)}</p>" for key, value, *_ in held[0] if key not in _NEVER_SHOWN
            )
    return _other(block)


def _heading(held: dict[str, Any]) -> str:
    marks = " ".join(str(held[name]) for name in ("marker", "priority") if held.get(name))
    title = f"{escape(marks)} {_line(held['title'])}".strip()
    tag = f"h{min(6, held['size'])}" if held.get("size") else "p"
    return f"<{tag}>{title}</{tag}>" if title else ""


def _table(held: dict[str, Any]) -> str:
    rows = [("th", held["header"])] if held.get("header") else []
    rows += [("td", row) for group in held["groups"] for row in group]
    cells = ("".join(f"<{tag}>{_line(cell)}</{tag}>" for cell in row) for tag, row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def _line(inlines: Sequence[Node]) -> str:
    return "".join(map(_inline, inlines))


def _inline(inline: Node) -> str:
    kind, *held = inline
    match kind:
        case "Plain":
            return escape(held[0])
        case "Code" | "Verbatim":
            return f"<code>{escape(held[0])}</code>"
        case "Emphasis":
            (name,), inner = held[0]
            return f"<{_EMPHASIS[name]}>{_line(inner)}</{_EMPHASIS[name]}>"
        case "Subscript" | "Superscript":
            tag = kind[:3].lower()
            return f"<{tag}>{_line(held[0])}</{tag}>"
        case "Break_Line" | "Hard_Break_Line":
            return "<br>"
        case "Link":
            return _link(held[0])
        case "Latex_Fragment":
            return _math(held[0][1], "block" if held[0][0] == "Displayed" else "inline")
        case "Inline_Html":
            return str(held[0])
    return _other(inline)


def _link(held: dict[str, Any]) -> str:
    kind, target = held["url"]
    if kind in ("Page_ref", "Block_ref"):
        return escape(held["full_text"])
    url = f"{target['protocol']}://{target['link']}" if kind == "Complex" else str(target)
    title = f' title="{escape(held["title"])}"' if held.get("title") else ""
    if held["full_text"].startswith("!"):
        return f'<img src="{escape(url)}" alt="{_line(held["label"])}"{title}>'
    return f'<a href="{escape(url)}"{title}>{_line(held["label"])}</a>{escape(held["metadata"])}'


def _math(tex: str, display: str) -> str:
    # A bar would end a cell; the same in TeX is its name.
    return f'<math display="{display}" alttext="{escape(_BAR.sub("|", tex))}"></math>'


def _other(node_: Node) -> str:
    """Return what no page says: words that show that something was read which was not meant."""
    return f"<p>⟨{escape(json.dumps(node_, ensure_ascii=False))}⟩</p>"
