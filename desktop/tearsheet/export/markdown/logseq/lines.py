"""Turn the pieces of a line into one string that mldoc reads as them.

What it has signs for it reads only under its own conditions: marks hold words, code and links, but neither formulas nor
pictures nor HTML, which it reads outside of words only. Whatever fails one of them is HTML, and so is a whole line with
words that have no form.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from tearsheet.export.markdown.logseq import escapes
from tearsheet.export.markdown.logseq.pieces import (
    MARKS,
    Break,
    Code,
    Formula,
    Html,
    Picture,
    Piece,
    Script,
    Words,
    as_html,
    readable,
)
from tearsheet.export.markdown.passages import HIGHLIGHT

_SIGNS = {HIGHLIGHT: "==", "del": "~~", "strong": "**", "em": "*"}
# What may stand behind the closing one of two `_`, beside the end.
_AFTER_UNDERSCORE = re.compile(r"[\s!-/:-@\[-`{-~]")
# A backslash before a closing bracket would end a formula, however it is written.
_NOT_IN_LINES = re.compile(r"\\[\])]")
_NOT_IN_CELLS = re.compile(r"\\[\])]|\|")
_WORD = re.compile(r"\S+")
_ON_THE_WEB = ("http:", "https:", "data:")
_NO_CODE = re.compile(r"``|\A`|`\Z|\n")


def lines_of(pieces: Iterable[Piece]) -> list[str]:
    """Return the lines that pieces are, none of which begins anything but text; empty ones for two breaks in a row."""
    lines = []
    for is_break, group in groupby(pieces, key=lambda piece: isinstance(piece, Break)):
        held = list(group)
        lines += [""] * (len(held) - 1) if is_break else [escapes.line(line(held))]
    return lines


def line(pieces: Iterable[Piece], *, in_cell: bool = False) -> str:
    """Return pieces, none of which is a break, as one line; `in_cell`: without a bar, which would end a cell."""
    forbidden = _NOT_IN_CELLS if in_cell else _NOT_IN_LINES
    settled = _settled(_sayable(pieces, forbidden))
    parts = list(_parts(settled))
    if not in_cell and len(parts) > 1 and isinstance(parts[0], Html) and not any(map(_is_kept, settled)):
        # HTML that begins a line ends it too.
        return readable(f"<span>{''.join(map(as_html, settled))}</span>")
    written = ""
    for number, part in enumerate(parts):
        following = parts[number + 1] if number + 1 < len(parts) else None
        if isinstance(part, Words) and not part.marks and part.link is None:
            said = escapes.words(part.text, follows=number > 0, followed=following is not None)
            written += escapes.apart(said) if isinstance(following, Html | Picture) else said
        else:
            written += _written(part)
    return written


def _is_kept(piece: Piece) -> bool:
    """Say whether HTML would lose a piece: a formula, or a file that Logseq finds only from its own pictures."""
    return isinstance(piece, Formula) or (isinstance(piece, Picture) and not piece.url.startswith(_ON_THE_WEB))


def _written(part: Piece | str) -> str:
    """Return a part of a line that is more than words."""
    match part:
        case str():
            return part
        case Formula():
            return f"{part.sign}{part.tex}{part.sign}"
        case Picture():
            title = escapes.title(part.title) or ""
            return f"![{escapes.label(part.alt)}]({escapes.destination(part.url)}{title})"
        case _:
            return readable(as_html(part))


def _sayable(pieces: Iterable[Piece], forbidden: re.Pattern[str]) -> Iterator[Piece]:
    """Put those words into HTML that have no other form, and code with what they have."""
    for piece in pieces:
        if isinstance(piece, Code) and forbidden.search(piece.text):
            yield Html(piece.html, marks=piece.marks, link=piece.link)
        elif isinstance(piece, Formula) and forbidden.search(piece.tex):
            tex = piece.tex.replace("\\|", r"\Vert ").replace("|", r"\vert ").strip()
            yield Words(piece.text) if _NOT_IN_LINES.search(tex) else replace(piece, tex=tex)
        elif not isinstance(piece, Words):
            yield piece
        else:
            done = 0
            for found in (word for word in _WORD.finditer(piece.text) if forbidden.search(word[0])):
                yield replace(piece, text=piece.text[done : found.start()])
                yield Html(f"<span>{Words(found[0]).html}</span>", marks=piece.marks, link=piece.link)
                done = found.end()
            yield replace(piece, text=piece.text[done:])


def _settled(pieces: Iterable[Piece]) -> list[Piece]:
    """Return pieces with the spaces at the ends of marks and links outside, and equal words that touch joined."""
    settled: list[Piece] = []
    for piece in _bare(list(pieces)):
        last = settled[-1] if settled else None
        if (
            isinstance(piece, Words)
            and isinstance(last, Words)
            and (piece.marks, piece.link) == (last.marks, last.link)
        ):
            settled[-1] = replace(last, text=re.sub(" {2,}", " ", last.text + piece.text))
        elif not isinstance(piece, Words) or piece.text:
            settled.append(piece)
    return _trimmed(settled)


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """Return a line without the spaces at its ends."""
    while pieces and isinstance(pieces[0], Words) and not pieces[0].text.strip(" "):
        del pieces[0]
    while pieces and isinstance(pieces[-1], Words) and not pieces[-1].text.strip(" "):
        del pieces[-1]
    if pieces and isinstance(pieces[0], Words):
        pieces[0] = replace(pieces[0], text=pieces[0].text.lstrip(" "))
    if pieces and isinstance(pieces[-1], Words):
        pieces[-1] = replace(pieces[-1], text=pieces[-1].text.rstrip(" "))
    return pieces


def _bare(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Take each mark and link off the spaces at its ends."""
    for number, piece in enumerate(pieces):
        if not isinstance(piece, Words) or not (piece.marks or piece.link):
            yield piece
            continue
        before = pieces[number - 1] if number else None
        after = pieces[number + 1] if number + 1 < len(pieces) else None
        stripped = piece.text.strip()
        begin = piece.text.index(stripped) if stripped else len(piece.text)
        yield from _space(piece, piece.text[:begin], before, None if not stripped else piece)
        if stripped:
            yield replace(piece, text=stripped)
            yield from _space(piece, piece.text[begin + len(stripped) :], piece, after)


