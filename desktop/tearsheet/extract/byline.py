"""Turn the places where a page names its authors into one line of names."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml.html import HtmlElement

from tearsheet.extract.declared import Declared
from tearsheet.extract.headline import Line
from tearsheet.extract.names import joined, leads_in, names_in, people_at, people_in, without_lead_in
from tearsheet.extract.signs import Signs, is_beside, pieces_of
from tearsheet.extract.title import is_site, same
from tearsheet.extract.trees import label, named
from tearsheet.text.dates import parse_date

_META = "author dc.creator dcterms.creator parsely-author sailthru.author byl citation_author article:author og:author"
_SURNAME_FIRST = ("citation_author", "dc.creator")
_WRITTEN_BY = re.compile(r"written by|by|author|verfasst von|écrit par|escrito por|作者", re.IGNORECASE)
_ABOUT = re.compile(
    r"bio\b|-bio|avatar|image|img|photo|social|desc|about|list|role|job-?title|position|comment|count|follow(?!-?nick)|icon|"
    r"people-?also|authori[sz]|tag\b|tags\b|categor|topic",
    re.IGNORECASE,
)
_OF_AUTHOR = re.compile(
    r"/(?:authors?|contributors?|profiles?|producers|staff|writers?|reporters?|columnists?|by)/|[?&]author=",
    re.IGNORECASE,
)
_MARKED = "descendant::*[@itemprop='author' or @itemprop='creator' or (self::a and contains(@rel, 'author'))]"
_SAID_BELOW = ("ritten by", "uthor:", "uthors:", "uthored by", "rticle by", "ontributor:", "ontributors:")
_CALLED = re.compile(r"\s*(?:authors?|written by|作者|撰文|撰稿)\s*[:：]?\s*", re.IGNORECASE)
_SAYING = ("p", "div", "span", "em", "i", "strong", "b", "li", "td", "h2", "h3", "h4", "h5", "h6", "small")
_BELOW = re.compile(r"(?:\b[Ww]ritten by|\b[Aa]uthors?:|\b[Aa]uthored by|\b[Aa]rticle by|\b[Cc]ontributors?:)\s*")
_Named = tuple[list[str], str]
_NOBODY: _Named = ([], "")
_LONGEST = 160
_LONGEST_BOX = 400
_LONGEST_TEAM = 40
_MOST_ELEMENTS = 60


class Byline(NamedTuple):
    """The names on one line, empty when nobody is named; and where they stand."""

    names: str
    reason: str


def byline_of(
    root: HtmlElement, page: Declared, signs: Signs, lines: Sequence[Line], credited: str, *, site: str, host: str
) -> Byline:
    """Return the authors as the page names them.

    What is declared counts, unless the line under the headline names somebody else and nobody of the declared: sites
    declare their publisher, or whoever put the text in, more often than they print a wrong byline. The site's own
    name counts last.
    """
    declared = _first(_declared(page, site, host))
    shown = _first(_printed(lines))
    if declared[0] and shown[0]:
        printed = same(" ".join(line.text for line in lines))
        if any(same(name) in printed for name in declared[0]) or _is_part(shown[0], declared[0]):
            shown = _NOBODY
    chosen = shown if shown[0] else declared
    if not chosen[0] or all(is_site(name, site, host) for name in chosen[0]):
        elsewhere = _first(_named_elsewhere(root, signs, lines, credited))
        chosen = elsewhere if elsewhere[0] else chosen
    return Byline(joined(chosen[0]), f"author: {chosen[1]}" if chosen[0] else "")


def _first(found: Iterator[_Named]) -> _Named:
    return next((each for each in found if each[0]), _NOBODY)


def _is_part(names: list[str], of: list[str]) -> bool:
    """Whether a printed first name is that of somebody declared in full."""
    return any(set(name.lower().split()) <= set(each.lower().split()) for name in names for each in of)


def _declared(page: Declared, site: str, host: str) -> Iterator[_Named]:
    fillers = {name for name in page.organisations("author") if is_site(name, site, host)}
    yield [name for text in page.texts("author") if text not in fillers for name in names_in(text)], "JSON-LD"
    if _WRITTEN_BY.fullmatch(page.first("twitter:label1")):
        yield names_in(page.first("twitter:data1")), "meta twitter:data1"
    for key in _META.split():
        texts = page.every(key)
        if key in _SURNAME_FIRST:
            texts = [_given_name_first(text) for text in texts]
        yield [name for text in texts for name in names_in(text)], f"meta {key}"


def _given_name_first(text: str) -> str:
    surname, comma, given = text.partition(",")
    return f"{given.strip()} {surname.strip()}" if comma and "," not in given else text


def _printed(lines: Sequence[Line]) -> Iterator[_Named]:
    for line in lines:
        for number, piece in enumerate(line.pieces):
            if leads_in(piece):
                people = people_at(line.pieces[number:]) or _linked_behind(piece, line)
                yield people, "a line near the headline"


def _linked_behind(piece: str, line: Line) -> list[str]:
    """Return the team that a byline links: By <a>the newsroom</a>."""
    if len(line.pieces) != 2 or piece != line.pieces[0] or without_lead_in(f"{piece} ").strip():
        return []
    link = next(line.element.iter("a"), None)
    return [] if link is None else names_in(" ".join(pieces_of(link, _LONGEST_TEAM)))[:1]


def _named_elsewhere(root: HtmlElement, signs: Signs, lines: Sequence[Line], credited: str) -> Iterator[_Named]:
    yield names_in(credited, labelled=True), "credited beside the text"
    for element in signs.authors:
        if element.get("id") == "js_author_name":
            yield names_in(" ".join(pieces_of(element, _LONGEST))), label(element)
    yield from _marked(root)
    for line in lines:
        if line.element.tag == "a" and not is_beside(line.element) and _OF_AUTHOR.search(line.element.get("href", "")):
            yield people_at(line.pieces), "a link to an author"
    for element in signs.authors[:_MOST_ELEMENTS]:
        if not _ABOUT.search(named(element)) and not is_beside(element):
            yield _names_of(element, trusted=False), label(element)
    for link in root.xpath("body/descendant::a[contains(@href, '/author')]"):
        if not is_beside(link):
            yield people_at(pieces_of(link, _LONGEST)), "a link to an author"
    yield from _called_author(root)
    yield from _said_below(root)


def _marked(root: HtmlElement) -> Iterator[_Named]:
    """Read what is marked as the author; beside the text too where all that is marked so is one name."""
    beside: list[list[str]] = []
    for element in root.xpath(_MARKED):
        inner = element.xpath("descendant::*[@itemprop='name']") or [element]
        names = _names_of(inner[0], trusted=True)
        if not is_beside(element):
            yield names, "itemprop or rel"
        elif names:
            beside.append(names)
    if beside and all(names == beside[0] for names in beside):
        yield beside[0], "itemprop or rel"


def _called_author(root: HtmlElement) -> Iterator[_Named]:
    """Read what follows a label of its own (<h3>Author</h3> <p>Ann Lee</p>), where all such labels name the same."""
    labels = (each for each in root.iter(*_SAYING, "dt") if not len(each) and _CALLED.fullmatch(each.text or ""))
    found = [people for each in labels if (people := people_at(_following(each)))]
    if found and all(people == found[0] for people in found):
        yield found[0], "labelled"


def _names_of(element: HtmlElement, *, trusted: bool) -> list[str]:
    if content := element.get("content"):
        return names_in(content)
    pieces = pieces_of(element, _LONGEST)
    people = people_at(_without_date(pieces))
    return people or (names_in(pieces[0])[:1] if trusted and len(pieces) == 1 else [])


def _without_date(pieces: list[str]) -> list[str]:
    """Take the date off the front that a point parts from the names."""
    before, point, rest = pieces[0].partition("·") if pieces else ("", "", "")
    return [rest.strip(), *pieces[1:]] if point and parse_date(before) else pieces


def _said_below(root: HtmlElement) -> Iterator[_Named]:
    for element in root.iter(*_SAYING):
        if not (text := element.text) or not any(said in text for said in _SAID_BELOW):
            continue
        pieces = pieces_of(element, _LONGEST_BOX)
        for number, piece in enumerate(pieces):
            if found := _BELOW.search(piece):
                rest = piece[found.end() :]
                after = pieces[number + 1 :] or _following(element)
                yield (people_in(rest)[:1] if rest else people_at(after)), "said in the text"


def _following(element: HtmlElement) -> list[str]:
    if tail := " ".join((element.tail or "")[:_LONGEST].split()):
        return [tail]
    following = element.getnext()
    return [] if following is None else pieces_of(following, _LONGEST)
