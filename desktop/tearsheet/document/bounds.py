"""Turn markup made to hurt, or nested beyond reason, into markup that a parser can carry with all its text."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from tearsheet.document.tokens import VOID, Kind, names, tokens

DEEPEST = 200
_DEEPEST_LEAF = 230
_MOST_ATTRIBUTES = 200
_LONG_TAG = 2 * _MOST_ATTRIBUTES
_MOST_MISNESTED = 20

_FORMATTING = names("a b big code em font i nobr s small span strike strong tt u sub sup mark")
_WRAPPERS = _FORMATTING | names("html body div section article main center font header footer nav aside")
_LEAVES = names("p h1 h2 h3 h4 h5 h6 li dt dd tr td th pre blockquote figure figcaption")
_ATTRIBUTE = r"""(?>[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+))?+)"""
_MONSTROUS_TAG = re.compile(rf"<[a-zA-Z][^\s/>]*+{_ATTRIBUTE}{{{_MOST_ATTRIBUTES}}}")
# A start tag in the left column ends an open element of the middle one, unless one of the right stands between.
_ENDS = {
    "p": ("p", names("div td th li section article aside blockquote figure table button dd body")),
    "li": ("li", names("ul ol menu")),
    "dt": ("dt dd", names("dl")),
    "dd": ("dt dd", names("dl")),
    "tr": ("tr", names("table")),
    "td": ("td th", names("table tr")),
    "th": ("td th", names("table tr")),
    "option": ("option", names("select")),
}


class Bounded(NamedTuple):
    """Markup within bounds; `lost` counts the paragraphs, tables, items … whose tags had to go (their text stays)."""

    html: str
    lost: int


@dataclass(slots=True)
class _Stack:
    """The open elements, and how many tags of each name were left out."""

    names: list[str] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    misnested: int = 0

    def ended_by(self, name: str) -> list[str]:
        """Close what a start tag of `name` closes; the names closed, innermost first."""
        ended, scope = _ENDS.get(name, ("", names("")))
        if not ended:
            return []
        for index in range(len(self.names) - 1, -1, -1):
            if self.names[index] in ended.split():
                return self._closed(index)
            if self.names[index] in scope:
                break
        return []

    def end(self, name: str) -> list[str]:
        """Close the element that an end tag of `name` closes; the names closed, innermost first."""
        if self.left_out.get(name):
            self.left_out[name] -= 1
            return []
        for index in range(len(self.names) - 1, -1, -1):
            if self.names[index] == name:
                return self._closed(index)
        return []

    def _closed(self, index: int) -> list[str]:
        closed = self.names[index:][::-1]
        del self.names[index:]
        self.misnested += sum(name in _FORMATTING for name in closed[:-1])
        return closed

    def has_room(self, name: str) -> bool:
        return len(self.names) < (_DEEPEST_LEAF if name in _LEAVES else DEEPEST)


def bounded(html: str) -> Bounded:
    """Return `html` as it is, or balanced, at most 230 levels deep and without tags of more than 200 attributes.

    No text is lost. Deep wrappers lose their tags, and a paragraph deeper still becomes a line.
    """
    return Bounded(html, 0) if _is_bounded(html) else _rewritten(html)


def has_monstrous_tag(html: str) -> bool:
    """Whether a tag has more attributes than a parser can take: libxml2 and html5ever need quadratic time for them."""
    return _MONSTROUS_TAG.search(html) is not None


def _is_bounded(html: str) -> bool:
    if html.count("<") < _MOST_MISNESTED and len(html) < _LONG_TAG:
        return True
    stack = _Stack()
    open_names = stack.names
    for kind, name, begin, end in tokens(html):
        if kind is Kind.START:
            if end - begin > _LONG_TAG and has_monstrous_tag(html[begin:end]):
                return False
            if name in VOID:
                continue
            if name in _ENDS:
                stack.ended_by(name)
            open_names.append(name)
            if len(open_names) > DEEPEST or stack.misnested > _MOST_MISNESTED:
                return False
        elif kind is Kind.END:
            if open_names and open_names[-1] == name:
                open_names.pop()
            else:
                stack.end(name)
    return True


def _rewritten(html: str) -> Bounded:
    stack = _Stack()
    out: list[str] = []
    lost = 0
    for kind, name, begin, end in tokens(html):
        if kind is Kind.END:
            out.extend(f"</{closed}>" for closed in stack.end(name))
        elif kind is not Kind.START:
            out.append(html[begin:end])
        elif name in VOID:
            out.append(_trimmed(html[begin:end], name))
        else:
            out.extend(f"</{closed}>" for closed in stack.ended_by(name))
            if stack.has_room(name):
                stack.names.append(name)
                out.append(_trimmed(html[begin:end], name))
                continue
            stack.left_out[name] = stack.left_out.get(name, 0) + 1
            lost += name not in _WRAPPERS
            if name in _LEAVES:
                out.append("<br>")
    out.extend(f"</{name}>" for name in reversed(stack.names))
    return Bounded("".join(out), lost)


def _trimmed(tag: str, name: str) -> str:
    if len(tag) > _LONG_TAG and has_monstrous_tag(tag):
        return f"<{name}>"
    return tag if tag.endswith(">") else tag + ">"
