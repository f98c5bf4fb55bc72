"""Turn plain text, addresses and code into Markdown that means just them."""

import re
from urllib.parse import quote

# Marks of CommonMark and GFM, and Obsidian's: $ mathematics, == highlights, %% comments, ^ block names, #tags.
_MARKS = re.compile(
    r"""[\\`*\[\]~$]
      | &(?=\#?\w+;)
      | <(?=[A-Za-z/!?])
      | !(?=\[)
      | (?<![^\W_])_ | _(?![^\W_])
      | =(?==) | (?<==)= | %(?=%) | (?<=%)%
      | (?<!\S)[\#^](?=\S)""",
    re.VERBOSE,
)
# Quotes, headings, list items, underlines of a heading, the line under a table's header.
_LINE_START = re.compile(r">|#{1,6}(?:\s|$)|[-+](?:\s|$)|=+\s*$|[-|:][-|:\s]*$|\|")
_NUMBERED = re.compile(r"\d{1,9}(?=[.)](?:\s|$))")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_NOT_IN_ADDRESS = re.compile(r"[\s\x00-\x20<>\\`|\"^{}\x7f]")
_LANGUAGE = re.compile(r"[\w+#.-]{1,40}")


def words(text: str, *, before: str = " ", after: str = " ") -> str:
    """Return `text` with a backslash before what would be markup, given the characters on both sides of it."""
    framed = before[-1:] + text + after[:1]
    begin, end = len(before[-1:]), len(before[-1:]) + len(text)
    written, done = [], begin
    for mark in _MARKS.finditer(framed, begin):
        if mark.start() < end:
            written += [framed[done : mark.start()], "\\"]
            done = mark.start()
    return "".join([*written, framed[done:end]])


def line(text: str) -> str:
    """Return a line of a paragraph, already escaped within, so that it begins no block of another kind."""
    number = _NUMBERED.match(text)
    if number:
        return f"{number[0]}\\{text[number.end() :]}"
    return f"\\{text}" if _LINE_START.match(text) else text


def destination(url: str) -> str:
    """Return an address as a link's destination."""
    encoded = _NOT_IN_ADDRESS.sub(lambda char: quote(char[0]), url)
    if not _balanced(encoded):
        encoded = encoded.replace("(", "%28").replace(")", "%29")
    return _ENTITY.sub("&amp;", encoded)


def title(text: str) -> str:
    """Return a link's or picture's title with the space before it, empty for none."""
    plain = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f' "{_ENTITY.sub("&amp;", plain)}"' if plain else ""


def code(text: str) -> str:
    """Return a code span of one line that is not empty."""
    ticks = "`" * (_longest_run(text) + 1)
    touching = text[0] == "`" or text[-1] == "`" or (text[0] == " " == text[-1] and text.strip(" ") != "")
    pad = " " if touching else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def fence(text: str, language: str) -> str:
    """Return a fenced code block."""
    ticks = "`" * max(3, _longest_run(text) + 1)
    named = language if _LANGUAGE.fullmatch(language) else ""
    return f"{ticks}{named}\n{text}\n{ticks}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)


def _balanced(url: str) -> bool:
    depth = 0
    for char in url:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return False
    return depth == 0
