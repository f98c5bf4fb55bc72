"""How one site's share pages are resolved, fetched and read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRule:
    """A site rule as it applies to one address: templates already filled in.

    `key` replaces the address's own key, so that every share link of one article is one article.
    `json_url` is where the article's data lies; empty when the page itself is read. Each of `json_*` is a tuple of
    dotted paths into that JSON, tried in order. `render` says that the page must be rendered for what the JSON lacks.
    `body`, `remove` are XPath expressions for the page; empty leaves them to the extractor.
    """

    name: str
    key: str
    json_url: str = ""
    json_html: tuple[str, ...] = ()
    json_title: tuple[str, ...] = ()
    json_published: tuple[str, ...] = ()
    json_source: tuple[str, ...] = ()
    json_byline: tuple[str, ...] = ()
    render: bool = False
    body: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    timezone: str = ""
    language: str = ""
