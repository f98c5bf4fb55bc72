"""Turn a post's text into the properties above its body, whatever their YAML is like, and the body."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from tearsheet.model.importing import Odd, Oddity

_BEGIN = re.compile(r"---[ \t]*\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_PROPERTY = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*)|[ \t]*)\Z")
# What generators that do not quote write right after the colon.
_KNOWN = re.compile(r"(title|date|layout|tags?|categor(?:y|ies)|author|source|excerpt|description)[ \t]*:(\S.*)\Z")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)\Z")
_LIST = re.compile(r"\[[^\[\]]*\]\Z")
_ESCAPED = re.compile(r"\\([\"\\/])")
_NOTHING = ("", "~", "null", "Null", "NULL")
_BLOCK = re.compile(r"[|>][+-]?\d?\Z")
_TITLE = "title"
_LONGEST = 1 << 16
_MOST_NODES = 5_000

Values = tuple[str, ...]


class FrontMatter(NamedTuple):
    """A post's properties by name, each a list, those of one value too; nested ones as `author.name`.

    `plain` names those that are one string, which Jekyll itself parts at blanks where it wants a list. `comments` are
    the lines among them that YAML takes for none.
    """

    properties: dict[str, Values]
    plain: frozenset[str]
    body: str
    oddities: tuple[Oddity, ...] = ()
    comments: str = ""

    def text(self, *names: str) -> str:
        """Return what the first of these that says something says, on one line."""
        return next((" ".join(", ".join(found).split()) for name in names if (found := self.values(name))), "")

    def values(self, name: str) -> Values:
        return tuple(value for value in self.properties.get(name, ()) if value.strip())


class _NotUsable(Exception):  # noqa: N818 - never leaves this module
    """YAML that is no mapping, or past all use."""


def part(text: str) -> FrontMatter:
    """Part a post into properties and body. Nothing in it is dropped, and no YAML runs anything or grows."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    begin = _BEGIN.match(text)
    if begin is None:
        return FrontMatter({}, frozenset(), text, (Oddity(kind=Odd.NO_FRONT_MATTER),))
    end = _END.search(text, begin.end())
    if end is None:
        return _unended(text[begin.end() :])
    front, body = text[begin.end() : end.start()], text[end.end() :]
    comments = "\n".join(line for line in front.split("\n") if line.startswith("#"))
    try:
        properties, plain = _by_yaml(front)
    except (yaml.YAMLError, _NotUsable, RecursionError, ValueError) as error:
        broken = Oddity(kind=Odd.BROKEN_FRONT_MATTER, detail=_where(error))
        return FrontMatter(*_by_lines(front), body, (broken,), comments)
    return FrontMatter(properties, plain, body, comments=comments)


def has_front_matter(head: str) -> bool:
    """Say whether a file that begins so has front matter, be it one that never ends."""
    return bool(_BEGIN.match(head.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")))


def _unended(text: str) -> FrontMatter:
    """Take the lines that are properties for the front matter that nobody ended, and all else for the body."""
    lines = text.split("\n")
    count = next((i for i, line in enumerate(lines) if not _is_property(line)), len(lines))
    properties, plain = _by_lines("\n".join(lines[:count]))
    return FrontMatter(properties, plain, "\n".join(lines[count:]), (Oddity(kind=Odd.OPEN_FRONT_MATTER),))


def _is_property(line: str) -> bool:
    return bool(_PROPERTY.match(line) or _KNOWN.match(line) or _ITEM.match(line))


def _by_yaml(front: str) -> tuple[dict[str, Values], frozenset[str]]:
    """Read the YAML as the strings that stand there: no is no, 1.0 is 1.0, and a tag of Python's is nothing."""
    if len(front) > _LONGEST:
        raise _NotUsable(f"{len(front)} characters")
    root = yaml.compose(front, Loader=yaml.SafeLoader)
    if root is None:
        return {}, frozenset()
    if not isinstance(root, yaml.MappingNode):
        raise _NotUsable("no mapping")
    properties: dict[str, Values] = {}
    plain = set()
    for count, (name, value) in enumerate(_flat(root, "")):
        if count > _MOST_NODES:  # aliases of aliases of aliases
            raise _NotUsable(f"more than {_MOST_NODES} values")
        if value is not None:
            properties.setdefault(name, ())
            properties[name] = (*properties[name], value)
    for key, node in root.value:
        if not isinstance(key, yaml.ScalarNode) or _KNOWN.match(key.value):
            raise _NotUsable("a name that is none")
        if isinstance(node, yaml.ScalarNode):
            plain.add(key.value)
            properties[key.value] = properties[key.value][-1:]  # of a name that stands twice the last counts
        elif key.value == _TITLE:  # [快讯] and {{ page.name }} are words
            properties[_TITLE] = (front[node.start_mark.index : node.end_mark.index].strip(),)
    return properties, frozenset(plain)


def _flat(node: yaml.Node, name: str) -> Iterator[tuple[str, str | None]]:
    """Yield every value under its name; each node that is passed counts, so that the caller can stop."""
    yield name, None
    if isinstance(node, yaml.ScalarNode):
        is_nothing = node.style is None and node.value in _NOTHING
        yield name, "" if is_nothing else node.value
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _flat(each, name)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            own = key.value if isinstance(key, yaml.ScalarNode) else ""
            yield from _flat(value, f"{name}.{own}" if name else own)


def _by_lines(front: str) -> tuple[dict[str, Values], frozenset[str]]:
    """Read properties line by line: a line that is none goes on with the one before."""
    properties: dict[str, Values] = {}
    plain: set[str] = set()
    name = ""
    for line in front.split("\n"):
        if found := _PROPERTY.match(line) or _KNOWN.match(line):
            name, value = found[1], (found[2] or "").strip()
            is_list = name != _TITLE and bool(_LIST.match(value))
            properties[name] = _listed(value) if is_list else _one(value)
            (plain.discard if is_list else plain.add)(name)
        elif name and (item := _ITEM.match(line)):
            properties[name] = (*(value for value in properties[name] if value), _unquoted(item[1]))
            plain.discard(name)
        elif name and line.strip():
            before = properties[name][-1] if properties[name] else ""
            properties[name] = (*properties[name][:-1], f"{before} {line.strip()}".strip())
    return properties, frozenset(plain)


def _one(value: str) -> Values:
    return () if _BLOCK.match(value) or value in _NOTHING else (_unquoted(value),)


def _listed(value: str) -> Values:
    return tuple(_unquoted(each) for each in value.strip("[]").split(",") if each.strip())


def _unquoted(value: str) -> str:
    """Take off the outermost quotes: what stands within them is meant, whatever quotes there are."""
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        inner = value[1:-1]
        return _ESCAPED.sub(r"\1", inner) if value[0] == '"' else inner.replace("''", "'")
    return value


def _where(error: Exception) -> str:
    """Say what YAML stumbled over, in one line."""
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        return f"{error.problem or error.context}" + (f", line {mark.line + 2}" if mark else "")
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return " ".join(str(error).split())[:200]
