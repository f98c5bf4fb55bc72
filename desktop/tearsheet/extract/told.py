"""Turn what a page says of itself as a whole into what its blocks are compared with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from tearsheet.extract.declared import Declared
from tearsheet.model.extraction import Metadata

_THREAD = re.compile(
    r"forum|phpbb|vbulletin|xenforo|discourse|discuz|(?<![a-z])discuss(?:ions?)?[./]|discussion-topics?|QAPage|smf_|"
    # An "open thread" is a blog's, and "topics" are what a magazine sorts its articles by.
    r"showthread|(?<![\w-])threads?(?![a-z])|viewtopic|/t/\d|topics?[/,.=-]\d|topic\.php|topic/detail",
    re.IGNORECASE,
)
_MANUAL = re.compile(
    r"\bdocs?\b|documentation|sphinx|mkdocs|docusaurus|/wiki|manual|reference|tutorial|api\b", re.IGNORECASE
)


@dataclass(slots=True, frozen=True, kw_only=True)
class Told:
    """A page's title, its excerpt, the body in its data, and figures about it all."""

    title: str = ""
    excerpt: str = ""
    body: str = ""
    figures: Sequence[float] = (0.0,) * 6
    is_thread: bool = False


def told_of(root: HtmlElement, address: str, page: Declared, metadata: Metadata, *, says_article: bool) -> Told:
    """Read it off the page at `address` while its scripts are there."""
    body = root.find("body")
    classes = " ".join(each.get("class", "") for each in (root, body) if each is not None)
    types = " ".join(str(node.get("@type", "")) for node in (page.linked, page.page))
    names = f"{classes} {page.first('generator')} {types} {urlsplit(address).netloc} {urlsplit(address).path}"[:1000]
    is_thread = _THREAD.search(names) is not None
    data = page.linked.get("articleBody")
    return Told(
        title=metadata.title,
        excerpt=metadata.excerpt,
        body=data if isinstance(data, str) else "",
        is_thread=is_thread,
        figures=(
            float(says_article),
            float(bool(page.linked)),
            float(sum(1 for _ in root.iter("article"))),
            float(is_thread),
            float(_MANUAL.search(names) is not None),
            float(len([part for part in urlsplit(address).path.split("/") if part])),
        ),
    )
