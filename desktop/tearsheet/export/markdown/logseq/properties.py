"""Turn what is known of an article into the properties that a page in Logseq begins with."""

import re

from tearsheet.export.exporter import title_of
from tearsheet.export.markdown.logseq import escapes
from tearsheet.export.signing import unsigned_property
from tearsheet.model.article import Article

_WIDE_SLASH = "\uff0f"


def logseq_head(article: Article) -> str:
    """Return the properties, a line each. What is not known has none.

    `title` is the page's name, as it stands but for `/`, which would make a page of what is before it (logseq #4603).
    Days are as ISO has them, since only the person's settings know how a journal's page is called. `tags` are the
    person's own, `keywords` the page's, quoted so that no pages are made of them. `tearsheet` is the article's own id;
    `signature` shows by whom the page was changed last.
    """
    known = article.metadata
    properties = (
        ("title", _flat(title_of(article)).replace("/", _WIDE_SLASH)),
        ("source", _flat(article.url)),
        ("author", _plain(known.byline)),
        ("published", f"{known.published:%Y-%m-%d}" if known.published else ""),
        ("created", f"{article.saved:%Y-%m-%d}"),
        ("description", _plain(known.excerpt)),
        ("tags", ", ".join(filter(None, map(_tag, article.tags)))),
        ("keywords", _plain(", ".join(known.keywords))),
        ("site", _plain(known.source or known.site)),
        ("editor", _plain(known.editor)),
        ("language", _plain(known.language)),
        ("note", _plain(article.note)),
        ("tearsheet", _flat(article.uid)),
    )
    lines = [f"{name}:: {value}" for name, value in properties if value]
    return "\n".join((*lines, unsigned_property(article.uid)))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _plain(text: str) -> str:
    """Return text that makes no pages: Logseq looks for none in what stands between quotation marks."""
    flat = _flat(text)
    return flat if escapes.words(flat) == flat and "," not in flat else f'"{flat}"'


def _tag(tag: str) -> str:
    """Return a tag, in brackets where it is more than one word; it may have none itself."""
    flat = re.sub(r"[\[\]]+", "", _flat(tag))
    return flat if re.fullmatch(r"[\w/-]*", flat) else f"[[{flat}]]"
