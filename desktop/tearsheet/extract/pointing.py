"""Turn an element into an XPath that names it: on its own page exactly, or on all pages of its site."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from lxml.etree import XPathError
from lxml.html import HtmlElement

from tearsheet.document.tokens import names
from tearsheet.extract.trees import words_of

_ATTRIBUTES = ("itemprop", "role", "aria-label", "data-testid", "data-component", "data-module", "data-type")
_MOST_TOKENS = 3
_MOST_AROUND = 4
_LONGEST_ATTRIBUTE = 60
_LONGEST_HEADING = 30
_LONGEST_TEXT = 200
_BY_PLACE = 0.2
"""What it costs to name by place alone, as a share of the article: another page has another paragraph there."""

# Names that a build made up, that say of one page or of a moment, or that only lay things out.
_MADE_UP = re.compile(r"\d{3}|^(?:css|sc|jsx|emotion|svelte|chakra|mui|styled)-|^_|__\w*\d|^[a-z]?\d*$|[:/\[\]()!%@]")
_HASH = re.compile(
    r"(?:^|[-_])(?=[A-Za-z0-9]*\d)(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{5,}$|(?:^|[-_])(?=\w*[a-z][A-Z])\w{5,7}$"
)
_OF_A_MOMENT = re.compile(
    r"(?:^|[-_])(?:active|current|selected|open(?:ed)?|closed?|show(?:n|ing)?|hid(?:e|den)|visible|collapsed?|expanded|"
    r"hover|focus|disabled|enabled|loaded|loading|lazy\w*|first|last|odd|even|animated?|fade\w*|sticky|fixed)$|"
    r"^(?:is|has|wow|aos)-",
    re.IGNORECASE,
)
_OF_A_PAGE = re.compile(r"^(?:post|page|postid|category|tag|author|format|status|article|id)-", re.IGNORECASE)
_OF_LAYOUT = re.compile(
    r"^(?:[mp][trblxy]?|[wh]|flex|grid|block|inline|col|row|gap|text|bg|font|border|rounded|shadow|items|justify|"
    r"leading|tracking|max|min|z|top|left|right|bottom|order|space|clearfix|fl|fr|pull|clear)(?:-[\w.]+)*$"
)
_WIDE = "\u00a0\u2002\u2003\u2009\u3000"
_WIDE_SPACES = frozenset(_WIDE)
_HEADINGS = names("h1 h2 h3 h4 h5 h6 strong b dt caption legend")


class Candidate(NamedTuple):
    """A way to name an element; `dear` is what it costs whatever it names."""

    path: str
    dear: float = 0.0


def path_here(element: HtmlElement) -> str:
    """Return an XPath that names `element` and nothing else in its tree."""
    root = element.getroottree().getroot()
    steps: list[str] = []
    each: HtmlElement | None = element
    while each is not None:
        identity = each.get("id", "")
        if identity and root.xpath("count(//*[@id = $identity])", identity=identity) == 1:
            return f"//*[@id = {_quoted(identity)}]" + "".join(f"/{step}" for step in reversed(steps))
        steps.append(_step(each))
        each = each.getparent()
    return "".join(f"/{step}" for step in reversed(steps))


def path_everywhere(element: HtmlElement, wrongly: Mapping[HtmlElement, float], chosen: Collection[HtmlElement]) -> str:
    """Return an XPath by what the site itself calls `element`, that it may name its like on other pages.

    `wrongly` says how much it would cost to name another element of this page, in shares of the article; the `chosen`
    are meant too, and cost nothing.
    """
    best, least = path_here(element), float("inf")
    for candidate in _candidates(element):
        cost = candidate.dear + _cost(element, candidate.path, wrongly, chosen)
        if cost < least:
            best, least = candidate.path, cost
        if not least:
            break
    return best


def _cost(
    element: HtmlElement, path: str, wrongly: Mapping[HtmlElement, float], chosen: Collection[HtmlElement]
) -> float:
    try:
        found = element.getroottree().getroot().xpath(path)
    except XPathError:  # a tag that no XPath may name
        return float("inf")
    if element not in found:
        return float("inf")
    meant = set(chosen)
    return sum(wrongly.get(each, 0.0) for each in found if each not in meant and meant.isdisjoint(each.iterancestors()))


def _candidates(element: HtmlElement) -> Iterator[Candidate]:
    """Name an element by its own names, by its heading, by what it is inside of, by its words, by its place."""
    tag = _tag(element)
    own = list(_named(element))
    yield from (Candidate(f"//{tag}[{each}]") for each in own)
    if heading := _heading(element):
        yield Candidate(f"//{tag}[*[1][{_says(heading, element[0])}]]")
    around = list(_named_around(element))
    for outer, steps in around:
        yield from (Candidate(f"{outer}//{tag}[{each}]") for each in own)
        if len(steps) == 1:
            yield Candidate(f"{outer}/{tag}")
        yield Candidate(f"{outer}//{tag}")
    words = words_of(element)
    if words and len(words) <= _LONGEST_TEXT:
        yield Candidate(f"//{tag}[{_says(words, element)}]")
    for outer, steps in around:
        yield Candidate(outer + "".join(f"/{step}" for step in steps), _BY_PLACE)
    yield Candidate(path_here(element), 2 * _BY_PLACE)


def _named_around(element: HtmlElement) -> Iterator[tuple[str, list[str]]]:
    """Return what names the nearest elements around that have a name, each with the steps from there."""
    steps = [_step(element)]
    found = 0
    for outer in element.iterancestors():
        if outer.tag in ("html", "body"):
            return
        name = next(_named(outer), "")
        if name:
            yield f"//{_tag(outer)}[{name}]", list(reversed(steps))
            found += 1
            if found == _MOST_AROUND:
                return
        steps.append(_step(outer))


def _named(element: HtmlElement) -> Iterator[str]:
    """Return the tests that an element's own names pass, the most telling first."""
    identity = element.get("id", "")
    if identity and is_lasting(identity):
        yield f"@id = {_quoted(identity)}"
    tokens = [token for token in dict.fromkeys(element.get("class", "").split()) if is_lasting(token)]
    root = element.getroottree().getroot()
    tests = [f"contains(concat(' ', normalize-space(@class), ' '), {_quoted(f' {token} ')})" for token in tokens]
    tests.sort(key=lambda test: root.xpath(f"count(//*[{test}])"))
    if len(tests) > 1:
        yield " and ".join(tests[:_MOST_TOKENS])
    yield from tests[:_MOST_TOKENS]
    for name in _ATTRIBUTES:
        value = element.get(name, "")
        if 0 < len(value) <= _LONGEST_ATTRIBUTE:
            yield f"@{name} = {_quoted(value)}"


