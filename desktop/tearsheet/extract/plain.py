"""Turn a page of plain text into an article's paragraphs and its title."""

from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from tearsheet.document.characters import fit
from tearsheet.extract.data import paragraphs
from tearsheet.extract.strings import one_line

_LONGEST_TITLE = 120


class Plain(NamedTuple):
    """A plain text as HTML, and what may stand for its title."""

    html: str
    title: str


def read_plain(text: str, address: str) -> Plain:
    """Read plain text: a first line that stands alone is its title, else the file's name is."""
    first, _, rest = fit(text).lstrip().partition("\n")
    if first.strip() and len(first) <= _LONGEST_TITLE and rest.startswith("\n"):
        return Plain(paragraphs(rest), one_line(first))
    return Plain(paragraphs(text), one_line(unquote(urlsplit(address).path.rsplit("/", 1)[-1])))
