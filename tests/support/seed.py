"""The post that the project grew from, as a share page's article."""

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from tearsheet.workflows.share_site import ShareArticle


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """The seed as a site would serve it, and the paragraphs that must come out of it again."""

    article: ShareArticle
    paragraphs: tuple[str, ...]


def read_seed(shared: Path) -> Seed:
    """Read `seed/post.txt`: front matter, then a paragraph a line, the last carrying the medium."""
    text = (shared / "seed" / "post.txt").read_text(encoding="utf-8")
    _, front, rest = text.split("---\n", 2)
    body = rest.split("\n\n<http", 1)[0].strip()
    return Seed(
        article=ShareArticle(
            code=re.search(r"infoCode=(\w+)", rest)[1],  # type: ignore[index]
            title=re.search(r'title: "(.*)"', front)[1],  # type: ignore[index]
            published=re.search(r"date: (.*)", front)[1],  # type: ignore[index]
            source="大众网",
            body=body,
        ),
        paragraphs=tuple(
            unescape(re.sub(r"<[^>]+>", "", paragraph))
            for paragraph in re.findall(r"<p[^>]*>(.*?)</p>", body, re.DOTALL)
        ),
    )
