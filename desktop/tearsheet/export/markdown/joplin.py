"""Turn what is known of an article into what Joplin's importer of Markdown with front matter keeps of it."""

from datetime import UTC, datetime

from tearsheet.export.exporter import title_of
from tearsheet.export.markdown import escapes
from tearsheet.export.markdown.front_matter import between_lines, string, strings
from tearsheet.export.markdown.inline import Words, join
from tearsheet.export.signing import unsigned
from tearsheet.model.article import Article


def joplin_head(article: Article) -> str:
    """Return the properties that Joplin reads, and below them in words what it has no property for.

    Its importer drops the others, takes one author, and dates in the form that its own exporter gives them; without
    `tags` it would take a page's `keywords` for them. Its tags may have blanks.
    """
    known = article.metadata
    tags = [tag for tag in (" ".join(tag.split()) for tag in article.tags) if tag]
    properties = (
        string("title", title_of(article)),
        f"updated: {_moment(article.saved)}",
        f"created: {_moment(article.saved)}",
        string("source", article.url),
        string("author", known.byline),
        strings("tags", tags),
        f"published: {known.published.isoformat(timespec='seconds')}" if known.published else "",
        string("site", known.source or known.site),
        string("description", known.excerpt),
        string("tearsheet", article.uid),
        unsigned(article.uid),
    )
    published = f"{known.published:%Y-%m-%d %H:%M %z}" if known.published else ""
    facts = " · ".join(fact for fact in (known.source or known.site, known.byline, published) if fact)
    said = (between_lines(properties), _line(facts), *map(_line, article.note.splitlines()))
    return "\n\n".join(part for part in said if part)


def _line(text: str) -> str:
    return escapes.line(join([Words(" ".join(text.split()))]))


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}Z"
