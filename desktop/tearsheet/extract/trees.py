"""Turn elements into the few figures about them that every step asks for."""

from collections.abc import Iterable

from lxml.html import HtmlElement


def words_of(element: HtmlElement) -> str:
    """Return the text of `element` on one line."""
    return " ".join(str(element.text_content()).split())


def prose(element: HtmlElement) -> int:
    """Count the characters of `element` that are in no link."""
    return len(words_of(element)) - linked(element)


def linked(element: HtmlElement) -> int:
    """Count the characters of `element` that are in links."""
    return sum(len(words_of(link)) for link in element.iter("a"))


def named(element: HtmlElement) -> str:
    """Return the class and id of `element`, which say what a site takes it for."""
    return f"{element.get('class', '')} {element.get('id', '')}"


def label(element: HtmlElement) -> str:
    """Return a short name of `element` for whoever asks why it was chosen."""
    return f"{element.tag} {' '.join(named(element).split())}".strip()[:80]


def drop(elements: Iterable[HtmlElement]) -> int:
    """Take elements out with all that is in them, their tails stay; the number taken out."""
    dropped = 0
    for element in list(elements):
        if element.getparent() is not None:
            element.drop_tree()
            dropped += 1
    return dropped
