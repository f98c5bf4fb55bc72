"""Turn the lines in which an extractor gives its reasons ("title: h1") into words for a person."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tearsheet.text.words import _, language

BODY = "body"
"""The field of the lines that say how the text itself was chosen."""

_RULE = re.compile(r"body: (?:the data of )?rule (.+)")
# How the page was made ready to be read; said before any field, and named by no field of its own.
_PREPARED = ("sent late: ", "hidden but real: ", "the article stands in noscript", "what the data lacks: ")
_NOTHING = ("none", "not said")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What something stands on: `words` for a person, or, where there are none, the extractor's own, `quoted`."""

    words: str
    quoted: bool = False


def ground_of(field: str, reasons: Sequence[str]) -> Ground | None:
    """Return what the metadata's `field` stands on, None where nothing was found or no reason is given."""
    lead = f"{field}: "
    where = next((line.removeprefix(lead) for line in reasons if line.startswith(lead)), "")
    return None if where in ("", *_NOTHING) else _ground(where, _places(language()))


def grounds_of_text(reasons: Sequence[str]) -> tuple[Ground, ...]:
    """Return how the text itself was found, step by step."""
    lead = f"{BODY}: "
    lines = [line.removeprefix(lead) for line in reasons if line.startswith((lead, *_PREPARED))]
    return tuple(_ground(line, _steps(language())) for line in lines)


def rule_in(reasons: Sequence[str]) -> str:
    """Return the name of the site rule by which the text was found, empty where there was none."""
    return next((found[1] for line in reasons if (found := _RULE.fullmatch(line))), "")


_Table = tuple[tuple[re.Pattern[str], str], ...]


def _ground(line: str, table: _Table) -> Ground:
    for pattern, words in table:
        if found := pattern.fullmatch(line):
            return Ground(words=words.format(**found.groupdict()))
    return Ground(words=line, quoted=True)


@cache
def _places(_language: str) -> _Table:
    return _compiled(
        (r"h1, as the page declares it", _("The headline, as the page itself declares it")),
        (r"h1, like what the page declares", _("The headline, which says much what the page declares")),
        (r"h1", _("The headline")),
        (r"the part of <title> set as a headline", _("The part of the page's title that is set as a headline")),
        (r"<title>", _("The page's title, as a browser shows it on the tab")),
        (r"og:title", _("The title for those who share the page (og:title)")),
        (r"JSON-LD headline", _("The headline in the page's data for search engines (JSON-LD)")),
        (r"JSON-LD publisher", _("The publisher in the page's data for search engines (JSON-LD)")),
        (r"JSON-LD(?: of the page)?", _("The page's data for search engines (JSON-LD)")),
        (r"meta (?P<name>\S+)", _("What the page declares of itself ({name})")),
        (r"meta", _("What the page declares of itself")),
        (r"itemprop(?: or rel)?", _("Marked as such in the page (itemprop)")),
        (r"credited beside the text", _("Named beside the text")),
        (r"signed in the text", _("Signed in the text")),
        (r"said in the text", _("Said in the text")),
        (r"(?P<label>\S+) beside the text", _("The label “{label}” beside the text")),
        (r"(?P<label>\S+) in the text", _("The label “{label}” in the text")),
        (r"labelled", _("A label in the page")),
        (r"a labelled line", _("A line with a label")),
        (r"(?:a line|time|an element of that name) near the headline", _("A line near the headline")),
        (r"the only date printed, that of a change", _("The only date in the page, that of a change")),
        (r"time", _("A time marked in the page")),
        (r"a script", _("A script of the page")),
        (r"the address", _("The page's address")),
        (r"a link to an author", _("A link to the author's page")),
        (r"js_name", _("The account that published it")),
        (r"the data of rule (?P<name>.+)", _("The site's own data, read by the rule “{name}”")),
        (r"the imported file", _("The file that it was imported from")),
        (r"html lang", _("The language the page says it is in")),
        (
            r"(?:html lang|meta \S+|JSON-LD), and the text's script",
            _("The language the page says it is in, and the characters it is written with"),
        ),
        (r"the text's script", _("The characters the text is written with")),
        (r"rule (?P<name>.+)", _("The rule “{name}” of its site")),
        (r"link", _("The link by which the page names its own address")),
    )


@cache
def _steps(_language: str) -> _Table:
    return _compiled(
        (r"rule (?P<name>.+)", _("The rule “{name}” of its site says where the text stands")),
        (r"the data of rule (?P<name>.+)", _("The site's own data, read by the rule “{name}”")),
        (r"the imported file", _("The file that it was imported from")),
        (
            r"(?P<count>\d+) parts? kept by rule (?P<name>.+)",
            _("Parts kept because the rule “{name}” says so: {count}"),
        ),
        (
            r"(?P<count>\d+) parts? taken out by rule (?P<name>.+)",
            _("Parts taken out because the rule “{name}” says so: {count}"),
        ),
        (r"plain text", _("The page is plain text and was taken whole")),
        (r"the page marks (?P<element>.+)", _("The page marks <{element}> as its article")),
        (
            r"in doubt \(0\.0?(?P<percent>\d+)\), so readability was asked",
            _("In doubt ({percent} % sure), so Readability was asked as well"),
        ),
        (
            r"(?P<count>\d+) blocks of comments left out",
            _("Left out as what readers wrote under it: {count} parts"),
        ),
        (r"readability saw next to nothing", _("Readability saw next to nothing, so its word did not count")),
        (
            r"(?P<kept>\d+) of (?P<all>\d+) blocks, 0\.0?(?P<percent>\d+) right by the judge's own estimate",
            _("{kept} of {all} parts kept, {percent} % right by its own estimate"),
        ),
        (
            r"(?P<kept>\d+) of (?P<all>\d+) blocks, 1\.00 right by the judge's own estimate",
            _("{kept} of {all} parts kept, without any doubt"),
        ),
        (
            r"the densest part, too many elements for more",
            _("The page is too large to be judged part by part, so its densest part was taken"),
        ),
        (r"the whole page, which has no text", _("The page shows no text and was taken whole")),
        (
            r"the whole page, for nothing in it looks like an article",
            _("Nothing in the page looks like an article, so it was taken whole"),
        ),
        (r"the article stands in noscript", _("The article stands in what browsers without scripts are shown")),
        (r"sent late: (?P<element>.+)", _("Sent late and put in its place: <{element}>")),
        (r"hidden but real: (?P<element>.+)", _("Hidden until a script shows it, and shown here: <{element}>")),
        (r"what the data lacks: (?P<address>.+)", _("What the data lacks was taken from {address}")),
    )


def _compiled(*lines: tuple[str, str]) -> _Table:
    return tuple((re.compile(pattern), words) for pattern, words in lines)
