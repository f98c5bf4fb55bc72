"""Turn the JSON that a site's own page asks for into the article in it, by the paths of the site's rule."""

import html
import json
import re
from typing import NamedTuple

from tearsheet.document.characters import fit
from tearsheet.extract.metadata import offset_for
from tearsheet.extract.strings import one_line
from tearsheet.model.errors import Reason, RuleError
from tearsheet.model.extraction import Metadata
from tearsheet.model.page import Page
from tearsheet.model.rule import SiteRule
from tearsheet.text.dates import parse_date

_CALLBACK = re.compile(r"[\w$.]+\s*\(")
_LONGEST_NAME = 100
_TAG = re.compile(r"<[a-zA-Z!/]")


class Data(NamedTuple):
    """A body as HTML, and what the data says beside it."""

    html: str
    metadata: Metadata


def is_data(page: Page, rule: SiteRule | None) -> bool:
    """Whether the page is the JSON that `rule` knows its way in."""
    if rule is None or not rule.json_html:
        return False
    return page.media_type.endswith("json") or page.text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[")


def read_data(page: Page, rule: SiteRule) -> Data:
    """Read the first of the rule's paths that leads to text. Raises RuleError when none leads to a body."""
    try:
        data = json.loads(_unwrapped(page.text), strict=False)
    except (ValueError, RecursionError) as error:
        raise RuleError(Reason.BAD_ANSWER, f"{rule.name}: no JSON") from error
    body = _at(data, rule.json_html)
    if not body.strip():
        raise RuleError(Reason.BAD_ANSWER, f"{rule.name}: nothing at {', '.join(rule.json_html)}")
    metadata = Metadata(
        title=one_line(_without_markup(_at(data, rule.json_title))),
        byline=_name(data, rule.json_byline),
        published=parse_date(_at(data, rule.json_published), offset=offset_for(rule.language, rule)),
        source=_name(data, rule.json_source),
        language=rule.language,
    )
    return Data(body if _TAG.search(body) else paragraphs(body), metadata)


def paragraphs(text: str) -> str:
    """Return plain text as HTML: parted by empty lines, or by its lines where it has none of those."""
    text = fit(text).strip("\n")
    parts = re.split(r"\n\s*\n", text)
    if len(parts) == 1:
        parts = text.split("\n")
    lines = ("<br>".join(html.escape(line.strip()) for line in part.strip().split("\n")) for part in parts)
    return "".join(f"<p>{line}</p>" for line in lines if line)


def _unwrapped(text: str) -> str:
    """Take the call off JSON that is made for a script element: `callback({…});`."""
    text = text.strip(" \t\r\n\ufeff")
    call = _CALLBACK.match(text)
    return text[call.end() :].rstrip("; \r\n").removesuffix(")") if call else text


def _at(data: object, paths: tuple[str, ...]) -> str:
    return next((text for path in paths if (text := _text(data, path.split(".")))), "")


def _name(data: object, paths: tuple[str, ...]) -> str:
    return one_line(_without_markup(_at(data, paths)))[:_LONGEST_NAME]


def _text(data: object, steps: list[str]) -> str:
    for step in steps:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and step.isdecimal() and int(step) < len(data):
            data = data[int(step)]
        else:
            return ""
    if isinstance(data, int | float) and not isinstance(data, bool):
        return str(data)
    return data if isinstance(data, str) else ""


def _without_markup(text: str) -> str:
    return html.unescape(re.sub(r"<[^<>]*>", "", text))
