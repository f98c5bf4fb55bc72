"""Turn `==` in Markdown into marks, by the rule that readers of notes have for it: that of `~~` (markdown-it-mark)."""

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

_SIGN = "="


def read_delimiters(state: StateInline, silent: bool) -> bool:
    """Read two signs as a delimiter, and any other number as text."""
    if silent or state.src[state.pos] != _SIGN:
        return False
    scanned = state.scanDelims(state.pos, True)
    state.push("text", "", 0).content = _SIGN * scanned.length
    if scanned.length == 2:
        state.delimiters.append(
            Delimiter(
                marker=ord(_SIGN),
                length=0,
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open,
                close=scanned.can_close,
            )
        )
    state.pos += scanned.length
    return True


def pair_delimiters(state: StateInline) -> None:
    """Make tags of the delimiters that were paired."""
    within = (meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta)
    for delimiters in (state.delimiters, *within):
        for opening in delimiters:
            if opening.marker == ord(_SIGN) and opening.end != -1:
                _set_tag(state, opening, "<mark>")
                _set_tag(state, delimiters[opening.end], "</mark>")


def _set_tag(state: StateInline, delimiter: Delimiter, tag: str) -> None:
    token = state.tokens[delimiter.token]
    token.type, token.content = "html_inline", tag
