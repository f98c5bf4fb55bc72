"""How one site's share pages are resolved, fetched and read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a rule says of the elements that an XPath names: of the article, or not, whatever the judge says."""

    rule: str
    path: str
    keeps: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRule:
    """The site rules that fit one address, joined, with their templates already filled in.

    `key`, where there is one, replaces the address's own key, so that every share link of one article is one article.
    `json_url` is where the article's data lies; empty when the page itself is read. Each of `json_*` is a tuple of
    dotted paths into that JSON, tried in order. `render` says that the page must be rendered for what the JSON lacks.
    `body` are XPath expressions for the page; empty leaves it to the extractor. `rulings` go from the general to the
    particular: where two name one element the later wins, where one element is inside another the inner.
    """

    name: str
    key: str = ""
    json_url: str = ""
    json_html: tuple[str, ...] = ()
    json_title: tuple[str, ...] = ()
    json_published: tuple[str, ...] = ()
    json_source: tuple[str, ...] = ()
    json_byline: tuple[str, ...] = ()
    render: bool = False
    body: tuple[str, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    timezone: str = ""
    language: str = ""
