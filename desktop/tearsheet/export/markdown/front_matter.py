"""Turn what is known of an article into YAML front matter, with the property names of Obsidian's Web Clipper."""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from tearsheet.export.signing import unsigned
from tearsheet.model.article import Article

# YAML ends a line at these, and JSON does not; lone surrogates have no UTF-8.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def front_matter(article: Article) -> str:
    """Return the properties between their two `---` lines. What is not known has none.

    Every string is double-quoted as in JSON, which is YAML too, so nothing in a title can end it; dates are
    timestamps that keep their offset. `tags` are the person's own, their spaces hyphens, as Obsidian takes none;
    what the page calls itself is under `keywords`, where no vault takes it for tags. `tearsheet` is the article's own
    id, by which a note is found again, and the line below it shows by whom the note was changed last.
    """
    known = article.metadata
    properties = (
        string("title", known.title),
        string("source", article.url),
        strings("author", [known.byline] if known.byline else []),
        _date("published", known.published),
        _date("modified", known.modified),
        _date("created", article.saved),
        string("description", known.excerpt),
        strings("tags", [re.sub(r"\s+", "-", tag.strip()) for tag in article.tags]),
        strings("keywords", list(known.keywords)),
        string("site", known.source or known.site),
        string("editor", known.editor),
        string("language", known.language),
        string("note", article.note),
        string("tearsheet", article.uid),
        unsigned(article.uid),
    )
    return between_lines(properties)


def between_lines(properties: Iterable[str]) -> str:
    """Return front matter of what is not empty of `properties`."""
    return "\n".join(("---", *(line for line in properties if line), "---"))


def quoted(text: str) -> str:
    """Return a string as YAML and JSON both read it."""
    return _ESCAPED.sub(lambda char: f"\\u{ord(char[0]):04x}", json.dumps(text, ensure_ascii=False))


def string(name: str, value: str) -> str:
    """Return a property, "" for one that is not known."""
    return f"{name}: {quoted(value)}" if value else ""


def strings(name: str, values: Sequence[str]) -> str:
    """Return a property that is a list, "" for an empty one."""
    return "\n".join((f"{name}:", *(f"  - {quoted(value)}" for value in values))) if values else ""


def _date(name: str, moment: datetime | None) -> str:
    return f"{name}: {moment.isoformat(timespec='seconds')}" if moment else ""
