"""Turn what is known of an article into YAML front matter, with the property names of Obsidian's Web Clipper."""

import json
import re
from datetime import datetime

from tearsheet.model.article import Article

# YAML ends a line at these, and JSON does not; lone surrogates have no UTF-8.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def front_matter(article: Article) -> str:
    """Return the properties between their two `---` lines. What is not known has none.

    Every string is double-quoted as in JSON, which is YAML too, so nothing in a title can end it; dates are
    timestamps that keep their offset. `tags` are the person's own, their spaces hyphens, as Obsidian takes none;
    what the page calls itself is under `keywords`, where no vault takes it for tags. `tearsheet` is the article's own
    id, by which a note is found again.
    """
    known = article.metadata
    properties = (
        _string("title", known.title),
        _string("source", article.url),
        _strings("author", [known.byline] if known.byline else []),
        _date("published", known.published),
        _date("modified", known.modified),
        _date("created", article.saved),
        _string("description", known.excerpt),
        _strings("tags", [re.sub(r"\s+", "-", tag.strip()) for tag in article.tags]),
        _strings("keywords", list(known.keywords)),
        _string("site", known.source or known.site),
        _string("editor", known.editor),
        _string("language", known.language),
        _string("note", article.note),
        _string("tearsheet", article.uid),
    )
    return "\n".join(("---", *(line for line in properties if line), "---"))


def quoted(text: str) -> str:
    """Return a string as YAML and JSON both read it."""
    return _ESCAPED.sub(lambda char: f"\\u{ord(char[0]):04x}", json.dumps(text, ensure_ascii=False))


def _string(name: str, value: str) -> str:
    return f"{name}: {quoted(value)}" if value else ""


def _strings(name: str, values: list[str]) -> str:
    return "\n".join((f"{name}:", *(f"  - {quoted(value)}" for value in values))) if values else ""


def _date(name: str, moment: datetime | None) -> str:
    return f"{name}: {moment.isoformat(timespec='seconds')}" if moment else ""
