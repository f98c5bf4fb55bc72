"""Turn plain text and addresses into what mldoc, Logseq's parser, reads as just them.

Any sign of ASCII may have a backslash before it there, in marks and in the words of links too. Closing brackets get
none, since `\\]` and `\\)` would end a formula that an escaped opening one seems to begin.
"""

import re
from urllib.parse import quote

from tearsheet.export.markdown import escapes

# In a line: code, marks, formulas, brackets of every kind; what begins something only beside its like or before a
# letter (==, ~~, ^^, ^{, ((, {{, @@, #tag, <tag, ://), and properties (name::).
_MARKS = re.compile(
    r"""[\\`*\[$]
      | (?<![^\W_])_ | _(?![^\W_])
      | =(?==) | (?<==)= | ~(?=~) | (?<=~)~ | \^(?=[\^{]) | (?<=\^)\^
      | \((?=\() | \{(?=\{) | @(?=@) | :(?=//) | (?<=:): | !(?=\[)
      | \#(?=\S) | <(?=\S)""",
    re.VERBOSE,
)
# Where another piece touches: what would begin, end or go on with something together with it.
_FIRST = re.compile(r"[=~^({@:]")
_LAST = re.compile(r"[=~^({@:!#<]")
_LINE_START = re.compile(r"[-+#>|:%]|[=]+$")
_NUMBERED = re.compile(r"\d+(?=\.(?:\s|$))")
_TASK = re.compile(r"(?:TODO|DOING|WAITING|WAIT|DONE|CANCELL?ED|STARTED|IN-PROGRESS|NOW|LATER)(?=\s|$)")
_IN_LABEL = re.compile(r"[\\`*_$^~=#<!{]")
_ENDS_FORMULA = re.compile(r"\\[\])]")
_LAST_SIGN = re.compile(r"(?<!\\)[!-/:-@\[-`{-~A-Za-z]\Z")


def words(text: str, *, follows: bool = False, followed: bool = False) -> str:
    """Return `text` with a backslash before what would be markup.

    `follows` and `followed`: something touches it before or after.
    """
    written, done = [], 0
    for mark in _MARKS.finditer(text):
        written += [text[done : mark.start()], "\\"]
        done = mark.start()
    line = "".join([*written, text[done:]])
    if follows and _FIRST.match(line):
        line = f"\\{line}"
    if followed and _LAST.search(line[-1:]) and line[-2:-1] != "\\":
        line = f"{line[:-1]}\\{line[-1]}"
    return line


def apart(written: str) -> str:
    """Return words after which a picture or HTML is read: in a word it is not, but behind a backslash begins another.

    A space is what is left where they end in no letter or sign of ASCII.
    """
    if not written or written[-1] == " " or (len(written) > 1 and written[-2] == "\\" and not written[-1].isalnum()):
        return written
    if _LAST_SIGN.search(written):
        return f"{written[:-1]}\\{written[-1]}"
    return f"{written} "


def is_apart(text: str) -> bool:
    """Say whether words end so that what follows can be read without a space."""
    return not text or (text[-1].isascii() and not text[-1].isdigit())


def label(text: str) -> str | None:
    """Return the words of a link or a picture, None where their brackets have no form."""
    depth = 0
    for char in text:
        depth += (char == "[") - (char == "]")
        if depth < 0:
            return None
    if depth or text[:1] == "[" or "[[" in text or _ENDS_FORMULA.search(text):
        return None
    return _IN_LABEL.sub(r"\\\g<0>", text)


def line(text: str) -> str:
    """Return a line, already escaped within, so that it begins nothing of another kind: no list, property or task."""
    number = _NUMBERED.match(text)
    if number:
        return f"{number[0]}\\{text[number.end() :]}"
    return f"\\{text}" if _LINE_START.match(text) or _TASK.match(text) else text


def destination(url: str) -> str:
    """Return an address as a link's destination, which may hold no bracket of any kind."""
    return re.sub(r"[()\[\]]", lambda char: quote(char[0]), escapes.destination(url).replace("&amp;", "&"))


def title(text: str) -> str | None:
    """Return a link's title with the space before it, empty for none, None where it has no form."""
    plain = " ".join(text.split())
    if not plain:
        return ""
    return None if re.search(r'["\\()\[\]]', plain) else f' "{plain}"'


def in_html(markup: str) -> str:
    """Return HTML in which neither a property is read nor the end of a cell."""
    return markup.replace("::", "&#58;:").replace("|", "&#124;")