def is_lasting(name: str) -> bool:
    """Whether a class or an id is likely to be the same on other pages of the site, and tomorrow."""
    return not any(made.search(name) for made in (_MADE_UP, _HASH, _OF_A_MOMENT, _OF_A_PAGE, _OF_LAYOUT))


def _heading(element: HtmlElement) -> str:
    first = next(iter(element), None)
    if first is None or first.tag not in _HEADINGS or (element.text or "").strip():
        return ""
    words = words_of(first)
    return words if len(words) <= _LONGEST_HEADING else ""


def _says(words: str, element: HtmlElement) -> str:
    """Return the test that an element says these words; XPath does not take an indent of full width for a space."""
    plain = _WIDE_SPACES.isdisjoint(str(element.text_content()))
    said = "." if plain else f"translate(., {_quoted(_WIDE)}, {_quoted(' ' * len(_WIDE))})"
    return f"normalize-space({said}) = {_quoted(words)}"


def _step(element: HtmlElement) -> str:
    parent = element.getparent()
    tag = _tag(element)
    if parent is None:
        return tag
    alike = [child for child in parent if tag == "*" or child.tag == element.tag]
    return tag if len(alike) == 1 and tag != "*" else f"{tag}[{alike.index(element) + 1}]"


def _tag(element: HtmlElement) -> str:
    return element.tag if re.fullmatch(r"[a-z][a-z0-9]*", element.tag) else "*"


def _quoted(text: str) -> str:
    """Write text into an XPath, which knows no escapes."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    return "concat(" + ', "\'", '.join(f"'{part}'" for part in text.split("'")) + ")"