def _space(piece: Words, space: str, before: Piece | None, after: Piece | None) -> Iterator[Piece]:
    """Give a space the marks and the link that go on over it."""
    if space:
        marks = piece.marks & (before.marks if before else frozenset()) & (after.marks if after else frozenset())
        link = piece.link if before and after and before.link == piece.link == after.link else None
        yield replace(piece, text=space, marks=marks, link=link)


def _parts(pieces: Sequence[Piece]) -> Iterator[Piece | str]:
    """Go through what a line is made of: words, finished markup, and what is read outside of words only."""
    parts: list[Piece | str] = []
    for signed, group in groupby(pieces, key=_has_signs):
        if not signed:
            for piece in group:
                parts += _alone(piece, parts[-1] if parts else None)
            continue
        for marked, cluster in groupby(group, key=lambda piece: bool(piece.marks)):
            held = list(cluster)
            if not marked:
                for link, run in groupby(held, key=lambda piece: piece.link):
                    of_one = list(run)
                    parts += map(_unlinked, of_one) if link is None else _linked(of_one)
                continue
            written = _signed(held, MARKS)
            touches = bool(parts) and isinstance(parts[-1], str) and parts[-1][-1:] == (written or "")[:1]
            parts += [written] if written and not touches else [Html(markup="".join(map(as_html, held)))]
    yield from _set_apart(parts)


def _has_signs(piece: Piece) -> bool:
    """Say whether a piece has a form that may stand within marks."""
    if isinstance(piece, Code):
        return not _NO_CODE.search(piece.text) and bool(piece.text.strip()) and not (piece.link and piece.marks)
    return isinstance(piece, Words)


def _alone(piece: Piece, before: Piece | str | None) -> list[Piece | str]:
    """Return a piece that no mark can hold, behind what was `before`."""
    if isinstance(piece, Script) and not piece.marks and piece.link is None:
        # Only within a word is its sign never that of italics.
        in_word = isinstance(before, Words) and before.text[-1:].isalnum()
        return [f"{piece.sign}{{{escapes.words(piece.text)}}}" if in_word else Html(piece.html)]
    if isinstance(piece, Formula) and piece.link is None:
        return [replace(piece, marks=frozenset())]
    if isinstance(piece, Picture) and escapes.label(piece.alt) is not None:
        bare = replace(piece, marks=frozenset(), link=None)
        if piece.link is None:
            return [bare]
        if _is_kept(piece):
            # No link can hold a picture of Logseq's own.
            return [bare, Words(text=" "), *_linked([Words(text="↗", link=piece.link)])]
    return [Html(markup=as_html(piece))]


