"""Turn what was read into the judgement whether it is an article at all."""

import re

from lxml.html import HtmlElement

from tearsheet.extract.trees import linked, words_of

_FEWEST_WORDS = 5
_MOST_LINKED = 0.7
_A_SENTENCE = 80
_DOOR_LENGTH = 150
_FORM_LENGTH = 500
_NOTICE_LENGTH = 300
_WANTS_SCRIPTS = re.compile(r"(?:enable|activate|turn on|requires?|needs?|启用|开启|啟用)\W*javascript", re.IGNORECASE)


def is_a_door(root: HtmlElement) -> bool:
    """Whether the page is little more than a form to log in. Ask before its controls are taken out."""
    forms = root.xpath("//form[.//input[@type = 'password']]")
    if not forms and not root.xpath("boolean(//input[@type = 'password'])"):
        return False
    shown = root.xpath("//body//text()[not(parent::script or parent::style)]")
    within = sum(len(words_of(form)) for form in forms)
    # Some servers put the whole page into one form.
    return within < _FORM_LENGTH and len("".join("".join(shown).split())) - within < _DOOR_LENGTH


def why_not(article: HtmlElement, *, text: str, words: int, pictures: int, says_article: bool, door: bool) -> str:
    """Return why this is no article: nothing there, a door, a list of links; empty when it is one.

    A page that declares itself an article is believed, however short: a flash report may be one sentence.
    """
    if not text and not (pictures and says_article):
        return "no text"
    if says_article:
        return ""
    if door:
        return "a form to log in"
    if words < _FEWEST_WORDS:
        return f"{words} words"
    if len(text) < _NOTICE_LENGTH and _WANTS_SCRIPTS.search(text):
        return "a notice that the page needs JavaScript"
    if linked(article) > _MOST_LINKED * len(words_of(article)) and _longest_unlinked(article) < _A_SENTENCE:
        return "a list of links"
    return ""


def _longest_unlinked(article: HtmlElement) -> int:
    blocks = article.iter("p", "li", "td", "dd", "blockquote", "pre")
    return max((len(words_of(block)) - linked(block) for block in blocks), default=0)
