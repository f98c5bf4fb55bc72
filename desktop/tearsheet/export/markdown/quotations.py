"""Turn annotations into Markdown: the words they are on as a quotation, what was written, tags, and how they stand."""

import re
from collections.abc import Iterable, Sequence

from tearsheet.export.markdown import escapes
from tearsheet.export.markdown.inline import Words, image, join, link
from tearsheet.export.markdown.tidy import PictureAddress
from tearsheet.model.annotation import PlacedAnnotation, State
from tearsheet.text.annotations import name_of_colour, name_of_state
from tearsheet.text.words import _


def quotation(placed: PlacedAnnotation, picture_address: PictureAddress = lambda url: url) -> str:
    """Return the words as they stand on the version that is shown, those it was made on where they are not there."""
    selector = placed.annotation.selector
    if selector is None:
        return ""
    said = (placed.text or selector.exact).strip()
    if selector.picture:
        shown = picture_address(placed.picture or selector.picture)
        return f"> {image(shown, said, '').markdown}" if shown else _quoted(said)
    return _quoted(said)


def tagged(tags: Iterable[str]) -> str:
    """Return tags as notes have them, where a blank would end one."""
    return " ".join(f"#{escapes.words('-'.join(tag.split()), before='#')}" for tag in tags if tag.strip())


def facts(placed: PlacedAnnotation, *, colour: bool = False) -> list[str]:
    """Return what else is known of an annotation: its tags, its colour, the day it was made, whether it is lost."""
    return [fact for fact in (tagged(placed.annotation.tags), *known_of(placed, colour=colour)) if fact]


def known_of(placed: PlacedAnnotation, *, colour: bool = True) -> list[str]:
    """Return the same without tags, which every program has in its own way."""
    made = placed.annotation
    known = (
        name_of_colour(made.colour) if colour and made.selector is not None else "",
        f"{made.created.astimezone():%Y-%m-%d}",
        name_of_state(State.ORPHAN) if placed.state is State.ORPHAN else "",
    )
    return [fact for fact in known if fact]


def plain(text: str) -> str:
    """Return text that means just itself, on one line."""
    return join([Words(" ".join(text.split()))])


def block_id(placed: PlacedAnnotation) -> str:
    """Return the name that a highlight has in a note, in every export the same."""
    return f"h-{placed.annotation.uid[:8]}"


def listed(
    annotations: Sequence[PlacedAnnotation], *, url: str, block_ids: bool, picture_address: PictureAddress
) -> str:
    """Return annotations as the part of a note that lists them, each with a link to the page at `url`.

    `block_ids`: the program that reads it has names of blocks.
    """
    if not annotations:
        return ""
    entries = [_entry(each, url, block_ids, picture_address) for each in annotations]
    return "\n\n".join([f"## {_('Highlights')}", *entries])


def written_below(annotations: Sequence[PlacedAnnotation], picture_address: PictureAddress) -> str:
    """Return what the text itself does not show of annotations: what was written, and what is marked on no words.

    It is for pages that others read, in any language: notes are their words, not Markdown, and nothing is said of
    them but tags and days.
    """
    return "\n\n".join(_said(each, picture_address) for each in annotations if _is_below(each))


def _is_below(placed: PlacedAnnotation) -> bool:
    selector = placed.annotation.selector
    says_something = placed.annotation.note.strip() or placed.annotation.tags
    return bool(says_something or not placed.text or (selector and selector.picture))


def _said(placed: PlacedAnnotation, picture_address: PictureAddress) -> str:
    made = placed.annotation
    known = " · ".join(fact for fact in (tagged(made.tags), f"{made.created:%Y-%m-%d}") if fact)
    parts = (quotation(placed, picture_address), _words(made.note.strip()), f"<small>{known}</small>")
    return "\n\n".join(part for part in parts if part)


def _words(note: str) -> str:
    """Return a note's lines as paragraphs that mean just themselves."""
    written = "\n".join(escapes.line(plain(line)) for line in note.splitlines())
    return re.sub(r"(?<=\S)\n(?=\S)", "\\\\\n", re.sub(r"\n{2,}", "\n\n", written))


def _entry(placed: PlacedAnnotation, url: str, block_ids: bool, picture_address: PictureAddress) -> str:
    quote, note = quotation(placed, picture_address), placed.annotation.note.strip()
    line = _line(placed, url)
    if not block_ids:
        return "\n\n".join(filter(None, (quote, note, line)))
    name = f"^{block_id(placed)}"
    # A quotation is named in a line of its own, a paragraph at its end.
    return "\n\n".join((quote, name, *filter(None, (note, line)))) if quote else f"{note}\n\n{line} {name}".strip()


def _line(placed: PlacedAnnotation, url: str) -> str:
    known = facts(placed, colour=True)
    back = [join(link(url, [Words(_("Original page"))], ""))] if url else []
    return " · ".join((*known, *back))


def _quoted(said: str) -> str:
    lines = (escapes.line(plain(line)) for line in said.splitlines())
    return "\n".join(f"> {line}".rstrip() for line in lines) if said else ""
