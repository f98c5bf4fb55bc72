"""Turn filters as Web Clipper has them (`date:"YYYY"`, `replace:"a":"b"`) into calls as Jinja2 has them."""

from collections.abc import Iterator

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

_LITERALS = ("string", "integer", "float", "name")
_PARTING = ("comma", "colon", "sub")


class ClipperFilters(Extension):
    """Rewrites the tokens of a template; lines stay what they are."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield tokens with an argument behind a colon in brackets, and the colons between arguments as commas."""
        tokens = list(stream)
        place = 0
        while place < len(tokens):
            yield tokens[place]
            place += 1
            following = [each.type for each in tokens[place : place + 2]]
            if tokens[place - 1].type == "pipe" and following == ["name", "colon"]:
                yield tokens[place]
                place += 2
                taken = _arguments(tokens, place)
                yield from _call(tokens[place : place + taken], tokens[place - 1].lineno)
                place += taken


def _arguments(tokens: list[Token], begin: int) -> int:
    """Return how many tokens are a filter's arguments: what stands in brackets, or literals and what parts them."""
    if begin < len(tokens) and tokens[begin].type == "lparen":
        depth = 0
        for place in range(begin, len(tokens)):
            depth += (tokens[place].type == "lparen") - (tokens[place].type == "rparen")
            if not depth:
                return place - begin + 1
        return len(tokens) - begin
    end, before = begin, "comma"
    while end < len(tokens) and tokens[end].type in (_PARTING if before in _LITERALS else (*_LITERALS, "sub")):
        before = tokens[end].type
        end += 1
    return end - begin


def _call(arguments: list[Token], line: int) -> Iterator[Token]:
    if arguments and arguments[0].type == "lparen":
        yield from (Token(each.lineno, "comma", ",") if each.type == "colon" else each for each in arguments)
        return
    yield Token(line, "lparen", "(")
    words = ""
    for each in [*arguments, Token(line, "comma", ",")]:
        # `numbered-task` is one word to Web Clipper, and a difference to Jinja2.
        if each.type == "name" or (each.type == "sub" and words):
            words += str(each.value)
            continue
        if words:
            yield Token(each.lineno, "string", words)
            words = ""
        if each.type in ("comma", "colon"):
            yield Token(each.lineno, "comma", ",")
        else:
            yield each
    yield Token(line, "rparen", ")")
