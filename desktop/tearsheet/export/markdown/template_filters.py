"""Turn values of a template into others: the filters that Obsidian's Web Clipper has, by its names."""

import re
from calendar import day_name, month_name
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from html import unescape

from tearsheet.document.canonical import canonical_text
from tearsheet.export.markdown.front_matter import quoted
from tearsheet.export.markdown.quotations import plain
from tearsheet.export.markdown.writer import markdown
from tearsheet.text.dates import parse_date
from tearsheet.text.filenames import safe_name

Filtered = str | int | list["Filtered"]
"""What Web Clipper's filters take; whatever else a template has made is taken as its text."""

_DATE_PARTS = re.compile(r"\[([^\]]*)\]|YYYY|YY|M{1,4}|D{1,2}|d{3,4}|HH?|hh?|mm?|ss?|SSS|A|a|ZZ?")
_REGEX = re.compile(r"/(.*)/([gimsuy]*)", re.DOTALL)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W_A-Z]+|[^\W_]")


def date(value: object, form: str = "YYYY-MM-DD", _read_as: str = "") -> str:
    """Write a date in the signs of day.js, as the clock stood where it was written; what is no date stays."""
    moment = parse_date(str(value))
    return _DATE_PARTS.sub(lambda part: _part(moment, part), form) if moment else str(value)


def _part(moment: datetime, part: re.Match[str]) -> str:
    month, day = month_name[moment.month], day_name[moment.weekday()]
    zone = f"{moment:%z}"[:5]
    hour = moment.hour % 12 or 12
    known = {
        "YYYY": f"{moment.year:04}",
        "YY": f"{moment.year % 100:02}",
        "MMMM": month,
        "MMM": month[:3],
        "dddd": day,
        "ddd": day[:3],
        "A": "AM" if moment.hour < 12 else "PM",
        "a": "am" if moment.hour < 12 else "pm",
        "Z": f"{zone[:3]}:{zone[3:]}" if zone else "",
        "ZZ": zone,
        "SSS": f"{moment.microsecond // 1000:03}",
    }
    numbers = {"M": moment.month, "D": moment.day, "H": moment.hour, "h": hour, "m": moment.minute, "s": moment.second}
    sign = part[0]
    if part[1] is not None:
        return part[1]
    return known[sign] if sign in known else f"{numbers[sign[0]]:0{len(sign)}}"


def _cased(join_by: str, case: Callable[[int, str], str]) -> Callable[[object], Filtered]:
    def change(text: str) -> str:
        return join_by.join(case(place, word) for place, word in enumerate(_WORD.findall(text)))

    return lambda value: _each(value, change)


def slice_(value: object, begin: int = 0, end: int | None = None) -> Filtered:
    """Take a part of a text or a list."""
    return _listed(value)[begin:end] if _is_list(value) else str(value)[begin:end]


def split(value: object, by: str = "") -> Filtered:
    """Part a text at what stands between, at every character where nothing does."""
    if not by:
        return list(str(value))
    regex = _regex(by)
    return list(regex.split(str(value)) if regex else str(value).split(by))


def join(value: object, by: str = ",") -> str:
    """Write a list as one text."""
    return by.join(map(_text, _listed(value)))


def replace(value: object, *pairs: str) -> Filtered:
    """Put others in the place of words, or of what a regular expression between slashes finds, pair after pair."""

    def change(text: str) -> str:
        for old, new in zip(pairs[::2], [*pairs[1::2], ""], strict=False):
            regex = _regex(old)
            count = 0 if regex is None or "g" in old.rpartition("/")[2] else 1
            text = regex.sub(new.replace("\\", r"\\"), text, count=count) if regex else text.replace(old, new)
        return text

    return _each(value, change)


def blockquote(value: object) -> str:
    """Write a quotation."""
    text = "\n".join(map(_text, _listed(value))) if _is_list(value) else _text(value)
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def callout(value: object, kind: str = "info", title: str = "", folded: bool | None = None) -> str:
    """Write a callout of Obsidian's."""
    fold = "" if folded is None else "-" if folded else "+"
    return f"> [!{kind}]{fold}{f' {title}' if title else ''}\n{blockquote(value)}"


