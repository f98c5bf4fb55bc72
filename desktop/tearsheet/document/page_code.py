"""Turn listings into coloured ones: their text wrapped by what it is in its language, and otherwise as it was."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from lxml.html import HtmlElement
from lxml.html.builder import E

if TYPE_CHECKING:
    from pygments.lexer import Lexer

_NAMED = re.compile(r"(?:language|lang|highlight-source)-([\w+#.-]+)")
_LONGEST = 20_000
_LONGEST_LINE = 1_000
_MOST = 120_000
"""So many characters of one page are coloured; pygments does about a million a second."""

# The languages that are coloured, by what pages call them, as pygments does. None is guessed: a listing that names none
# of these stays plain, and no page can choose one of the lexers that take for ever over hostile text.
_LANGUAGES = {
    **dict.fromkeys(("bash", "sh", "shell", "zsh"), "bash"),
    **dict.fromkeys(("console", "shell-session", "shellsession"), "console"),
    **dict.fromkeys(("c", "h"), "c"),
    **dict.fromkeys(("cpp", "c++", "cc", "cxx", "hpp"), "cpp"),
    **dict.fromkeys(("csharp", "c#", "cs"), "csharp"),
    **dict.fromkeys(("dockerfile", "docker"), "docker"),
    **dict.fromkeys(("go", "golang"), "go"),
    **dict.fromkeys(("html", "xhtml", "htm"), "html"),
    **dict.fromkeys(("javascript", "js", "jsx", "mjs", "node"), "javascript"),
    **dict.fromkeys(("json", "jsonc", "json5"), "json"),
    **dict.fromkeys(("kotlin", "kt"), "kotlin"),
    **dict.fromkeys(("makefile", "make"), "make"),
    **dict.fromkeys(("objective-c", "objectivec", "objc"), "objective-c"),
    **dict.fromkeys(("powershell", "ps1", "pwsh"), "powershell"),
    **dict.fromkeys(("python", "py", "python3", "py3"), "python"),
    **dict.fromkeys(("pycon", "python-repl"), "pycon"),
    **dict.fromkeys(("ruby", "rb"), "ruby"),
    **dict.fromkeys(("rust", "rs"), "rust"),
    **dict.fromkeys(("sql", "mysql", "postgresql", "pgsql", "sqlite"), "sql"),
    **dict.fromkeys(("typescript", "ts", "tsx"), "typescript"),
    **dict.fromkeys(("xml", "svg", "xslt", "rss"), "xml"),
    **dict.fromkeys(("yaml", "yml"), "yaml"),
    **{
        name: name
        for name in (
            *("awk", "clojure", "cmake", "css", "dart", "diff", "elixir", "erlang", "fortran", "graphql", "haskell"),
            *("ini", "java", "julia", "lua", "matlab", "nginx", "ocaml", "perl", "php", "protobuf", "r", "scala"),
            *("scheme", "scss", "swift", "toml", "vim", "zig"),
        )
    },
}
_KINDS = (
    ("Comment", "ts-c"),
    ("Keyword.Type", "ts-t"),
    ("Keyword", "ts-k"),
    ("Operator.Word", "ts-k"),
    ("Name.Tag", "ts-k"),
    ("Name.Function", "ts-f"),
    ("Name.Class", "ts-f"),
    ("Name.Decorator", "ts-f"),
    ("Name.Attribute", "ts-f"),
    ("Name.Builtin", "ts-t"),
    ("Name.Exception", "ts-t"),
    ("Literal.String", "ts-s"),
    ("Literal.Number", "ts-n"),
    ("Generic.Deleted", "ts-d"),
    ("Generic.Inserted", "ts-i"),
    ("Generic.Heading", "ts-k"),
    ("Generic.Subheading", "ts-k"),
    ("Generic.Prompt", "ts-c"),
    ("Generic.Output", "ts-c"),
)

Piece = tuple[str, str]
"""A class, "" for none, and the text that has it."""


def colour_code(root: HtmlElement) -> None:
    """Wrap what the listings under `root` are made of; a listing in no language that is known stays as it is."""
    left = _MOST
    for listing in root.iter("pre"):
        language = _language(listing)
        text = str(listing.text_content()) if language else ""
        if not text or len(text) > min(left, _LONGEST) or max(map(len, text.split("\n"))) > _LONGEST_LINE:
            continue
        left -= len(text)
        pieces = _pieces(text, language)
        if "".join(piece for _kind, piece in pieces) == text:
            _wrap(listing, pieces)


def _language(listing: HtmlElement) -> str:
    for element in (listing, *listing.iter("code"), *listing.iterancestors()):
        for name in _NAMED.findall(element.get("class", "")):
            return _LANGUAGES.get(name.lower(), "")
    return ""


def _pieces(text: str, language: str) -> list[Piece]:
    lexer = _lexer(language)
    merged: list[Piece] = []
    for _start, token, piece in lexer.get_tokens_unprocessed(text):
        kind = _kind(str(token))
        if merged and merged[-1][0] == kind:
            merged[-1] = (kind, merged[-1][1] + piece)
        else:
            merged.append((kind, piece))
    return merged


@cache
def _lexer(language: str) -> "Lexer":
    # Imported with the first listing that names its language: most articles have none.
    from pygments.lexers import get_lexer_by_name

    return get_lexer_by_name(language)


@cache
def _kind(token: str) -> str:
    name = token.removeprefix("Token.")
    return next((kind for start, kind in _KINDS if name == start or name.startswith(f"{start}.")), "")


def _wrap(listing: HtmlElement, pieces: list[Piece]) -> None:
    """Wrap the pieces of a listing's text, which may itself stand in elements."""
    cuts = _cut(pieces, [len(text) for text in listing.xpath(".//text()")])
    for text, own in zip(listing.xpath(".//text()"), cuts, strict=True):
        holder = text.getparent()
        before, spans = _spans(own)
        if text.is_tail:
            parent, place = holder.getparent(), holder.getparent().index(holder) + 1
            holder.tail = before
            parent[place:place] = spans
        else:
            holder.text = before
            holder[:0] = spans


def _cut(pieces: list[Piece], lengths: list[int]) -> Iterator[list[Piece]]:
    """Cut pieces so that they end where the texts of these lengths do."""
    waiting = pieces[::-1]
    for length in lengths:
        own: list[Piece] = []
        while length:
            kind, text = waiting.pop()
            own.append((kind, text[:length]))
            if len(text) > length:
                waiting.append((kind, text[length:]))
            length -= len(own[-1][1])
        yield own


def _spans(pieces: list[Piece]) -> tuple[str, list[HtmlElement]]:
    """Return the text before the first span, and the spans with the text after each."""
    before = ""
    spans: list[HtmlElement] = []
    for kind, text in pieces:
        if kind:
            spans.append(E.span(text, {"class": kind}))
        elif spans:
            spans[-1].tail = (spans[-1].tail or "") + text
        else:
            before += text
    return before, spans
