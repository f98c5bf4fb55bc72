"""Turn what sites write captions in, boxes named so, into the captions of figures."""

from lxml.html import HtmlElement

from tearsheet.extract.trees import words_of

_LONGEST = 500


def is_caption(element: HtmlElement) -> bool:
    """Whether a box is named a caption by its site."""
    return element.tag in ("div", "p", "span", "dd", "section") and "caption" in element.get("class", "").lower()


def settle_captions(article: HtmlElement) -> None:
    """Make captions of what is named so, in place: in a figure that has none, or in a box with one picture."""
    for element in [each for each in article.iterdescendants() if isinstance(each.tag, str) and is_caption(each)]:
        if element.find(".//img") is not None or not 0 < len(words_of(element)) <= _LONGEST:
            continue
        figure = next(element.iterancestors("figure"), None)
        if figure is not None:
            if figure.find(".//figcaption") is None:
                element.tag = "figcaption"
        elif (box := element.getparent()) is not None and box.tag == "div" and _shows_one_picture(box, element):
            box.tag, element.tag = "figure", "figcaption"


def _shows_one_picture(box: HtmlElement, caption: HtmlElement) -> bool:
    words = len(words_of(box)) - len(words_of(caption))
    return box.getparent() is not None and words <= 0 and len(box.findall(".//img")) == 1
