"""Turn footnotes, as pages have them, into elements of their own: `note-ref` that calls one, `note` that is one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml.html import HtmlElement

REF, NOTE = "note-ref", "note"

_LONGEST_MARK = 6
_BOXES = ("div", "section", "article", "aside", "footer", "main")
# A note called from here could not stand outside of it, for these may have to be written as HTML.
_NOT_FROM = ("table", "dl", "details", "pre", "ruby", "code")
_BRACKETS = "[](){}【】〔〕*^†: \u00a0\n"
_NAME = re.compile(r"\w{1,10}")
_LEFT_OF_MARKS = re.compile(r"^\s*(?:\[\s*\]|\(\s*\))?[\s^↑↩.:、,]*")


@dataclass(slots=True)
class _Note:
    """A note, and the links that lead to it."""

    element: HtmlElement
    links: list[HtmlElement] = field(default_factory=list)


def settle_notes(root: HtmlElement) -> None:
    """Replace in `root` what calls a footnote by `note-ref`, and each footnote by `note`, both with its `name`.

    A list of notes becomes notes only when all of its items do; whatever is in doubt stays as it is.
    """
    taken: set[str] = set()
    for note in _in_whole_lists(_found(root)):
        name = _name(note.links[0], taken)
        _clean(note)
        if not "".join(note.element.itertext()).strip():
            continue
        for link in note.links:
            _call(link, name)
        _set(note.element, name)
    for listed in list(root.iter("ol", "ul")):
        if len(listed) and all(item.tag == NOTE for item in listed):
            listed.drop_tag()


def _found(root: HtmlElement) -> list[_Note]:
    order = {element: place for place, element in enumerate(root.iter("*"))}
    named = {element.get("id"): element for element in order if element.get("id")}
    notes: dict[HtmlElement, _Note] = {}
    refused = set()
    for link in (element for element in order if element.tag == "a"):
        target = named.get(link.get("href", "").removeprefix("#")) if link.get("href", "").startswith("#") else None
        around = _around(target) if target is not None and _is_mark(link) else None
        if around is None or order[around] < order[link]:
            continue
        if next(link.iterancestors(*_NOT_FROM), None) is None and _is_note(around, link):
            notes.setdefault(around, _Note(around)).links.append(link)
        else:
            refused.add(around)
    inner = {each for around in notes for each in around.iterancestors()}
    return [note for around, note in notes.items() if around not in refused and around not in inner]


def _is_mark(link: HtmlElement) -> bool:
    return 0 < len(link.text_content().strip()) <= _LONGEST_MARK


def _around(target: HtmlElement) -> HtmlElement | None:
    """Return what a link to `target` means: an item, a paragraph or a box of its own, in nothing but boxes."""
    for element in (target, *target.iterancestors()):
        if element.tag in ("li", "p") or (element.tag == "div" and element.get("class", "") == "footnote"):
            outer = element.getparent()
            if element.tag == "p" and outer is not None and outer.tag == "li":
                element, outer = outer, outer.getparent()
            if element.tag == "li" and outer is not None:
                outer = outer.getparent() if outer.tag in ("ol", "ul") else None
            boxed = outer is not None and all(each.tag in _BOXES for each in (outer, *outer.iterancestors()))
            return element if boxed else None
        if element.tag not in ("a", "span", "sup", "b", "strong", "cite", "em", "i", "small"):
            return None
    return None


def _is_note(around: HtmlElement, link: HtmlElement) -> bool:
    """Say whether what a link leads to is a footnote: it leads back, or the link stands as one that calls notes."""
    back = {f"#{each.get('id')}" for each in (link, *link.iterancestors("sup", "span", "p")) if each.get("id")}
    if any(each.get("href", "") in back for each in around.iter("a")):
        return True
    raised = link.getparent() is not None and link.getparent().tag == "sup"
    raised = raised or next(link.iter("sup"), None) is not None or link.text_content().strip()[:1] in ("[", "【", "〔")
    if around.tag == "li":
        return raised
    return raised and _plain(around.text_content()[: _LONGEST_MARK * 2]).startswith(_plain(link.text_content()))


def _in_whole_lists(notes: list[_Note]) -> Iterable[_Note]:
    found = {note.element for note in notes}
    for note in notes:
        siblings: Iterable[HtmlElement] = note.element.getparent() if note.element.tag == "li" else ()
        if all(each in found for each in siblings):
            yield note


def _name(link: HtmlElement, taken: set[str]) -> str:
    said = _plain(link.text_content())
    name = said if _NAME.fullmatch(said) else "note"
    number = 1
    unique = name if name != "note" else "note1"
    while unique in taken:
        number += 1
        unique = f"{name}-{number}" if name != "note" else f"note{number}"
    taken.add(unique)
    return unique


def _plain(mark: str) -> str:
    return mark.strip(_BRACKETS)


def _clean(note: _Note) -> None:
    """Take the ways back, and the note's own mark, out of a note: whoever renders it puts them there again."""
    called_from = {each.get("id") for link in note.links for each in (link, *link.iterancestors()) if each.get("id")}
    mark = re.escape(note.links[0].text_content().strip())
    removed = False
    for link in list(note.element.iter("a")):
        href = link.get("href", "")
        if href.startswith("#") and href[1:] in called_from and _is_mark(link):
            _remove_with_holders(link, note.element)
            removed = True
    first = _first_text(note.element)
    if first is None:
        return
    holder, text = first
    pattern = _LEFT_OF_MARKS if removed else re.compile(rf"^\s*{mark}[\s.:、]*")
    if note.element.tag != "li" or removed:
        _put_text(holder, note.element, pattern.sub("", text, count=1))


def _remove_with_holders(link: HtmlElement, note: HtmlElement) -> None:
    """Take out a link, and the marks around it that it leaves empty."""
    holder = link.getparent()
    link.drop_tree()
    while holder is not None and holder is not note and not len(holder) and not (holder.text or "").strip(" []()"):
        above = holder.getparent()
        holder.drop_tree()
        holder = above


def _first_text(note: HtmlElement) -> tuple[HtmlElement, str] | None:
    """Return the first text with something in it, and the element that it stands right in or (a tail) behind."""
    for element in note.iter("*"):
        if (element.text or "").strip():
            return element, element.text or ""
        if element is not note and not len(element) and (element.tail or "").strip():
            return element, element.tail or ""
    return None


def _put_text(holder: HtmlElement, note: HtmlElement, text: str) -> None:
    if (holder.text or "").strip():
        holder.text = text
    elif holder is not note:
        holder.tail = text


def _call(link: HtmlElement, name: str) -> None:
    """Put a `note-ref` in a link's place, and in that of the raised mark that holds nothing else."""
    place, holder = link, link.getparent()
    while (
        holder is not None
        and holder.tag in ("sup", "span")
        and _plain(holder.text_content()) == _plain(link.text_content())
    ):
        place, holder = holder, holder.getparent()
    called = link.makeelement(REF, {"name": name})
    place.addprevious(called)
    place.drop_tree()
    called.text = f"[^{name}]"
    raised = called.getparent()
    if raised is not None and raised.tag == "sup" and all(each.tag in (REF, "a") for each in raised):
        raised.drop_tag()


def _set(note: HtmlElement, name: str) -> None:
    note.tag = NOTE
    note.attrib.clear()
    note.set("name", name)