def link(value: object, words: str = "link") -> Filtered:
    """Write links to addresses."""
    return _each(value, lambda url: f"[{words}]({url.replace(' ', '%20')})" if url else "")


def image(value: object, words: str = "") -> Filtered:
    """Write pictures of addresses."""
    return _each(value, lambda url: f"![{words}]({url.replace(' ', '%20')})" if url else "")


def wikilink(value: object, words: str = "") -> Filtered:
    """Write links to notes."""
    return _each(value, lambda name: f"[[{name}{f'|{words}' if words else ''}]]" if name else "")


def list_(value: object, kind: str = "") -> str:
    """Write a list: of bullets, `numbered`, `task` or `numbered-task`."""
    box = "[ ] " if kind.endswith("task") else ""
    items = enumerate(map(_text, _listed(value)), start=1)
    return "\n".join(f"{f'{number}.' if kind.startswith('numbered') else '-'} {box}{item}" for number, item in items)


def footnote(value: object) -> str:
    """Write footnotes, numbered."""
    return "\n\n".join(f"[^{number}]: {_text(each)}" for number, each in enumerate(_listed(value), start=1))


def strip_md(value: object) -> str:
    """Take a text out of its Markdown."""
    from markdown_it import MarkdownIt

    renderer = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return canonical_text(renderer.render(_text(value)))


def unique(value: object) -> Filtered:
    """Take each value of a list once."""
    return list(dict.fromkeys(map(_text, _listed(value)))) if _is_list(value) else _text(value)


def _end(place: int) -> Callable[[object], object]:
    return lambda value: (_listed(value) or [""])[place] if _is_list(value) else value


def _each(value: object, change: Callable[[str], str]) -> Filtered:
    return [change(_text(each)) for each in _listed(value)] if _is_list(value) else change(_text(value))


def _is_list(value: object) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str | Mapping)


def _listed(value: object) -> list["Filtered"]:
    if isinstance(value, Iterable) and not isinstance(value, str | Mapping):
        return list(value)
    return [_text(value)] if _text(value) else []


def _text(value: object) -> str:
    """Return a value as text; of a highlight the words it is on."""
    return str(value.get("text", value)) if isinstance(value, Mapping) else str(value)


def _regex(said: str) -> re.Pattern[str] | None:
    found = _REGEX.fullmatch(said)
    flags = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}
    return re.compile(found[1], sum(flags.get(sign, 0) for sign in set(found[2]))) if found else None


FILTERS: Mapping[str, Callable[..., object]] = {
    "date": date,
    "kebab": _cased("-", lambda _place, word: word.lower()),
    "snake": _cased("_", lambda _place, word: word.lower()),
    "camel": _cased("", lambda place, word: word.capitalize() if place else word.lower()),
    "pascal": _cased("", lambda _place, word: word.capitalize()),
    "uncamel": _cased(" ", lambda _place, word: word.lower()),
    "upper": lambda value: _each(value, str.upper),
    "lower": lambda value: _each(value, str.lower),
    "trim": lambda value: _each(value, str.strip),
    "capitalize": lambda value: _each(value, str.capitalize),
    "safe_name": lambda value, _system="": _each(value, safe_name),
    "slice": slice_,
    "split": split,
    "join": join,
    "replace": replace,
    "blockquote": blockquote,
    "callout": callout,
    "link": link,
    "image": image,
    "wikilink": wikilink,
    "list": list_,
    "footnote": footnote,
    "first": _end(0),
    "last": _end(-1),
    "unique": unique,
    "markdown": lambda value: markdown(_text(value)),
    "strip_md": strip_md,
    "strip_tags": lambda value: unescape(re.sub(r"<[^<>]*>", "", _text(value))),
    "quoted": lambda value: quoted(_text(value)),
    "plain": lambda value: plain(_text(value)),
}
"""Web Clipper's filters, and two more: `quoted` for a string of YAML, `plain` for text that means just itself."""
