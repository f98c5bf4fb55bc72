"""Turn a payload into the pages that may carry it: alone, in an article, in a page's own words, as text, as data."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from tearsheet.fetch import page_from_bytes
from tearsheet.model.page import Page
from tearsheet.model.rule import SiteRule
from tearsheet.sites import rule_for
from tearsheet.text.addresses import parse

_ADDRESS = "https://pages.example/a.html"
_SHARED = "https://pages.example/html_News/NewsShare.html?infoCode=NW202203022294529950"
_TEXT = (
    "<p>Nothing on this page is what it seems, said the keeper of the lock, and he had read it all to its end.</p>" * 4
)
_ARTICLE = "<!doctype html><title>A title</title><article><h1>A title</h1>{text}{payload}{text}</article>"
_WORDS = """<!doctype html><html lang="{payload}"><head><title>{payload}</title><meta name="author" content="{payload}">
<meta property="og:site_name" content="{payload}"><meta property="og:image" content="{payload}">
<meta name="description" content="{payload}"><meta name="keywords" content="{payload}">
<link rel="canonical" href="{payload}"></head><body><article><h1>{payload}</h1><p class="byline">By {payload}</p>{text}
<p><img src="{payload}"><img src="/a.png" alt="{payload}" title="{payload}"><a href="{payload}" id="{payload}"
title="{payload}" class="ts-button">{payload}</a></p><pre><code class="language-{payload}">{payload}</code></pre>
<div class="ts-card {payload}" lang="{payload}">{text}</div></article></body></html>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """A page that carries a payload in one of the forms, and the rule that it is read by."""

    form: str
    payload: str
    page: Page
    rule: SiteRule | None = None


def carriers(payload: str) -> Iterator[Carrier]:
    """Yield a page for each way in that there is."""
    ruled = rule_for(parse(_SHARED))
    data = {"text": f"{_TEXT}{payload}", "title": payload, "medianame": payload, "author": payload}
    for form, page, rule in (
        ("alone", _page(payload), None),
        ("in an article", _page(_ARTICLE.format(payload=payload, text=_TEXT)), None),
        ("in its words", _page(_WORDS.format(payload=escape(payload), text=_TEXT)), None),
        ("as text", _page(f"A title\n\n{payload}\n\n{payload}", "text/plain"), None),
        ("as data", _page(json.dumps(data), "application/json"), ruled),
    ):
        yield Carrier(form=form, payload=payload, page=page, rule=rule)


def _page(text: str, content_type: str = "text/html") -> Page:
    data = text.encode("utf-8", "surrogatepass")
    return page_from_bytes(data, url=_ADDRESS, content_type=content_type, received=datetime(2026, 1, 1, tzinfo=UTC))