def _unlinked(piece: Piece) -> Piece | str:
    return piece if isinstance(piece, Words) else _inner(piece)


def _inner(piece: Piece, *, follows: bool = True, followed: bool = True) -> str:
    """Return words or code as they stand within marks."""
    match piece:
        case Code():
            ticks = "``" if "`" in piece.text else "`"
            return f"{ticks}{piece.text}{ticks}"
        case Words():
            return escapes.words(piece.text, follows=follows, followed=followed)
    raise TypeError(piece)


def _linked(pieces: Sequence[Piece]) -> list[Piece | str]:
    """Return pieces of one link without marks."""
    written = _link(pieces)
    return [written] if written is not None else [Html(markup=_html_link(pieces))]


def _link(pieces: Sequence[Piece]) -> str | None:
    """Return words and code of one link as one link, None where they have no such form."""
    link = pieces[0].link
    if link is None:
        return None
    labels = [escapes.label(piece.text) if isinstance(piece, Words) else _inner(piece) for piece in pieces]
    title = escapes.title(link.title)
    if title is None or any(each is None for each in labels):
        return None
    said = "".join(filter(None, labels))
    bare = said.strip(" ")
    before, _same, after = said.partition(bare)
    return f"{before}[{bare}]({escapes.destination(link.url)}{title}){after}" if bare else said


def _html_link(pieces: Sequence[Piece]) -> str:
    inner = "".join(as_html(replace(piece, link=None)) for piece in pieces)
    return as_html(Html(markup=inner, link=pieces[0].link))


def _signed(pieces: Sequence[Piece], marks: Sequence[str], *, around: str = "") -> str | None:
    """Return pieces with signs for the marks on them, None where mldoc would read something else.

    `around` is the sign that they stand in.
    """
    if not marks:
        return _unmarked(pieces)
    mark, *others = marks
    groups = [(has, list(group)) for has, group in groupby(pieces, key=lambda piece: mark in piece.marks)]
    written: list[str] = []
    for number, (has, group) in enumerate(groups):
        inner = _signed(group, others, around=_SIGNS[mark] if has else around)
        if inner is None:
            return None
        if not has:
            written.append(inner)
            continue
        sign = _SIGNS[mark]
        if mark == "em" and around == "**" and (number == 0 or number == len(groups) - 1):
            following = _signed(groups[number + 1][1], others, around=around) if number + 1 < len(groups) else ""
            if following is None or (following and not inner[-1:].isspace() and not _AFTER_UNDERSCORE.match(following)):
                return None
            sign = "_"
        if any(sign in piece.link.url for piece in group if piece.link):
            return None
        bare = inner.strip(" ")
        before, _bare_too, after = inner.partition(bare)
        written.append(f"{before}{sign}{bare}{sign}{after}" if bare else inner)
    return "".join(written)


def _unmarked(pieces: Sequence[Piece]) -> str | None:
    written = ""
    for link, group in groupby(pieces, key=lambda piece: piece.link):
        if link is None:
            written += "".join(map(_inner, group))
            continue
        linked = _link(list(group))
        if linked is None:
            return None
        written += linked
    return written


def _set_apart(parts: Sequence[Piece | str]) -> Iterator[Piece | str]:
    """Let HTML begin where it is read: what it touches of a word without letter or sign of ASCII goes into it."""
    for number, part in enumerate(parts):
        before = parts[number - 1] if number else None
        following = parts[number + 1] if number + 1 < len(parts) else None
        if isinstance(part, Words) and isinstance(following, Html) and not escapes.is_apart(part.text):
            head, _space, _tail = part.text.rpartition(" ")
            if head or _space:
                yield replace(part, text=head + _space)
        elif isinstance(part, Html) and isinstance(before, Words) and not escapes.is_apart(before.text):
            tail = before.text.rpartition(" ")[2]
            yield replace(part, markup=f"<span>{Words(text=tail).html}{part.markup}</span>")
        else:
            yield part
