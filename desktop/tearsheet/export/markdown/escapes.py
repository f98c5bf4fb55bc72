"""Turn plain text, addresses and code into Markdown that means just them."""

import re
from urllib.parse import quote

# Marks of CommonMark and GFM, of Obsidian ($ mathematics, == highlights, %% comments, ^ block names, #tags), of Logseq
# (name:: properties, ((…)) references) and of programs that fill in templates ({{…}} of Hugo and Logseq, <%…%>).
_MARKS = re.compile(
    r"""[\\`*\[\]~$]
      | &(?=\#?\w+;)
      | <(?=[A-Za-z/!?%])
      | !(?=\[)
      | (?<![^\W_])_ | _(?![^\W_])
      | =(?==) | (?<==)= | %(?=%) | (?<=%)%
      | (?<=\w):(?=:(?:\s|$)) | \((?=\([0-9a-f]{8}-) | (?<=\{)\{
      | (?<!\S)\#(?=\S) | (?<!\S)\^(?=\S) | (?<=\A\[)\^ | (?<=\A\])\(""",
    re.VERBOSE,
)
_IN_ALTERNATIVE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|$)|[`*$]|^\^|&(?=\#?\w+;)|<(?=[A-Za-z/!?])|(?<![^\W_])_|_(?![^\W_])|~(?=~)|(?<=~)~"
)
_IN_ALTERNATIVE_OR_BRACKETS = re.compile(rf"[\[\]]|{_IN_ALTERNATIVE.pattern}")
_BRACKETS_OF_NOTHING = re.compile(r"(?:[^\[\]\\]|(?<=.)\[[^\[\]\\^]+\](?![(:\[]))*")
# Quotes, headings, list items, underlines of a heading, the line under a table's header, and (not in CommonMark, but in
# Hugo, Joplin and kramdown) definitions.
_LINE_START = re.compile(r">|:(?:\s|$)|#{1,6}(?:\s|$)|[-+](?:\s|$)|=+\s*$|[-|:][-|:\s]*$|\|")
_CALL_AND_COLON = re.compile(r"\[\^\w[\w-]*\](?=:)")
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


def alternative(text: str) -> str:
    """Return a picture's alternative text, with no backslash but where CommonMark needs one.

    Goldmark as Hugo had it until 2023 shows them there, and brackets are frequent.
    """
    return (_IN_ALTERNATIVE if _BRACKETS_OF_NOTHING.fullmatch(text) else _IN_ALTERNATIVE_OR_BRACKETS).sub(
        r"\\\g<0>", text
    )


def line(text: str) -> str:
    """Return a line of a paragraph, already escaped within, so that it begins no block of another kind."""
    number = _NUMBERED.match(text)
    if number:
        return f"{number[0]}\\{text[number.end() :]}"
    # What calls a footnote would be the footnote itself.
    call = _CALL_AND_COLON.match(text)
    if call:
        return f"{call[0]}\\{text[call.end() :]}"
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
